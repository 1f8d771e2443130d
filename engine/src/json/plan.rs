//! What to do.

use serde::Serialize;

use crate::advice::{Asked, Choice, Gate, Move, Movement, Plan, Publication, Task, TaskId};
use crate::record::dmarc::{Difference, Segment};

/// What to do, as a list.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlanJson {
    /// Whether answers are missing that the first task rests on.
    checking: bool,
    /// A sentence where the tasks do not say it all; null otherwise.
    summary: Option<String>,
    /// Another name to check, where the next step is taken there.
    check: Option<String>,
    /// The tasks.
    tasks: Vec<TaskJson>,
}

/// One task.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct TaskJson {
    /// What kind it is.
    id: &'static str,
    /// What to do.
    title: String,
    /// Why.
    why: String,
    /// The tasks that come first.
    waits_for: Vec<&'static str>,
    /// The records to publish.
    publish: Vec<PublicationJson>,
    /// Ways of equal rank.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<OptionJson>,
    /// Records that are right instead under a condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative: Option<AlternativeJson>,
    /// What must hold before.
    gates: Vec<GateJson>,
    /// What changes for mail.
    movement: Vec<MoveJson>,
    /// How many days to watch afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    wait_days: Option<u16>,
    /// How to undo it.
    #[serde(skip_serializing_if = "Option::is_none")]
    roll_back: Option<String>,
    /// The rules that find nothing any more then.
    cures: Vec<&'static str>,
}

/// One of several ways.
#[derive(Debug, Clone, Serialize)]
struct OptionJson {
    /// What it is.
    label: String,
    /// The records to publish.
    publish: Vec<PublicationJson>,
    /// What changes for mail.
    movement: Vec<MoveJson>,
    /// What must hold before.
    gates: Vec<GateJson>,
}

/// Records that are right instead under a condition.
#[derive(Debug, Clone, Serialize)]
struct AlternativeJson {
    /// The condition.
    condition: String,
    /// The records to publish.
    publish: Vec<PublicationJson>,
    /// What changes for mail.
    movement: Vec<MoveJson>,
    /// What must hold before.
    gates: Vec<GateJson>,
}

/// A record to publish, or to remove.
#[derive(Debug, Clone, Serialize)]
struct PublicationJson {
    /// The name.
    name: String,
    /// The type.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The value; null where the records of today are removed.
    value: Option<String>,
    /// What changes against today's record; null where not exactly one is replaced.
    difference: Option<DifferenceJson>,
    /// `report-address` where the owner has to put in an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    needs: Option<&'static str>,
    /// Who publishes it, where that is not the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
}

/// What changes against today's record.
#[derive(Debug, Clone, Serialize)]
struct DifferenceJson {
    /// What goes.
    removed: Vec<String>,
    /// What comes.
    added: Vec<String>,
}

/// What must hold before.
#[derive(Debug, Clone, Serialize)]
struct GateJson {
    /// What has to be shown.
    id: &'static str,
    /// In a sentence.
    text: String,
    /// The task that makes it hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<&'static str>,
    /// Whether the owner said that it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<bool>,
}

/// What changes for mail from a name at a kind of receiver.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct MoveJson {
    /// The name.
    name: String,
    /// `this`, `subdomain` or `invented`.
    kind: &'static str,
    /// `rfc9989` or `rfc7489`.
    reader: &'static str,
    /// What is asked today; null when not known.
    from: Option<&'static str>,
    /// What is asked then.
    to: Option<&'static str>,
    /// The share of failing mail that it is asked for today, where that is not all.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_percent: Option<u8>,
    /// The share then.
    #[serde(skip_serializing_if = "Option::is_none")]
    to_percent: Option<u8>,
    /// Who can pass, where that changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    can_pass: Option<CanPassJson>,
}

/// Who can pass before and after.
#[derive(Debug, Clone, Serialize)]
struct CanPassJson {
    /// Today.
    from: String,
    /// Then.
    to: String,
}

/// The twin of a plan.
pub(super) fn plan(plan: &Plan) -> PlanJson {
    PlanJson {
        checking: plan.is_checking,
        summary: (!plan.summary.is_empty()).then(|| plan.summary.clone()),
        check: plan.check.as_ref().map(ToString::to_string),
        tasks: plan.tasks.iter().map(task).collect(),
    }
}

/// The twin of a task.
fn task(task: &Task) -> TaskJson {
    TaskJson {
        id: task.id.as_str(),
        title: task.title.clone(),
        why: task.why.clone(),
        waits_for: task.waits_for.iter().map(|id| id.as_str()).collect(),
        publish: publications(&task.publish),
        options: task
            .options
            .iter()
            .map(|choice| OptionJson {
                label: choice.label.clone(),
                publish: publications(&choice.publish),
                movement: moves(&choice.movement),
                gates: gates(&choice.gates),
            })
            .collect(),
        alternative: task.alternative.as_ref().map(alternative),
        gates: gates(&task.gates),
        movement: moves(&task.movement),
        wait_days: task.wait_days,
        roll_back: task.roll_back.clone(),
        cures: task.cures.clone(),
    }
}

/// The twin of an alternative.
fn alternative(choice: &Choice) -> AlternativeJson {
    AlternativeJson {
        condition: choice.label.clone(),
        publish: publications(&choice.publish),
        movement: moves(&choice.movement),
        gates: gates(&choice.gates),
    }
}

/// The twins of records.
fn publications(list: &[Publication]) -> Vec<PublicationJson> {
    let records = list.iter().map(|record| PublicationJson {
        name: record.name.to_string(),
        kind: record.kind.as_str(),
        value: record.value.clone(),
        difference: record.difference.as_ref().map(difference),
        needs: record.needs_address.then_some("report-address"),
        by: record.by.as_str(),
    });
    records.collect()
}

/// The twin of a difference.
fn difference(segments: &Difference) -> DifferenceJson {
    let pick =
        |pick: fn(&Segment) -> Option<&String>| segments.iter().filter_map(pick).cloned().collect();
    DifferenceJson {
        removed: pick(|segment| match segment {
            Segment::Removed(text) => Some(text),
            _ => None,
        }),
        added: pick(|segment| match segment {
            Segment::Added(text) => Some(text),
            _ => None,
        }),
    }
}

/// The twins of gates.
fn gates(list: &[Gate]) -> Vec<GateJson> {
    let gates = list.iter().map(|gate| GateJson {
        id: gate.id,
        text: gate.text.clone(),
        task: gate.task.map(TaskId::as_str),
        known: gate.is_known,
    });
    gates.collect()
}

/// The twins of what moves.
fn moves(movement: &Movement) -> Vec<MoveJson> {
    movement.changes().map(one_move).collect()
}

/// The twin of a move.
fn one_move(change: &Move) -> MoveJson {
    let percent = |asked: Asked| (asked.percent < 100).then_some(asked.percent);
    MoveJson {
        name: change.name.to_string(),
        kind: change.kind.as_str(),
        reader: change.reader.as_str(),
        from: change.from.handling.as_str(),
        to: change.to.handling.as_str(),
        from_percent: percent(change.from),
        to_percent: percent(change.to),
        can_pass: change.can_pass.as_ref().map(|(before, after)| CanPassJson {
            from: before.in_words(after),
            to: after.in_words(before),
        }),
    }
}
