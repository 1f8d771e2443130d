//! The plan as a list of tasks.

use std::fmt::Write as _;

use super::{code, escaped};
use crate::advice::{By, Choice, Gate, Plan, Publication};

/// Writes what to do.
pub(super) fn write(plan: &Plan, out: &mut String) -> std::fmt::Result {
    writeln!(out, "\n## What to do")?;
    if plan.is_checking {
        writeln!(out, "\nStill checking.")?;
    }
    if !plan.summary.is_empty() {
        writeln!(out, "\n{}", escaped(&plan.summary))?;
    }
    for (place, task) in plan.tasks.iter().enumerate() {
        writeln!(out, "\n### {}. {}\n", place + 1, escaped(&task.title))?;
        writeln!(out, "{}", escaped(&task.why))?;
        if !task.waits_for.is_empty() {
            let titles = task.waits_for.iter().filter_map(|id| plan.task(*id));
            let titles: Vec<_> = titles.map(|task| escaped(&task.title)).collect();
            writeln!(out, "\nWaits for: {}.", titles.join("; "))?;
        }
        write_records(&task.publish, out)?;
        for choice in &task.options {
            write_choice("Either", choice, out)?;
        }
        write_gates(&task.gates, out)?;
        if let Some(choice) = &task.alternative {
            write_choice("Instead, if", choice, out)?;
            write_gates(&choice.gates, out)?;
        }
        if let Some(days) = task.wait_days {
            writeln!(out, "\nThen watch the reports for at least {days} days.")?;
        }
        if let Some(roll_back) = &task.roll_back {
            writeln!(out, "\n{}", escaped(roll_back))?;
        }
    }
    Ok(())
}

/// Writes one of several ways.
fn write_choice(lead: &str, choice: &Choice, out: &mut String) -> std::fmt::Result {
    writeln!(out, "\n{lead}: {}", escaped(&choice.label))?;
    write_records(&choice.publish, out)
}

/// Writes the records of a task.
fn write_records(records: &[Publication], out: &mut String) -> std::fmt::Result {
    for (place, record) in records.iter().enumerate() {
        if place == 0 {
            writeln!(out)?;
        }
        let (name, kind) = (code(record.name.as_str()), record.kind.as_str());
        let by = match record.by {
            By::Owner => "",
            By::Destination => " (published by those who get the reports)",
            By::Host => " (in the settings of the service that hosts the record)",
        };
        match &record.value {
            Some(value) => writeln!(out, "- {name} {kind} {}{by}", code(value))?,
            None => writeln!(out, "- {name} {kind}: remove the record")?,
        }
        if record.needs_address {
            writeln!(out, "  Put your own report address into rua.")?;
        }
    }
    Ok(())
}

/// Writes what must hold before.
fn write_gates(gates: &[Gate], out: &mut String) -> std::fmt::Result {
    if gates.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nFirst:\n")?;
    for gate in gates {
        let mark = if gate.is_known == Some(true) {
            "x"
        } else {
            " "
        };
        writeln!(out, "- [{mark}] {}", escaped(&gate.text))?;
    }
    Ok(())
}
