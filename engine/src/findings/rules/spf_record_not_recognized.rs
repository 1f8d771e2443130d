//! `"v=spf1 -all"` in quotes, `v=spf1; mx`, `v=spf mx`

use super::shared::{SpfText, most, repaired_record, shown};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::record::spf::{
    Consequence, Outcome, ProblemKind, Slip, is_spf, parse, was_meant_as_spf,
};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-record-not-recognized",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "Text looks like SPF but is not",
    why: "Receivers treat a text as SPF only if it begins with v=spf1 and a space. They ignore anything else, so for \
          them the domain has no SPF.",
    what_to_do: "Begin the text with v=spf1 and a space, without quotation marks or spaces before it.",
    references: &[Reference::new(7208, "4.5"), Reference::new(7208, "12")],
    check: Check::MailSetup(check),
};

/// Looks for such texts at the domain. Next to a valid record they do no harm, but their content has no effect.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let root = mail_setup.spf.root();
    let answer = facts.answers.txt(&facts.domain).filter(|_| root.is_some());
    let Some(answer) = answer else {
        return Vec::new();
    };
    let domain = &facts.domain;
    let texts = answer.texts();
    let has_record = texts.iter().any(|text| is_spf(text));
    let repaired = repaired_record(facts).filter(|_| !has_record);
    // Sender ID has its own kind of record.
    let is_meant = |text: &str| !has_record || text.to_ascii_lowercase().contains("spf1");
    let texts = texts
        .iter()
        .filter(|text| was_meant_as_spf(text) && is_meant(text));
    most(texts.map(|text| {
        let why = why(&SpfText::draft(&parse(text)));
        let text = shown(text);
        Hit {
            message: format!("{domain} has the text “{text}”, which is not an SPF record: {why}."),
            span: None,
            about: Vec::new(),
            suggestion: repaired.clone(),
        }
    }))
}

/// Says why a draft is not an SPF record.
pub(in crate::findings) fn find(text: &SpfText) -> Vec<Hit> {
    if text.record.outcome != Outcome::Ignored {
        return Vec::new();
    }
    let message = format!("The text is not an SPF record: {}.", why(text));
    let problems = text.record.problems.iter();
    vec![Hit {
        message,
        span: problems.map(|problem| problem.span).next(),
        about: Vec::new(),
        suggestion: text.repaired(),
    }]
}

/// Returns why a text is not an SPF record.
fn why(text: &SpfText) -> String {
    let record = text.record;
    let edits = text.repair.iter().flat_map(|repair| &repair.edits);
    let beginning: Vec<_> = edits.map(|edit| edit.kind).collect();
    if beginning.contains(&Slip::Version) {
        return "its version is not written exactly as v=spf1".to_owned();
    }
    let mut problems = record.problems.iter();
    let problem = problems.find(|problem| problem.kind.consequence() == Consequence::Ignored);
    let written = problem.map_or("", |problem| problem.span.of(&record.text));
    match problem.map(|problem| &problem.kind) {
        Some(ProblemKind::LeadingBlank) => "there is whitespace before v=spf1".to_owned(),
        Some(ProblemKind::VersionRunOn) => {
            format!("{} follows v=spf1 instead of a space", shown(written))
        }
        Some(ProblemKind::VersionOther) => {
            format!("{} is not the version v=spf1", shown(written))
        }
        _ => "it does not begin with v=spf1".to_owned(),
    }
}
