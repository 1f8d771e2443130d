//! Records that receivers ignore, misread, or find several of.

use std::fmt::Write as _;
use std::rc::Rc;

use super::begin::{mailbox_gate, usable_reports};
use crate::advice::next_step::{NextStep, publication};
use crate::discovery::{Facts, StepOutcome};
use crate::domain::DomainName;
use crate::record::dmarc::{DmarcRecord, Outcome, Policy, TagName, Value, resembles_dmarc};

/// A record that receivers ignore or misread.
pub(in crate::advice) fn repair(
    facts: &Facts,
    domain: &DomainName,
    record: &DmarcRecord,
) -> NextStep {
    let meant = strongest(record);
    let value = rewritten(record, domain);
    let mut step = NextStep {
        title: "Next step: repair the record".to_owned(),
        intro: match record.outcome {
            Outcome::Monitoring => {
                "Receivers that go by RFC 9989 treat this record as p=none; others may drop it or use part of it. \
                 The findings below show the mistakes."
            }
            _ => "Receivers take no policy from this record. The findings below show the mistakes.",
        }
        .to_owned(),
        publish: vec![publication(domain, value, Some(&record.text))],
        wait: Some("Read the reports for at least four weeks before you ask for more.".to_owned()),
        roll_back: None,
        verify: Vec::new(),
    };
    step.verify.push(mailbox_gate(domain));
    if meant != Policy::None {
        step.verify.push(format!(
            "Receivers have not acted on p={meant} so far. A repaired record with it would take effect at once, \
             which is why the one above begins with p=none."
        ));
    }
    if facts.domain != *domain {
        let _ = write!(
            step.intro,
            " The record is that of {domain}, which holds for {} too.",
            facts.domain
        );
    }
    step
}

/// Several records: one must stay.
pub(in crate::advice) fn keep_one(facts: &Facts, count: usize, keep: &str) -> NextStep {
    NextStep {
        title: "Next step: keep one record".to_owned(),
        intro: format!(
            "Delete {} of the {count} records. The one below asks for the least, so nothing happens to mail that \
             is delivered today.",
            if count == 2 {
                "one".to_owned()
            } else {
                (count - 1).to_string()
            }
        ),
        publish: vec![publication(&facts.domain, keep.to_owned(), None)],
        verify: vec![
            "You know who added each record, and what for: often a mail service did.".to_owned(),
        ],
        wait: Some("Check again once the time to live has passed.".to_owned()),
        roll_back: None,
    }
}

/// The text of the record that asks for the least.
pub(in crate::advice) fn mildest(records: &[Rc<DmarcRecord>]) -> String {
    records
        .iter()
        .min_by_key(|record| (record.policy.value, record.aggregate_reports.is_empty()))
        .map(|record| record.text.clone())
        .unwrap_or_default()
}

/// The text at the domain's own name that was meant as a record and is none.
pub(in crate::advice) fn broken_text(facts: &Facts) -> Option<String> {
    match facts.own_step() {
        StepOutcome::OtherText(texts) => texts.iter().find(|text| resembles_dmarc(text)).cloned(),
        _ => None,
    }
}

/// The strictest policy that can be read out of a broken record.
fn strongest(record: &DmarcRecord) -> Policy {
    [
        &record.policy,
        &record.subdomain_policy,
        &record.nonexistent_policy,
    ]
    .iter()
    .map(|policy| policy.value)
    .max()
    .unwrap_or(Policy::None)
}

/// What can be saved of a broken record: report addresses and strict alignment, with `p=none`.
fn rewritten(record: &DmarcRecord, domain: &DomainName) -> String {
    let mut value = "v=DMARC1; p=none".to_owned();
    let reports = usable_reports(record, domain);
    let _ = write!(value, "; rua={reports}");
    for tag in [
        TagName::FailureReports,
        TagName::DkimAlignment,
        TagName::SpfAlignment,
    ] {
        if record.tag(tag).is_some_and(|tag| tag.value == Value::Valid)
            && let Some(text) = record.effective_text(tag)
        {
            let _ = write!(value, "; {tag}={text}");
        }
    }
    value
}
