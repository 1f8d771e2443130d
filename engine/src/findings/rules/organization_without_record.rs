//! `_dmarc.news.example.com` without `_dmarc.example.com`

use crate::discovery::{Facts, StepOutcome};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{Alignment, DmarcRecord, Psd};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "organization-without-record",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "Only a subdomain has a DMARC record",
    why: "Receivers on RFC 9989 find the Organizational Domain by the DMARC records themselves. If the organization \
          has none, a name with its own record is its own organization. Mail that passes SPF or DKIM for the domain \
          above is then not aligned with it. For receivers on RFC 7489 it is.",
    what_to_do: "Publish a DMARC record at the organization's domain; p=none is enough for alignment. If names below \
                 this one rely on its record, add psd=n to it first.",
    references: &[
        Reference::new(9989, "4.10.2"),
        Reference::new(9989, "5.1.4"),
        Reference::new(7489, "3.2"),
    ],
    check: Check::Domain(check),
};

/// Looks for an organizational domain below the registered domain.
fn check(facts: &Facts) -> Vec<Hit> {
    let domain = &facts.domain;
    let Some(registered) = facts
        .registered_domain
        .as_ref()
        .filter(|registered| domain.is_below(registered))
    else {
        return Vec::new();
    };
    // With psd=n the owner declares this, and under strict alignment it makes no difference.
    let is_meant = |record: &DmarcRecord| {
        let is_strict = |alignment| alignment == Alignment::Strict;
        record.psd.value != Psd::Unknown
            || is_strict(record.dkim_alignment.value) && is_strict(record.spf_alignment.value)
    };
    let is_alone =
        facts.own_record().is_some_and(|record| !is_meant(record)) && facts.is_organizational();
    let mut steps = facts.walk.steps.iter();
    let above = steps.find(|step| step.name == *registered);
    let has_none = above.is_some_and(|step| {
        matches!(
            step.outcome,
            StepOutcome::NoData | StepOutcome::NxDomain | StepOutcome::OtherText(_)
        )
    });
    if !is_alone || !has_none {
        return Vec::new();
    }
    let mut hit = Hit::new(format!(
        "{domain} has a DMARC record but {registered} has none, so {domain} counts as its own organization. With \
         relaxed alignment, its mail that passes SPF or DKIM as {registered} is aligned for receivers on RFC 7489, but \
         not for those on RFC 9989."
    ));
    let name = registered.child("_dmarc");
    hit.suggestion = name.map(|name| Suggestion::at(name, "v=DMARC1; p=none"));
    vec![hit]
}
