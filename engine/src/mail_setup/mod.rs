//! What stands in DNS around the DMARC policy: SPF, DKIM keys, mail hosts, MTA-STS, TLS-RPT, BIMI, DNSSEC, and the
//! vendors that all of it shows.
//!
//! [`MailSetup::new`] reads answers and is pure. Whatever it looks for it asks an [`Inquiry`], which gives the answer
//! once it is there and otherwise notes the question, so that what is read and what is asked cannot part ways. A piece
//! whose answer is missing says that it is pending; one that could not be asked says why; neither reads as "none".
//!
//! # Why selectors are tried
//!
//! DNS lists no DKIM selectors, so whoever looks for keys has to guess: the visitor's own selectors, those that the
//! vendors found are known to use, then common ones. Finding none therefore never means that mail is not signed,
//! unless `_domainkey` itself does not exist ([RFC 8020](https://www.rfc-editor.org/rfc/rfc8020)).

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
