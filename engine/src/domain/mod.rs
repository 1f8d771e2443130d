//! Domain names, and how they are read from what people type.
//!
//! [`read`] accepts a host name, a URL, a mail address or a name copied from a DNS console, and reports whether it
//! changed anything. An [`InputError`] gives the reason for a refusal with `Display`.

mod idn;
mod input;
mod name;
mod punycode;

#[cfg(target_arch = "wasm32")]
pub use idn::convert_names_with;
pub use idn::to_unicode;
pub use input::{Input, InputError, read};
pub use name::{DomainName, MAX_LABEL, MAX_NAME, NameError};
