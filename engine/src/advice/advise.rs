//! [`advise`]: turns the steps' proposals into a plan by simulating each of them.

use super::draft::Draft;
use super::gates::{Beside, gates};
use super::movement::{Move, Movement};
use super::situation::{Home, Situation};
use super::stage::is_locked;
use super::{Choice, Gate, Known, OwnerQuestion, Plan, Stage, Task, TaskId, road, stage};
use crate::discovery::{ChangeKind, Existence, Facts, Found, Proposal, RowKind, StepOutcome};
use crate::domain::DomainName;
use crate::findings::{Finding, Severity, Topic, judge};
use crate::record::dmarc::{Outcome, Policy};

/// Rules cured by setting up DKIM. No simulation can show that, since the task proposes no records itself.
const CURED_BY_DKIM: [&str; 5] = [
    "dkim-no-key-found",
    "dkim-no-usable-key",
    "dkim-none",
    "dkim-none-while-enforcing",
    "sender-key-missing",
];

/// Returns what the owner should do next.
///
/// The plan is marked as being checked until every answer that its first task may depend on is in.
pub fn advise(facts: &Facts, known: &Known) -> Plan {
    let situation = Situation::new(facts, known);
    let is_lock_unknown =
        stage(facts) == Stage::Reject && facts.mail.is_parked() && is_locked(facts).is_none();
    if stage(facts) == Stage::CouldNotTell || is_lock_unknown && facts.is_complete {
        return simulated(&situation, &[road::ask_again::propose(&situation)]);
    }
    if !facts.is_complete {
        return Plan {
            is_checking: true,
            ..Plan::default()
        };
    }
    if let Some(summary) = nothing_to_do(&situation) {
        return Plan {
            summary,
            check: elsewhere(&situation),
            question: is_registry(&situation).then_some(OwnerQuestion::IsRegistry),
            ..Plan::default()
        };
    }
    let mut plan = simulated(&situation, &drafts(&situation));
    plan.check = elsewhere(&situation);
    // A first record has an alternative only where DNS leaves open whether the domain is in use.
    let first = plan.task(TaskId::PublishRecord);
    let is_use_open = first.is_some_and(|task| task.alternative.is_some()) && known.sends.is_none();
    plan.question = is_use_open.then_some(OwnerQuestion::Sends);
    if let Home::Above(parent) = &situation.home {
        let is_usable = |found: &Found| found.record.outcome == Outcome::Policy;
        plan.summary = if facts.policy().as_ref().is_some_and(is_usable) {
            format!(
                "{} has no DMARC record of its own, so the policy of {parent} applies. Check {parent} for the next step.",
                facts.domain
            )
        } else {
            format!(
                "{} has no DMARC record of its own, and receivers can't use what is published at {parent}. Check \
                 {parent} to repair it: that covers {} too.",
                facts.domain, facts.domain
            )
        };
    }
    plan
}

/// Returns why no steps are suggested, or `None` if there may be steps.
fn nothing_to_do(situation: &Situation<'_>) -> Option<String> {
    let facts = situation.facts;
    let domain = &facts.domain;
    if situation.known.runs_domain == Some(false) {
        return Some(format!(
            "You don't run {domain}, so there is nothing for you to publish."
        ));
    }
    if facts.is_suffix(domain) && situation.known.is_registry != Some(false) {
        return Some(format!(
            "{domain} is a public suffix: others register names below it. If you run this registry, publish psd=y in its \
             DMARC record and don't request failure reports (RFC 9989, sections 5.2 and 10.2). No other steps apply."
        ));
    }
    let is_unmade = facts.existence == Existence::DoesNotExist
        && matches!(
            facts.own_step(),
            StepOutcome::NoData | StepOutcome::NxDomain
        );
    is_unmade.then(|| {
        let covered = match &situation.home {
            Home::Above(parent) if facts.policy().is_some() => format!(
                "The policy of {parent} also covers subdomains that do not exist. Check {parent} for the next step."
            ),
            Home::Foreign(found) => format!(
                "The policy of {} covers mail that claims to be from it.",
                found.domain
            ),
            Home::Nowhere(Some(registered)) if registered != domain => format!(
                "A record at {registered} also covers subdomains that do not exist."
            ),
            Home::Above(parent) => format!("Check {parent} to repair its record."),
            Home::Here | Home::Nowhere(_) => {
                "If it should exist, register it or check its zone first.".to_owned()
            }
        };
        format!(
            "{domain} does not exist in DNS, so there is nothing to publish there. Check the spelling. {covered}"
        )
    })
}

/// Whether it is worth asking if the domain is a registry: it is listed as a public suffix, and the owner has not said so yet. A
/// top-level domain always is one.
fn is_registry(situation: &Situation<'_>) -> bool {
    let (facts, known) = (situation.facts, situation.known);
    facts.is_suffix(&facts.domain)
        && facts.domain.label_count() > 1
        && known.is_registry.is_none()
        && known.runs_domain != Some(false)
}

/// Returns another name to check, if the next step has to be taken there.
fn elsewhere(situation: &Situation<'_>) -> Option<DomainName> {
    let other = match &situation.home {
        Home::Here => None,
        Home::Above(parent) => Some(parent.clone()),
        Home::Foreign(found) => situation.home_of_own(found),
        Home::Nowhere(registered) => registered.clone(),
    };
    other.filter(|name| name != situation.domain())
}

/// Collects the tasks that the steps propose: those that can be done today, then the next step of the policy.
fn drafts(situation: &Situation<'_>) -> Vec<Draft> {
    let locking = road::lock::propose(situation);
    if let Some(lock) = locking {
        return vec![lock];
    }
    if stage(situation.facts) == Stage::Locked || road::lock::is_done(situation) {
        let left = road::repair_record::tidy_up(situation)
            .or_else(|| road::organization_record::propose(situation));
        return vec![left.unwrap_or_else(|| road::keep::propose(situation))];
    }
    let repair = road::repair_record::propose(situation);
    let mut drafts = Vec::new();
    if repair.is_none() {
        drafts.extend(road::receive_reports::propose(situation));
    }
    drafts.extend(road::fix_spf::propose(situation));
    drafts.extend(road::set_up_dkim::propose(situation));
    let policy = repair
        .or_else(|| road::remove_alias::propose(situation))
        .or_else(|| road::publish_record::propose(situation))
        .or_else(|| road::own_record::propose(situation))
        .or_else(|| road::organization_record::propose(situation))
        .or_else(|| first_lawful(situation));
    let is_on_the_road = policy.as_ref().is_none_or(|draft| {
        matches!(
            draft.id,
            TaskId::Quarantine | TaskId::Subdomains | TaskId::EndRamp | TaskId::Reject
        )
    });
    let invented = road::invented_names::propose(situation).filter(|_| is_on_the_road);
    // A domain that stays at quarantine for good need not wait for a step that will not be taken.
    if situation.known.posts_to_lists == Some(true) {
        drafts.extend(invented);
        drafts.extend(policy);
    } else {
        drafts.extend(policy);
        drafts.extend(invented);
    }
    if drafts.is_empty() && situation.home == Home::Here {
        let tidy = road::repair_record::tidy_up(situation);
        drafts.push(tidy.unwrap_or_else(|| road::keep::propose(situation)));
    }
    drafts
}

/// Returns the first policy step that changes something, raises by one rung at most, and lowers nothing.
///
/// A step may change nothing at first while `pct` or `t` still holds the policy back.
fn first_lawful(situation: &Situation<'_>) -> Option<Draft> {
    let rungs = [
        road::quarantine::propose,
        road::subdomains::propose,
        road::end_ramp::propose,
        road::reject::propose,
    ];
    let mut drafts = rungs.iter().filter_map(|propose| propose(situation));
    drafts.find(|draft| {
        let movement = situation.movement(&draft.proposal);
        let is_fall = movement.0.iter().any(Move::falls_from_today);
        !movement.0.is_empty() && !is_fall && movement.is_step_by_step()
    })
}

/// Builds a plan with these tasks, in order.
fn simulated(situation: &Situation<'_>, drafts: &[Draft]) -> Plan {
    let mut tasks: Vec<Task> = Vec::new();
    for draft in drafts {
        let task = task(situation, draft, &tasks);
        tasks.push(task);
    }
    Plan {
        tasks,
        ..Plan::default()
    }
}

/// Turns a draft into a task, given the tasks before it in the plan.
fn task(situation: &Situation<'_>, draft: &Draft, before: &[Task]) -> Task {
    let movement = situation.movement(&draft.proposal);
    let writes = written(draft);
    let options = draft.options.iter();
    let options: Vec<_> = options
        .map(|(label, proposal)| choice(situation, draft, label, proposal))
        .collect();
    // The alternative is left out: its condition is the proof that it would need.
    let ways = options.iter().map(|option| &option.movement);
    let strictest = ways
        .chain([&movement])
        .flat_map(Movement::rises)
        .filter_map(|change| change.to.rung())
        .max()
        .unwrap_or(0);
    let is_rising = is_policy(draft.id) && strictest > 0;
    let comes_first = |id| match id {
        // Tightening SPF under an enforced policy can lose mail, and without reports nobody would notice.
        TaskId::ReceiveReports => is_rising || draft.id == TaskId::FixSpf && strictest > 0,
        // Nonexistent names send no mail, so authentication does not matter for them.
        _ if draft.id == TaskId::InventedNames => false,
        TaskId::FixSpf => is_rising,
        TaskId::SetUpDkim => is_rising && strictest > 1,
        _ => false,
    };
    let is_awaited = |task: &&Task| {
        // A waiting task shows no record, so the task for nonexistent names has none to wait for.
        let shows = draft.id != TaskId::InventedNames || task.waits_for.is_empty();
        let is_same_record = task.writes.iter().any(|record| writes.contains(record));
        comes_first(task.id) || shows && is_same_record
    };
    let waits_for: Vec<_> = before
        .iter()
        .filter(is_awaited)
        .map(|task| task.id)
        .collect();
    let beside = if before.iter().any(|task| task.id == TaskId::SetUpDkim) {
        Beside::DkimTask
    } else {
        Beside::Nothing
    };
    let mut list = gates(situation, draft.id, (&draft.proposal, &movement), beside);
    for gate in &mut list {
        gate.task = gate_task(gate, before);
    }
    let is_waiting = !waits_for.is_empty();
    Task {
        id: draft.id,
        title: draft.title.clone(),
        why: draft.why.clone(),
        waits_for,
        writes,
        publish: if is_waiting {
            Vec::new()
        } else {
            situation.publications(&draft.proposal)
        },
        options: if is_waiting { Vec::new() } else { options },
        alternative: draft
            .alternative
            .as_ref()
            .filter(|_| !is_waiting)
            .map(|(label, proposal)| choice(situation, draft, label, proposal)),
        gates: list,
        wait_days: draft.wait_days,
        roll_back: roll_back(draft, &movement).filter(|_| !is_waiting),
        cures: cures(situation, draft)
            .into_iter()
            .filter(|rule| !before.iter().any(|task| task.cures.contains(rule)))
            .collect(),
        movement: if is_waiting {
            Movement::default()
        } else {
            movement
        },
    }
}

/// Turns one way of doing a task into a choice with its own movement and gates.
fn choice(situation: &Situation<'_>, draft: &Draft, label: &str, proposal: &Proposal) -> Choice {
    let movement = situation.movement(proposal);
    // The alternative to a first record is to lock the domain.
    let id = match draft.id {
        TaskId::PublishRecord => TaskId::Lock,
        id => id,
    };
    Choice {
        label: label.to_owned(),
        publish: situation.publications(proposal),
        gates: gates(situation, id, (proposal, &movement), Beside::Nothing),
        movement,
    }
}

/// Returns the rules that no longer find anything once the draft is done.
fn cures(situation: &Situation<'_>, draft: &Draft) -> Vec<&'static str> {
    let before = situation.found();
    if draft.proposal.changes.is_empty() && draft.options.is_empty() {
        // No simulation can show what vendors set up or what the owner decides.
        let is_cured = |finding: &&Finding| match draft.id {
            TaskId::SetUpDkim => CURED_BY_DKIM.contains(&finding.rule.id),
            TaskId::FixSpf => {
                finding.rule.topic == Topic::Spf && finding.severity() == Severity::Problem
            }
            _ => false,
        };
        let cured = before.iter().filter(is_cured);
        return cured.map(|finding| finding.rule.id).collect();
    }
    if matches!(situation.home, Home::Above(_)) && draft.id == TaskId::OwnRecord {
        // A record of its own does not fix what was found in the parent's record.
        return Vec::new();
    }
    let way = draft.ways().find(|way| !way.changes.is_empty());
    let Some(way) = way else { return Vec::new() };
    let after = judge(&situation.facts.with(way)).found;
    let gone = before.iter().filter(|finding| {
        finding.severity() != Severity::Note
            && !after.iter().any(|other| other.rule == finding.rule)
    });
    let mut rules: Vec<_> = gone.map(|finding| finding.rule.id).collect();
    rules.dedup();
    rules
}

/// Returns every record that a draft may write, over all its ways.
fn written(draft: &Draft) -> Vec<(DomainName, ChangeKind)> {
    let mut written = Vec::new();
    for change in draft.ways().flat_map(|way| &way.changes) {
        let record = (change.name.clone(), change.kind);
        if !written.contains(&record) {
            written.push(record);
        }
    }
    written
}

/// Whether a task is a policy step, which may have to wait for others.
const fn is_policy(id: TaskId) -> bool {
    !matches!(
        id,
        TaskId::AskAgain
            | TaskId::ReceiveReports
            | TaskId::FixSpf
            | TaskId::SetUpDkim
            | TaskId::Keep
            | TaskId::Lock
    )
}

/// Returns the earlier task of the plan that satisfies a gate.
fn gate_task(gate: &Gate, before: &[Task]) -> Option<TaskId> {
    let wanted = match gate.id {
        "own-logs" | "reports-arrive" | "month-of-reports" => TaskId::ReceiveReports,
        "dkim-passes" | "vendor-signs" => TaskId::SetUpDkim,
        _ => return None,
    };
    before
        .iter()
        .any(|task| task.id == wanted)
        .then_some(wanted)
}

/// Returns how to undo a task, or `None` if it changes no records.
fn roll_back(draft: &Draft, movement: &Movement) -> Option<String> {
    let changes = &draft.proposal.changes;
    if changes.is_empty() {
        return None;
    }
    let is_new = changes.iter().all(|change| change.today.is_empty());
    let back = if is_new {
        "delete the new record"
    } else {
        "republish today's record"
    };
    let is_risky = movement.strictest(&[RowKind::This, RowKind::Subdomain, RowKind::Invented])
        > Some(Policy::None);
    Some(if is_risky {
        format!(
            "If legitimate mail is affected, {back}. It takes effect as caches expire; look up the record's TTL in your \
             zone."
        )
    } else {
        format!("To undo this, {back}.")
    })
}
