//! Example: `v=spf1 ~include:_spf.vendor.example -all`

use super::shared::{MOST, SpfText};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{Mechanism, Outcome, Qualifier};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-failing-senders",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF lists senders but fails them",
    why: "A qualifier sets the result of a match. With - or ~ in front, a mechanism says that mail from these hosts is \
          not, or probably not, the domain's own. That is rarely meant for a service or for mail servers.",
    what_to_do: "If these hosts send for the domain, remove the qualifier. If not, remove the mechanism, because all \
                 fails them anyway.",
    references: &[Reference::new(7208, "4.6.2")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for services and hosts that the record names only to fail them.
fn find(text: &SpfText) -> Vec<Hit> {
    if !text.is_deciding || text.record.outcome != Outcome::Ok {
        return Vec::new();
    }
    let mut mechanisms = text.record.effective_mechanisms();
    let lets_send = |qualifier: Option<Qualifier>| qualifier == Some(Qualifier::Pass);
    let last_pass = text
        .record
        .effective_mechanisms()
        .filter(|(_, term, _)| lets_send(term.qualifier))
        .last();
    let last_pass = last_pass.map(|(index, ..)| index);
    let mut hits = Vec::new();
    while let Some((index, term, mechanism)) = mechanisms.next().filter(|_| hits.len() < MOST) {
        let result = match term.qualifier {
            Some(Qualifier::Fail) => "fail",
            Some(Qualifier::SoftFail) => "softfail",
            _ => continue,
        };
        let is_odd = match mechanism {
            Mechanism::Include(_) | Mechanism::A(..) | Mechanism::Mx(..) => true,
            // Before a larger network or an include, it excludes a part of that, which makes sense.
            Mechanism::Ip(_) => last_pass.is_none_or(|last| last < index),
            // A name in `exists` may be a list of hosts to refuse.
            Mechanism::Exists(_) | Mechanism::Ptr(_) | Mechanism::All => false,
        };
        if is_odd {
            let (term_text, place) = (text.shown(term.span), &text.place);
            let message =
                format!("{term_text} in {place} gives {result} to the senders that it names.");
            hits.push(Hit::at(term.span, message));
        }
    }
    hits
}
