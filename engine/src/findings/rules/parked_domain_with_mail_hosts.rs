//! A domain that accepts mail and allows no sender.

use super::shared::shown;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, MxState};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "parked-domain-with-mail-hosts",
    topic: Topic::Mx,
    severity: Severity::Note,
    title: "Accepts mail but authorizes no sender",
    why: "SPF says that this domain sends no mail, but a host accepts mail for it. A reply from one of its mailboxes \
          does not pass SPF, and receivers that refuse mail because of -all do not even check its DKIM signature.",
    what_to_do: "Do nothing if the domain only receives mail. Otherwise list its senders in the SPF record.",
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
        "{} authorizes no sender (v=spf1 -all), but accepts mail at {}.",
        facts.domain,
        shown(host.name.as_str())
    ))]
}
