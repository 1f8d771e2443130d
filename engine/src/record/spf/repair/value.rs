//! [`Address`]: an address or network as a value, with the typical slips in it.

use std::net::{IpAddr, Ipv4Addr};

use crate::record::spf::TermName;

/// An address or network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address<'a> {
    /// The address as written, or the IPv4 address embedded in it.
    written: &'a str,
    ip: IpAddr,
    length: Option<u8>,
    /// Whether it was an IPv4 address in IPv6 notation, which no sender has
    /// ([RFC 7208, section 5](https://www.rfc-editor.org/rfc/rfc7208#section-5)).
    pub(super) is_mapped: bool,
    /// Whether the prefix length was written as a network mask or with a leading zero.
    pub(super) has_odd_length: bool,
}

impl Address<'_> {
    /// The term for this family of addresses.
    pub(super) const fn name(&self) -> TermName {
        match self.ip {
            IpAddr::V4(_) => TermName::Ip4,
            IpAddr::V6(_) => TermName::Ip6,
        }
    }

    /// The full term with this address.
    pub(super) fn term(&self) -> String {
        let (name, written) = (self.name(), self.written);
        match self.length {
            Some(length) => format!("{name}:{written}/{length}"),
            None => format!("{name}:{written}"),
        }
    }
}

/// Parses an address or network.
pub(super) fn address(text: &str) -> Option<Address<'_>> {
    let (written, digits) = match text.split_once('/') {
        Some((written, digits)) => (written, Some(digits)),
        None => (text, None),
    };
    let address: IpAddr = written.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let (length, has_odd_length) = match digits {
        Some(digits) => {
            let (length, is_odd) = length(digits, most)?;
            (Some(length), is_odd)
        }
        None => (None, false),
    };
    let inside = match address {
        IpAddr::V6(address) => address.to_ipv4_mapped(),
        IpAddr::V4(_) => None,
    };
    let Some(inside) = inside else {
        return Some(Address {
            written,
            ip: address,
            length,
            is_mapped: false,
            has_odd_length,
        });
    };
    let written = written
        .rsplit(':')
        .next()
        .filter(|end| end.parse::<Ipv4Addr>().is_ok())?;
    let length = match length {
        Some(length) => Some(length.checked_sub(96)?),
        None => None,
    };
    Some(Address {
        written,
        ip: IpAddr::V4(inside),
        length,
        is_mapped: true,
        has_odd_length,
    })
}

/// Parses a prefix length or network mask; also tells whether it was written oddly.
fn length(digits: &str, most: u8) -> Option<(u8, bool)> {
    if let Ok(mask) = digits.parse::<Ipv4Addr>() {
        let bits = mask.to_bits();
        let length = u8::try_from(bits.leading_ones()).ok()?;
        let is_mask = length > 0 && bits.count_ones() == u32::from(length) && most == 32;
        return is_mask.then_some((length, true));
    }
    let number = digits.trim_start_matches('0');
    let has_zero = number.len() < digits.len() && digits.len() > 1;
    if digits.is_empty()
        || !digits.bytes().all(|b| b.is_ascii_digit())
        || (has_zero && number.is_empty())
    {
        return None;
    }
    let length: u8 = digits.parse().ok()?;
    (length <= most).then_some((length, has_zero))
}

/// The value without surrounding marks that belong to neither an address nor a name.
pub(super) fn trimmed(value: &str, is_address: bool) -> &str {
    let end = value.trim_end_matches(['.', '/', ']', ')']);
    let start = end.trim_start_matches(['[', '(', '@', '=']);
    // An IPv6 address may begin and end with colons.
    if is_address && address(start).is_some() {
        return start;
    }
    start.trim_matches(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_networks() {
        let term = |text: &str| address(trimmed(text, true)).map(|found| found.term());
        for (text, expected) in [
            ("192.0.2.1", Some("ip4:192.0.2.1")),
            ("192.0.2.0/24/", Some("ip4:192.0.2.0/24")),
            ("192.0.2.0/024", Some("ip4:192.0.2.0/24")),
            ("192.0.2.0/255.255.255.0", Some("ip4:192.0.2.0/24")),
            ("[192.0.2.1].", Some("ip4:192.0.2.1")),
            (":192.0.2.1", Some("ip4:192.0.2.1")),
            ("::ffff:192.0.2.1", Some("ip4:192.0.2.1")),
            ("::ffff:192.0.2.0/120", Some("ip4:192.0.2.0/24")),
            ("2001:db8::", Some("ip6:2001:db8::")),
            ("192.0.2.0/00", None),
            ("192.0.2.0/33", None),
            ("192.0.2.0/0.0.0.0", None),
            ("192.0.2", None),
            ("a.example", None),
        ] {
            assert_eq!(term(text).as_deref(), expected, "{text}");
        }
    }
}
