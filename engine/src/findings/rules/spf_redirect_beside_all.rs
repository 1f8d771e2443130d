//! Example: `v=spf1 redirect=_spf.shop.example -all`

use super::shared::{SpfText, most};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::ProblemKind;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-redirect-beside-all",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF redirect beside all",
    why: "Receivers follow redirect only where no mechanism matches, and everyone matches all. So what the other \
          record says never counts, wherever redirect stands.",
    what_to_do: "Take out all, if the other record is meant to decide; take out redirect, if this one is.",
    references: &[Reference::new(7208, "6.1")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for `redirect` in a record that also has `all`.
fn find(text: &SpfText) -> Vec<Hit> {
    let record = text.record;
    let Some(all) = record.all_index().and_then(|all| record.terms.get(all)) else {
        return Vec::new();
    };
    let problems = record.problems.iter();
    most(
        problems
            .filter(|problem| problem.kind == ProblemKind::RedirectBesideAll)
            .map(|problem| {
                let (term, all, place) =
                    (text.shown(problem.span), text.shown(all.span), &text.place);
                let message =
                    format!("{term} in {place} is never followed, since {all} stands beside it.");
                Hit::at(problem.span, message)
            }),
    )
}
