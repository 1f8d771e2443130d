//! Checks a plan against the laws, by applying what it publishes.

use dmarc_engine::advice::{Asked, Known, Plan, Publication, Reader, Task, TaskId};
use dmarc_engine::discovery::{ChangeKind, Destination, EffectRow, Existence, Facts, Permission};
use dmarc_engine::domain::DomainName;
use dmarc_engine::findings::{Severity, judge};
use dmarc_engine::record::dmarc::{
    Policy, ProblemKind, Psd, ReportUri, TagName, Value, is_dmarc, parse, readings,
};

use super::exceptions::{is_said_otherwise, was_hidden};
use super::world::{Checked, World};

/// The address that the owner fills in where a record needs one.
pub(crate) const MAILBOX: &str = "mailto:d@inbox.example";

/// Part of every world: a destination where reports arrive.
pub(crate) const INBOX: &str = "*._report._dmarc.inbox.example. TXT \"v=DMARC1\"\ninbox.example. MX 1 inbox.example.\n\
                                inbox.example. A 192.0.2.9\n";

/// A record as the owner publishes it, with the address filled in.
pub(crate) fn filled_in(record: &Publication) -> Publication {
    let mut record = record.clone();
    if record.needs_address {
        let stand_in = |value: String| {
            let Some((before, behind)) = value.split_once("mailto:dmarc-reports@") else {
                return value;
            };
            let domain = behind.split([',', ';']).next().unwrap_or_default();
            let rest = behind.strip_prefix(domain).unwrap_or_default();
            format!("{before}{MAILBOX}{rest}")
        };
        record.value = record.value.map(stand_in);
    }
    record
}

/// The records of a task as published.
pub(crate) fn published(records: &[Publication]) -> Vec<Publication> {
    records.iter().map(filled_in).collect()
}

/// The violations of laws in the plan for a domain.
pub(crate) fn violations(world: &World, domain: &str, known: &Known) -> Vec<String> {
    let today = world.check(domain, known);
    let mut wrong = Vec::new();
    one_value(&today.plan, &mut wrong);
    for task in &today.plan.tasks {
        sentences(&today, task, &mut wrong);
        let shows = !task.publish.is_empty() || !task.options.is_empty();
        if shows && !task.waits_for.is_empty() {
            wrong.push(format!("{} waits and shows a record", task.id.as_str()));
        }
        if !task.publish.is_empty() {
            let then = world
                .following(&published(&task.publish))
                .check(domain, known);
            judge_task(&today, task, &then, known, &mut wrong);
        }
        let ways = task.options.iter().chain(&task.alternative);
        for way in ways {
            clean(&today, &way.publish, true, &mut wrong);
            let rises = way.movement.rises().next().is_some();
            if rises && way.gates.is_empty() {
                wrong.push(format!(
                    "a way of {} rises without a gate",
                    task.id.as_str()
                ));
            }
        }
    }
    if world.reversed().check(domain, known).plan != today.plan {
        wrong.push("another order of answers, another plan".to_owned());
    }
    wrong
}

/// Each name has one value.
fn one_value(plan: &Plan, wrong: &mut Vec<String>) {
    let mut seen: Vec<(&DomainName, ChangeKind)> = Vec::new();
    for record in plan.tasks.iter().flat_map(|task| &task.publish) {
        let is_replaced = record.value.is_some();
        if is_replaced && seen.contains(&(&record.name, record.kind)) {
            wrong.push(format!(
                "two values for {} {}",
                record.name,
                record.kind.as_str()
            ));
        }
        if is_replaced {
            seen.push((&record.name, record.kind));
        }
    }
}

/// Judges a task by the result of publishing its records.
fn judge_task(
    today: &Checked,
    task: &Task,
    then: &Checked,
    known: &Known,
    wrong: &mut Vec<String>,
) {
    let id = task.id.as_str();
    clean(today, &task.publish, false, wrong);
    let is_repeated = |record: &Publication| record.value.as_slice() == record.today;
    if task.publish.iter().any(is_repeated) {
        wrong.push(format!("{id} repeats today's record"));
    }
    let no_reports = !arrives(&today.facts);
    let is_free = matches!(task.id, TaskId::Lock | TaskId::InventedNames);
    if !is_free && !task.movement.is_step_by_step() {
        wrong.push(format!(
            "{id}: two rungs at once for some who read today's record: {:?}",
            task.movement
        ));
    }
    let mut has_moved = false;
    for (before, after) in rows(&today.facts, &then.facts) {
        for reader in Reader::ALL {
            let (from, to) = (Asked::of(reader.of(&before)), Asked::of(reader.of(&after)));
            let other = Asked::of(reader.other().of(&before));
            has_moved |= from != to;
            let (Some(was), Some(is)) = (from.floor(), to.rung()) else {
                continue;
            };
            let what = format!(
                "{id}: {} at {}: {from:?} to {to:?}",
                before.name,
                reader.as_str()
            );
            let is_catching_up = other.floor().is_some_and(|other| is <= other);
            if is > was + 1 && !is_catching_up && !is_free {
                wrong.push(format!("two rungs at once: {what}"));
            }
            let is_rise = from.rung() < to.rung()
                || from.rung() == to.rung() && from.percent < to.percent && is > 0;
            if is_rise && no_reports && !is_catching_up && task.id != TaskId::Lock {
                wrong.push(format!("a rise without reports: {what}"));
            }
            if is_rise && task.gates.is_empty() {
                wrong.push(format!("a rise without a gate: {what}"));
            }
            let is_fall = to.rung() < from.rung()
                || to.rung() == from.rung() && to.percent < from.percent && is > 0;
            if is_fall {
                wrong.push(format!("a fall without options: {what}"));
            }
            let said = task.movement.0.iter().find(|change| {
                change.reader == reader && change.name == before.name && change.kind == before.kind
            });
            let said_to = said.map_or(from, |change| change.to);
            if said_to != to {
                wrong.push(format!("said is {said_to:?}: {what}"));
            }
        }
    }
    for change in task.movement.falls() {
        if !task
            .gates
            .iter()
            .any(|gate| gate.id == "less-is-asked" || gate.id == "alignment-moves")
            && change.can_pass.is_none()
        {
            wrong.push(format!("{id}: a fall that is not said: {change:?}"));
        }
    }
    if task.movement.0.is_empty() && task.id == TaskId::OwnRecord {
        return;
    }
    let cures = !task.cures.is_empty();
    // A name in a corrected text is only looked up after publication; SPF is then checked again.
    let goes_on = task.id == TaskId::FixSpf && then.plan.task(TaskId::FixSpf).is_some();
    let lets_others_pass = task
        .movement
        .0
        .iter()
        .any(|change| change.can_pass.is_some());
    if !has_moved
        && !lets_others_pass
        && !cures
        && !goes_on
        && arrives(&today.facts) == arrives(&then.facts)
        && task.id != TaskId::Lock
    {
        wrong.push(format!("{id} changes nothing"));
    }
    new_findings(today, task, then, known, wrong);
}

/// Nothing new is wrong, except what the next plan fixes.
fn new_findings(
    today: &Checked,
    task: &Task,
    then: &Checked,
    known: &Known,
    wrong: &mut Vec<String>,
) {
    let before = judge(&today.facts).found;
    for finding in judge(&then.facts).found {
        let is_new = !before.iter().any(|other| other.rule == finding.rule);
        // A partly enforced policy is completed first, and tightened next.
        let is_behind_ramp =
            finding.rule.id == "policy-none" && then.plan.task(TaskId::EndRamp).is_some();
        // A record at the registered domain comes first, and the policy of a name below it next.
        let is_behind_organization = finding.rule.id == "policy-none"
            && then.plan.task(TaskId::OrganizationRecord).is_some();
        // A declared `np` is kept, and with a wildcard that answers for every name, no name is nonexistent.
        let is_without_effect = ["nonexistent-policy-weaker", "nonexistence-hidden"]
            .contains(&finding.rule.id)
            && (then.facts.wildcard.as_ref())
                .is_some_and(|control| control.existence != Existence::DoesNotExist);
        let is_next = then.plan.cure_of(finding.rule.id).is_some()
            || is_behind_ramp
            || is_behind_organization
            || is_without_effect
            || is_said_otherwise(finding.rule.id, task, known)
            || was_hidden(finding.rule.id, task, today, then);
        if is_new && finding.severity() != Severity::Note && !is_next {
            wrong.push(format!(
                "{} brings {}: {:?}",
                task.id.as_str(),
                finding.rule.id,
                task.publish
            ));
        }
    }
}

/// A published record is clean, keeps addresses, and tightens only what its task is about. `is_chosen` is whether the owner
/// chooses it and thereby confirms that strict alignment was intended.
fn clean(today: &Checked, records: &[Publication], is_chosen: bool, wrong: &mut Vec<String>) {
    for record in records {
        let Some(value) = record.value.as_deref() else {
            continue;
        };
        if record.kind != ChangeKind::Txt || record.name.labels().next() != Some("_dmarc") {
            continue;
        }
        let parsed = parse(value);
        let is_in_effect = |kind: &ProblemKind| {
            *kind == ProblemKind::HistoricTag(TagName::Percentage)
                && parsed.percentage.value < 100
                && parsed.policy.value.max(parsed.subdomain_policy.value) > Policy::None
        };
        let problems: Vec<_> = parsed
            .problems
            .iter()
            .filter(|problem| !is_in_effect(&problem.kind))
            .collect();
        if !problems.is_empty() {
            wrong.push(format!("{value:?} has {problems:?}"));
        }
        if parsed
            .report_uris()
            .any(|(_, uri)| !uri.is_mailto() && !uri.uri.starts_with("https:"))
        {
            wrong.push(format!("{value:?} asks for reports elsewhere"));
        }
        for tag in [TagName::ReportFormat, TagName::ReportInterval] {
            if parsed.has(tag) {
                wrong.push(format!("{value:?} keeps {tag}"));
            }
        }
        let [text] = record.today.as_slice() else {
            continue;
        };
        let was = parse(text);
        // After a `ruf=` inside the value of `rua`, an address is meant for failure reports.
        let is_meant_for_rua = |uri: &&ReportUri| {
            let before = text.split(&uri.uri).next().unwrap_or_default();
            before.rfind("ruf=") <= before.rfind("rua=")
        };
        let uris = was.aggregate_reports.iter().filter(|uri| uri.is_mailto());
        for uri in uris.filter(is_meant_for_rua) {
            let is_kept = parsed
                .aggregate_reports
                .iter()
                .any(|other| other.address == uri.address);
            let is_dead = today
                .facts
                .destinations
                .iter()
                .any(|host| Some(host.host.as_str()) == uri.host.as_deref() && is_lost(host));
            if !is_kept && !is_dead {
                wrong.push(format!("{value:?} loses {}", uri.uri));
            }
            if record.needs_address && !is_dead && !has_lost_addresses(&today.facts) {
                wrong.push(format!("{value:?} asks for an address beside a real one"));
            }
        }
        let is_tighter = parsed.dkim_alignment.value > was.dkim_alignment.value
            || parsed.spf_alignment.value > was.spf_alignment.value;
        let mut alignments = [TagName::DkimAlignment, TagName::SpfAlignment].into_iter();
        let is_meant = is_chosen
            && alignments.any(|name| {
                let tag = was.tag(name).filter(|tag| tag.value == Value::Invalid);
                tag.is_some_and(|tag| tag.value_span.of(text).starts_with(['s', 'S']))
            });
        if is_tighter && !is_meant && readings(text).len() < 2 {
            wrong.push(format!("{value:?} tightens alignment"));
        }
        if parsed.psd.value == Psd::Yes && (was.psd.value != Psd::Yes || !is_dmarc(text)) {
            wrong.push(format!("{value:?} is a suffix now"));
        }
    }
}

/// Whether DNS shows that a host receives no reports: it accepts no mail, or its permission record directs reports to another
/// host or cannot exist, so that receivers send none.
fn is_lost(host: &Destination) -> bool {
    host.takes_mail == Some(false)
        || matches!(
            host.permission,
            Permission::GivenElsewhere(_) | Permission::CannotBeAsked
        )
}

/// Whether the record names addresses and none receives reports.
fn has_lost_addresses(facts: &Facts) -> bool {
    !facts.destinations.is_empty() && !arrives(facts)
}

/// The rows of the same names, before and after.
fn rows(before: &Facts, after: &Facts) -> Vec<(EffectRow, EffectRow)> {
    let mut names = vec![before.domain.clone()];
    names.extend(before.policy().map(|found| found.domain));
    names.extend(
        before
            .walk
            .steps
            .iter()
            .filter(|step| step.outcome.record().is_some())
            .map(|step| step.name.clone()),
    );
    names.sort();
    names.dedup();
    let rows = names.iter().flat_map(|name| {
        before
            .effects_at(name)
            .into_iter()
            .zip(after.effects_at(name))
    });
    rows.collect()
}

/// Whether at least one address receives reports, as far as DNS shows.
pub(crate) fn arrives(facts: &Facts) -> bool {
    facts.destinations.iter().any(|host| {
        host.tags.contains(&TagName::AggregateReports)
            && host.takes_mail != Some(false)
            && !matches!(
                host.permission,
                Permission::Missing | Permission::GivenElsewhere(_) | Permission::CannotBeAsked
            )
    })
}

/// The sentences of a task state only facts.
fn sentences(today: &Checked, task: &Task, wrong: &mut Vec<String>) {
    let mut texts = vec![task.title.as_str(), task.why.as_str()];
    texts.extend(task.gates.iter().map(|gate| gate.text.as_str()));
    texts.extend(task.roll_back.as_deref());
    let all = texts.join("\n");
    let id = task.id.as_str();
    let records = today.facts.own_texts().join(" ");
    let publishes: String = task
        .publish
        .iter()
        .chain(
            task.options
                .iter()
                .chain(&task.alternative)
                .flat_map(|way| &way.publish),
        )
        .filter_map(|record| record.value.as_deref())
        .collect();
    let has_none = records.contains("none") || publishes.contains("none") || records.is_empty();
    if all.contains("p=none") && !has_none {
        wrong.push(format!("{id} speaks of p=none: {all}"));
    }
    if all.contains("month of reports")
        && !arrives(&today.facts)
        && !today
            .plan
            .tasks
            .iter()
            .any(|task| task.id == TaskId::ReceiveReports)
    {
        wrong.push(format!("{id} speaks of reports where none arrive"));
    }
    for word in [" second", " minute", " hour", "nothing happens"] {
        if all.contains(word) {
            wrong.push(format!("{id} promises a time: {all}"));
        }
    }
    let is_rise = task
        .movement
        .rises()
        .any(|change| change.to.rung() > Some(0));
    if is_rise && task.wait_days.is_some_and(|days| days < 31) {
        wrong.push(format!("{id} is shorter than a month"));
    }
}
