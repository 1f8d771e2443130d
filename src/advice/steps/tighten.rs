//! From monitoring over quarantine to reject, and what comes after.

use super::begin::{add_reports, report_address};
use super::sign::{confirmation, vendor_gates};
use crate::advice::next_step::{NextStep, publication, roll_back};
use crate::advice::stage::{Stage, sends_reports};
use crate::discovery::{Facts, Found, Handling, RowKind};
use crate::record::dmarc::{DmarcRecord, Policy, TagName, parse};

/// From monitoring to quarantine.
pub(in crate::advice) fn quarantine(facts: &Facts, found: &Found) -> NextStep {
    if found.record.policy.value != Policy::None {
        return leave_test_mode(facts, found);
    }
    let mut step = NextStep {
        title: "Next step: quarantine".to_owned(),
        intro: "Publish this once the points below hold. Mail that fails is then asked to be treated as suspicious, \
                which mostly means the spam folder."
            .to_owned(),
        publish: vec![publication(
            &found.domain,
            enforced(&found.record, Policy::Quarantine),
            Some(&found.record.text),
        )],
        verify: gates(facts, Policy::Quarantine),
        wait: Some(
            "At quarantine as long as at none, at least a month, reading reports. There is no ramp by percent any more: \
             updated receivers ignore pct. For a rehearsal, add pct=0; t=y, at which both old and new receivers step \
             back."
                .to_owned(),
        ),
        roll_back: Some(roll_back(facts, found)),
    };
    if found.record.has(TagName::SubdomainPolicy)
        && found.record.subdomain_policy.value == Policy::None
    {
        step.verify.push(
            "The same holds for subdomains: the new record has no sp=none any more.".to_owned(),
        );
    }
    step
}

/// From quarantine to reject.
pub(in crate::advice) fn reject(facts: &Facts, found: &Found) -> NextStep {
    if found.record.policy.value == Policy::Reject {
        return leave_test_mode(facts, found);
    }
    NextStep {
        title: "Next step: reject, or stay".to_owned(),
        intro: "Publish this once the points below hold. If people post to mailing lists from this domain, quarantine \
                is a good place to stay: RFC 9989 advises such domains against p=reject."
            .to_owned(),
        publish: vec![publication(
            &found.domain,
            enforced(&found.record, Policy::Reject),
            Some(&found.record.text),
        )],
        verify: gates(facts, Policy::Reject),
        wait: Some("Keep reading reports. New services will begin to send as you.".to_owned()),
        roll_back: Some(roll_back(facts, found)),
    }
}

/// The policy comes from another name, so that is where the next step is taken.
pub(in crate::advice) fn inherited(facts: &Facts, stage: Stage, found: &Found) -> NextStep {
    let from = &found.domain;
    let handling = facts
        .effect(RowKind::This)
        .map_or(Handling::NoDmarc, |row| row.rfc9989.handling);
    let is_behind = handling < Handling::from(found.record.policy.value);
    let mut step = match stage {
        Stage::CollectingBlind if !sends_reports(facts) => add_reports(facts, found),
        _ if is_behind => NextStep {
            title: "Next step: the same for subdomains".to_owned(),
            intro: format!("{from} asks for more than it asks for names below it."),
            publish: vec![publication(
                from,
                enforced(&found.record, found.record.policy.value),
                Some(&found.record.text),
            )],
            verify: gates(facts, found.record.policy.value),
            wait: Some("Keep reading reports.".to_owned()),
            roll_back: Some(roll_back(facts, found)),
        },
        Stage::Monitoring => quarantine(facts, found),
        Stage::Quarantine => reject(facts, found),
        _ => keep_watching(facts, found),
    };
    step.intro = format!(
        "{} has no record of its own; the one of {from} holds for it, so the next step is taken there. {}",
        facts.domain, step.intro
    );
    step
}

/// At reject.
pub(in crate::advice) fn keep_watching(facts: &Facts, found: &Found) -> NextStep {
    let record = &found.record;
    let better = enforced(record, Policy::Reject);
    let is_weak_below = record.subdomain_policy.value < Policy::Reject;
    if is_weak_below {
        return NextStep {
            title: "Next step: the same for subdomains".to_owned(),
            intro: "Forgers use subdomains where the domain itself is closed to them.".to_owned(),
            publish: vec![publication(&found.domain, better, Some(&record.text))],
            verify: gates(facts, Policy::Reject),
            wait: Some("Keep reading reports.".to_owned()),
            roll_back: Some(roll_back(facts, found)),
        };
    }
    let mut step = NextStep {
        title: "Keep it that way".to_owned(),
        intro: "Nothing needs to be published. New services will begin to send as this domain; the reports show them \
                before their mail is lost."
            .to_owned(),
        ..NextStep::default()
    };
    if !sends_reports(facts) {
        "Next step: ask for reports".clone_into(&mut step.title);
        "The policy stands, but nobody would notice legitimate mail being refused."
            .clone_into(&mut step.intro);
        step.publish = vec![publication(
            &found.domain,
            record.with_tag(TagName::AggregateReports, &report_address(&found.domain)),
            Some(&record.text),
        )];
        step.roll_back = Some(roll_back(facts, found));
    } else if better != record.text {
        step.intro
            .push_str(" The record can be tidied up as below.");
        step.publish = vec![publication(&found.domain, better, Some(&record.text))];
    }
    step
}

/// A stricter policy is declared and held back by test mode.
fn leave_test_mode(facts: &Facts, found: &Found) -> NextStep {
    let policy = found.record.policy.value;
    NextStep {
        title: "Next step: end the test".to_owned(),
        intro: format!(
            "The record declares p={policy} in test mode. Receivers on RFC 9989 apply it one step milder until t=y goes."
        ),
        publish: vec![publication(
            &found.domain,
            enforced(&found.record, policy),
            Some(&found.record.text),
        )],
        verify: gates(facts, policy),
        wait: Some("Keep reading reports.".to_owned()),
        roll_back: Some(roll_back(facts, found)),
    }
}

/// The record with a stricter policy, without what RFC 9989 took out or what holds it back.
pub(in crate::advice) fn enforced(record: &DmarcRecord, policy: Policy) -> String {
    let stricter = parse(&record.with_tag(TagName::Policy, policy.as_str()));
    let held_back: Vec<_> = stricter
        .tags
        .iter()
        .filter(|tag| {
            tag.name
                .is_some_and(|name| name.is_historic() || name == TagName::Testing)
                || (tag.name == Some(TagName::SubdomainPolicy)
                    && stricter.subdomain_policy.value < policy)
        })
        .map(|tag| tag.span)
        .collect();
    let text = if held_back.is_empty() {
        stricter.text.clone()
    } else {
        stricter.without(&held_back)
    };
    let record = parse(&text);
    // Mail from names that do not exist is never legitimate, so they need no stages.
    if record.nonexistent_policy.value < Policy::Reject {
        record.with_tag(TagName::NonexistentPolicy, Policy::Reject.as_str())
    } else {
        text
    }
}

/// The gates before a policy that can cost mail.
fn gates(facts: &Facts, policy: Policy) -> Vec<String> {
    let mut gates = [
        "Reports for at least four weeks, a month end included, show every sender that you know of.",
        "Every legitimate sender passes with DKIM in your domain's name. SPF alone breaks when mail is forwarded.",
        "Nobody posts to mailing lists from this domain, or they know that lists may rewrite or lose their mail.",
    ]
    .map(str::to_owned)
    .to_vec();
    gates.extend(vendor_gates(facts, policy));
    if policy == Policy::Reject {
        gates.extend(confirmation(facts));
    }
    gates
}
