//! The sentences about MTA-STS, TLS-RPT, BIMI and DNSSEC.

use std::fmt;

use crate::dns::LookupError;
use crate::domain::DomainName;
use crate::mail_setup::{BimiObstacle, Dnssec};
use crate::report::words::joined;

/// A standard with a record of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standard {
    MtaSts,
    TlsRpt,
    Bimi,
}

/// A sentence about how a domain, the `name`, sets up one of the standards, or which of them.
pub(super) enum Message<'a> {
    Publishes {
        name: &'a str,
        standards: Vec<Standard>,
        /// Whether it may publish others too.
        is_open: bool,
    },
    PolicyFile(&'a DomainName),
    Pending(Standard, &'a str),
    Failed(Standard, &'a str, &'a LookupError),
    Several(Standard, &'a str, usize),
    NoRecord {
        standard: Standard,
        name: &'a str,
        takes_no_mail: bool,
    },
    Invalid(Standard, &'a str),
    MtaSts(&'a str),
    TlsRpt(&'a str, Vec<String>),
    NoLogo(&'a str),
    Logo {
        name: &'a str,
        has_evidence: bool,
        /// What keeps receivers from showing it; `None` if that is not known.
        obstacles: Option<&'a [BimiObstacle]>,
    },
    Dnssec(Dnssec, &'a str),
}

impl fmt::Display for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MtaSts => "MTA-STS",
            Self::TlsRpt => "TLS-RPT",
            Self::Bimi => "BIMI",
        })
    }
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Publishes {
                name,
                standards,
                is_open,
            } => match (list(standards, Standard::to_string), is_open) {
                (Some(there), false) => write!(f, "{name} publishes {there}."),
                (Some(there), true) => {
                    write!(f, "{name} publishes {there}. The rest is not fully known.")
                }
                (None, true) => write!(
                    f,
                    "It is not fully known whether {name} publishes MTA-STS, TLS-RPT or BIMI."
                ),
                (None, false) => write!(f, "{name} publishes no MTA-STS, TLS-RPT or BIMI."),
            },
            Self::PolicyFile(domain) => write!(
                f,
                "The policy is the file https://mta-sts.{domain}/.well-known/mta-sts.txt, which a web page cannot read. \
                 Open it and paste its text here to check it."
            ),
            Self::Pending(standard, name) => {
                write!(f, "Looking up the {standard} record of {name}.")
            }
            Self::Failed(standard, name, error) => write!(
                f,
                "The {standard} record of {name} could not be checked: {error}."
            ),
            Self::Several(standard, name, count) => {
                write!(f, "{name} has {count} {standard} records, so none counts.")
            }
            Self::NoRecord {
                standard,
                name,
                takes_no_mail,
            } => {
                write!(f, "{name} has no {standard} record.")?;
                f.write_str(match (standard, takes_no_mail) {
                    (Standard::Bimi, _) => "",
                    (_, true) => " It accepts no mail, so it needs none.",
                    (Standard::MtaSts, false) => {
                        " Without it or DANE, senders do not have to require verified TLS."
                    }
                    (Standard::TlsRpt, false) => {
                        " You get no reports when TLS fails for mail to it."
                    }
                })
            }
            Self::Invalid(standard, name) => {
                let effect = match standard {
                    Standard::MtaSts => "senders ignore it",
                    Standard::TlsRpt => "no reports are sent",
                    Standard::Bimi => "no logo is shown",
                };
                write!(
                    f,
                    "The {standard} record of {name} is not valid, so {effect}."
                )
            }
            Self::MtaSts(name) => write!(
                f,
                "{name} has an MTA-STS record. Its policy file decides whether senders must require verified TLS."
            ),
            Self::TlsRpt(name, hosts) => {
                let hosts = joined(hosts).unwrap_or_default();
                write!(
                    f,
                    "{name} asks for reports about TLS failures, sent to {hosts}."
                )
            }
            Self::NoLogo(name) => {
                write!(f, "{name} declares with BIMI that it has no logo to show.")
            }
            Self::Logo {
                name,
                has_evidence,
                obstacles,
            } => logo(f, name, *has_evidence, *obstacles),
            Self::Dnssec(dnssec, name) => validation(f, *dnssec, name),
        }
    }
}

/// Writes that there is a logo, and whether receivers may show it.
fn logo(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    has_evidence: bool,
    obstacles: Option<&[BimiObstacle]>,
) -> fmt::Result {
    let evidence = if has_evidence {
        "with evidence that it may use it"
    } else {
        "without evidence that it may use it, which some receivers require"
    };
    write!(
        f,
        "{name} publishes a logo {evidence}. The files are not checked here. "
    )?;
    match obstacles.map(|obstacles| list(obstacles, obstacle)) {
        None => f.write_str("It is not known whether DMARC is strict enough for it."),
        Some(None) => f.write_str("DMARC is strict enough for it."),
        Some(Some(reasons)) => write!(
            f,
            "The DMARC policy keeps receivers from showing the logo: {reasons}."
        ),
    }
}

/// Writes whether answers are validated.
fn validation(f: &mut fmt::Formatter<'_>, dnssec: Dnssec, name: &str) -> fmt::Result {
    match dnssec {
        Dnssec::Pending => {
            write!(f, "Checking whether answers about {name} are signed.")
        }
        Dnssec::Authenticated => write!(
            f,
            "The resolver reports that it validated the answers about {name} with DNSSEC."
        ),
        Dnssec::NotAuthenticated => write!(
            f,
            "The resolver does not report DNSSEC validation for {name}: most likely, the domain is not signed or the \
                 resolver does not validate."
        ),
        Dnssec::CouldNotTell => {
            write!(f, "No answer shows whether {name} is signed.")
        }
    }
}

/// The items joined; `None` for an empty list.
fn list<T>(items: &[T], in_words: fn(&T) -> String) -> Option<String> {
    joined(&items.iter().map(in_words).collect::<Vec<_>>())
}

/// What in DMARC keeps receivers from showing a logo.
fn obstacle(obstacle: &BimiObstacle) -> String {
    match obstacle {
        BimiObstacle::NoPolicy => "there is no policy".to_owned(),
        BimiObstacle::PolicyNone(domain) => format!("the policy of {domain} is none"),
        BimiObstacle::SubdomainPolicyNone(domain) => format!("{domain} has sp=none"),
        BimiObstacle::Percentage(domain, percentage) => {
            format!("{domain} has pct={percentage}")
        }
        BimiObstacle::TestMode(domain) => format!("{domain} has t=y"),
    }
}
