//! [`SpfCause`] and [`SpfQuestion`]: what is wrong with SPF, and what only its owner can say.

use crate::record::spf::Edit;
use crate::spf::Cause;

/// Something that is wrong with SPF of a domain. Terms are as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfCause {
    /// The text was meant as SPF, but receivers do not take it for a record.
    NotRecognized {
        /// The text.
        text: String,
    },
    /// Slips in a text that one repair corrects.
    Slips {
        /// The text, with a blank where strings met without one.
        text: String,
        /// What is corrected; the places are those in the text.
        edits: Vec<Edit>,
    },
    /// A text is broken, and it cannot be told what was meant.
    Unreadable {
        /// The text.
        text: String,
        /// The first term that is wrong; empty where the beginning is.
        term: String,
    },
    /// Two strings of the record meet without a blank.
    StringsJoined {
        /// The term at the end of the first.
        before: String,
        /// The term at the beginning of the second.
        behind: String,
    },
    /// Several records at the domain.
    SeveralRecords {
        /// How many.
        count: usize,
    },
    /// A term leads to a name without a record, and most likely another name was meant.
    Misspelled {
        /// The term.
        term: String,
        /// What was most likely meant.
        instead: String,
        /// The vendor whose name that is.
        vendor: Option<&'static str>,
    },
    /// A term leads to a name without a record.
    NoRecord {
        /// The term.
        term: String,
    },
    /// A term leads back to the domain itself.
    Loop {
        /// The term.
        term: String,
    },
    /// Evaluation takes more lookups than are allowed.
    TooManyLookups {
        /// How many it takes.
        lookups: usize,
        /// The terms that have no effect for the domain and are left out.
        left_out: Vec<String>,
    },
    /// An `mx` names more hosts than are allowed.
    TooManyMxHosts {
        /// The term.
        term: String,
        /// How many.
        count: usize,
    },
    /// A term lets everybody pass, or as good as everybody.
    Everyone {
        /// The term.
        term: String,
    },
    /// The record of another name is broken.
    Elsewhere {
        /// The name.
        name: String,
        /// The domain's own term that leads there.
        term: String,
        /// What is wrong there.
        cause: Cause,
    },
}

/// What only the owner of a domain can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpfQuestion {
    /// What was meant by a text or a name.
    WhatWasMeant,
    /// Which of several records is right, or what of each.
    WhichRecord,
    /// Who sends as the domain: no sender that is named would be left.
    WhoSends,
    /// Which services are still needed: there are too many lookups.
    WhichServices,
    /// When another name's record works again, or whether the term that leads there is still needed.
    OtherRecord,
}

impl SpfQuestion {
    /// A name for exports.
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
