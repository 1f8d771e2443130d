//! The sentences about whether one address may send.

use std::fmt;
use std::net::IpAddr;

use crate::report::spf::cause::{Clause, is_recommended};
use crate::report::words::{counted, shown};
use crate::spf::{Cause, Evaluation, Session, SpfResult, StepOutcome};

/// Why an address of a local network is unusual.
pub(super) const LOCAL: &str =
    "This is an address of a local network. Receivers on the internet see another one.";

/// A sentence about an evaluation.
pub(super) enum Message<'a> {
    Result {
        result: SpfResult,
        ip: IpAddr,
        name: &'a str,
        /// Whether a term leads to the result.
        is_matched: bool,
    },
    /// Why there is no result.
    Broken(Clause<'a>),
    /// What the result means for DMARC.
    Dmarc(SpfResult, &'a str),
    Basis(&'a Session, &'a Evaluation),
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Result {
                result,
                ip,
                name,
                is_matched,
            } => match result {
                SpfResult::Pass => write!(f, "Yes: {ip} may send as {name}. SPF result: pass."),
                SpfResult::Fail => write!(f, "No: {ip} may not send as {name}. SPF result: fail."),
                SpfResult::SoftFail => write!(
                    f,
                    "Probably not: {ip} is likely not authorized to send as {name}. SPF result: softfail."
                ),
                SpfResult::Neutral if *is_matched => write!(
                    f,
                    "Open: {name} does not say whether {ip} may send. SPF result: neutral."
                ),
                SpfResult::Neutral => write!(
                    f,
                    "Open: nothing in the SPF records of {name} matches {ip}, and there is no all. SPF result: neutral."
                ),
                SpfResult::None => write!(
                    f,
                    "Open: {name} has no SPF record, so there is no result for {ip}."
                ),
                SpfResult::PermError | SpfResult::TempError => {
                    write!(f, "There is no result for {ip}.")
                }
            },
            Self::Broken(clause) => match clause.cause {
                Cause::CouldNotAsk(_) => write!(
                    f,
                    "Could not tell: {clause}. A receiver that gets no answer either returns temperror."
                ),
                _ if is_recommended(clause.cause) => write!(
                    f,
                    "No result: {clause}. Receivers that apply the recommended limit return permerror."
                ),
                _ => write!(f, "No result: {clause}. Receivers return permerror."),
            },
            Self::Dmarc(result, name) => match result {
                SpfResult::Pass => write!(
                    f,
                    "DMARC counts this pass if the From address is at {name} or, unless aspf=s, at another name of the \
                     same Organizational Domain."
                ),
                SpfResult::Fail => f.write_str(
                    "DMARC counts only pass, so this mail needs an aligned DKIM signature. Some receivers refuse mail \
                     on fail alone, before they check DKIM.",
                ),
                SpfResult::TempError => f.write_str(
                    "DMARC counts only pass. Some receivers ask the sender to try again later.",
                ),
                SpfResult::SoftFail
                | SpfResult::Neutral
                | SpfResult::None
                | SpfResult::PermError => f.write_str(
                    "DMARC counts only pass, so this mail needs an aligned DKIM signature.",
                ),
            },
            Self::Basis(session, evaluation) => write!(
                f,
                "Evaluated for MAIL FROM {} and HELO {}: {}, {}.",
                shown(&session.sender()),
                shown(&session.helo),
                counted(evaluation.lookups, "lookup", "lookups"),
                counted(evaluation.voids, "void", "void"),
            ),
        }
    }
}

/// Whether a term matches, decides or breaks.
pub(super) const fn outcome(outcome: &StepOutcome) -> &'static str {
    match outcome {
        StepOutcome::Match => "matches",
        StepOutcome::Decides(_) => "decides",
        StepOutcome::Broken(_) => "breaks",
        StepOutcome::NoMatch => "does not match",
    }
}
