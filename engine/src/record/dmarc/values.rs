//! The values that tags take.

use std::fmt;

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

    /// The tag as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Version => "v",
            Self::Policy => "p",
            Self::SubdomainPolicy => "sp",
            Self::NonexistentPolicy => "np",
            Self::DkimAlignment => "adkim",
            Self::SpfAlignment => "aspf",
            Self::FailureOptions => "fo",
            Self::AggregateReports => "rua",
            Self::FailureReports => "ruf",
            Self::PublicSuffixDomain => "psd",
            Self::Testing => "t",
            Self::Percentage => "pct",
            Self::ReportFormat => "rf",
            Self::ReportInterval => "ri",
        }
    }

    /// The tag of this name, whatever its case
    /// ([RFC 5234, section 2.3](https://www.rfc-editor.org/rfc/rfc5234#section-2.3)).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|tag| name.eq_ignore_ascii_case(tag.as_str()))
    }

    /// Whether RFC 9989 took the tag out
    /// ([section 9.3](https://www.rfc-editor.org/rfc/rfc9989#section-9.3)).
    pub const fn is_historic(self) -> bool {
        matches!(
            self,
            Self::Percentage | Self::ReportFormat | Self::ReportInterval
        )
    }
}

impl fmt::Display for TagName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the owner asks receivers to do with mail that fails, from mildest to strictest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Policy {
    /// No preference.
    None,
    /// Failing mail is suspicious.
    Quarantine,
    /// Failing mail is not from the domain.
    Reject,
}

impl Policy {
    /// The value as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Quarantine => "quarantine",
            Self::Reject => "reject",
        }
    }

    /// Reads a value, whatever its case.
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::None, Self::Quarantine, Self::Reject]
            .into_iter()
            .find(|policy| value.eq_ignore_ascii_case(policy.as_str()))
    }

    /// One step milder, as test mode asks for.
    #[must_use]
    pub const fn milder(self) -> Self {
        match self {
            Self::Reject => Self::Quarantine,
            Self::Quarantine | Self::None => Self::None,
        }
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How closely an authenticated domain must match the Author Domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alignment {
    /// `r`: both have the same Organizational Domain.
    Relaxed,
    /// `s`: both are the same name.
    Strict,
}

impl Alignment {
    /// The value as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Relaxed => "r",
            Self::Strict => "s",
        }
    }

    /// Reads a value, whatever its case.
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::Relaxed, Self::Strict]
            .into_iter()
            .find(|mode| value.eq_ignore_ascii_case(mode.as_str()))
    }
}

/// When a failure report is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FailureOption {
    /// `0`: when neither SPF nor DKIM gave an aligned pass.
    All,
    /// `1`: when one of them did not.
    Any,
    /// `d`: when a DKIM signature failed.
    Dkim,
    /// `s`: when SPF failed.
    Spf,
}

impl FailureOption {
    /// The value as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "0",
            Self::Any => "1",
            Self::Dkim => "d",
            Self::Spf => "s",
        }
    }

    /// Reads one option, whatever its case.
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::All, Self::Any, Self::Dkim, Self::Spf]
            .into_iter()
            .find(|option| value.eq_ignore_ascii_case(option.as_str()))
    }

    /// Reads the colon-separated list of `fo`: `0` and `1` exclude each other, none may repeat
    /// ([RFC 9989, section 4.7](https://www.rfc-editor.org/rfc/rfc9989#section-4.7)).
    pub fn list_from_value(value: &str) -> Option<Vec<Self>> {
        let mut options = Vec::new();
        for part in value.split(':') {
            let option = Self::from_value(part.trim_matches([' ', '\t']))?;
            let excluded = match option {
                Self::All => options.contains(&Self::Any),
                Self::Any => options.contains(&Self::All),
                Self::Dkim | Self::Spf => false,
            };
            if excluded || options.contains(&option) {
                return None;
            }
            options.push(option);
        }
        Some(options)
    }
}

/// Whether the name is a Public Suffix Domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Psd {
    /// `y`: it is; names one label below it belong to someone else each.
    Yes,
    /// `n`: it is not, and it is the Organizational Domain for what is below it.
    No,
    /// `u`: the tree walk must find out.
    Unknown,
}

impl Psd {
    /// The value as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "y",
            Self::No => "n",
            Self::Unknown => "u",
        }
    }

    /// Reads a value, whatever its case.
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::Yes, Self::No, Self::Unknown]
            .into_iter()
            .find(|psd| value.eq_ignore_ascii_case(psd.as_str()))
    }
}

/// `y` or `n`, whatever its case.
pub(super) fn is_yes(value: &str) -> Option<bool> {
    match value {
        "y" | "Y" => Some(true),
        "n" | "N" => Some(false),
        _ => None,
    }
}
