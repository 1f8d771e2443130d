//! Questions and answers of DNS, and who answers them.
//!
//! The engine asks through [`Resolver`] alone. Behind it stands DNS over HTTPS ([`DohResolver`]), a
//! [`Zone`] in memory (the example zone, tests) or a [`Recording`] of an earlier check. [`Asked`] keeps what
//! was asked within a check, so that an equal question is asked once and every answer can be shown.
//!
//! "There is no such record", "there is no such name" and "it could not be asked" are three outcomes
//! ([`Outcome`]); the last never reads as one of the others.
//!
//! # Why wire format
//!
//! Over GET with `Accept: application/dns-message` ([RFC 8484](https://www.rfc-editor.org/rfc/rfc8484)) it
//! needs no CORS preflight, keeps the boundaries of character-strings, and is the same at every resolver,
//! which the JSON dialects are not.

mod answer;
mod asked;
mod doh;

mod example;
mod known;
mod message;
mod provider;
mod question;
mod recording;
mod resolver;
mod zone;
pub mod zone_file;

pub use answer::{Answer, ExtendedError, LookupError, Mx, Outcome, RecordData, Tlsa};
pub use asked::Asked;
pub use doh::{DohResolver, HttpReply, Transport, TransportError};
pub use example::{EXAMPLES, Example, example_zone, is_example};
pub use known::Known;
pub use message::{Malformed, query_url};
pub use provider::{PROVIDERS, Provider, ProviderError, custom_provider};
pub use question::{Question, RecordType};
pub use recording::Recording;
pub use resolver::Resolver;
pub use zone::{Fault, Zone};
