//! Exports a report as Markdown, to paste into a ticket.

mod plan;
mod text;

use std::fmt::Write as _;

use text::{code, escaped};

use crate::advice::State;
use crate::discovery::RowKind;
use crate::report::words::excerpt;
use crate::report::{
    DkimView, MailView, Report, Section, Sections, SendersView, SpfView, TransportView, VendorView,
};
use crate::requirements::{Fulfilment, Requirement, RequirementView, RequirementsView};

/// The most lines in a list, since a name in DNS may have thousands of records.
const MOST: usize = 20;

/// Writes a report as Markdown. Text from DNS becomes inline code, so that it can't act as markup.
pub fn report(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a String can't fail.
    let _ = write(report, &Sections::new(report), &mut out);
    out
}

/// Writes the sections in page order.
fn write(report: &Report, sections: &Sections, out: &mut String) -> std::fmt::Result {
    writeln!(out, "# DMARC for {}\n", code(&report.overview.unicode))?;
    writeln!(
        out,
        "**{}.** {}\n",
        report.overview.verdict.stage.label(),
        escaped(&report.overview.verdict.sentence)
    )?;
    writeln!(out, "{}\n", escaped(&report.caveat.sentence))?;
    if let Some(record) = &sections.record {
        writeln!(
            out,
            "Record at {}:\n\n{}\n",
            code(&record.name),
            code(&record.text)
        )?;
    }

    writeln!(
        out,
        "| Mail from | Receivers on RFC 9989 | Receivers on RFC 7489 |\n|---|---|---|"
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

    plan::write(report, out)?;
    if !report.findings.found.is_empty() {
        writeln!(out, "\n## {}\n", Section::Findings.title())?;
        for finding in &report.findings.found {
            let rule = finding.rule;
            writeln!(
                out,
                "- **{}** ({}): {}",
                rule.title,
                rule.severity.as_str(),
                escaped(&excerpt(&finding.hit.message))
            )?;
            for hit in &finding.more {
                writeln!(out, "  - {}", escaped(&excerpt(&hit.message)))?;
            }
            if let Some((number, task)) = report.cure_of(finding) {
                writeln!(
                    out,
                    "  Fixed by task {number}: {}.",
                    escaped(&excerpt(&task.title))
                )?;
            }
            for fix in finding.suggestions() {
                let name = fix.name.as_ref().map_or("", |name| name.as_str());
                writeln!(
                    out,
                    "  Publish at {}, type TXT: {}",
                    code(name),
                    code(&fix.text)
                )?;
            }
        }
    }
    write_around(report, sections, out)?;
    if !report.destinations.is_empty() {
        writeln!(out, "\n## {}\n", Section::Reports.title())?;
        for view in &report.destinations {
            writeln!(out, "- {}", escaped(&view.sentence))?;
        }
    }
    Ok(())
}

/// Writes the mail setup around the policy, as far as it was queried.
fn write_around(report: &Report, sections: &Sections, out: &mut String) -> std::fmt::Result {
    if let Some(view) = &sections.senders {
        write_senders(view, out)?;
    }
    if let Some(view) = &sections.spf {
        write_spf(view, out)?;
    }
    if let Some(view) = &sections.dkim {
        write_dkim(view, out)?;
    }
    if let Some(view) = &sections.mail {
        write_mail(view, out)?;
    }
    if let Some(view) = &sections.transport {
        write_transport(view, out)?;
    }
    write_requirements(&report.requirements, out)
}

/// Writes the services that appear to send.
fn write_senders(view: &SendersView, out: &mut String) -> std::fmt::Result {
    writeln!(
        out,
        "\n## {}\n\n{}",
        Section::Senders.title(),
        escaped(&view.headline)
    )?;
    let line = |vendor: &VendorView| {
        let mut line = format!("**{}** ({}).", escaped(vendor.name), vendor.category);
        for sentence in [&vendor.spf, &vendor.dkim] {
            if !sentence.is_empty() {
                line.push(' ');
                line.push_str(&escaped(sentence));
            }
        }
        let places = escaped(&vendor.places.join("; "));
        format!("{line} Seen: {places}.")
    };
    write_list(&view.vendors.iter().map(line).collect::<Vec<_>>(), out)?;
    if view.vendors.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", view.hint)
}

/// Writes the SPF section: the record, its lookups, and where it breaks.
fn write_spf(view: &SpfView, out: &mut String) -> std::fmt::Result {
    writeln!(
        out,
        "\n## {}\n\n{}",
        Section::Spf.title(),
        escaped(&view.headline)
    )?;
    if let Some(root) = view.nodes.first().filter(|root| root.has_text()) {
        let runs = root.record.iter().flat_map(|piece| &piece.runs);
        let record: String = runs.map(|run| run.text.as_str()).collect();
        let texts = root
            .texts
            .iter()
            .chain((!record.is_empty()).then_some(&record));
        let texts: Vec<_> = texts.map(|text| code(text)).collect();
        writeln!(out, "\n{}", texts.join("  \n"))?;
    }
    let mut lines: Vec<_> = view
        .limits
        .iter()
        .map(|limit| format!("{}: {}. {}", limit.name, limit.figures, limit.sentence))
        .collect();
    for node in &view.nodes {
        let name = code(&node.name);
        let is_wrong = |state| matches!(state, State::Problem | State::CouldNotTell);
        // The headline already says what is wrong with the domain's own record.
        if !lines.is_empty() && node.record.is_empty() && is_wrong(node.state) {
            lines.push(format!("{name}: {}", escaped(&node.sentence)));
        }
        let notes = node.notes.iter().filter(|note| is_wrong(note.state));
        lines.extend(notes.map(|note| format!("{name}: {}", escaped(&note.text))));
        for term in &node.terms {
            let notes = term.notes.iter().filter(|note| is_wrong(note.state));
            let text = code(&term.text);
            lines.extend(notes.map(|note| format!("{name}, {text}: {}", escaped(&note.text))));
        }
    }
    write_list(&lines, out)
}

/// Writes the DKIM keys that were found.
fn write_dkim(view: &DkimView, out: &mut String) -> std::fmt::Result {
    let (headline, tried) = (escaped(&view.headline), escaped(&view.tried));
    writeln!(out, "\n## {}\n\n{headline} {tried}", Section::Dkim.title())?;
    let keys = view.keys.iter().map(|key| {
        let mut line = format!("{}: {}", code(&key.selector), escaped(&key.sentence));
        if !key.alias.is_empty() {
            line.push(' ');
            line.push_str(&escaped(&key.alias));
        }
        line
    });
    write_list(&keys.collect::<Vec<_>>(), out)
}

/// Writes the hosts that receive mail.
fn write_mail(view: &MailView, out: &mut String) -> std::fmt::Result {
    writeln!(
        out,
        "\n## {}\n\n{}",
        Section::Mail.title(),
        escaped(&view.headline)
    )?;
    let hosts = view.hosts.iter().map(|host| {
        let name = code(&format!("{} {}", host.preference, host.name));
        format!("{name}: {}", escaped(&host.sentence))
    });
    write_list(&hosts.collect::<Vec<_>>(), out)
}

/// Writes MTA-STS, TLS-RPT, BIMI and DNSSEC, one line each.
fn write_transport(view: &TransportView, out: &mut String) -> std::fmt::Result {
    writeln!(
        out,
        "\n## {}\n\n{}",
        Section::Transport.title(),
        escaped(&view.headline)
    )?;
    let lines = view.lines.iter().map(|line| {
        let mut text = format!("**{}**: {}", line.name, escaped(&line.sentence));
        for record in line.texts.iter().take(MOST) {
            text.push(' ');
            text.push_str(&code(record));
        }
        text
    });
    write_list(&lines.collect::<Vec<_>>(), out)
}

/// Writes the requirements of large receivers.
fn write_requirements(view: &RequirementsView, out: &mut String) -> std::fmt::Result {
    let (summary, as_of) = (escaped(&view.summary), escaped(&view.as_of));
    writeln!(out, "\n## {}\n\n{summary}", Section::Requirements.title())?;
    let lines = view.receivers.iter().map(|view| {
        let is_not_met = |asked: &&RequirementView| asked.fulfilment == Fulfilment::NotMet;
        let not_met = view.requirements.iter().filter(is_not_met).map(|asked| {
            let Requirement { what, senders, .. } = asked.requirement;
            format!(" Not met: {what} ({}).", senders.label())
        });
        let not_met: String = not_met.collect();
        format!("**{}**: {}.{not_met}", view.receiver.name, view.summary)
    });
    write_list(&lines.collect::<Vec<_>>(), out)?;
    writeln!(out, "\n{as_of}")
}

/// Writes a list after a blank line, shortened to [`MOST`] lines.
fn write_list(lines: &[String], out: &mut String) -> std::fmt::Result {
    if !lines.is_empty() {
        writeln!(out)?;
    }
    for line in lines.iter().take(MOST) {
        writeln!(out, "- {line}")?;
    }
    if let Some(more) = lines.len().checked_sub(MOST).filter(|more| *more > 0) {
        writeln!(out, "- and {more} more")?;
    }
    Ok(())
}
