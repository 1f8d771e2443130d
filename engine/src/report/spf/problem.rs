//! Describes problems in the text of an SPF record.

use crate::advice::State;
use crate::record::describe_char;
use crate::record::spf::{
    Consequence, DomainProblem, LengthProblem, MacroProblem, NetworkProblem, ProblemKind, TermName,
};
use crate::report::words::capitalized;

/// The state and sentence of a problem; `None` if it makes no difference.
pub(super) fn problem(kind: &ProblemKind) -> Option<(State, String)> {
    let state = match (kind.consequence(), kind) {
        (Consequence::PermError | Consequence::Ignored, _) => State::Problem,
        (Consequence::None, ProblemKind::UnknownModifier(None)) => State::NotApplicable,
        (Consequence::None, _) => State::Advice,
    };
    Some((state, sentence(kind)?))
}

/// The sentence for a problem.
fn sentence(kind: &ProblemKind) -> Option<String> {
    let fixed = match kind {
        ProblemKind::Capitals | ProblemKind::SeveralBlanks | ProblemKind::TrailingBlank => {
            return None;
        }
        ProblemKind::LeadingBlank => {
            "A space precedes “v=spf1”, so receivers do not recognize the text as SPF."
        }
        ProblemKind::VersionMissing => {
            "The text does not begin with “v=spf1”, so receivers do not recognize it as SPF."
        }
        ProblemKind::VersionRunOn => {
            "Only a space may follow “v=spf1”, so receivers do not recognize the text as SPF."
        }
        ProblemKind::VersionOther => {
            "The version is not “v=spf1”, so receivers do not recognize the text as SPF."
        }
        ProblemKind::SecondVersion => {
            "“v=spf1” appears again, as happens when records are joined. Receivers ignore it."
        }
        ProblemKind::UnknownMechanism(None) => "SPF has no such mechanism.",
        ProblemKind::UnknownModifier(None) => "SPF has no such modifier, so receivers ignore it.",
        ProblemKind::QualifierBeforeModifier => {
            "A modifier can't have “+”, “-”, “~” or “?” before it."
        }
        ProblemKind::AfterAll => "It comes after all, so receivers ignore it.",
        ProblemKind::RedirectBesideAll => "The record has all, so receivers ignore redirect.",
        ProblemKind::Macro(problem) => macro_sentence(*problem),
        _ => return varying(kind),
    };
    Some(fixed.to_owned())
}

/// The sentences that include a value.
fn varying(kind: &ProblemKind) -> Option<String> {
    Some(match kind {
        ProblemKind::BadCharacter(c) => format!(
            "{} is not allowed in an SPF record.",
            capitalized(&describe_char(*c))
        ),
        ProblemKind::UnknownMechanism(Some(meant)) => {
            format!("SPF has no such mechanism. Likely meant: {meant}.")
        }
        ProblemKind::UnknownModifier(Some(meant)) => {
            format!("SPF has no such modifier, so receivers ignore it. Likely meant: {meant}.")
        }
        ProblemKind::ColonInModifier(term) => {
            format!("{term} takes an equals sign, not a colon.")
        }
        ProblemKind::MissingValue(term) => format!("{term} needs a value."),
        ProblemKind::UnexpectedValue(term) => format!("{term} takes no value."),
        ProblemKind::Domain(term, problem) => {
            let what = match problem {
                DomainProblem::IpAddress => "For an IP address, use ip4 or ip6",
                DomainProblem::SingleLabel => "This one has no dot",
                DomainProblem::BadTopLabel => "This one does not end in a top-level domain",
            };
            format!("{term} needs a domain name. {what}.")
        }
        ProblemKind::Network(term, problem) => {
            let is_ipv4 = *term == TermName::Ip4;
            let (family, other) = if is_ipv4 {
                ("IPv4", TermName::Ip6)
            } else {
                ("IPv6", TermName::Ip4)
            };
            match problem {
                NetworkProblem::OtherFamily => {
                    format!("{term} takes {family} addresses. Use {other} for this one.")
                }
                NetworkProblem::HostName => {
                    format!("{term} takes an {family} address. For a name, use a or include.")
                }
                NetworkProblem::NotAnAddress => {
                    format!("{term} takes an {family} address. This is not one.")
                }
            }
        }
        ProblemKind::Length(term, problem) => match problem {
            LengthProblem::NotANumber => "The prefix length is not a number.".to_owned(),
            LengthProblem::LeadingZero => "A prefix length has no leading zero.".to_owned(),
            LengthProblem::TooLong(most) => format!("The prefix length is at most {most}."),
            LengthProblem::Misplaced => format!("{term} takes no prefix length."),
        },
        ProblemKind::Duplicate(term) => format!("{term} may appear only once in a record."),
        _ => return None,
    })
}

/// Describes a problem in a macro.
const fn macro_sentence(problem: MacroProblem) -> &'static str {
    match problem {
        MacroProblem::StrayPercent => {
            "This percent sign does not start a macro. Write %% for a percent sign."
        }
        MacroProblem::Unclosed => "The closing brace of the macro is missing.",
        MacroProblem::UnknownLetter => "SPF has no macro with this letter.",
        MacroProblem::OnlyInExplanations => {
            "The macro letters c, r and t are allowed only in explanations."
        }
        MacroProblem::KeepsNothing => "A macro must keep at least one part of its value.",
        MacroProblem::BadTransformer => {
            "Only a number, r and delimiters may follow a macro letter."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::spf::parse;

    #[track_caller]
    fn says(text: &str, state: State, expected: &str) {
        let record = parse(text);
        let first = record
            .problems
            .iter()
            .find_map(|found| problem(&found.kind));
        assert_eq!(first, Some((state, expected.to_owned())), "{text}");
    }

    #[test]
    fn what_breaks_a_record() {
        let problem =
            |term: &str, expected| says(&format!("v=spf1 {term}"), State::Problem, expected);
        problem(
            "includes:a.example -all",
            "SPF has no such mechanism. Likely meant: include.",
        );
        problem("xyzzy -all", "SPF has no such mechanism.");
        problem(
            "a:192.0.2.1 -all",
            "a needs a domain name. For an IP address, use ip4 or ip6.",
        );
        problem(
            "include:localhost -all",
            "include needs a domain name. This one has no dot.",
        );
        problem(
            "ip4:2001:db8::1 -all",
            "ip4 takes IPv4 addresses. Use ip6 for this one.",
        );
        problem(
            "ip6:mail.example -all",
            "ip6 takes an IPv6 address. For a name, use a or include.",
        );
        problem("ip4:192.0.2.0/33 -all", "The prefix length is at most 32.");
        problem("include -all", "include needs a value.");
        problem(
            "redirect:a.example",
            "redirect takes an equals sign, not a colon.",
        );
        problem(
            "redirect=a.example redirect=b.example",
            "redirect may appear only once in a record.",
        );
        problem(
            "exists:%{x}.a.example -all",
            "SPF has no macro with this letter.",
        );
    }

    #[test]
    fn what_receivers_pass_over() {
        says(
            "v=spf1 -all a",
            State::Advice,
            "It comes after all, so receivers ignore it.",
        );
        says(
            "v=spf1 -all redirect=a.example",
            State::Advice,
            "The record has all, so receivers ignore redirect.",
        );
        says(
            "v=spf1 x-note=1 -all",
            State::NotApplicable,
            "SPF has no such modifier, so receivers ignore it.",
        );
        assert_eq!(problem(&ProblemKind::SeveralBlanks), None);
    }

    #[test]
    fn characters_are_named() {
        assert_eq!(
            sentence(&ProblemKind::BadCharacter('\u{a0}')).as_deref(),
            Some("No-break space (U+00A0) is not allowed in an SPF record.")
        );
    }
}
