//! [`TagName`]: the tags, and the one table of them.

use std::fmt;

use super::{Alignment, FailureOption, Policy, Psd, ReportUri, uri};
use crate::record::Span;

/// The value of `v`; its case counts
/// ([RFC 9989, section 4.7](https://www.rfc-editor.org/rfc/rfc9989#section-4.7)).
pub(super) const VERSION: &str = "DMARC1";

/// The tags of RFC 9989 and those that only RFC 7489 knew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagName {
    /// `v`, the version.
    Version,
    /// `p`, the policy.
    Policy,
    /// `sp`, the policy for existing subdomains.
    SubdomainPolicy,
    /// `np`, the policy for subdomains that do not exist.
    NonexistentPolicy,
    /// `adkim`, how closely a DKIM domain must match.
    DkimAlignment,
    /// `aspf`, how closely an SPF domain must match.
    SpfAlignment,
    /// `fo`, when failure reports are wanted.
    FailureOptions,
    /// `rua`, where aggregate reports go.
    AggregateReports,
    /// `ruf`, where failure reports go.
    FailureReports,
    /// `psd`, whether this is a Public Suffix Domain.
    PublicSuffixDomain,
    /// `t`, test mode.
    Testing,
    /// `pct`, the share of mail the policy applies to; historic since RFC 9989.
    Percentage,
    /// `rf`, the format of failure reports; historic since RFC 9989.
    ReportFormat,
    /// `ri`, the seconds between aggregate reports; historic since RFC 9989.
    ReportInterval,
}

/// What applies where a record has no valid value of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Without {
    /// Nothing.
    Nothing,
    /// The value of another tag, if that has one.
    OtherTag,
    /// A default.
    Default,
    /// A default, which matters only in a record that has this other tag.
    DefaultWith(TagName),
}

/// What the standards say of a tag.
struct Definition {
    /// The tag as it is written.
    name: &'static str,
    /// Whether RFC 9989 removed it.
    is_historic: bool,
    /// What applies without it.
    without: Without,
    /// Whether this is a value of it.
    takes: fn(&str) -> bool,
}

impl TagName {
    /// Every tag, in the order in which the standard lists those that are active, then the historic ones.
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

    /// The table.
    #[expect(clippy::too_many_lines, reason = "as many as there are tags")]
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

    /// The tag of this name, whatever its case
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

    /// Whether the tag may have this value.
    pub fn takes(self, value: &str) -> bool {
        (self.definition().takes)(value)
    }

    /// Whether a default applies where the tag is missing or broken, which no other tag decides.
    pub const fn has_default(self) -> bool {
        matches!(
            self.definition().without,
            Without::Default | Without::DefaultWith(_)
        )
    }

    /// Whether a record without the tag has a value of it all the same, `has` telling which tags it has. Tags that RFC 9989
    /// removed have none.
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

/// Whether the value is a mode of alignment.
fn is_alignment(value: &str) -> bool {
    Alignment::from_value(value).is_some()
}

/// Whether the value has an address that can be used.
fn has_uri(value: &str) -> bool {
    uri::parse_list(value, Span::new(0, value.len()))
        .iter()
        .any(ReportUri::is_valid)
}

/// Whether the value is a list of the one format that was ever defined.
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

/// `y` or `n`, whatever its case.
pub(super) fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "y" | "Y" => Some(true),
        "n" | "N" => Some(false),
        _ => None,
    }
}

/// A whole number from 0 to 100 of up to three digits
/// ([RFC 7489, section 6.4](https://www.rfc-editor.org/rfc/rfc7489#section-6.4)).
pub(super) fn percentage(value: &str) -> Option<u8> {
    let is_number = (1..=3).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
    value
        .parse()
        .ok()
        .filter(|&percent: &u8| is_number && percent <= 100)
}
