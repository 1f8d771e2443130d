//! [`Term`]: a mechanism or modifier of a record.

use std::fmt;

use super::{DomainSpec, Lengths, MacroString, Network};
use crate::record::Span;

/// A term of a record ([RFC 7208, section 4.6.1](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.1)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The whole term, including its qualifier.
    pub span: Span,
    /// The place of the name.
    pub name_span: Span,
    /// What follows the colon or `=`, or the prefix lengths after the name.
    pub value_span: Option<Span>,
    /// The qualifier, `+` if none is written; `None` for modifiers, which have none.
    pub qualifier: Option<Qualifier>,
    /// The kind of term, even if it is invalid; `None` if RFC 7208 does not define it.
    pub name: Option<TermName>,
    /// The parsed term.
    pub content: Content,
}

/// The content of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A mechanism, which matches senders.
    Mechanism(Mechanism),
    /// A modifier, which adds other information.
    Modifier(Modifier),
    /// A term with a syntax error.
    Invalid,
}

/// How a term matches senders ([RFC 7208, section 5](https://www.rfc-editor.org/rfc/rfc7208#section-5)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mechanism {
    /// `all`: matches every sender.
    All,
    /// `include`: matches senders that pass at another domain.
    Include(DomainSpec),
    /// `a`: matches the addresses of a name.
    A(Option<DomainSpec>, Lengths),
    /// `mx`: matches the addresses of a name's mail hosts.
    Mx(Option<DomainSpec>, Lengths),
    /// `ptr`: matches senders whose reverse DNS name is below a name.
    Ptr(Option<DomainSpec>),
    /// `ip4` or `ip6`: matches a network.
    Ip(Network),
    /// `exists`: matches every sender if a name has an A record.
    Exists(DomainSpec),
}

/// Additional information in a record ([RFC 7208, section 6](https://www.rfc-editor.org/rfc/rfc7208#section-6)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Modifier {
    /// `redirect`: another domain's record decides.
    Redirect(DomainSpec),
    /// `exp`: where to find the explanation for a fail.
    Explanation(DomainSpec),
    /// An unknown modifier, which receivers ignore.
    Unknown(MacroString),
}

/// The result if a mechanism matches ([RFC 7208, section 4.6.2](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// `+`: the sender is authorized.
    Pass,
    /// `-`: the sender is not authorized.
    Fail,
    /// `~`: the sender is probably not authorized.
    SoftFail,
    /// `?`: no statement about the sender.
    Neutral,
}

/// The terms that RFC 7208 defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermName {
    /// `all`
    All,
    /// `include`
    Include,
    /// `a`
    A,
    /// `mx`
    Mx,
    /// `ptr`
    Ptr,
    /// `ip4`
    Ip4,
    /// `ip6`
    Ip6,
    /// `exists`
    Exists,
    /// `redirect`
    Redirect,
    /// `exp`
    Explanation,
}

impl Term {
    /// Whether evaluating the term counts as a DNS lookup
    /// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
    pub const fn is_lookup(&self) -> bool {
        match &self.content {
            Content::Mechanism(mechanism) => {
                !matches!(mechanism, Mechanism::All | Mechanism::Ip(_))
            }
            Content::Modifier(modifier) => matches!(modifier, Modifier::Redirect(_)),
            Content::Invalid => false,
        }
    }
}

impl Qualifier {
    /// The qualifier that a character represents.
    pub const fn from_char(c: char) -> Option<Self> {
        Some(match c {
            '+' => Self::Pass,
            '-' => Self::Fail,
            '~' => Self::SoftFail,
            '?' => Self::Neutral,
            _ => return None,
        })
    }

    /// The qualifier's character.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "+",
            Self::Fail => "-",
            Self::SoftFail => "~",
            Self::Neutral => "?",
        }
    }
}

impl TermName {
    /// Every term; mechanisms come first.
    pub const ALL: [Self; 10] = [
        Self::All,
        Self::Include,
        Self::A,
        Self::Mx,
        Self::Ptr,
        Self::Ip4,
        Self::Ip6,
        Self::Exists,
        Self::Redirect,
        Self::Explanation,
    ];

    /// The term with this name; case is ignored.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|term| term.as_str().eq_ignore_ascii_case(name))
    }

    /// The name as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Include => "include",
            Self::A => "a",
            Self::Mx => "mx",
            Self::Ptr => "ptr",
            Self::Ip4 => "ip4",
            Self::Ip6 => "ip6",
            Self::Exists => "exists",
            Self::Redirect => "redirect",
            Self::Explanation => "exp",
        }
    }

    /// Whether the term is a modifier, which has `=` between name and value.
    pub const fn is_modifier(self) -> bool {
        matches!(self, Self::Redirect | Self::Explanation)
    }
}

impl fmt::Display for TermName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
