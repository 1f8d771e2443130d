//! Records that findings suggest in addition to the plan.

use crate::advice::Plan;
use crate::discovery::{ChangeKind, Facts};
use crate::domain::DomainName;
use crate::findings::{Findings, Suggestion};

/// Drops a finding's suggested record if a task resolves the finding or writes a record at the same name, so that a
/// report proposes one value per name. Each suggestion that is kept gets the name it is for; `own` is the name of the
/// judged record. None is kept while the plan is still waiting for answers.
pub(super) fn keep_fixes(
    findings: &mut Findings,
    plan: &Plan,
    facts: &Facts,
    own: Option<&DomainName>,
) {
    let mut fixed: Vec<Suggestion> = Vec::new();
    let hits = findings.found.iter_mut().flat_map(|finding| {
        let (rule, hits) = (finding.rule, finding.hits_mut());
        hits.map(move |hit| (rule, hit))
    });
    for (rule, hit) in hits {
        let Some(mut fix) = hit.suggestion.take() else {
            continue;
        };
        fix.name = fix.name.or_else(|| own.cloned());
        let is_free = fix.name.as_ref().is_some_and(|name| {
            // A name with a CNAME record cannot have other records.
            let is_alias = facts
                .answers
                .txt(name)
                .is_some_and(|answer| !answer.aliases.is_empty());
            !is_alias && plan.writer(name, ChangeKind::Txt).is_none()
        });
        // Findings come in order of urgency: the first one decides what a name gets.
        let is_other = |other: &Suggestion| other.name == fix.name && other.text != fix.text;
        let is_cured = plan.cure_of(rule.id).is_some();
        if is_free && !is_cured && !plan.is_checking && !fixed.iter().any(is_other) {
            fixed.push(fix.clone());
            hit.suggestion = Some(fix);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use futures_util::FutureExt;

    use super::*;
    use crate::discovery::Options;
    use crate::dns::{EXAMPLES, Zone, example_zone};
    use crate::domain::read;
    use crate::findings::judge;
    use crate::report::{Report, check};

    /// The report for a domain in a zone.
    fn report(zone: &Zone, domain: &str) -> Rc<Report> {
        let domain = read(domain).unwrap().domain;
        let options = Options::default();
        let check = check(zone, &domain, &options, |_| (), |_, _| ());
        Rc::new(check.now_or_never().unwrap())
    }

    #[test]
    fn a_name_has_one_value_in_a_report() {
        let mut dropped = 0;
        for example in EXAMPLES {
            let report = report(&example_zone(), example.domain);
            let suggested = judge(report.facts()).found.into_iter();
            dropped += suggested.filter(|f| f.hit.suggestion.is_some()).count();
            let fixes = report.findings.found.iter().filter_map(|finding| {
                let fix = finding.hit.suggestion.as_ref()?;
                assert!(report.cure_of(finding).is_none(), "{}", example.domain);
                dropped -= 1;
                Some((
                    fix.name.clone().expect("a fix has its name"),
                    fix.text.clone(),
                ))
            });
            let mut fixes: Vec<_> = fixes.collect();
            fixes.sort();
            fixes.dedup();
            for pair in fixes.windows(2) {
                assert_ne!(pair[0].0, pair[1].0, "{}", example.domain);
            }
            for (name, _) in &fixes {
                let writer = report.plan.writer(name, ChangeKind::Txt);
                assert_eq!(writer, None, "{}: {name}", example.domain);
            }
        }
        assert!(dropped > 10, "{dropped}");
    }

    #[test]
    fn what_no_task_writes_keeps_its_fix() {
        let zone = "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:r@shop.example\"\n@ TXT \"v=spf1 -all\"\n@ MX 10 mx\n\
                    mx A 192.0.2.1\nk._domainkey TXT \"v=DKIM1; p=\"\n_smtp._tls TXT \"v=TLSRPTv1; rua=tls@shop.example\"";
        let zone = Zone::from_file("zone", "shop.example", &format!("$TTL 60\n{zone}\n")).unwrap();
        let report = report(&zone, "shop.example");
        let mut fixes = report
            .findings
            .found
            .iter()
            .filter_map(|finding| finding.hit.suggestion.as_ref());
        let fix = fixes
            .find(|fix| fix.text.starts_with("v=TLSRPTv1"))
            .unwrap();
        assert_eq!(fix.text, "v=TLSRPTv1; rua=mailto:tls@shop.example");
        let name = fix.name.as_ref().map(DomainName::as_str);
        assert_eq!(name, Some("_smtp._tls.shop.example"));
    }

    #[test]
    fn nothing_is_offered_beside_an_alias_or_before_the_plan_is_known() {
        let report = report(&example_zone(), "alias.example");
        let own = DomainName::new("_dmarc.alias.example").unwrap();
        let offers = |findings: &Findings| {
            let mut fixes = findings
                .found
                .iter()
                .filter_map(|finding| finding.hit.suggestion.as_ref());
            fixes.any(|fix| fix.name.as_ref() == Some(&own))
        };
        // The findings, the first of which suggests a record for the name.
        let suggesting = |report: &Report| {
            let mut findings = judge(report.facts());
            let hit = &mut findings.found.first_mut().unwrap().hit;
            hit.suggestion = Some(Suggestion::instead("v=DMARC1; p=none"));
            findings
        };
        let mut findings = suggesting(&report);
        keep_fixes(&mut findings, &Plan::default(), report.facts(), Some(&own));
        assert!(!offers(&findings));

        let report = self::report(&example_zone(), "monitoring.example");
        let own = DomainName::new("_dmarc.monitoring.example").unwrap();
        let kept = |is_checking| {
            let plan = Plan {
                is_checking,
                ..Plan::default()
            };
            let mut findings = suggesting(&report);
            keep_fixes(&mut findings, &plan, report.facts(), Some(&own));
            let found = findings.found.iter();
            found
                .filter(|finding| finding.hit.suggestion.is_some())
                .count()
        };
        assert_eq!((kept(true), kept(false)), (0, 1));
    }
}
