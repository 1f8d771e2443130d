//! Writes the plan as a list of tasks.

use std::fmt::Write as _;

use super::{MOST, code, escaped};
use crate::advice::{By, Choice, Gate, Movement, Publication, Task};
use crate::report::words::excerpt;
use crate::report::{Report, Section, moves_in_words};

/// The placeholder for the owner's address. It is deliberately not a valid URI.
const BLANK: &str = "mailto:<your report address>";

/// Writes the plan.
pub(super) fn write(report: &Report, out: &mut String) -> std::fmt::Result {
    let plan = &report.plan;
    writeln!(out, "\n## {}", Section::Plan.title())?;
    if plan.is_checking {
        writeln!(out, "\nChecking what to do first.")?;
    }
    for (question, answer) in report.known.told() {
        let statement = question.statement(answer, &report.overview.unicode);
        writeln!(out, "\nAnswer given: {}", sentence(&statement))?;
    }
    if !plan.summary.is_empty() {
        writeln!(out, "\n{}", sentence(&plan.summary))?;
    }
    if let Some(name) = &plan.check {
        writeln!(out, "\nCheck {}.", code(name.as_str()))?;
    }
    for (number, task) in (1..).zip(&plan.tasks) {
        writeln!(out, "\n### {number}. {}\n", sentence(&task.title))?;
        writeln!(out, "{}", sentence(&task.why))?;
        write_task(report, task, out)?;
    }
    Ok(())
}

/// Writes the body of a task.
fn write_task(report: &Report, task: &Task, out: &mut String) -> std::fmt::Result {
    let first = task.waits_for.iter().filter_map(|id| report.task(*id));
    let first: Vec<_> = first
        .map(|(number, task)| format!("task {number} ({})", sentence(&task.title)))
        .collect();
    if !first.is_empty() {
        let first = first.join(", ");
        writeln!(
            out,
            "\nWaits for {first}. Check again afterwards to see the record."
        )?;
    }
    write_way(report, (&task.publish, &task.gates, &task.movement), out)?;
    for (place, choice) in task.options.iter().enumerate() {
        let lead = if place == 0 { "Either" } else { "Or" };
        write_choice(report, lead, choice, out)?;
    }
    if let Some(days) = task.wait_days {
        writeln!(out, "\nThen watch the reports for at least {days} days.")?;
    }
    if let Some(roll_back) = &task.roll_back {
        writeln!(out, "\n{}", sentence(roll_back))?;
    }
    if let Some(choice) = &task.alternative {
        write_choice(report, "Instead, if", choice, out)?;
    }
    Ok(())
}

/// Writes one of several options.
fn write_choice(
    report: &Report,
    lead: &str,
    choice: &Choice,
    out: &mut String,
) -> std::fmt::Result {
    writeln!(out, "\n**{lead}:** {}", sentence(&choice.label))?;
    write_way(
        report,
        (&choice.publish, &choice.gates, &choice.movement),
        out,
    )
}

/// Writes what an option publishes, its prerequisites, and what it changes for mail.
fn write_way(
    report: &Report,
    (publish, gates, movement): (&[Publication], &[Gate], &Movement),
    out: &mut String,
) -> std::fmt::Result {
    write_records(publish, out)?;
    write_gates(report, gates, out)?;
    let moves = moves_in_words(movement);
    if !moves.is_empty() {
        writeln!(out, "\nWhat changes for mail:\n")?;
    }
    for line in moves.iter().take(MOST) {
        writeln!(out, "- {}", sentence(line))?;
    }
    Ok(())
}

/// Writes the records that a task publishes.
fn write_records(records: &[Publication], out: &mut String) -> std::fmt::Result {
    if !records.is_empty() {
        writeln!(out, "\nPublish:\n")?;
    }
    for record in records {
        let (name, kind) = (code(record.name.as_str()), record.kind.as_str());
        let by = match record.by {
            By::Owner => "",
            By::Destination => " (send it to the report recipient, who publishes it)",
            By::Host => " (in the settings of the service that hosts the record)",
        };
        let value = match record.around_address() {
            Some((before, after)) => Some(format!("{before}{BLANK}{after}")),
            None => record.value.clone(),
        };
        match value {
            Some(value) => writeln!(out, "- {name} {kind} {}{by}", code(&value))?,
            None => writeln!(out, "- {name} {kind}: remove the record{by}")?,
        }
        if record.value.is_none() || record.today.len() > 1 {
            for today in record.today.iter().take(MOST) {
                writeln!(out, "  - remove {}", code(today))?;
            }
        }
    }
    Ok(())
}

/// Writes the prerequisites.
fn write_gates(report: &Report, gates: &[Gate], out: &mut String) -> std::fmt::Result {
    if !gates.is_empty() {
        writeln!(out, "\nCheck first:\n")?;
    }
    for gate in gates.iter().take(MOST) {
        let mark = if gate.is_known == Some(true) {
            "x"
        } else {
            " "
        };
        write!(out, "- [{mark}] {}", sentence(&gate.text))?;
        if let Some((number, _)) = gate.task.and_then(|id| report.task(id)) {
            write!(out, " (task {number})")?;
        }
        writeln!(out)?;
    }
    if let Some(more) = gates.len().checked_sub(MOST).filter(|more| *more > 0) {
        writeln!(out, "- and {more} more")?;
    }
    Ok(())
}

/// Escapes a sentence that may quote text from DNS.
fn sentence(text: &str) -> String {
    escaped(&excerpt(text))
}
