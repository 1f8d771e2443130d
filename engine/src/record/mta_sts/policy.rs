//! [`StsPolicy`]: the content of a policy file ([RFC 8461, section 3.2](https://www.rfc-editor.org/rfc/rfc8461#section-3.2)).

use crate::record::{Problem, RecordOutcome, Span};

/// How many octets of a file are read; the standard suggests that senders stop there
/// ([RFC 8461, section 3.3](https://www.rfc-editor.org/rfc/rfc8461#section-3.3)).
pub const MAX_OCTETS: usize = 64 * 1024;

/// The longest time that a policy may be kept, in seconds: about a year.
pub const MAX_AGE: u32 = 31_557_600;

/// A policy file as it was read. The text is always whole, however broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StsPolicy {
    /// The text.
    pub text: String,
    /// What a sender makes of it.
    pub outcome: RecordOutcome,
    /// The lines with a colon, in order.
    pub lines: Vec<Line>,
    /// What is off, in order of place.
    pub problems: Vec<Problem<PolicyProblem>>,
    /// `mode`, what happens when no verified connection can be had; `None` when it is missing or not valid.
    pub mode: Option<Mode>,
    /// `max_age`, how long senders keep the policy, in seconds.
    pub max_age: Option<u32>,
    /// The `mx` lines that are valid.
    pub mx: Vec<MxPattern>,
}

/// A line of a policy file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Which key it has; `None` for one that the standard does not know.
    pub key: Option<Key>,
    /// The line without its end.
    pub span: Span,
    /// The text before the first colon.
    pub key_span: Span,
    /// The text after it, without blanks around.
    pub value_span: Span,
}

/// The keys of a policy file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// `version`.
    Version,
    /// `mode`.
    Mode,
    /// `mx`.
    Mx,
    /// `max_age`.
    MaxAge,
}

/// What senders do when they cannot verify a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// They do not deliver.
    Enforce,
    /// They deliver, and report.
    Testing,
    /// They act as if there were no policy.
    None,
}

/// Hosts that mail for the domain may be delivered to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MxPattern {
    /// A host name, or one with `*` for its leftmost label; in lower case.
    pub pattern: String,
    /// Where it is.
    pub span: Span,
}

/// The kinds of things that can be off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyProblem {
    /// The text is longer than [`MAX_OCTETS`]; the rest is not read.
    TooLong,
    /// Nothing in a line.
    BlankLine,
    /// A line without a colon.
    MissingColon,
    /// A key that the grammar does not allow, such as one with a blank before the colon.
    BadKey,
    /// A key of the standard in other letters.
    KeyCase(Key),
    /// A key that the standard does not know.
    UnknownKey,
    /// A key that appears more than once, though only `mx` may; this is a later one, which is ignored.
    DuplicateKey(Key),
    /// A key that has to be there.
    MissingKey(Key),
    /// A value that the key does not take.
    InvalidValue(Key),
    /// A character that is not allowed in a file.
    BadCharacter(char),
}

impl PolicyProblem {
    /// Whether senders have no policy because of it.
    pub(super) const fn is_fatal(self) -> bool {
        !matches!(
            self,
            Self::BlankLine | Self::KeyCase(_) | Self::UnknownKey | Self::DuplicateKey(_)
        )
    }
}

impl Key {
    /// Every key.
    pub const ALL: [Self; 4] = [Self::Version, Self::Mode, Self::Mx, Self::MaxAge];

    /// The key as it is written. Case counts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Mode => "mode",
            Self::Mx => "mx",
            Self::MaxAge => "max_age",
        }
    }
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Enforce, Self::Testing, Self::None];

    /// The value as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enforce => "enforce",
            Self::Testing => "testing",
            Self::None => "none",
        }
    }

    /// Reads a value. Case counts.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == value)
    }
}

impl MxPattern {
    /// Whether a host is meant: `*` stands for exactly one label
    /// ([RFC 8461, section 4.1](https://www.rfc-editor.org/rfc/rfc8461#section-4.1)).
    pub fn covers(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host);
        match self.pattern.strip_prefix("*.") {
            None => host.eq_ignore_ascii_case(&self.pattern),
            Some(parent) => host.split_once('.').is_some_and(|(first, rest)| {
                !first.is_empty() && rest.eq_ignore_ascii_case(parent)
            }),
        }
    }
}

impl StsPolicy {
    /// Whether mail may be delivered to a host.
    pub fn covers(&self, host: &str) -> bool {
        self.mx.iter().any(|pattern| pattern.covers(host))
    }
}
