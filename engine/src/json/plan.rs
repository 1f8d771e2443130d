//! The JSON form of the plan.

use serde::Serialize;

use crate::advice::{
    Asked, Choice, Gate, Known, Move, Movement, OwnerQuestion, Plan, Publication, Task, TaskId,
};
use crate::record::dmarc::{Difference, Segment};

/// The plan: a list of tasks.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlanJson {
    /// Whether the first task depends on answers that have not arrived yet.
    checking: bool,
    /// What the tasks do not say, in a sentence; null if they say everything.
    summary: Option<String>,
    /// Another name to check, if the next step has to be taken there.
    check: Option<String>,
    /// The id of a question to the owner whose answer may change the tasks: `sends` or `is-registry`.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'static str>,
    /// The owner's answers that the tasks take into account.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    told: Vec<ToldJson>,
    /// The tasks, in order.
    tasks: Vec<TaskJson>,
}

/// An answer of the owner.
#[derive(Debug, Clone, Serialize)]
struct ToldJson {
    /// `runs-domain`, `sends` or `is-registry`.
    question: &'static str,
    /// Yes or no.
    answer: bool,
}

/// A task of the plan.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct TaskJson {
    /// The id of the task's kind.
    id: &'static str,
    /// What to do, in a sentence.
    title: String,
    /// Why to do it.
    why: String,
    /// The tasks to do first.
    waits_for: Vec<&'static str>,
    /// The records to publish.
    publish: Vec<PublicationJson>,
    /// Equivalent options to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<OptionJson>,
    /// The records to publish instead, under a condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative: Option<AlternativeJson>,
    /// The prerequisites.
    gates: Vec<GateJson>,
    /// What changes for mail.
    movement: Vec<MoveJson>,
    /// How many days to watch the reports afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    wait_days: Option<u16>,
    /// How to undo the task.
    #[serde(skip_serializing_if = "Option::is_none")]
    roll_back: Option<String>,
    /// The rules whose findings the task resolves.
    cures: Vec<&'static str>,
}

/// One of several options.
#[derive(Debug, Clone, Serialize)]
struct OptionJson {
    /// The name of the option.
    label: String,
    /// The records to publish.
    publish: Vec<PublicationJson>,
    /// What changes for mail.
    movement: Vec<MoveJson>,
    /// The prerequisites.
    gates: Vec<GateJson>,
}

/// The records to publish instead, under a condition.
#[derive(Debug, Clone, Serialize)]
struct AlternativeJson {
    /// The condition under which they apply.
    condition: String,
    /// The records to publish.
    publish: Vec<PublicationJson>,
    /// What changes for mail.
    movement: Vec<MoveJson>,
    /// The prerequisites.
    gates: Vec<GateJson>,
}

/// A record to publish, or to remove.
#[derive(Debug, Clone, Serialize)]
struct PublicationJson {
    /// The name to publish it at.
    name: String,
    /// The record type.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The value to publish; null if today's records are removed.
    value: Option<String>,
    /// The difference from today's record; null unless exactly one record is replaced.
    difference: Option<DifferenceJson>,
    /// `report-address` if the owner has to fill in an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    needs: Option<&'static str>,
    /// Who publishes it, if that is not the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
}

/// The difference from today's record.
#[derive(Debug, Clone, Serialize)]
struct DifferenceJson {
    /// The removed parts.
    removed: Vec<String>,
    /// The added parts.
    added: Vec<String>,
}

/// A prerequisite of a task.
#[derive(Debug, Clone, Serialize)]
struct GateJson {
    /// The id of the prerequisite.
    id: &'static str,
    /// The prerequisite in a sentence.
    text: String,
    /// The task that fulfils it.
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<&'static str>,
    /// Whether the owner confirmed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<bool>,
}

/// What changes for mail from one name at one kind of receiver.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct MoveJson {
    /// The name the mail is from.
    name: String,
    /// `this`, `subdomain` or `invented`.
    kind: &'static str,
    /// `rfc9989` or `rfc7489`.
    reader: &'static str,
    /// What is requested today; null if that is not known.
    from: Option<&'static str>,
    /// What is requested after the task.
    to: Option<&'static str>,
    /// The percentage of failing mail that today's request covers, if below 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_percent: Option<u8>,
    /// The percentage that the new request covers, if below 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    to_percent: Option<u8>,
    /// Which mail can pass, if that changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    can_pass: Option<CanPassJson>,
}

/// Which mail can pass before and after.
#[derive(Debug, Clone, Serialize)]
struct CanPassJson {
    /// Which mail passes today.
    from: String,
    /// Which mail passes after the task.
    to: String,
}

/// Converts a plan that takes these answers of the owner into account.
pub(super) fn plan(plan: &Plan, known: &Known) -> PlanJson {
    PlanJson {
        checking: plan.is_checking,
        summary: (!plan.summary.is_empty()).then(|| plan.summary.clone()),
        check: plan.check.as_ref().map(ToString::to_string),
        question: plan.question.map(OwnerQuestion::as_str),
        told: known
            .told()
            .map(|(question, answer)| ToldJson {
                question: question.as_str(),
                answer,
            })
            .collect(),
        tasks: plan.tasks.iter().map(task).collect(),
    }
}

/// Converts a task.
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

/// Converts an alternative.
fn alternative(choice: &Choice) -> AlternativeJson {
    AlternativeJson {
        condition: choice.label.clone(),
        publish: publications(&choice.publish),
        movement: moves(&choice.movement),
        gates: gates(&choice.gates),
    }
}

/// Converts the records to publish.
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

/// Converts a difference.
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

/// Converts prerequisites.
fn gates(list: &[Gate]) -> Vec<GateJson> {
    let gates = list.iter().map(|gate| GateJson {
        id: gate.id,
        text: gate.text.clone(),
        task: gate.task.map(TaskId::as_str),
        known: gate.is_known,
    });
    gates.collect()
}

/// Converts a movement.
fn moves(movement: &Movement) -> Vec<MoveJson> {
    movement.changes().map(one_move).collect()
}

/// Converts a single move.
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
