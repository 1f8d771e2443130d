//! Example: `v=spf1 mx exp=why.shop.example ~all`

use super::shared::SpfText;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{Outcome, Qualifier, TermName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-explanation-unused",
    topic: Topic::Spf,
    severity: Severity::Note,
    title: "SPF explanation is never used",
    why: "exp names a text that receivers may show to a sender that fails. Only a mechanism with a minus sign gives \
          that result, so without one the text is never looked up.",
    what_to_do: "Remove exp.",
    references: &[Reference::new(7208, "6.2")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for `exp` in a record that never returns fail.
fn find(text: &SpfText) -> Vec<Hit> {
    let record = text.record;
    let mut mechanisms = record.effective_mechanisms();
    if !text.is_deciding
        || record.outcome != Outcome::Ok
        || mechanisms.any(|(_, term, _)| term.qualifier == Some(Qualifier::Fail))
    {
        return Vec::new();
    }
    let is_explanation = |name| name == Some(TermName::Explanation);
    let mut terms = record.terms.iter();
    let Some(term) = terms.find(|term| is_explanation(term.name) && term.qualifier.is_none())
    else {
        return Vec::new();
    };
    let (term_text, place) = (text.shown(term.span), &text.place);
    vec![Hit {
        message: format!(
            "{term_text} explains the result fail, but no mechanism in {place} gives it."
        ),
        span: Some(term.span),
        about: Vec::new(),
        suggestion: text.without(term),
    }]
}
