//! Example: `v=spf1 ip:192.0.2.1 -all`

use super::shared::{SpfText, most, slip};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::ProblemKind;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-unknown-mechanism",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "Unknown SPF mechanism",
    why: "Receivers may ignore an unknown modifier, but an unknown mechanism is a syntax error: they give up on the \
          whole record. SPF then passes for no sender, so DMARC depends on DKIM alone.",
    what_to_do: "Correct the name, or remove what does not belong in the record.",
    references: &[Reference::new(7208, "4.6"), Reference::new(7208, "12")],
    check: Check::Text(Text::Spf(find)),
};

/// Reports each mechanism that does not exist, with what was probably meant.
fn find(text: &SpfText) -> Vec<Hit> {
    let problems = text.record.problems.iter();
    most(
        problems
            .filter_map(|problem| match problem.kind {
                ProblemKind::UnknownMechanism(meant) => Some((problem.span, meant)),
                _ => None,
            })
            .filter(|(span, _)| !text.is_continued(*span))
            .map(|(span, meant)| {
                let edit = text.edit_of(span);
                let what = edit
                    .and_then(|edit| slip(text, span, edit))
                    .unwrap_or_else(|| {
                        // Without a repair, what was meant is too uncertain to name.
                        let meant = meant.filter(|_| text.repair.is_some());
                        let meant = meant
                            .map_or_else(String::new, |name| format!("; {name} was likely meant"));
                        format!("is not an SPF mechanism{meant}")
                    });
                Hit {
                    message: format!("{} in {} {what}.", text.shown(span), text.place),
                    span: Some(span),
                    about: Vec::new(),
                    suggestion: text.repaired(),
                }
            }),
    )
}
