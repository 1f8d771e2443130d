//! A report as Markdown, to paste into a ticket.

use std::fmt::Write as _;

use crate::discovery::RowKind;
use crate::report::Report;

/// Writes a report as Markdown. Text from DNS stands in code, so that it stays text.
pub fn report(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = write(report, &mut out);
    out
}

/// Writes the sections in the order of the page.
fn write(report: &Report, out: &mut String) -> std::fmt::Result {
    writeln!(out, "# DMARC of {}\n", code(&report.overview.unicode))?;
    writeln!(
        out,
        "**{}.** {}\n",
        report.overview.verdict.stage.label(),
        report.overview.verdict.sentence
    )?;
    if let Some(record) = &report.record {
        writeln!(
            out,
            "Record at {}:\n\n{}\n",
            code(&record.name),
            code(&record.text)
        )?;
    }

    writeln!(
        out,
        "| Mail from | receivers on RFC 9989 | still on RFC 7489 |\n|---|---|---|"
    )?;
    for view in &report.overview.effects {
        let name = if view.row.kind == RowKind::This {
            code(&view.name)
        } else {
            view.kind.to_owned()
        };
        writeln!(
            out,
            "| {name} | {} | {} |",
            view.rfc9989.text, view.rfc7489.text
        )?;
    }

    let step = &report.next_step;
    writeln!(out, "\n## {}\n\n{}\n", step.title, step.intro)?;
    for publication in &step.publish {
        let value = code(&publication.value);
        writeln!(
            out,
            "- {} {} {value}",
            code(&publication.name),
            publication.kind
        )?;
    }
    if !step.verify.is_empty() {
        writeln!(out, "\nFirst:\n")?;
        for gate in &step.verify {
            writeln!(out, "- [ ] {gate}")?;
        }
    }
    for sentence in step.wait.iter().chain(&step.roll_back) {
        writeln!(out, "\n{sentence}")?;
    }

    if !report.findings.found.is_empty() {
        writeln!(out, "\n## Findings\n")?;
        for finding in &report.findings.found {
            let (rule, hit) = (finding.rule, &finding.hit);
            writeln!(
                out,
                "- **{}** ({}): {}",
                rule.title,
                rule.severity.as_str(),
                escaped(&hit.message)
            )?;
            if let Some(suggestion) = &hit.suggestion {
                writeln!(out, "  Publish {}", code(&suggestion.text))?;
            }
        }
    }
    if !report.destinations.is_empty() {
        writeln!(out, "\n## Report destinations\n")?;
        for view in &report.destinations {
            writeln!(out, "- {}", escaped(&view.sentence))?;
        }
    }
    Ok(())
}

/// Text as code, fenced by more backticks than it has in a row, on one line.
fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Text with what Markdown or HTML would read as markup made plain, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '!' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_dns_stays_text() {
        assert_eq!(code("a`b``c"), "``` a`b``c ```");
        assert_eq!(code("a\nb"), "`a b`");
        assert_eq!(escaped("<b>[x](y)"), "\\<b\\>\\[x\\](y)");
    }
}
