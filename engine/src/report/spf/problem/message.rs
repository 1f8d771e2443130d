//! The sentences about problems in the text of an SPF record.

use std::fmt;

use super::Message;
use crate::record::describe_char;
use crate::record::spf::{
    DomainProblem, LengthProblem, MacroProblem, NetworkProblem, ProblemKind, TermName,
};
use crate::report::words::capitalized;

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match *self.0 {
            ProblemKind::Capitals | ProblemKind::SeveralBlanks | ProblemKind::TrailingBlank => "",
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
            ProblemKind::BadCharacter(c) => {
                let character = capitalized(&describe_char(c));
                return write!(f, "{character} is not allowed in an SPF record.");
            }
            ProblemKind::UnknownMechanism(None) => "SPF has no such mechanism.",
            ProblemKind::UnknownMechanism(Some(meant)) => {
                return write!(f, "SPF has no such mechanism. Likely meant: {meant}.");
            }
            ProblemKind::UnknownModifier(None) => {
                "SPF has no such modifier, so receivers ignore it."
            }
            ProblemKind::UnknownModifier(Some(meant)) => {
                return write!(
                    f,
                    "SPF has no such modifier, so receivers ignore it. Likely meant: {meant}."
                );
            }
            ProblemKind::QualifierBeforeModifier => {
                "A modifier can't have “+”, “-”, “~” or “?” before it."
            }
            ProblemKind::ColonInModifier(term) => {
                return write!(f, "{term} takes an equals sign, not a colon.");
            }
            ProblemKind::MissingValue(term) => return write!(f, "{term} needs a value."),
            ProblemKind::UnexpectedValue(term) => return write!(f, "{term} takes no value."),
            ProblemKind::Domain(term, problem) => return domain(f, term, problem),
            ProblemKind::Macro(problem) => in_macro(problem),
            ProblemKind::Network(term, problem) => return network(f, term, problem),
            ProblemKind::Length(term, problem) => return length(f, term, problem),
            ProblemKind::Duplicate(term) => {
                return write!(f, "{term} may appear only once in a record.");
            }
            ProblemKind::AfterAll => "It comes after all, so receivers ignore it.",
            ProblemKind::RedirectBesideAll => "The record has all, so receivers ignore redirect.",
        })
    }
}

/// Writes a problem in a domain name.
fn domain(f: &mut fmt::Formatter<'_>, term: TermName, problem: DomainProblem) -> fmt::Result {
    let what = match problem {
        DomainProblem::IpAddress => "For an IP address, use ip4 or ip6",
        DomainProblem::SingleLabel => "This one has no dot",
        DomainProblem::BadTopLabel => "This one does not end in a top-level domain",
    };
    write!(f, "{term} needs a domain name. {what}.")
}

/// Describes a problem in a macro.
const fn in_macro(problem: MacroProblem) -> &'static str {
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

/// Writes a problem in an IP address.
fn network(f: &mut fmt::Formatter<'_>, term: TermName, problem: NetworkProblem) -> fmt::Result {
    let (family, other) = if term == TermName::Ip4 {
        ("IPv4", TermName::Ip6)
    } else {
        ("IPv6", TermName::Ip4)
    };
    match problem {
        NetworkProblem::OtherFamily => write!(
            f,
            "{term} takes {family} addresses. Use {other} for this one."
        ),
        NetworkProblem::HostName => write!(
            f,
            "{term} takes an {family} address. For a name, use a or include."
        ),
        NetworkProblem::NotAnAddress => {
            write!(f, "{term} takes an {family} address. This is not one.")
        }
    }
}

/// Writes a problem in a prefix length.
fn length(f: &mut fmt::Formatter<'_>, term: TermName, problem: LengthProblem) -> fmt::Result {
    match problem {
        LengthProblem::NotANumber => f.write_str("The prefix length is not a number."),
        LengthProblem::LeadingZero => f.write_str("A prefix length has no leading zero."),
        LengthProblem::TooLong(most) => write!(f, "The prefix length is at most {most}."),
        LengthProblem::Misplaced => write!(f, "{term} takes no prefix length."),
    }
}
