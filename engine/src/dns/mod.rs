//! DNS questions, answers and resolvers.
//!
//! The engine sends queries only through [`Resolver`]. Implementations are DNS over HTTPS ([`DohResolver`]), a [`Zone`]
//! in memory (the example zone, tests) and a [`Recording`] of an earlier check. [`Asked`] remembers the questions of a
//! check, so that equal questions are sent once and every answer can be shown.
//!
//! "No such record", "no such name" and "the query failed" are three separate outcomes ([`Outcome`]). A failure is
//! never treated as one of the others.
//!
//! # Why wire format
//!
//! A GET request with `Accept: application/dns-message` ([RFC 8484](https://www.rfc-editor.org/rfc/rfc8484)) needs no
//! CORS preflight, preserves the boundaries of character-strings, and works the same at every resolver. The JSON
//! dialects differ between resolvers.

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
