//! Records that findings suggest, beside a plan.

use crate::advice::Plan;
use crate::discovery::ChangeKind;
use crate::domain::DomainName;
use crate::findings::Findings;

/// Leaves a finding its record only where no task cures it and none writes the record at that name, so that a name has one
/// value in a report. What is left has its name; `own` is that of the record that was judged. As long as it is not known
/// what is to be done first, none is left.
pub(super) fn keep_fixes(findings: &mut Findings, plan: &Plan, own: Option<&DomainName>) {
    for finding in &mut findings.found {
        let is_cured = plan.cure_of(finding.rule.id).is_some();
        let Some(mut fix) = finding.hit.suggestion.take() else {
            continue;
        };
        fix.name = fix.name.or_else(|| own.cloned());
        let is_free = |name: &DomainName| plan.writer(name, ChangeKind::Txt).is_none();
        if !plan.is_checking && !is_cured && fix.name.as_ref().is_some_and(is_free) {
            finding.hit.suggestion = Some(fix);
        }
    }
}
