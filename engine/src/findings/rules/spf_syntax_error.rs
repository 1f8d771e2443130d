//! Example: `v=spf1 ip4:192.0.2 -all`

use super::shared::{MOST, SpfText, is_hidden_slip, slip};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{
    Consequence, Content, DomainProblem, LengthProblem, MacroProblem, NetworkProblem, ProblemKind,
};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-syntax-error",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "SPF record with a syntax error",
    why: "At a syntax error, receivers give up on the whole record and return permerror. SPF passes for no sender, so \
          DMARC depends on DKIM alone. In an included record, it also breaks the records that include it.",
    what_to_do: "Correct the term. If the record is not yours, tell its owner, and remove the include until it is \
                 fixed.",
    references: &[Reference::new(7208, "4.6"), Reference::new(7208, "12")],
    check: Check::Text(Text::Spf(find)),
};

/// Reports each syntax error without a rule of its own, and each slip that the grammar accepts as something else.
fn find(text: &SpfText) -> Vec<Hit> {
    let problems = text.record.problems.iter();
    let fatal = problems.filter(|problem| problem.kind.consequence() == Consequence::PermError);
    let mut hits: Vec<_> = fatal
        .filter_map(|problem| Some((problem, what(&problem.kind)?)))
        .take(MOST)
        .map(|(problem, what)| {
            let term = text.term_at(problem.span);
            let span = term.map_or(problem.span, |term| term.span);
            let edit = text.edit_of(span);
            let what = edit.and_then(|edit| slip(text, span, edit)).unwrap_or(what);
            Hit {
                message: format!("{} in {} {what}.", text.shown(span), text.place),
                span: Some(problem.span),
                about: Vec::new(),
                suggestion: text.repaired(),
            }
        })
        .collect();
    hits.dedup_by(|one, other| one.message == other.message);
    let sound = text
        .record
        .terms
        .iter()
        .filter(|term| term.content != Content::Invalid);
    let hidden = sound.filter_map(|term| {
        let edit = text
            .edit_of(term.span)
            .filter(|edit| is_hidden_slip(edit.kind))?;
        let what = slip(text, term.span, edit)?;
        Some(Hit {
            message: format!("{} in {} {what}.", text.shown(term.span), text.place),
            about: Vec::new(),
            span: Some(term.span),
            suggestion: text.repaired(),
        })
    });
    hits.extend(hidden.take(MOST - hits.len().min(MOST)));
    hits
}

/// Describes what is wrong with a term, as the end of a sentence.
fn what(kind: &ProblemKind) -> Option<String> {
    Some(match kind {
        ProblemKind::QualifierBeforeModifier => {
            "has a qualifier, which modifiers do not allow".to_owned()
        }
        ProblemKind::ColonInModifier(name) => {
            format!("has a colon where {name} needs an equals sign")
        }
        ProblemKind::MissingValue(name) => format!("lacks the value that {name} needs"),
        ProblemKind::UnexpectedValue(name) => format!("has a value, which {name} does not allow"),
        ProblemKind::Domain(name, DomainProblem::IpAddress) => {
            format!("has an IP address where {name} needs a domain name")
        }
        ProblemKind::Domain(_, DomainProblem::SingleLabel) => {
            "has a name without a dot, which SPF does not accept as a domain name".to_owned()
        }
        ProblemKind::Domain(_, DomainProblem::BadTopLabel) => {
            "has a name that does not end with a top-level domain".to_owned()
        }
        ProblemKind::Macro(problem) => macro_problem(*problem).to_owned(),
        ProblemKind::Network(name, NetworkProblem::OtherFamily) => {
            format!("has an address of the wrong family for {name}")
        }
        ProblemKind::Network(name, NetworkProblem::HostName) => {
            format!("has a host name where {name} needs an address")
        }
        ProblemKind::Network(_, NetworkProblem::NotAnAddress) => {
            "has no valid IP address".to_owned()
        }
        ProblemKind::Length(_, LengthProblem::NotANumber) => {
            "has a prefix length that is not a number".to_owned()
        }
        ProblemKind::Length(_, LengthProblem::LeadingZero) => {
            "has a prefix length with a leading zero".to_owned()
        }
        ProblemKind::Length(_, LengthProblem::TooLong(most)) => {
            format!("has a prefix length of more than {most}")
        }
        ProblemKind::Length(name, LengthProblem::Misplaced) => {
            format!("has a prefix length, which {name} does not allow")
        }
        ProblemKind::Duplicate(name) => format!("is one {name} too many; only one is allowed"),
        _ => return None,
    })
}

/// Describes what is wrong with a macro, as the end of a sentence.
const fn macro_problem(problem: MacroProblem) -> &'static str {
    match problem {
        MacroProblem::StrayPercent => "has a % that starts no macro",
        MacroProblem::Unclosed => "has a macro without a closing brace",
        MacroProblem::UnknownLetter => "has a macro with an unknown letter",
        MacroProblem::OnlyInExplanations => "has a macro that is only allowed in explanations",
        MacroProblem::KeepsNothing => "has a macro that keeps nothing of its value",
        MacroProblem::BadTransformer => {
            "has a macro with something other than a number, r and delimiters after its letter"
        }
    }
}
