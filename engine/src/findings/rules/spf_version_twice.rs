//! Example: `v=spf1 mx ~all v=spf1 a -all`

use super::shared::{SpfText, most};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::ProblemKind;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-version-twice",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "Two SPF records in one",
    why: "Receivers ignore a second v=spf1 as an unknown modifier. All terms of the two records count as one record, \
          and those after the first all are never reached.",
    what_to_do: "Write one record: v=spf1 once, the terms of both, and a single all at its end.",
    references: &[Reference::new(7208, "3.2"), Reference::new(7208, "5.1")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for a version among the terms.
fn find(text: &SpfText) -> Vec<Hit> {
    let problems = text.record.problems.iter();
    most(
        problems
            .filter(|problem| problem.kind == ProblemKind::SecondVersion)
            .take(1)
            .map(|problem| {
                let (term, place) = (text.shown(problem.span), &text.place);
                let is_alone = term.eq_ignore_ascii_case("v=spf1");
                Hit {
                    message: if is_alone {
                        format!("{term} appears again among the terms of {place}.")
                    } else {
                        format!("{term} in {place} begins with v=spf1 again, so receivers ignore all of it.")
                    },
                    about: Vec::new(),
                    span: Some(problem.span),
                    suggestion: text.repaired(),
                }
            }),
    )
}
