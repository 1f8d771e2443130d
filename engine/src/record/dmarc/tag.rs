//! [`TagName`]: the tags of DMARC, all defined in one table.

use std::fmt;

use super::{Alignment, FailureOption, Policy, Psd, ReportUri, uri};
use crate::record::Span;

/// The value of `v`; case matters ([RFC 9989, section 4.7](https://www.rfc-editor.org/rfc/rfc9989#section-4.7)).
pub(super) const VERSION: &str = "DMARC1";

/// The tags of RFC 9989, and those that only RFC 7489 defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagName {
    /// `v`, the version.
    Version,
    /// `p`, the policy.
    Policy,
    /// `sp`, the policy for existing subdomains.
    SubdomainPolicy,
    /// `np`, the policy for nonexistent subdomains.
    NonexistentPolicy,
    /// `adkim`, the DKIM alignment mode.
    DkimAlignment,
    /// `aspf`, the SPF alignment mode.
    SpfAlignment,
    /// `fo`, when failure reports are requested.
    FailureOptions,
    /// `rua`, where aggregate reports are sent.
    AggregateReports,
    /// `ruf`, where failure reports are sent.
    FailureReports,
    /// `psd`, whether this is a Public Suffix Domain.
    PublicSuffixDomain,
    /// `t`, test mode.
    Testing,
    /// `pct`, the percentage of mail that the policy applies to; historic since RFC 9989.
    Percentage,
    /// `rf`, the format of failure reports; historic since RFC 9989.
    ReportFormat,
    /// `ri`, the seconds between aggregate reports; historic since RFC 9989.
    ReportInterval,
}

/// What applies if a record has no valid value for a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Without {
    /// There is no default.
    Nothing,
    /// The value of another tag, if that has one.
    OtherTag,
    /// The standard's default.
    Default,
    /// The standard's default, which only matters if the record has this other tag.
    DefaultWith(TagName),
}

/// What the standards say about a tag.
struct Definition {
    /// The tag as it is written.
    name: &'static str,
    /// Whether RFC 9989 removed it.
    is_historic: bool,
    /// What applies if it is missing.
    without: Without,
    /// Whether the tag allows a value.
    takes: fn(&str) -> bool,
}

impl TagName {
    /// Every tag: first the active ones in the standard's order, then the historic ones.
    pub const ALL: [Self; 14] = [
        Self::Version,
        Self::Policy,
        Self::SubdomainPolicy,
        Self::NonexistentPolicy,
        Self::DkimAlignment,
        Self::SpfAlignment,
        Self::FailureOptions,
        Self::AggregateReports,
        Self::FailureReports,
        Self::PublicSuffixDomain,
        Self::Testing,
        Self::Percentage,
        Self::ReportFormat,
        Self::ReportInterval,
    ];

    /// The tag's row in the table.
    const fn definition(self) -> &'static Definition {
        match self {
            Self::Version => &Definition {
                name: "v",
                is_historic: false,
                without: Without::Nothing,
                takes: |value| value == VERSION,
            },
            Self::Policy => &Definition {
                name: "p",
                is_historic: false,
                without: Without::Nothing,
                takes: is_policy,
            },
            Self::SubdomainPolicy => &Definition {
                name: "sp",
                is_historic: false,
                without: Without::OtherTag,
                takes: is_policy,
            },
            Self::NonexistentPolicy => &Definition {
                name: "np",
                is_historic: false,
                without: Without::OtherTag,
                takes: is_policy,
            },
            Self::DkimAlignment => &Definition {
                name: "adkim",
                is_historic: false,
                without: Without::Default,
                takes: is_alignment,
            },
            Self::SpfAlignment => &Definition {
                name: "aspf",
                is_historic: false,
                without: Without::Default,
                takes: is_alignment,
            },
            Self::FailureOptions => &Definition {
                name: "fo",
                is_historic: false,
                without: Without::DefaultWith(Self::FailureReports),
                takes: |value| FailureOption::list_from_value(value).is_some(),
            },
            Self::AggregateReports => &Definition {
                name: "rua",
                is_historic: false,
                without: Without::Nothing,
                takes: has_uri,
            },
            Self::FailureReports => &Definition {
                name: "ruf",
                is_historic: false,
                without: Without::Nothing,
                takes: has_uri,
            },
            Self::PublicSuffixDomain => &Definition {
                name: "psd",
                is_historic: false,
                without: Without::Default,
                takes: |value| Psd::from_value(value).is_some(),
            },
            Self::Testing => &Definition {
                name: "t",
                is_historic: false,
                without: Without::Default,
                takes: |value| yes_or_no(value).is_some(),
            },
            Self::Percentage => &Definition {
                name: "pct",
                is_historic: true,
                without: Without::Default,
                takes: |value| percentage(value).is_some(),
            },
            Self::ReportFormat => &Definition {
                name: "rf",
                is_historic: true,
                without: Without::Default,
                takes: is_report_format,
            },
            Self::ReportInterval => &Definition {
                name: "ri",
                is_historic: true,
                without: Without::Default,
                takes: is_seconds,
            },
        }
    }

    /// The tag as it is written.
    pub const fn as_str(self) -> &'static str {
        self.definition().name
    }

    /// The tag with this name; case is ignored
    /// ([RFC 5234, section 2.3](https://www.rfc-editor.org/rfc/rfc5234#section-2.3)).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|tag| name.eq_ignore_ascii_case(tag.as_str()))
    }

    /// Whether RFC 9989 removed the tag
    /// ([section 9.3](https://www.rfc-editor.org/rfc/rfc9989#section-9.3)).
    pub const fn is_historic(self) -> bool {
        self.definition().is_historic
    }

    /// Whether the tag allows this value.
    pub fn takes(self, value: &str) -> bool {
        (self.definition().takes)(value)
    }

    /// Whether the tag has a fixed default, independent of other tags, if it is missing or invalid.
    pub const fn has_default(self) -> bool {
        matches!(
            self.definition().without,
            Without::Default | Without::DefaultWith(_)
        )
    }

    /// Whether a default or inherited value applies for the tag because it is missing; `has` tells which tags the
    /// record has. Tags that RFC 9989 removed have none.
    pub fn applies_unstated(self, has: impl Fn(Self) -> bool) -> bool {
        !self.is_historic()
            && !has(self)
            && match self.definition().without {
                Without::Nothing => false,
                Without::OtherTag | Without::Default => true,
                Without::DefaultWith(other) => has(other),
            }
    }
}

impl fmt::Display for TagName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether the value is a policy.
fn is_policy(value: &str) -> bool {
    Policy::from_value(value).is_some()
}

/// Whether the value is an alignment mode.
fn is_alignment(value: &str) -> bool {
    Alignment::from_value(value).is_some()
}

/// Whether the value has a usable address.
fn has_uri(value: &str) -> bool {
    uri::parse_list(value, Span::new(0, value.len()))
        .iter()
        .any(ReportUri::is_valid)
}

/// Whether the value lists only `afrf`, the one format that was ever defined.
fn is_report_format(value: &str) -> bool {
    value.split(':').all(|format| {
        format
            .trim_matches([' ', '\t'])
            .eq_ignore_ascii_case("afrf")
    })
}

/// Whether the value is a number of seconds.
fn is_seconds(value: &str) -> bool {
    value.bytes().all(|b| b.is_ascii_digit()) && value.parse::<u32>().is_ok()
}

/// Parses `y` or `n`; case is ignored.
pub(super) fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "y" | "Y" => Some(true),
        "n" | "N" => Some(false),
        _ => None,
    }
}

/// Parses a whole number from 0 to 100 with up to three digits
/// ([RFC 7489, section 6.4](https://www.rfc-editor.org/rfc/rfc7489#section-6.4)).
pub(super) fn percentage(value: &str) -> Option<u8> {
    let is_number = (1..=3).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
    value
        .parse()
        .ok()
        .filter(|&percent: &u8| is_number && percent <= 100)
}
