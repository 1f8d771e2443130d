//! Subdomains with a weaker policy than the domain itself: raise them by one rung.

use crate::advice::TaskId;
use crate::advice::draft::{Draft, MONTH};
use crate::advice::situation::Situation;
use crate::record::dmarc::{Origin, Policy, TagName};

/// Proposes the next rung for subdomains if the record applies to them and declares less for them than for the domain.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let record = situation.own_policy()?;
    let (own, below) = (record.policy.value, &record.subdomain_policy);
    let is_behind = below.origin == Origin::Declared && below.value < own;
    if !situation.is_organizational_to_some() || !is_behind {
        return None;
    }
    let next = match below.value {
        Policy::None => Policy::Quarantine,
        Policy::Quarantine | Policy::Reject => Policy::Reject,
    };
    let domain = situation.domain();
    Draft::new(
        TaskId::Subdomains,
        format!("Ask for {next} for subdomains"),
        format!(
            "For subdomains, sp={} asks for less than p={own} does for {domain} itself. Forgers use the less protected \
             names.",
            below.value
        ),
    )
    .proposing(situation.changed_record(&[(TagName::SubdomainPolicy, Some(next.as_str()))],
    )?)
    .watching(MONTH)
    .into()
}
