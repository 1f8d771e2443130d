//! Exceptions: the findings that a step may add.

use dmarc_engine::advice::{Known, Task, TaskId};
use dmarc_engine::record::dmarc::{Policy, ReportUri};
use dmarc_engine::record::spf::{self, is_wide};

use super::world::Checked;

/// Whether the owner's statement overrides a finding that relies on DNS.
pub(crate) fn is_said_otherwise(rule: &str, task: &Task, known: &Known) -> bool {
    let is_unused = task.id == TaskId::Lock && known.sends == Some(false);
    match rule {
        "dkim-none" | "dkim-none-while-enforcing" => known.dkim_confirmed == Some(true),
        "top-level-record-without-psd" => known.is_registry == Some(false),
        // The gate `keys-unused` has already asked the owner to remove the keys where they were created.
        "no-aggregate-reports" | "parked-domain-with-keys" => is_unused,
        _ => false,
    }
}

/// Whether a finding is about an existing mistake in a text that receivers could not read (RFC 9989, section 4.7; RFC 7208,
/// section 4.6): a repair keeps every address and every sender, and reveals their mistakes.
pub(crate) fn was_hidden(rule: &str, task: &Task, today: &Checked, then: &Checked) -> bool {
    let record = |checked: &Checked| checked.facts.policy().map(|found| found.record);
    let uris = |checked: &Checked| -> Vec<ReportUri> {
        let record = record(checked);
        let uris = record.iter().flat_map(|record| record.report_uris());
        uris.map(|(_, uri)| uri.clone()).collect()
    };
    if rule.starts_with("report-") {
        let (texts, before) = (today.facts.own_texts().join(" "), uris(today));
        let is_new = |uri: &&ReportUri| !before.iter().any(|other| other.uri == uri.uri);
        return uris(then).iter().filter(is_new).any(|uri| {
            uri.host
                .as_ref()
                .is_some_and(|host| texts.contains(host.as_str()))
        });
    }
    // A weakening of the policy becomes visible once the policy is readable.
    if matches!(rule, "test-mode" | "percentage-partial" | "percentage-zero") {
        let was_none = record(today).is_none_or(|record| {
            let below = [&record.subdomain_policy, &record.nonexistent_policy];
            let mut policies = std::iter::once(&record.policy).chain(below);
            policies.all(|policy| policy.value == Policy::None)
        });
        return task.id == TaskId::RepairRecord && was_none;
    }
    // A network too large for one organization is never added.
    if rule == "spf-wide-network" {
        let mut texts = task
            .publish
            .iter()
            .filter_map(|record| record.value.as_deref());
        return task.id == TaskId::FixSpf && texts.all(|text| !is_wide(&spf::parse(text)));
    }
    let kept_terms = [
        "spf-no-all",
        "spf-neutral-all",
        "spf-ptr",
        "spf-redirect-beside-all",
        "spf-softfail-without-senders",
        "spf-terms-after-all",
        "spf-too-many-voids",
        "spf-void-lookups",
        "mx-null-for-sender",
        "mx-missing-for-sender",
        "dkim-none",
        "parked-domain-with-keys",
        "parked-domain-not-locked",
    ];
    task.id == TaskId::FixSpf && kept_terms.contains(&rule)
}
