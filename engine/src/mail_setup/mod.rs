//! The DNS records around the DMARC policy: SPF, DKIM keys, mail hosts, MTA-STS, TLS-RPT, BIMI, DNSSEC, and the vendors found in
//! them.
//!
//! [`MailSetup::new`] is pure and reads only answers. It gets each one from an [`Inquiry`], which returns the answer if there is
//! one and otherwise records the question. What is read and what is queried can therefore never diverge. A part without its
//! answer is pending, and one whose query failed holds the error; neither is ever reported as "none".
//!
//! # Why selectors are tried
//!
//! DNS does not list DKIM selectors, so anyone looking for keys has to guess: first the visitor's own selectors, then those that
//! the found vendors are known to use, then common ones. Finding none therefore never proves that mail is not signed, unless
//! `_domainkey` itself does not exist ([RFC 8020](https://www.rfc-editor.org/rfc/rfc8020)).

mod bimi;
mod dkim;
mod dnssec;
mod host_state;
mod inquiry;
mod mail_hosts;
#[expect(clippy::module_inception, reason = "the type has its module's name")]
mod mail_setup;
mod misplaced;
mod mx_state;
mod parent;
mod record_at;
mod selector;
mod sender;
mod sightings;
mod tlsa;

pub use bimi::{Bimi, BimiObstacle};
pub use dkim::{Dkim, Subtree};
pub use dnssec::Dnssec;
pub use host_state::HostState;
pub use inquiry::{Inquiry, Urgency};
pub use mail_hosts::{HostKind, MailHost, MailHosts};
pub use mail_setup::{MailSetup, Subject};
pub use misplaced::Misplaced;
pub use mx_state::{ImplicitHost, MxState};
pub use parent::Parent;
pub use record_at::{RecordAt, RecordState};
pub use selector::{Selector, Tried};
pub use sender::{Seen, Sender, Sighting, VendorKey};
pub use tlsa::Tlsa;

#[cfg(test)]
mod on_zone;
