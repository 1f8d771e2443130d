//! [`SpfRepair`]: the SPF record that a domain should publish in place of what it has, as far as DNS shows.
//!
//! # Why it needs the facts
//!
//! [`repair`](crate::record::spf::repair) works on a text alone. Only DNS shows whether a name in it is misspelled or a service
//! is gone, and whether any sender would be left. A name without a record is first treated as a slip: a known vendor's name with
//! a wrong letter, or an existing name with something glued to it. Only otherwise is it treated as a service that is gone. Its
//! term is then removed, unless it is the last one that names a sender.

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
    /// The texts at the domain's own name to replace, in alphabetical order.
    pub today: Vec<String>,
    /// The one record to publish; `None` if the owner has to decide something first, or if the mistake is in another name's
    /// record.
    pub text: Option<String>,
    /// What is wrong, in order of place.
    pub causes: Vec<SpfCause>,
    /// What the owner has to decide.
    pub question: Option<SpfQuestion>,
}

impl Facts {
    /// Returns what to publish so that SPF works again: receivers return `permerror`, do not recognize the text, miss senders
    /// that it names, or let everyone pass.
    ///
    /// `None` if nothing is wrong, if the domain has no text that was meant as SPF, or while required answers are missing.
    pub fn spf_repair(&self) -> Option<SpfRepair> {
        let mail_setup = self.mail_setup.as_deref()?;
        let is_answered = mail_setup.spf.is_complete() && mail_setup.mx.state != MxState::Pending;
        if !is_answered && !self.is_complete {
            return None;
        }
        let repaired = || Mending::new(self, mail_setup)?.run();
        self.repaired.get(repaired).clone()
    }

    /// Whether the domain's include of a vendor can be removed: it can't make SPF pass for the domain, since the vendor sends
    /// with a return-path elsewhere.
    ///
    /// It has to stay at a name that may itself be the return-path: a name below the registered name, or one whose mail, bounces
    /// included, goes to the vendor. It also has to stay if the vendor's own setup check requires it.
    pub fn can_leave_out_include(&self, sender: &Sender) -> bool {
        let is_elsewhere = matches!(
            sender.vendor.spf_alignment,
            Some(SpfAlignment::WithReturnPath | SpfAlignment::Never)
        );
        let is_certain =
            self.has_useless_include(sender) && sender.confidence == Confidence::Certain;
        is_elsewhere && is_certain && !sender.vendor.checks_include
    }

    /// Whether the domain's own record includes a vendor without any effect, as far as is known: SPF can't pass for the domain
    /// that way, because the vendor's return-path is elsewhere and can't be this name.
    pub fn has_useless_include(&self, sender: &Sender) -> bool {
        sender.has_useless_include && !self.is_return_path_of(sender)
    }

    /// Whether DNS shows that this name is the return-path that a vendor uses. Any of these shows it: the name is an alias of one
    /// of the vendor's names; its MX records lead to the vendor, which then receives the bounces; or it is below the registered
    /// name and its SPF record has no other sender.
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
