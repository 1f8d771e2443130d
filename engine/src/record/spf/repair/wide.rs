//! [`is_wide`]: a record that lets about anybody pass.

use std::net::IpAddr;

use crate::record::spf::{Mechanism, Qualifier, SpfRecord};

/// The shortest prefix length of an IPv4 network that may belong to one organization.
const SHORTEST_V4: u8 = 8;

/// The shortest prefix length of an IPv6 network that may belong to one organization.
const SHORTEST_V6: u8 = 16;

/// Whether the record itself lets everybody pass, or a network that no one organization has.
pub fn is_wide(record: &SpfRecord) -> bool {
    let mut mechanisms = record.effective_mechanisms();
    mechanisms.any(|(_, term, mechanism)| {
        let is_wide = match mechanism {
            Mechanism::All => true,
            Mechanism::Ip(network) => match network.address {
                IpAddr::V4(_) => network.length < SHORTEST_V4,
                IpAddr::V6(_) => network.length < SHORTEST_V6,
            },
            Mechanism::A(_, lengths) | Mechanism::Mx(_, lengths) => {
                lengths.v4 < SHORTEST_V4 || lengths.v6 < SHORTEST_V6
            }
            Mechanism::Include(_) | Mechanism::Ptr(_) | Mechanism::Exists(_) => false,
        };
        is_wide && term.qualifier == Some(Qualifier::Pass)
    })
}
