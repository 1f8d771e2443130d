//! `"v=spf1 -all"` in quotes, `v=spf1; mx`, `v=spf mx`

use super::shared::{MOST, SpfText, in_ascii, shown, sound};
use super::spf_no_record::is_meant_as_spf;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::spf::{Consequence, Outcome, ProblemKind, SpfRecord, parse};
use crate::spf::{Missing, NodeState};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-record-not-recognized",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "Text resembles SPF but is none",
    why: "Receivers take only a text for SPF that begins with v=spf1 and a space. They pass over anything else, so \
          the domain is one without SPF.",
    what_to_do: "Begin the text with v=spf1 and a space, without quotation marks or blanks before it.",
    references: &[Reference::new(7208, "4.5"), Reference::new(7208, "12")],
    check: Check::Domain(check),
};

/// Looks for such a text at a domain without a record.
fn check(facts: &Facts) -> Vec<Hit> {
    let root = facts.around.as_ref().and_then(|around| around.spf.root());
    let Some(NodeState::Missing(Missing::OtherTexts(texts))) = root.map(|root| &root.state) else {
        return Vec::new();
    };
    let domain = &facts.domain;
    let texts = texts.iter().filter(|text| is_meant_as_spf(text));
    texts
        .take(MOST)
        .map(|text| {
            let record = parse(text);
            let (text, why) = (shown(text), why(&record));
            Hit {
                message: format!("{domain} has the text “{text}”, which is no SPF record: {why}."),
                span: None,
                about: Vec::new(),
                suggestion: cure(&record).map(|cure| Suggestion::at(domain.clone(), cure.text)),
            }
        })
        .collect()
}

/// Says of a draft why it is no record.
pub(in crate::findings) fn find(text: &SpfText) -> Vec<Hit> {
    if text.record.outcome != Outcome::Ignored {
        return Vec::new();
    }
    let message = format!("The text is no SPF record: {}.", why(text.record));
    let problems = text.record.problems.iter();
    vec![Hit {
        message,
        span: problems.map(|problem| problem.span).next(),
        about: Vec::new(),
        suggestion: cure(text.record),
    }]
}

/// Why a text is no record.
fn why(record: &SpfRecord) -> String {
    let mut problems = record.problems.iter();
    let problem = problems.find(|problem| problem.kind.consequence() == Consequence::Ignored);
    let written = problem.map_or("", |problem| problem.span.of(&record.text));
    match problem.map(|problem| &problem.kind) {
        Some(ProblemKind::LeadingBlank) => "a blank stands before v=spf1".to_owned(),
        Some(ProblemKind::VersionRunOn) => {
            format!("{} follows v=spf1 where a space has to", shown(written))
        }
        Some(ProblemKind::VersionOther) => {
            format!("{} is another version than v=spf1", shown(written))
        }
        _ => "it does not begin with v=spf1".to_owned(),
    }
}

/// The text as a record, where nothing but its beginning and quotation marks are wrong.
fn cure(record: &SpfRecord) -> Option<Suggestion> {
    let text = in_ascii(&record.text)?;
    let is_around = |c: char| c.is_whitespace() || "\"'\\`".contains(c);
    let text = text.trim_matches(is_around);
    let mut beginnings = ["v=spf1", "v=spf", "spf1", "v:spf1"].into_iter();
    let rest = beginnings.find_map(|beginning| {
        let (found, rest) = text.split_at_checked(beginning.len())?;
        found.eq_ignore_ascii_case(beginning).then_some(rest)
    })?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // Some write semicolons as in a DMARC record. In a macro they may divide a value.
    let is_between = |c: char| c == ' ' || (";,".contains(c) && !rest.contains('%'));
    let mut record = "v=spf1".to_owned();
    for term in rest.split(is_between).filter(|term| !term.is_empty()) {
        record.push(' ');
        record.push_str(term);
    }
    sound(record)
}
