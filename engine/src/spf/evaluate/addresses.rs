//! Reverse DNS names of addresses.

use std::net::IpAddr;

use crate::domain::DomainName;

/// The address in dotted form, as DNS names use it: decimal octets for IPv4, hexadecimal digits for IPv6
/// ([RFC 7208, section 7.3](https://www.rfc-editor.org/rfc/rfc7208#section-7.3)).
pub(super) fn dotted(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            // In capitals, because the shared SPF test suite expects them in explanations.
            let digits = ip.octets().map(|octet| format!("{octet:02X}")).concat();
            let digits: Vec<_> = digits.chars().map(String::from).collect();
            digits.join(".")
        }
    }
}

/// The reverse zone of the address's family, without `arpa`.
pub(super) const fn family(ip: IpAddr) -> &'static str {
    match ip {
        IpAddr::V4(_) => "in-addr",
        IpAddr::V6(_) => "ip6",
    }
}

/// The reverse DNS name of an address ([RFC 1035, section 3.5](https://www.rfc-editor.org/rfc/rfc1035#section-3.5),
/// [RFC 3596, section 2.5](https://www.rfc-editor.org/rfc/rfc3596#section-2.5)).
pub(super) fn reverse_name(ip: IpAddr) -> Option<DomainName> {
    let dotted = dotted(ip);
    let labels: Vec<_> = dotted.rsplit('.').collect();
    DomainName::new(&format!("{}.{}.arpa", labels.join("."), family(ip))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_addresses() {
        let name = |ip: &str| reverse_name(ip.parse().unwrap()).unwrap().to_string();
        assert_eq!(name("192.0.2.1"), "1.2.0.192.in-addr.arpa");
        assert_eq!(
            name("2001:db8::cb01"),
            "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"
        );
    }
}
