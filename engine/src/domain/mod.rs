//! What people type, and the domain name it stands for.
//!
//! [`read`] accepts a host name, a URL, a mail address or a name copied from a DNS console and says
//! what it made of it; a refusal is an [`InputError`] whose `Display` gives the reason.

mod idn;
mod input;
mod name;
mod punycode;

#[cfg(target_arch = "wasm32")]
pub use idn::convert_names_with;
pub use idn::to_unicode;
pub use input::{Input, InputError, read};
pub use name::{DomainName, MAX_LABEL, MAX_NAME, NameError};
