//! MTA-STS ([RFC 8461](https://www.rfc-editor.org/rfc/rfc8461)): that mail to the domain must be sent over
//! verified TLS.
//!
//! [`parse`] reads the record in DNS, which says that there is a policy and when it last changed. [`parse_policy`]
//! reads the policy itself, a file that senders get over HTTPS and that a page elsewhere cannot see, so that
//! someone has to paste it.

mod parse_policy;
mod policy;
mod record;
mod repair_policy;

pub use parse_policy::parse_policy;
pub use policy::{Key, Line, MAX_AGE, MAX_OCTETS, Mode, MxPattern, PolicyProblem, StsPolicy};
pub use record::{ProblemKind, StsRecord, Tag, TagName, is_mta_sts, parse};
pub(crate) use repair_policy::meant_key;
pub use repair_policy::repair_policy;
