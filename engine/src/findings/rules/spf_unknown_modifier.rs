//! Example: `v=spf1 mx note=hello -all`

use super::shared::{SpfText, most};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::ProblemKind;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-unknown-modifier",
    topic: Topic::Spf,
    severity: Severity::Note,
    title: "Unknown SPF modifier",
    why: "Receivers ignore unknown modifiers. It changes nothing, but makes the record longer. Often it belongs in its \
          own TXT record, such as a verification for a service.",
    what_to_do: "Remove it, and publish it separately if a service needs it.",
    references: &[Reference::new(7208, "6")],
    check: Check::Text(Text::Spf(find)),
};

/// Reports each modifier that resembles no term.
fn find(text: &SpfText) -> Vec<Hit> {
    let problems = text.record.problems.iter();
    most(
        problems
            .filter(|problem| {
                text.is_deciding && problem.kind == ProblemKind::UnknownModifier(None)
            })
            .map(|problem| {
                let (term, place) = (text.shown(problem.span), &text.place);
                Hit {
                    message: format!(
                        "{term} in {place} is not an SPF modifier, so it has no effect."
                    ),
                    span: Some(problem.span),
                    about: Vec::new(),
                    suggestion: text
                        .repaired()
                        .or_else(|| text.without(text.term_at(problem.span)?)),
                }
            }),
    )
}
