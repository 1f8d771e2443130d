//! The values that DMARC tags take.

use std::fmt;

/// What the owner asks receivers to do with failing mail, from mildest to strictest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Policy {
    /// `none`: no action requested.
    None,
    /// `quarantine`: treat failing mail as suspicious.
    Quarantine,
    /// `reject`: reject failing mail.
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

    /// Parses a value; case is ignored.
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::None, Self::Quarantine, Self::Reject]
            .into_iter()
            .find(|policy| value.eq_ignore_ascii_case(policy.as_str()))
    }

    /// The policy one step milder, which test mode asks for.
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

/// How closely an authenticated domain must match the Author Domain, mildest first.
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

    /// Parses a value; case is ignored.
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::Relaxed, Self::Strict]
            .into_iter()
            .find(|mode| value.eq_ignore_ascii_case(mode.as_str()))
    }
}

/// When a failure report is requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FailureOption {
    /// `0`: if neither SPF nor DKIM produced an aligned pass.
    All,
    /// `1`: if SPF or DKIM did not produce an aligned pass.
    Any,
    /// `d`: if a DKIM signature failed.
    Dkim,
    /// `s`: if SPF failed.
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

    /// Parses one option; case is ignored.
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::All, Self::Any, Self::Dkim, Self::Spf]
            .into_iter()
            .find(|option| value.eq_ignore_ascii_case(option.as_str()))
    }

    /// Parses the colon-separated list of `fo`: `0` and `1` exclude each other, and no option may repeat
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
    /// `y`: it is, so the names one label below it belong to different owners.
    Yes,
    /// `n`: it is not, and it is the Organizational Domain of the names below it.
    No,
    /// `u`: the DNS tree walk decides.
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

    /// Parses a value; case is ignored.
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::Yes, Self::No, Self::Unknown]
            .into_iter()
            .find(|psd| value.eq_ignore_ascii_case(psd.as_str()))
    }
}
