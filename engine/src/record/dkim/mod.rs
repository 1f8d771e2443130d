//! DKIM key records ([RFC 6376, section 3.6.1](https://www.rfc-editor.org/rfc/rfc6376#section-3.6.1)), with the
//! lengths of [RFC 8301](https://www.rfc-editor.org/rfc/rfc8301#section-3) and the Ed25519 keys of
//! [RFC 8463](https://www.rfc-editor.org/rfc/rfc8463).
//!
//! [`parse`] reads any text. Its outcome is what a verifier makes of it that follows the standard; no
//! signature is verified here, so nothing but the form and the length of a key is looked at.
//!
//! # Why a broken list is no key
//!
//! A verifier ignores a record that does not have the format of a key record
//! ([RFC 6376, section 6.1.2](https://www.rfc-editor.org/rfc/rfc6376#section-6.1.2)). Some software forgives more,
//! but who publishes a key wants it to work at all receivers.

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
