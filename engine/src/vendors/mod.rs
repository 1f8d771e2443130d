//! Identifies the vendors that send as a domain, receive its mail or process its reports, by names in DNS.
//!
//! [`find`] identifies a vendor by a name in an SPF record, an MX record, the CNAME of a DKIM key or a report address.
//! The facts about vendors are in `vendors.txt`, with sources; anyone can extend that file. The build script removes
//! comments and sources from it. DKIM selectors can't be listed through DNS, so there are
//! [those that vendors use](Vendor::selectors) and [common ones](COMMON_SELECTORS) to try.
//!
//! # Why a match is only a hint
//!
//! A name shows that a domain was once set up for a vendor, not that the vendor still sends. A vendor that uses none of
//! these names is not found at all. Aggregate reports show which services send.

mod selectors;
mod table;
mod vendor;

pub use selectors::{COMMON_SELECTORS, MAX_SELECTORS};
pub use table::{find, vendors};
pub use vendor::{Category, Confidence, Kind, Match, Pattern, SpfAlignment, Vendor};
