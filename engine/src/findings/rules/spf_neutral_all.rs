//! Example: `v=spf1 mx ?all`

use super::shared::SpfText;
use super::spf_softfail_without_senders::names_nobody;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{Outcome, Qualifier};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-neutral-all",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF says nothing about other senders",
    why: "With ?all, the result for every host that the record does not name is neutral, which receivers must treat \
          like no SPF at all. DMARC does not pass by it, but filters learn nothing about forged mail.",
    what_to_do: "Write ~all, which says that other hosts are probably not yours, or -all.",
    references: &[Reference::new(7208, "8.2"), Reference::new(7208, "5.1")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for `?all` in a record that names senders.
fn find(text: &SpfText) -> Vec<Hit> {
    let record = text.record;
    let all = record.all_index().and_then(|all| record.terms.get(all));
    let all = all.filter(|all| all.qualifier == Some(Qualifier::Neutral));
    let Some(all) =
        all.filter(|_| text.is_deciding && !names_nobody(record) && record.outcome == Outcome::Ok)
    else {
        return Vec::new();
    };
    vec![Hit {
        message: format!(
            "{} in {} makes the result neutral for every sender that is not listed.",
            text.shown(all.span),
            text.place
        ),
        span: Some(all.span),
        about: Vec::new(),
        suggestion: text.replaced(all.span, "~all"),
    }]
}
