//! Guesses which term was meant by a name that RFC 7208 does not define.

use std::net::IpAddr;

use crate::record::meant::is_near;
use crate::record::spf::TermName;

/// The term that was most likely meant by `name` followed by `value`.
pub(in crate::record::spf) fn meant_by(name: &str, value: Option<&str>) -> Option<TermName> {
    let name = name.to_ascii_lowercase();
    // An address, alone or after a variant of `ip`. An IPv6 address contains colons itself.
    let whole = value.map_or_else(|| name.clone(), |value| format!("{name}:{value}"));
    if let Some(term) = address_term(&whole) {
        return Some(term);
    }
    if matches!(name.as_str(), "ip" | "ipv" | "ips" | "address" | "addr") {
        return value.and_then(address_term);
    }
    if let Some(term) = by_alias(&name) {
        return Some(term);
    }
    let is_word = name.len() <= 10;
    let is_longer_word = |term: &TermName| term.as_str().len() >= 3;
    let mut terms = TermName::ALL.into_iter().filter(is_longer_word);
    terms
        .find(|term| is_word && is_near(&name, term.as_str()))
        .or_else(|| {
            // A known name with something attached: `-allgoogle-site-verification=..`, `include.a.example`.
            let starts = [TermName::All, TermName::Include];
            let mut starts = starts.into_iter();
            starts.find(|term| name.starts_with(term.as_str()))
        })
}

/// The term for a common wrong name.
pub(super) fn by_alias(name: &str) -> Option<TermName> {
    Some(match name {
        "ipv4" | "ip4v" | "i4" | "4" => TermName::Ip4,
        "ipv6" | "ip6v" | "i6" | "6" => TermName::Ip6,
        "includes" | "included" | "inc" => TermName::Include,
        "aaaa" | "host" => TermName::A,
        "mxs" => TermName::Mx,
        "explain" | "explanation" => TermName::Explanation,
        "redir" | "redirects" => TermName::Redirect,
        _ => return None,
    })
}

/// The term for an address or a network.
fn address_term(text: &str) -> Option<TermName> {
    let address = text.split_once('/').map_or(text, |(address, _)| address);
    match address.parse::<IpAddr>().ok()? {
        IpAddr::V4(_) => Some(TermName::Ip4),
        IpAddr::V6(_) => Some(TermName::Ip6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        for (name, value, expected) in [
            ("ip", Some("192.0.2.1"), Some(TermName::Ip4)),
            ("ip", Some("2001:db8::/32"), Some(TermName::Ip6)),
            ("ipv4", Some("192.0.2.1"), Some(TermName::Ip4)),
            ("192.0.2.0/24", None, Some(TermName::Ip4)),
            ("2001", Some("db8::1"), Some(TermName::Ip6)),
            ("includes", Some("a.example"), Some(TermName::Include)),
            ("Inlcude", Some("a.example"), Some(TermName::Include)),
            ("al", None, Some(TermName::All)),
            (
                "allgoogle-site-verification",
                Some("x"),
                Some(TermName::All),
            ),
            ("redirekt", Some("a.example"), Some(TermName::Redirect)),
            ("spf.example.com", None, None),
            ("ip", Some("mail.example.com"), None),
            ("google-site-verification", Some("x"), None),
            ("", None, None),
        ] {
            assert_eq!(meant_by(name, value), expected, "{name} {value:?}");
        }
    }
}
