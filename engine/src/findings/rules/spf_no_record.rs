//! MX records, but no SPF record

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, MxState};
use crate::record::spf::was_meant_as_spf;
use crate::spf::{Missing, NodeState};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-no-record",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "No SPF record",
    why: "Without SPF, receivers cannot tell from its address whether a host may send for the domain, and DMARC passes \
          by DKIM alone. Google, Yahoo and Microsoft require SPF, DKIM and DMARC from bulk senders, and Google \
          requires SPF or DKIM from everyone.",
    what_to_do: "List what sends for the domain, and publish a record that names all of it: v=spf1, mx for its own \
                 mail servers, the include of each service, ~all. SPF is not inherited: each name that is used as a \
                 return-path needs its own record.",
    references: &[Reference::new(7208, "3"), Reference::new(7208, "10.1.1")],
    check: Check::Domain(check),
};

/// Looks for a domain that is or may be used for mail, without an SPF record.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some((mail_setup, use_)) = without_record(facts).filter(|(_, use_)| *use_ != Use::Unused)
    else {
        return Vec::new();
    };
    let domain = &facts.domain;
    let parent = mail_setup.parent.as_ref();
    let parent = parent.filter(|parent| parent.spf.record().is_some());
    let inherited = parent.map_or_else(String::new, |parent| {
        format!(
            "; the one of {} does not apply to names below it",
            parent.domain
        )
    });
    let host = mail_setup
        .mx
        .hosts
        .first()
        .filter(|_| use_ == Use::TakesMail);
    let beginning = host.map_or_else(
        || format!("{domain} has"),
        |host| format!("{domain} accepts mail at {} but has", host.name),
    );
    vec![Hit::new(format!("{beginning} no SPF record{inherited}."))]
}

/// How a domain without an SPF record is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Its MX records name hosts.
    TakesMail,
    /// It accepts no mail, and no key for signing was found.
    Unused,
    /// Unknown, because the answers do not tell.
    Unknown,
}

/// Returns the mail setup and the use of an existing domain that has neither an SPF record nor a text that was meant as one.
/// `None` while answers are missing.
pub(super) fn without_record(facts: &Facts) -> Option<(&MailSetup, Use)> {
    let mail_setup = facts.mail_setup.as_deref()?;
    match &mail_setup.spf.root()?.state {
        NodeState::Missing(Missing::NoData) => {}
        NodeState::Missing(Missing::OtherTexts(texts))
            if !texts.iter().any(|t| was_meant_as_spf(t)) => {}
        _ => return None,
    }
    let use_ = match (&mail_setup.mx.state, mail_setup.mx.takes_mail()) {
        (MxState::Pending, _) => return None,
        (MxState::Hosts | MxState::NullBesideHosts, _) => Use::TakesMail,
        (_, Some(false)) if mail_setup.dkim.is_pending() => return None,
        (_, Some(false)) if mail_setup.dkim.usable().next().is_none() => Use::Unused,
        _ => Use::Unknown,
    };
    Some((mail_setup, use_))
}
