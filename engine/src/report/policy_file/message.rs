//! The sentences about an MTA-STS policy file.

use std::fmt;

use crate::record::describe_char;
use crate::record::mta_sts::{Key, Mode, PolicyProblem};
use crate::report::words::{joined, shown};

/// A sentence about a file.
pub(super) enum Message<'a> {
    Unusable,
    NoMode,
    Mode {
        mode: Mode,
        /// Whether the file leaves out a mail host.
        has_left_out: bool,
    },
    NoHosts,
    CoversAll,
    /// The hosts that the file leaves out.
    LeavesOut(&'a [String], Option<Mode>),
    /// A problem and the text at its place.
    Problem(PolicyProblem, &'a str),
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unusable => f.write_str("Senders cannot use this file, so it has no effect."),
            Self::NoMode => f.write_str("The file has no mode."),
            Self::Mode { mode, has_left_out } => f.write_str(match (mode, has_left_out) {
                (Mode::Enforce, true) => {
                    "Senders are asked to deliver only over verified TLS and only to hosts that the file lists."
                }
                (Mode::Enforce, false) => "Senders are asked to deliver only over verified TLS.",
                (Mode::Testing, _) => "Senders are asked to report failures but still deliver.",
                (Mode::None, _) => "The file says that there is no policy.",
            }),
            Self::NoHosts => f.write_str("No MX hosts are known to compare it with."),
            Self::CoversAll => f.write_str("It covers every MX host."),
            Self::LeavesOut(hosts, mode) => {
                let hosts = joined(hosts).unwrap_or_default();
                write!(f, "It does not cover {hosts}")?;
                f.write_str(match mode {
                    Some(Mode::Enforce) => ": senders that follow it do not deliver there.",
                    _ => ".",
                })
            }
            Self::Problem(problem, at) => write_problem(f, *problem, &shown(at)),
        }
    }
}

/// Writes a problem; `at` is the text at its place.
fn write_problem(f: &mut fmt::Formatter<'_>, problem: PolicyProblem, at: &str) -> fmt::Result {
    match problem {
        PolicyProblem::TooLong => f.write_str("It is longer than senders are required to read."),
        PolicyProblem::BlankLine => {
            f.write_str("A line is blank, which the standard does not allow.")
        }
        PolicyProblem::MissingColon => write!(f, "“{at}” has no colon."),
        PolicyProblem::BadKey => write!(f, "“{at}” is not a key."),
        PolicyProblem::KeyCase(key) => {
            write!(f, "“{at}” must be {}, in lowercase.", key.as_str())
        }
        PolicyProblem::UnknownKey => {
            write!(f, "“{at}” is not a key of the standard; senders ignore it.")
        }
        PolicyProblem::DuplicateKey(key) => {
            write!(f, "{} appears again; the first one counts.", key.as_str())
        }
        PolicyProblem::MissingKey(key) => write!(f, "{} is missing.", key.as_str()),
        PolicyProblem::InvalidValue(key) => {
            let wanted = match key {
                Key::Version => "STSv1",
                Key::Mode => "enforce, testing or none",
                Key::Mx => "a host name, or *. and a domain",
                Key::MaxAge => "a number of seconds up to 31557600",
            };
            write!(f, "“{at}”: {} must be {wanted}.", key.as_str())
        }
        PolicyProblem::BadCharacter(c) => write!(
            f,
            "It contains a character that is not allowed: {}.",
            describe_char(c)
        ),
    }
}
