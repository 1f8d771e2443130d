//! [`StsPolicy`]: the content of a policy file ([RFC 8461, section 3.2](https://www.rfc-editor.org/rfc/rfc8461#section-3.2)).

use crate::record::{Problem, RecordOutcome, Span};

/// How many octets of a file are read. The standard suggests that senders stop there
/// ([RFC 8461, section 3.3](https://www.rfc-editor.org/rfc/rfc8461#section-3.3)).
pub const MAX_OCTETS: usize = 64 * 1024;

/// The longest time that a policy may be cached, in seconds: about a year.
pub const MAX_AGE: u32 = 31_557_600;

/// A parsed policy file. The text is kept in full, even if it is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StsPolicy {
    /// The full text of the file.
    pub text: String,
    /// Whether senders accept the policy.
    pub outcome: RecordOutcome,
    /// The lines with a colon, in order.
    pub lines: Vec<Line>,
    /// What is wrong with the text, sorted by position.
    pub problems: Vec<Problem<PolicyProblem>>,
    /// `mode`, what senders do if no verified connection is possible; `None` if it is missing or invalid.
    pub mode: Option<Mode>,
    /// `max_age`, how long senders cache the policy, in seconds; `None` if it is missing or invalid.
    pub max_age: Option<u32>,
    /// The valid `mx` lines.
    pub mx: Vec<MxPattern>,
}

/// A line of a policy file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The key of the line; `None` if the standard does not define it.
    pub key: Option<Key>,
    /// The line without its line ending.
    pub span: Span,
    /// The text before the first colon.
    pub key_span: Span,
    /// The text after the colon, without surrounding blanks.
    pub value_span: Span,
}

/// The keys of a policy file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// `version`, which is always `STSv1`.
    Version,
    /// `mode`, what senders do if they can't verify a connection.
    Mode,
    /// `mx`, a pattern for mail hosts.
    Mx,
    /// `max_age`, how long the policy may be cached.
    MaxAge,
}

/// What senders do if they can't verify a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Senders do not deliver the mail.
    Enforce,
    /// Senders deliver the mail and report the failure.
    Testing,
    /// Senders act as if there were no policy.
    None,
}

/// A pattern of hosts that mail for the domain may be delivered to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MxPattern {
    /// A host name, optionally with `*` as its leftmost label; in lower case.
    pub pattern: String,
    /// Its place in the file.
    pub span: Span,
}

/// What can be wrong with a policy file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyProblem {
    /// The text is longer than [`MAX_OCTETS`]; the rest is not read.
    TooLong,
    /// A blank line.
    BlankLine,
    /// A line without a colon.
    MissingColon,
    /// A key that the grammar does not allow, such as one followed by a blank.
    BadKey,
    /// A key of the standard in the wrong case.
    KeyCase(Key),
    /// A key that the standard does not define.
    UnknownKey,
    /// A second key of a kind that may appear only once, which is any but `mx`. It is ignored.
    DuplicateKey(Key),
    /// A required key is missing.
    MissingKey(Key),
    /// A value that the key does not allow.
    InvalidValue(Key),
    /// A character that is not allowed in a policy file.
    BadCharacter(char),
}

impl PolicyProblem {
    /// Whether this problem makes senders ignore the policy.
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

    /// The key as it is written; case matters.
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

    /// The value as it is written; case matters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enforce => "enforce",
            Self::Testing => "testing",
            Self::None => "none",
        }
    }

    /// Parses a value; case matters.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == value)
    }
}

impl MxPattern {
    /// Whether the pattern matches a host; `*` matches exactly one label
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
    /// Whether a pattern of the policy matches the host.
    pub fn covers(&self, host: &str) -> bool {
        self.mx.iter().any(|pattern| pattern.covers(host))
    }
}
