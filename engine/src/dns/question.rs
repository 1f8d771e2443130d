//! [`Question`]: a name and a record type.

use std::fmt;

use crate::domain::DomainName;

/// The record types that the checker queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordType {
    /// IPv4 addresses ([RFC 1035, section 3.4.1](https://www.rfc-editor.org/rfc/rfc1035#section-3.4.1)).
    A,
    /// IPv6 addresses ([RFC 3596](https://www.rfc-editor.org/rfc/rfc3596)).
    Aaaa,
    /// Mail hosts ([RFC 1035, section 3.3.9](https://www.rfc-editor.org/rfc/rfc1035#section-3.3.9)).
    Mx,
    /// Reverse DNS names ([RFC 1035, section 3.3.12](https://www.rfc-editor.org/rfc/rfc1035#section-3.3.12)).
    Ptr,
    /// Certificate associations of a service
    /// ([RFC 6698, section 2.1](https://www.rfc-editor.org/rfc/rfc6698#section-2.1)).
    Tlsa,
    /// Text records ([RFC 1035, section 3.3.14](https://www.rfc-editor.org/rfc/rfc1035#section-3.3.14)).
    Txt,
}

impl RecordType {
    /// Every type, for parsing their names.
    pub const ALL: [Self; 6] = [
        Self::A,
        Self::Aaaa,
        Self::Mx,
        Self::Ptr,
        Self::Tlsa,
        Self::Txt,
    ];

    /// The mnemonic used by zone files and `dig`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Mx => "MX",
            Self::Ptr => "PTR",
            Self::Tlsa => "TLSA",
            Self::Txt => "TXT",
        }
    }
}

impl fmt::Display for RecordType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A DNS question: the records of one type at one name, in class IN.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Question {
    /// The name to query.
    pub name: DomainName,
    /// The record type to query.
    pub kind: RecordType,
}

impl Question {
    /// A question for `kind` records at `name`.
    pub const fn new(name: DomainName, kind: RecordType) -> Self {
        Self { name, kind }
    }

    /// A question for TXT records at `name`.
    pub const fn txt(name: DomainName) -> Self {
        Self::new(name, RecordType::Txt)
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.kind)
    }
}
