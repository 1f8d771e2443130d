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
use crate::mail_setup::{MxState, Sender};
use crate::record::spf::Mechanism;
use crate::spf::Node;
use crate::vendors::{Confidence, Kind, SpfAlignment, find};
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
        let mail_setup = self.mail_setup.as_deref()?;
        let is_answered = mail_setup.spf.is_complete() && mail_setup.mx.state != MxState::Pending;
        if !is_answered && !self.is_complete {
            return None;
        }
        Mending::new(self, mail_setup)?.run()
    }

    /// Whether the domain's include of a vendor can go: SPF cannot pass for the domain by it, since the vendor sends with
    /// a return-path elsewhere. Not so at a name that may itself be the return-path: one below the registered name, or
    /// one whose mail the vendor takes, as it takes bounces; nor where the vendor's own check looks for the include.
    pub fn can_leave_out_include(&self, sender: &Sender) -> bool {
        let is_elsewhere = matches!(
            sender.vendor.spf_alignment,
            Some(SpfAlignment::WithReturnPath | SpfAlignment::Never)
        );
        let is_certain =
            self.has_useless_include(sender) && sender.confidence == Confidence::Certain;
        is_elsewhere && is_certain && !sender.vendor.checks_include
    }

    /// Whether the domain's own record includes a vendor in vain, as far as one can say: SPF cannot pass for the domain by
    /// that, since bounces of the vendor's mail go elsewhere, and this name cannot be where they go.
    pub fn has_useless_include(&self, sender: &Sender) -> bool {
        sender.has_useless_include && !self.is_return_path_of(sender)
    }

    /// Whether DNS shows that this name is the return-path that a vendor uses: it is an alias of one of the vendor's
    /// names; its MX records lead to the vendor, where bounces go; or it is below the registered name and its SPF record has no
    /// other sender.
    pub fn is_shown_as_return_path_of(&self, sender: &Sender) -> bool {
        let Some(mail_setup) = self.mail_setup.as_deref() else {
            return false;
        };
        let is_vendors = |kind: Kind, name: &str| {
            find(kind, name).is_some_and(|found| found.vendor.name == sender.vendor.name)
        };
        let mut hosts = mail_setup.mx.hosts.iter();
        let takes_its_mail = hosts.any(|host| is_vendors(Kind::Mx, host.name.as_str()));
        let answer = self.answers.txt(&self.domain);
        let mut aliases = answer.into_iter().flat_map(|answer| &answer.aliases);
        let is_alias = aliases.any(|alias| {
            let mut kinds = Kind::ALL.into_iter();
            kinds.any(|kind| is_vendors(kind, alias.as_str()))
        });
        let names_it_alone = || {
            let record = mail_setup.spf.root().and_then(Node::record);
            record.is_some_and(|record| {
                let mut mechanisms = record.effective_mechanisms();
                mechanisms.all(|(_, _, mechanism)| match mechanism {
                    Mechanism::Include(name) => {
                        is_vendors(Kind::SpfInclude, name.span.of(&record.text))
                    }
                    Mechanism::All => true,
                    _ => false,
                })
            })
        };
        takes_its_mail || is_alias || !self.is_registered_name() && names_it_alone()
    }

    /// Whether this name may be the return-path that a vendor uses.
    pub fn is_return_path_of(&self, sender: &Sender) -> bool {
        let takes_its_mail = |host: &crate::mail_setup::MailHost| {
            find(Kind::Mx, host.name.as_str())
                .is_some_and(|found| found.vendor.name == sender.vendor.name)
        };
        let mail_setup = self.mail_setup.as_deref();
        !self.is_registered_name()
            || mail_setup.is_some_and(|mail_setup| mail_setup.mx.hosts.iter().any(takes_its_mail))
    }
}
