//! [`is_wide`]: detects records that authorize nearly everyone.

use std::net::IpAddr;

use crate::record::spf::{Mechanism, Qualifier, SpfRecord};

/// The shortest plausible prefix length of one organization's IPv4 network.
const SHORTEST_V4: u8 = 8;

/// The shortest plausible prefix length of one organization's IPv6 network.
const SHORTEST_V6: u8 = 16;

/// Whether the record itself authorizes everyone, or a network too large for one organization.
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
