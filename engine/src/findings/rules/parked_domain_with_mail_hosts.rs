//! A domain that accepts mail and allows no sender.

use super::shared::shown;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, MxState};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "parked-domain-with-mail-hosts",
    topic: Topic::Mx,
    severity: Severity::Note,
    title: "Takes mail but lets nobody send",
    why: "SPF says that nobody sends from this domain, though mail to it arrives at a host. An answer from one of \
          its mailboxes does not pass SPF, and receivers that refuse mail for -all do not even look at its DKIM \
          signature.",
    what_to_do: "Nothing, if the domain only takes mail. Else list in the SPF record who sends for it.",
    references: &[
        Reference::new(7208, "10.1.2"),
        Reference::new(7208, "8.4"),
        Reference::new(9989, "7.1"),
    ],
    check: Check::MailSetup(check),
};

/// Looks for `v=spf1 -all` at a domain whose MX records name hosts.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let has_hosts = matches!(
        mail_setup.mx.state,
        MxState::Hosts | MxState::NullBesideHosts
    );
    let Some(host) = mail_setup
        .mx
        .hosts
        .first()
        .filter(|_| has_hosts && facts.mail.sends_nothing())
    else {
        return Vec::new();
    };
    vec![Hit::new(format!(
        "{} lets nobody send by v=spf1 -all, but takes mail at {}.",
        facts.domain,
        shown(host.name.as_str())
    ))]
}
