//! Example: `v=spf1 ~all`

use super::shared::SpfText;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{Content, Mechanism, Modifier, Outcome, Qualifier, SpfRecord};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-softfail-without-senders",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF lists no sender but does not fail",
    why: "The record allows no sender, but leaves open whether mail from elsewhere is forged. For a domain that sends \
          nothing, -all costs nothing. Receivers and this checker recognize it as a domain that is not used for \
          mail.",
    what_to_do: "If nothing is sent with a return-path at this domain, end the record with -all. Otherwise name what \
                 sends.",
    references: &[Reference::new(7208, "10.1.2"), Reference::new(7208, "8.5")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for a record with nothing but `~all` or `?all`.
fn find(text: &SpfText) -> Vec<Hit> {
    let record = text.record;
    let is_soft = matches!(record.all(), Some(Qualifier::SoftFail | Qualifier::Neutral));
    let all = record.all_index().and_then(|all| record.terms.get(all));
    let Some(all) = all.filter(|_| {
        text.is_deciding && is_soft && names_nobody(record) && record.outcome == Outcome::Ok
    }) else {
        return Vec::new();
    };
    vec![Hit {
        message: format!(
            "{} is the only mechanism in {}, which names no sender.",
            text.shown(all.span),
            text.place
        ),
        span: Some(all.span),
        about: Vec::new(),
        suggestion: text.replaced(all.span, "-all"),
    }]
}

/// Whether only `all` can match: the record has no other mechanism, not even a broken one.
pub(super) fn names_nobody(record: &SpfRecord) -> bool {
    record.terms.iter().all(|term| {
        matches!(
            term.content,
            Content::Mechanism(Mechanism::All) | Content::Modifier(Modifier::Explanation(_))
        )
    })
}
