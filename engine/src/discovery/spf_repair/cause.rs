//! [`SpfCause`] and [`SpfQuestion`]: what is wrong with SPF, and what only the domain's owner can answer.

use crate::record::spf::Edit;
use crate::spf::Cause;

/// Something that is wrong with the SPF of a domain. Terms are as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfCause {
    /// The text was meant as SPF, but receivers do not recognize it as a record.
    NotRecognized {
        /// The text as published.
        text: String,
    },
    /// Slips in a text that one repair corrects.
    Slips {
        /// The text, with a blank where strings were joined without one.
        text: String,
        /// The corrections; their spans refer to `text`.
        edits: Vec<Edit>,
    },
    /// A text is broken, and it is unclear what was meant.
    Unreadable {
        /// The text as published.
        text: String,
        /// The first wrong term; empty if the beginning of the text is wrong.
        term: String,
    },
    /// Two strings of the record are joined without a blank.
    StringsJoined {
        /// The term at the end of the first string.
        before: String,
        /// The term at the beginning of the second string.
        behind: String,
    },
    /// The domain has several records.
    SeveralRecords {
        /// The number of records.
        count: usize,
    },
    /// A term leads to a name without a record, and another name was probably meant.
    Misspelled {
        /// The term with the wrong name.
        term: String,
        /// The term that was probably meant.
        instead: String,
        /// The vendor to whom that name belongs.
        vendor: Option<&'static str>,
    },
    /// A term leads to a name without a record.
    NoRecord {
        /// The term that leads there.
        term: String,
    },
    /// A term leads back to the domain itself.
    Loop {
        /// The term that leads back.
        term: String,
    },
    /// Evaluation needs more lookups than allowed.
    TooManyLookups {
        /// The number of lookups needed.
        lookups: usize,
        /// The removed terms, which have no effect for the domain.
        left_out: Vec<String>,
    },
    /// An `mx` term names more hosts than allowed.
    TooManyMxHosts {
        /// The `mx` term.
        term: String,
        /// The number of hosts.
        count: usize,
    },
    /// A term allows every sender, or almost every one.
    Everyone {
        /// The term that does so; the whole record if only several terms together do.
        term: String,
    },
    /// The record of another name is broken.
    Elsewhere {
        /// The name with the broken record.
        name: String,
        /// The domain's own term that leads there.
        term: String,
        /// What is wrong there.
        cause: Cause,
    },
}

/// A question that only the domain's owner can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpfQuestion {
    /// What a text or a name was meant to be.
    WhatWasMeant,
    /// Which of several records is right, or which parts of each.
    WhichRecord,
    /// Who sends as the domain, since the record would name no sender.
    WhoSends,
    /// Which services are still needed, since there are too many lookups.
    WhichServices,
    /// When another name's record will work again, or whether the term that leads there is still needed.
    OtherRecord,
}

impl SpfQuestion {
    /// Returns the identifier used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WhatWasMeant => "what-was-meant",
            Self::WhichRecord => "which-record",
            Self::WhoSends => "who-sends",
            Self::WhichServices => "which-services",
            Self::OtherRecord => "other-record",
        }
    }
}
