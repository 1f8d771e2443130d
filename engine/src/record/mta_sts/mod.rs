//! MTA-STS ([RFC 8461](https://www.rfc-editor.org/rfc/rfc8461)): requires that mail to the domain is sent over verified
//! TLS.
//!
//! [`parse`] reads the record in DNS, which announces a policy and when it last changed. [`parse_policy`] reads the
//! policy itself: a file that senders fetch over HTTPS. A page on another origin can't fetch it, so visitors paste it.

mod parse_policy;
mod policy;
mod record;
mod repair_policy;

pub use parse_policy::parse_policy;
pub use policy::{Key, Line, MAX_AGE, MAX_OCTETS, Mode, MxPattern, PolicyProblem, StsPolicy};
pub use record::{ProblemKind, StsRecord, Tag, TagName, is_mta_sts, parse};
pub(crate) use repair_policy::meant_key;
pub use repair_policy::repair_policy;
