//! [`SpfRepair`]: the SPF record that a domain should have in place of what it has, as far as DNS tells.
//!
//! # Why it needs the facts
//!
//! [`repair`](crate::record::spf::repair) reads a text. Whether a name in it is misspelled or a service is gone, and
//! whether anybody would be left who may send, only DNS tells. A name without a record is first taken for a slip: a known
//! vendor's name with a letter wrong, or one that exists without what was glued to it. Only then it is a service that is
//! gone, and its term is left out, but never the last that names a sender.

mod cause;
mod mending;
mod names;
mod texts;

#[cfg(test)]
mod tests;

use super::Facts;
use crate::around::{MxState, Sender};
use crate::senders::{Confidence, Kind, SpfAlignment, find};
use mending::Mending;

pub use cause::{SpfCause, SpfQuestion};

/// What to publish in place of a domain's SPF texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfRepair {
    /// The texts at the domain's own name that it replaces, in alphabetical order.
    pub today: Vec<String>,
    /// The one record to publish; `None` where its owner has to decide something first, or where another name's record is
    /// what is wrong.
    pub text: Option<String>,
    /// What is wrong, in order of place.
    pub causes: Vec<SpfCause>,
    /// What its owner has to decide.
    pub question: Option<SpfQuestion>,
}

impl Facts {
    /// What to publish so that SPF works again: where receivers end in `permerror`, take the text for none, miss senders
    /// that it names, or let everybody pass. `None` where nothing is wrong, where the domain has no text that was meant
    /// as SPF, and while answers are missing that it needs.
    pub fn spf_repair(&self) -> Option<SpfRepair> {
        let around = self.around.as_deref()?;
        let is_answered = around.spf.is_complete() && around.mx.state != MxState::Pending;
        if !is_answered && !self.is_complete {
            return None;
        }
        Mending::new(self, around)?.run()
    }

    /// Whether the domain's include of a vendor can go: SPF cannot pass for the domain by it, since the vendor sends with
    /// a return-path elsewhere. Not so at a name that may itself be the return-path: one below the registered name, or
    /// one whose mail the vendor takes, as it takes bounces.
    pub fn can_leave_out_include(&self, sender: &Sender) -> bool {
        let is_elsewhere = matches!(
            sender.vendor.spf_alignment,
            Some(SpfAlignment::WithReturnPath | SpfAlignment::Never)
        );
        let is_certain = sender.has_useless_include && sender.confidence == Confidence::Certain;
        is_elsewhere && is_certain && !self.is_return_path_of(sender)
    }

    /// Whether this name may be the return-path that a vendor uses.
    pub fn is_return_path_of(&self, sender: &Sender) -> bool {
        let is_registered = match &self.registered_domain {
            Some(registered) => *registered == self.domain,
            None => self.domain.label_count() <= 2,
        };
        let takes_its_mail = |host: &crate::around::MailHost| {
            find(Kind::Mx, host.name.as_str())
                .is_some_and(|found| found.vendor.name == sender.vendor.name)
        };
        let around = self.around.as_deref();
        !is_registered || around.is_some_and(|around| around.mx.hosts.iter().any(takes_its_mail))
    }
}
