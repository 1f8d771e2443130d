//! Example: `v=spf1 redirect=_spf.shop.example -all`

use super::shared::{SpfText, most};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::ProblemKind;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-redirect-beside-all",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF redirect beside all",
    why: "Receivers follow redirect only if no mechanism matches, and all matches every sender. So the other record \
          never counts, wherever redirect is in the record.",
    what_to_do: "Remove all if the other record should decide. Remove redirect if this one should.",
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
                let message = format!(
                    "{term} in {place} is never followed, because the record also has {all}."
                );
                Hit::at(problem.span, message)
            }),
    )
}
