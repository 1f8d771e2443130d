//! `v=spf1 ip:192.0.2.1 -all`

use super::shared::{MOST, SpfText, in_records};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::spf::{Outcome, ProblemKind, Term, TermName, parse};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-unknown-mechanism",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "SPF mechanism that does not exist",
    why: "Receivers may pass over a modifier that they do not know, but not over a mechanism: it is a syntax error, \
          on which they give up on the whole record. SPF then passes for nobody, and DMARC hangs on DKIM alone.",
    what_to_do: "Correct the name, or take out what does not belong into the record.",
    references: &[Reference::new(7208, "4.6"), Reference::new(7208, "12")],
    check: Check::Domain(check),
};

/// Looks at every record that the domain's own leads to.
fn check(facts: &Facts) -> Vec<Hit> {
    in_records(facts, find)
}

/// Names each mechanism that does not exist, and what was likely meant.
pub(in crate::findings) fn find(text: &SpfText) -> Vec<Hit> {
    let problems = text.record.problems.iter();
    problems
        .filter_map(|problem| match problem.kind {
            ProblemKind::UnknownMechanism(meant) => Some((problem.span, meant)),
            _ => None,
        })
        .take(MOST)
        .map(|(span, meant)| {
            let (term, place) = (text.shown(span), &text.place);
            let meant_as =
                meant.map_or_else(String::new, |name| format!("; {name} was likely meant"));
            Hit {
                message: format!("{term} in {place} is no mechanism of SPF{meant_as}."),
                span: Some(span),
                about: Vec::new(),
                suggestion: meant.and_then(|name| corrected(text, text.term_at(span)?, name)),
            }
        })
        .collect()
}

/// The record with a term written as the one that was meant, where it then is one.
pub(super) fn corrected(text: &SpfText, term: &Term, name: TermName) -> Option<Suggestion> {
    let written = term.span.of(&text.record.text);
    let body = written.trim_start_matches(['+', '-', '~', '?']);
    let qualifier = written.strip_suffix(body)?;
    let separator = if name.is_modifier() { '=' } else { ':' };
    let with = |value: &str| format!("{qualifier}{name}{separator}{value}");
    let named = match term.value_span {
        Some(value) => with(value.of(&text.record.text)),
        None => format!("{qualifier}{name}"),
    };
    // An IPv6 address without a name before it looks like a name with a value behind it.
    let mut candidates = vec![named, with(body)];
    if name == TermName::Ip6 {
        candidates.reverse();
    }
    // `all:` and the like say that something else was stuck to the name, which nobody can mend for its owner.
    let is_meant = |candidate: &String| {
        let record = parse(&format!("v=spf1 {candidate}"));
        record.outcome == Outcome::Ok
            && record
                .terms
                .first()
                .is_some_and(|term| term.name == Some(name))
    };
    let candidate = candidates.into_iter().find(is_meant)?;
    text.replaced(term.span, &candidate)
}
