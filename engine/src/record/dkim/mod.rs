//! DKIM key records ([RFC 6376, section 3.6.1](https://www.rfc-editor.org/rfc/rfc6376#section-3.6.1)), with the key
//! lengths of [RFC 8301](https://www.rfc-editor.org/rfc/rfc8301#section-3) and the Ed25519 keys of
//! [RFC 8463](https://www.rfc-editor.org/rfc/rfc8463).
//!
//! [`parse`] accepts any text. Its outcome is what a standards-compliant verifier does with it. No signature is
//! verified here, so only the form and the length of a key are checked.
//!
//! # Why a malformed list is not a key
//!
//! A verifier ignores a record that does not have the format of a key record
//! ([RFC 6376, section 6.1.2](https://www.rfc-editor.org/rfc/rfc6376#section-6.1.2)). Some software is more lenient,
//! but a published key should work at every receiver.

mod der;
mod key;
mod mangled;
mod parse;
mod problem;
mod record;

pub use key::KeyType;
pub use mangled::{Mangled, Slip, mangled};
pub use parse::{is_dkim, parse};
pub use problem::ProblemKind;
pub use record::{DkimRecord, Outcome, Tag, TagName};
