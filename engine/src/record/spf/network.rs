//! [`Network`] and [`Lengths`]: addresses with prefix lengths.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address range that shares a prefix ([RFC 7208, section 5.6](https://www.rfc-editor.org/rfc/rfc7208#section-5.6)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network {
    /// An address in the network, as written.
    pub address: IpAddr,
    /// The prefix length in bits.
    pub length: u8,
}

/// The prefix lengths for both families ([RFC 7208, section 5](https://www.rfc-editor.org/rfc/rfc7208#section-5)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lengths {
    /// The prefix length for IPv4 addresses, in bits.
    pub v4: u8,
    /// The prefix length for IPv6 addresses, in bits.
    pub v6: u8,
}

/// Why a text is not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NetworkProblem {
    /// The text is an address of the other family.
    OtherFamily,
    /// The text is a host name.
    HostName,
    /// The text is neither an address nor a host name.
    NotAnAddress,
}

/// Why a prefix length is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LengthProblem {
    /// The length is not a number.
    NotANumber,
    /// The number has a leading zero.
    LeadingZero,
    /// The length exceeds the number of bits in an address; holds that number.
    TooLong(u8),
    /// A length after a term that takes none.
    Misplaced,
}

impl Default for Lengths {
    fn default() -> Self {
        Self { v4: 32, v6: 128 }
    }
}

impl Network {
    /// The network of a host's address, with the prefix length that `lengths` gives for its family.
    pub const fn mail_setup(address: IpAddr, lengths: Lengths) -> Self {
        let length = match address {
            IpAddr::V4(_) => lengths.v4,
            IpAddr::V6(_) => lengths.v6,
        };
        Self { address, length }
    }

    /// Whether the network contains an address. An address of the other family is never contained.
    pub fn contains(self, address: IpAddr) -> bool {
        let (first, last) = self.range();
        let is_same_family = self.address.is_ipv4() == address.is_ipv4();
        is_same_family && (first..=last).contains(&number(address))
    }

    /// The first and the last address of the network as numbers.
    pub fn range(self) -> (u128, u128) {
        let bits = match self.address {
            IpAddr::V4(_) => Ipv4Addr::BITS,
            IpAddr::V6(_) => Ipv6Addr::BITS,
        };
        let free = bits.saturating_sub(u32::from(self.length));
        let hosts = 1_u128.checked_shl(free).map_or(u128::MAX, |size| size - 1);
        let first = number(self.address) & !hosts;
        (first, first | hosts)
    }

    /// Parses the value of `ip4` or `ip6` without its prefix length.
    pub(super) fn parse_address(text: &str, is_ipv4: bool) -> Result<IpAddr, NetworkProblem> {
        match text.parse::<IpAddr>() {
            Ok(address) if address.is_ipv4() == is_ipv4 => Ok(address),
            Ok(_) => Err(NetworkProblem::OtherFamily),
            Err(_) if is_host_name(text) => Err(NetworkProblem::HostName),
            Err(_) => Err(NetworkProblem::NotAnAddress),
        }
    }
}

impl Lengths {
    /// Parses `/24`, `//64` or `/24//64`. An empty text gives full-length prefixes.
    pub(super) fn parse(text: &str) -> Result<Self, LengthProblem> {
        let mut lengths = Self::default();
        let (v4, v6) = match text.split_once("//") {
            Some((v4, v6)) => (v4, Some(v6)),
            None => (text, None),
        };
        if !v4.is_empty() {
            let digits = v4.strip_prefix('/').ok_or(LengthProblem::NotANumber)?;
            lengths.v4 = parse_length(digits, lengths.v4)?;
        }
        if let Some(digits) = v6 {
            lengths.v6 = parse_length(digits, lengths.v6)?;
        }
        Ok(lengths)
    }
}

/// Parses a prefix length of at most `most` bits.
pub(super) fn parse_length(digits: &str, most: u8) -> Result<u8, LengthProblem> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(LengthProblem::NotANumber);
    }
    if digits.len() > 1 && digits.starts_with('0') {
        return Err(LengthProblem::LeadingZero);
    }
    match digits.parse::<u8>() {
        Ok(length) if length <= most => Ok(length),
        _ => Err(LengthProblem::TooLong(most)),
    }
}

/// The address as an integer, for range comparisons.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// Whether the text looks like a host name: labels, the last of which contains a letter.
fn is_host_name(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    text.contains('.')
        && text.split('.').all(is_label)
        && last.bytes().any(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str, length: u8) -> Network {
        Network {
            address: text.parse().unwrap(),
            length,
        }
    }

    #[track_caller]
    fn contains(network: Network, address: &str, expected: bool) {
        let contains = network.contains(address.parse().unwrap());
        assert_eq!(contains, expected, "{network:?} {address}");
    }

    #[test]
    fn as_many_bits_count_as_the_length_says() {
        contains(network("192.0.2.9", 24), "192.0.2.255", true);
        contains(network("192.0.2.9", 24), "192.0.3.0", false);
        contains(network("192.0.2.9", 32), "192.0.2.9", true);
        contains(network("192.0.2.9", 32), "192.0.2.8", false);
        contains(network("192.0.2.9", 0), "203.0.113.1", true);
        contains(network("2001:db8::", 32), "2001:db8:ffff::1", true);
        contains(network("2001:db8::", 32), "2001:db9::", false);
        contains(network("::", 0), "ffff::", true);
        contains(network("0.0.0.0", 0), "::1", false);
        contains(network("::", 0), "192.0.2.1", false);
    }

    #[test]
    fn lengths_of_both_families() {
        let lengths = |v4, v6| Ok(Lengths { v4, v6 });
        assert_eq!(Lengths::parse(""), lengths(32, 128));
        assert_eq!(Lengths::parse("/24"), lengths(24, 128));
        assert_eq!(Lengths::parse("//64"), lengths(32, 64));
        assert_eq!(Lengths::parse("/0//0"), lengths(0, 0));
        for (text, problem) in [
            ("/33", LengthProblem::TooLong(32)),
            ("//129", LengthProblem::TooLong(128)),
            ("/999", LengthProblem::TooLong(32)),
            ("/024", LengthProblem::LeadingZero),
            ("/", LengthProblem::NotANumber),
            ("//", LengthProblem::NotANumber),
            ("/24/64", LengthProblem::NotANumber),
            ("/255.255.255.0", LengthProblem::NotANumber),
            ("/+8", LengthProblem::NotANumber),
        ] {
            assert_eq!(Lengths::parse(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn what_is_no_address() {
        for (text, problem) in [
            ("2001:db8::1", NetworkProblem::OtherFamily),
            ("mail.example.com", NetworkProblem::HostName),
            ("192.0.2", NetworkProblem::NotAnAddress),
            ("192.0.2.01", NetworkProblem::NotAnAddress),
            ("192.0.2.1-9", NetworkProblem::NotAnAddress),
            ("", NetworkProblem::NotAnAddress),
        ] {
            assert_eq!(Network::parse_address(text, true), Err(problem), "{text}");
        }
    }
}
