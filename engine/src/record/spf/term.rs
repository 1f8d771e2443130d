//! [`Term`]: a mechanism or a modifier.

use std::fmt;

use super::{DomainSpec, Lengths, MacroString, Network};
use crate::record::Span;

/// One term of a record ([RFC 7208, section 4.6.1](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.1)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// All of it, the qualifier included.
    pub span: Span,
    /// The name.
    pub name_span: Span,
    /// What follows the colon or `=`, or the prefix lengths that follow the name.
    pub value_span: Option<Span>,
    /// `+` where nothing is written; `None` for a modifier, which has none.
    pub qualifier: Option<Qualifier>,
    /// Which term it is, broken or not; `None` for one that RFC 7208 does not know.
    pub name: Option<TermName>,
    /// What it says.
    pub content: Content,
}

/// What a term says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// It names senders.
    Mechanism(Mechanism),
    /// It says something else.
    Modifier(Modifier),
    /// It breaks the grammar.
    Invalid,
}

/// Which senders are meant ([RFC 7208, section 5](https://www.rfc-editor.org/rfc/rfc7208#section-5)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mechanism {
    /// `all`: everybody.
    All,
    /// `include`: those who pass at another domain.
    Include(DomainSpec),
    /// `a`: the addresses of a name.
    A(Option<DomainSpec>, Lengths),
    /// `mx`: the addresses of the mail exchangers of a name.
    Mx(Option<DomainSpec>, Lengths),
    /// `ptr`: those whose address leads back to a name.
    Ptr(Option<DomainSpec>),
    /// `ip4` or `ip6`: a network.
    Ip(Network),
    /// `exists`: everybody for whom a name has an address.
    Exists(DomainSpec),
}

/// What a record says beside its mechanisms
/// ([RFC 7208, section 6](https://www.rfc-editor.org/rfc/rfc7208#section-6)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Modifier {
    /// `redirect`: the record of another domain decides.
    Redirect(DomainSpec),
    /// `exp`: where the explanation of a fail is.
    Explanation(DomainSpec),
    /// Anything else, which receivers ignore.
    Unknown(MacroString),
}

/// What a match means ([RFC 7208, section 4.6.2](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// `+`: the sender is authorized.
    Pass,
    /// `-`: the sender is not authorized.
    Fail,
    /// `~`: the sender is probably not authorized.
    SoftFail,
    /// `?`: nothing is said.
    Neutral,
}

/// The terms of RFC 7208.
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
    /// Whether evaluating the term asks DNS for it
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
    /// The character of a qualifier.
    pub const fn from_char(c: char) -> Option<Self> {
        Some(match c {
            '+' => Self::Pass,
            '-' => Self::Fail,
            '~' => Self::SoftFail,
            '?' => Self::Neutral,
            _ => return None,
        })
    }

    /// As it is written.
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
    /// Every term, the mechanisms first.
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

    /// The term of this name; case does not count.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|term| term.as_str().eq_ignore_ascii_case(name))
    }

    /// As it is written.
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

    /// Whether it is a modifier, with `=` between name and value.
    pub const fn is_modifier(self) -> bool {
        matches!(self, Self::Redirect | Self::Explanation)
    }
}

impl fmt::Display for TermName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
