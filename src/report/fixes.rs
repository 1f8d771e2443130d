//! Records that findings suggest, beside a plan.

use crate::advice::Plan;
use crate::discovery::{ChangeKind, Facts};
use crate::domain::DomainName;
use crate::findings::{Findings, Suggestion};

/// Leaves a finding its record only where no task cures it and none writes the record at that name, so that a name has one
/// value in a report. What is left has its name; `own` is that of the record that was judged. As long as it is not known
/// what is to be done first, none is left.
pub(super) fn keep_fixes(
    findings: &mut Findings,
    plan: &Plan,
    facts: &Facts,
    own: Option<&DomainName>,
) {
    let mut fixed: Vec<Suggestion> = Vec::new();
    for finding in &mut findings.found {
        let Some(mut fix) = finding.hit.suggestion.take() else {
            continue;
        };
        fix.name = fix.name.or_else(|| own.cloned());
        let is_free = fix.name.as_ref().is_some_and(|name| {
            // Beside an alias no record can be published.
            let is_alias = facts
                .answers
                .txt(name)
                .is_some_and(|answer| !answer.aliases.is_empty());
            !is_alias && plan.writer(name, ChangeKind::Txt).is_none()
        });
        // The more urgent finding has the say about a name.
        let is_other = |other: &Suggestion| other.name == fix.name && other.text != fix.text;
        let is_cured = plan.cure_of(finding.rule.id).is_some();
        if is_free && !is_cured && !plan.is_checking && !fixed.iter().any(is_other) {
            fixed.push(fix.clone());
            finding.hit.suggestion = Some(fix);
        }
    }
}
