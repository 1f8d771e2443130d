//! Phrases for networks, senders and results, shared by the SPF views.

use crate::record::spf::{Network, Qualifier};
use crate::report::words::{counted, grouped, joined};
use crate::spf::Authorized;

/// The number of IPv4 addresses in total.
const EVERY_IPV4: u64 = 1 << 32;

/// The most networks that are listed one by one.
const LISTED: usize = 4;

/// How to read the counts of lookups.
pub(super) const HOW_TO_READ: &str = "Counted for a sender that matches nothing; receivers stop at the first match. The \
    records that include and redirect lead to count too.";

/// The label of the services that are not told apart.
pub(super) const OTHERS: &str = "others";

/// The ordinal of a number, such as “3rd”.
pub(super) fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The senders that a record authorizes, as a phrase; `None` if it authorizes none.
pub(super) fn whom(authorized: &Authorized) -> Option<String> {
    if authorized.is_everyone {
        return Some("every address".to_owned());
    }
    let mut parts = Vec::new();
    match authorized.ipv4_addresses {
        0 => {}
        1 => parts.push("1 IPv4 address".to_owned()),
        EVERY_IPV4.. => parts.push("every IPv4 address".to_owned()),
        count => parts.push(format!("{} IPv4 addresses", grouped(count))),
    }
    if authorized.ipv6_networks > 0 {
        let count = authorized.ipv6_networks;
        parts.push(counted(count, "IPv6 network", "IPv6 networks"));
    }
    let fixed = joined(&parts);
    match (fixed, authorized.depends_on_message) {
        (None, true) => Some("addresses that depend on the message".to_owned()),
        (Some(fixed), true) => Some(format!("{fixed} and, depending on the message, others")),
        (fixed, false) => fixed,
    }
}

/// The networks one by one if there are few, else their number.
pub(super) fn listed(networks: &[Network]) -> String {
    if networks.len() > LISTED {
        return counted(networks.len(), "address", "addresses");
    }
    let networks: Vec<_> = networks.iter().map(|network| notation(*network)).collect();
    joined(&networks).unwrap_or_else(|| "no address".to_owned())
}

/// The network in CIDR notation; a single address has no prefix length.
fn notation(network: Network) -> String {
    let whole = if network.address.is_ipv4() { 32 } else { 128 };
    if network.length == whole {
        network.address.to_string()
    } else {
        format!("{}/{}", network.address, network.length)
    }
}

/// The number of addresses in a network, as a phrase.
pub(super) fn size(network: Network) -> String {
    let (first, last) = network.range();
    let count = (last - first).saturating_add(1);
    match (network.address.is_ipv4(), network.length) {
        (true, 0) => "every IPv4 address".to_owned(),
        (true, 32) => "1 IPv4 address".to_owned(),
        (true, _) => {
            let count = u64::try_from(count).unwrap_or(EVERY_IPV4);
            format!("{} IPv4 addresses", grouped(count))
        }
        (false, 0) => "every IPv6 address".to_owned(),
        (false, 128) => "1 IPv6 address".to_owned(),
        (false, length) => format!("an IPv6 /{length} network"),
    }
}

/// The SPF result that a qualifier gives.
pub(super) const fn result_of(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Pass => "pass",
        Qualifier::Fail => "fail",
        Qualifier::SoftFail => "softfail",
        Qualifier::Neutral => "neutral",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_endings() {
        let places = [1, 2, 3, 4, 11, 12, 13, 21, 111].map(ordinal);
        let expected = [
            "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "111th",
        ];
        assert_eq!(places, expected);
    }

    #[test]
    fn who_may_send() {
        let mut authorized = Authorized::default();
        assert_eq!(whom(&authorized), None);
        authorized.depends_on_message = true;
        let whole = "addresses that depend on the message";
        assert_eq!(whom(&authorized).as_deref(), Some(whole));
        authorized.ipv4_addresses = 1;
        authorized.ipv6_networks = 2;
        let whole = "1 IPv4 address and 2 IPv6 networks and, depending on the message, others";
        assert_eq!(whom(&authorized).as_deref(), Some(whole));
        authorized.ipv4_addresses = 1 << 32;
        authorized.depends_on_message = false;
        let whole = "every IPv4 address and 2 IPv6 networks";
        assert_eq!(whom(&authorized).as_deref(), Some(whole));
        authorized.is_everyone = true;
        assert_eq!(whom(&authorized).as_deref(), Some("every address"));
    }

    #[test]
    fn networks_in_words() {
        let network = |address: &str, length| Network {
            address: address.parse().unwrap(),
            length,
        };
        assert_eq!(size(network("192.0.2.0", 24)), "256 IPv4 addresses");
        assert_eq!(size(network("192.0.2.0", 0)), "every IPv4 address");
        assert_eq!(size(network("192.0.2.0", 32)), "1 IPv4 address");
        assert_eq!(size(network("::", 0)), "every IPv6 address");
        assert_eq!(size(network("2001:db8::", 48)), "an IPv6 /48 network");
        let one = network("192.0.2.1", 32);
        assert_eq!(listed(&[]), "no address");
        assert_eq!(
            listed(&[one, network("2001:db8::", 64)]),
            "192.0.2.1 and 2001:db8::/64"
        );
        assert_eq!(listed(&[one; 5]), "5 addresses");
    }
}
