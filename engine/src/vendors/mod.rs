//! Which vendors send as a domain, carry its mail or read its reports, as far as names in DNS show it.
//!
//! [`find`] knows a vendor by a name in an SPF record, an MX record, the CNAME of a DKIM key or a report address.
//! What is known of the vendors is in `vendors.txt`, a file that anybody can extend, with the sources of what it says. The
//! build script leaves comments and sources out of the program. DKIM selectors cannot be
//! listed, so there are [those that vendors use](Vendor::selectors) and [common ones](COMMON_SELECTORS) to try.
//!
//! # Why a match is only a hint
//!
//! A name shows that a domain was once set up for a vendor, not that the vendor still sends; and a vendor that uses
//! none of these names is not seen at all. Aggregate reports show who sends.

mod selectors;
mod table;
mod vendor;

pub use selectors::{COMMON_SELECTORS, MAX_SELECTORS};
pub use table::{find, vendors};
pub use vendor::{Category, Confidence, Kind, Match, Pattern, SpfAlignment, Vendor};
