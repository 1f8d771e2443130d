//! Rewrites valid records.

use super::draft::Draft;
use super::resolve::Resolved;
use crate::record::dmarc::{Alignment, DmarcRecord, Outcome, Policy, TagName, is_dmarc, parse};
use crate::record::order;
use crate::record::seen::SeenTexts;

/// Removes what changes nothing for any receiver: historic and unknown tags, tags without effect in this record, size
/// limits, and addresses that reports are never sent to. The order of the tags is kept.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::dmarc::{parse, tidy};
///
/// let record = parse("v=DMARC1; p=none; pct=100; fo=1; rua=mailto:a@example.com!10m; t=n; x=1;");
/// assert_eq!(tidy(&record), "v=DMARC1; p=none; rua=mailto:a@example.com");
/// ```
pub fn tidy(record: &DmarcRecord) -> String {
    let mut resolved = resolved(record);
    resolved.drop_without_effect();
    resolved.text()
}

impl DmarcRecord {
    /// Rewrites the record as [`tidy`] does, with some tags set or removed. For a tag that
    /// appears twice and is not set here, the milder value is kept. Unreadable parts are dropped.
    ///
    /// # Example
    ///
    /// ```
    /// use dmarc_engine::record::dmarc::{TagName, is_dmarc, parse};
    ///
    /// let record = parse("v=DMARC1; p=none; rua=mailto:a@example.com; pct=100; sp=none");
    /// let changes = [(TagName::Policy, Some("quarantine")), (TagName::SubdomainPolicy, None)];
    /// assert_eq!(record.edited(&changes), "v=DMARC1; p=quarantine; rua=mailto:a@example.com");
    /// ```
    pub fn edited(&self, changes: &[(TagName, Option<&str>)]) -> String {
        let mut resolved = resolved(self);
        for (name, value) in changes {
            resolved.values.set(*name, *value);
        }
        resolved.drop_without_effect();
        // The caller's changes are kept even if they have no effect.
        for (name, value) in changes {
            if value.is_some() {
                resolved.values.set(*name, *value);
            }
        }
        resolved.values.set(TagName::Version, None);
        resolved.text()
    }
}

/// What can be read from a record, with the alignment that receivers see in it.
fn resolved(record: &DmarcRecord) -> Resolved {
    let mut resolved = Resolved::of(&mut Draft::read(&record.text));
    if is_dmarc(&record.text) {
        resolved.keep_alignment_of(record);
    }
    resolved
}

/// Several records at one name, merged into one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The records that receivers could use if each were the only one; tidied and sorted by text.
    pub usable: Vec<String>,
    /// A record with every readable report address of all records and the mildest of their policies.
    pub text: String,
}

/// Merges several records into one. Their order does not matter.
pub fn merged(records: &[&DmarcRecord]) -> Merged {
    let mut records: Vec<_> = records.to_vec();
    order::sort_by(&mut records, |one, other| one.text.cmp(&other.text));
    let is_usable = |record: &&DmarcRecord| {
        record.outcome == Outcome::Policy
            && !super::repair(&record.text).is_some_and(|repair| repair.is_needed())
    };
    let usable: Vec<_> = records.iter().copied().filter(is_usable).collect();
    let mut resolved = Resolved::default();
    let lists = |name| {
        let mut seen = SeenTexts::default();
        let mut uris: Vec<String> = Vec::new();
        for record in &records {
            let draft = Resolved::of(&mut Draft::read(&record.text));
            let list = draft.values.get(name).unwrap_or_default();
            for uri in list.split(',').filter(|uri| !uri.is_empty()) {
                if seen.is_new_in_any_case(uri) {
                    uris.push(uri.to_owned());
                }
            }
        }
        (!uris.is_empty()).then(|| uris.join(","))
    };
    for name in [TagName::AggregateReports, TagName::FailureReports] {
        resolved.values.set(name, lists(name).as_deref());
    }
    let mildest = |of: fn(&DmarcRecord) -> Policy| usable.iter().map(|record| of(record)).min();
    let policy = mildest(|record| record.policy.value).unwrap_or(Policy::None);
    let policies = [
        (
            TagName::SubdomainPolicy,
            mildest(|record| record.subdomain_policy.value),
        ),
        (
            TagName::NonexistentPolicy,
            mildest(|record| record.nonexistent_policy.value),
        ),
    ];
    resolved.values.set(TagName::Policy, Some(policy.as_str()));
    let mut above = policy;
    for (name, value) in policies {
        let value = value.unwrap_or(above);
        if value != above {
            resolved.values.set(name, Some(value.as_str()));
        }
        above = value;
    }
    let is_strict = |of: fn(&DmarcRecord) -> Alignment| {
        !usable.is_empty() && usable.iter().all(|record| of(record) == Alignment::Strict)
    };
    if is_strict(|record| record.dkim_alignment.value) {
        resolved.values.set(TagName::DkimAlignment, Some("s"));
    }
    if is_strict(|record| record.spf_alignment.value) {
        resolved.values.set(TagName::SpfAlignment, Some("s"));
    }
    let text = resolved.canonical();
    let mut usable: Vec<_> = usable.into_iter().map(tidy).collect();
    order::sort(&mut usable);
    usable.dedup();
    Merged {
        usable,
        text: parse(&text).edited(&[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_records_become_one_in_whatever_order() {
        let texts = [
            "v=DMARC1; p=reject; sp=none; rua=mailto:b@x.example; adkim=s",
            "v=DMARC1; p=quarantine; rua=mailto:a@x.example,mailto:B@x.example; ruf=mailto:f@x.example",
            "v=DMARC1; p=ne; rua=c@x.example",
        ];
        let records = texts.map(parse);
        let [one, two, three] = &records;
        let expected = "v=DMARC1; p=quarantine; sp=none; \
                        rua=mailto:c@x.example,mailto:a@x.example,mailto:B@x.example; ruf=mailto:f@x.example";
        let merged_there = merged(&[one, two, three]);
        assert_eq!(merged_there, merged(&[three, two, one]));
        assert_eq!(merged_there.usable.len(), 2);
        let sorted = |text: &str| {
            let record = parse(text);
            let mut uris: Vec<_> = record
                .aggregate_reports
                .iter()
                .map(|u| u.uri.to_lowercase())
                .collect();
            uris.sort();
            (
                record.policy.value,
                record.subdomain_policy.value,
                uris,
                record.failure_reports.len(),
            )
        };
        assert_eq!(sorted(&merged_there.text), sorted(expected));
    }

    #[test]
    fn edits_keep_addresses_and_drop_the_rest() {
        let record = parse("v=DMARC1; p=nonr; rua=a@x.example; ruf=abc; fo=1; adkim=x; pct=0");
        let changes = [(TagName::Policy, Some("none")), (TagName::Percentage, None)];
        assert_eq!(
            record.edited(&changes),
            "v=DMARC1; p=none; rua=mailto:a@x.example"
        );
        let staged = parse("v=DMARC1; p=reject; pct=20; t=n; adkim=r");
        assert_eq!(
            staged.edited(&[]),
            "v=DMARC1; p=reject; pct=20; t=n; adkim=r"
        );
    }
}
