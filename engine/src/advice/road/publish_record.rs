//! No DMARC record anywhere: start monitoring at the registered name.

use super::lock;
use crate::advice::TaskId;
use crate::advice::draft::{Draft, MONTH};
use crate::advice::situation::{Home, Situation};
use crate::discovery::Change;

/// Proposes a first record if there is none.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let Home::Nowhere(registered) = &situation.home else {
        return None;
    };
    let domain = situation.domain();
    if registered.as_ref() != Some(domain) {
        return Some(elsewhere(situation));
    }
    let (address, needs_address) = match situation.misplaced_address() {
        Some(address) => (address, false),
        None => situation.report_address(domain),
    };
    let value = format!("v=DMARC1; p=none; rua={address}");
    let change =
        Change::txt(situation.own_name()?, Vec::new(), value).needing_address(needs_address);
    let draft = Draft::new(
        TaskId::PublishRecord,
        "Publish a DMARC record that asks for reports",
        format!(
            "p=none stops no mail. Receivers send you daily reports on the servers that send as {domain} and its \
             subdomains, so you can find every sender before you ask for more."
        ),
    )
    .changing(change)
    .watching(MONTH);
    // An SPF record that has to be fixed also shows that the domain sends.
    let is_used = situation.sends() == Some(true) || situation.facts.spf_repair().is_some();
    Some(if is_used {
        draft
    } else {
        draft.unless(
            format!("Neither {domain} nor any of its subdomains sends mail"),
            lock::locked_set(situation),
        )
    })
}

/// The record belongs at another name, which should be checked next.
fn elsewhere(situation: &Situation<'_>) -> Draft {
    let domain = situation.domain();
    let (title, why) = match &situation.home {
        Home::Nowhere(Some(registered)) => (
            format!("Check {registered} and publish the record there"),
            format!(
                "Neither {domain} nor {registered} has a DMARC record. A record at {registered} covers all its \
                 subdomains, including {domain}."
            ),
        ),
        _ => (
            "Check the domain you registered and publish the record there".to_owned(),
            format!(
                "{domain} has no DMARC record. A record at the domain you registered covers all its subdomains. Which \
                 name that is can't be determined here, since the public suffix list is missing."
            ),
        ),
    };
    Draft::new(TaskId::PublishRecord, title, why)
}
