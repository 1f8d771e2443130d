//! The words that sum up a topic.

use std::fmt;

use crate::report::words::counted;

/// The state of a topic in a few words.
pub(super) enum Message<'a> {
    CouldNotTell,
    NotSet,
    /// The standards that are set up.
    Set(Vec<&'static str>),
    NoRecord,
    Records(usize),
    NoReports,
    AskingHosts,
    PermissionMissing,
    NoMailServer,
    ReportHosts(usize),
    /// The lookups used, as a fraction of the limit.
    Lookups(&'a str),
    NoSender,
    LookingForKeys,
    NoKey,
    Keys(usize),
    NoService,
    Services(usize),
    NoMail,
    MailHosts(usize),
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CouldNotTell => "could not tell",
            Self::NotSet => "not set",
            Self::NoRecord => "no record",
            Self::NoReports => "not asked for",
            Self::AskingHosts => "asking",
            Self::PermissionMissing => "permission missing",
            Self::NoMailServer => "no mail server",
            Self::NoSender => "no sender",
            Self::LookingForKeys => "looking",
            Self::NoKey => "no key found",
            Self::NoService => "none seen",
            Self::NoMail => "no mail",
            Self::Set(standards) => return f.write_str(&standards.join(", ")),
            Self::Lookups(figures) => return write!(f, "{figures} lookups"),
            Self::Records(count) => return f.write_str(&counted(*count, "record", "records")),
            Self::ReportHosts(count) => {
                return write!(f, "to {}", counted(*count, "host", "hosts"));
            }
            Self::Keys(count) => return write!(f, "{} found", counted(*count, "key", "keys")),
            Self::Services(count) => return f.write_str(&counted(*count, "service", "services")),
            Self::MailHosts(count) => return f.write_str(&counted(*count, "host", "hosts")),
        })
    }
}
