//! Example: `v=spf1 ip4=192.0.2.1 -all`

use super::shared::{SpfText, most};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::ProblemKind;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-misspelled-modifier",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF term that receivers ignore",
    why: "A name followed by an equals sign is a modifier, and receivers ignore unknown modifiers. So this one has no \
          effect, and mail from there does not pass SPF.",
    what_to_do: "Correct it: mechanisms have a colon, and only redirect and exp have an equals sign.",
    references: &[Reference::new(7208, "4.6.1"), Reference::new(7208, "6")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for modifiers that resemble another term.
fn find(text: &SpfText) -> Vec<Hit> {
    let problems = text.record.problems.iter();
    most(
        problems
            .filter_map(|problem| match problem.kind {
                ProblemKind::UnknownModifier(Some(meant)) => Some((problem.span, meant)),
                _ => None,
            })
            .map(|(span, meant)| {
                let (term, place) = (text.shown(span), &text.place);
                Hit {
                    message: format!(
                        "{term} in {place} is ignored as an unknown modifier; {meant} was likely meant."
                    ),
                    span: Some(span),
                    about: Vec::new(),
                    suggestion: text.repaired(),
                }
            }),
    )
}
