//! [`Receiver`] and [`Requirement`]: who asks what of whom.

/// A receiver, and what it asks of senders.
#[derive(Debug, PartialEq, Eq)]
pub struct Receiver {
    /// Kebab-case, for exports and attributes.
    pub id: &'static str,
    /// The name for people.
    pub name: &'static str,
    /// For mail to whom, since when, and who counts as a bulk sender.
    pub scope: &'static str,
    /// The title of the page that says so.
    pub source_title: &'static str,
    /// The address of that page.
    pub source_url: &'static str,
    /// The day of the copy of that page in which the requirements were read.
    pub as_of: &'static str,
    /// What it asks, that which binds all senders first.
    pub requirements: &'static [Requirement],
}

/// One thing that a receiver asks.
#[derive(Debug, PartialEq, Eq)]
pub struct Requirement {
    /// What it is about, which decides how it is judged.
    pub subject: Subject,
    /// Whom it binds.
    pub senders: Senders,
    /// What is asked, as a phrase.
    pub what: &'static str,
}

/// Whom a requirement binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Senders {
    /// Whoever sends there.
    All,
    /// Whoever sends much there.
    Bulk,
}

/// What a requirement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// SPF, DKIM or both.
    SpfOrDkim,
    /// SPF.
    Spf,
    /// DKIM.
    Dkim,
    /// A DMARC record.
    Dmarc,
    /// Alignment of the From domain with that of SPF or DKIM.
    Alignment,
    /// The name of each sending address.
    Ptr,
    /// TLS on the way.
    Tls,
    /// One-click unsubscription.
    Unsubscription,
    /// How often recipients call the mail spam.
    SpamRate,
}

/// How far a requirement is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fulfilment {
    /// What DNS has to show is there.
    Met,
    /// What DNS has to show is not there.
    NotMet,
    /// It shows in mail alone.
    NotInDns,
    /// The answers so far do not tell.
    CouldNotTell,
}

/// How far a requirement is met, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// How far.
    pub fulfilment: Fulfilment,
    /// Why, in a sentence or two.
    pub sentence: String,
}

impl Senders {
    /// The words for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "all senders",
            Self::Bulk => "bulk senders",
        }
    }

    /// A name for exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Bulk => "bulk",
        }
    }
}

impl Subject {
    /// A name for exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SpfOrDkim => "spf-or-dkim",
            Self::Spf => "spf",
            Self::Dkim => "dkim",
            Self::Dmarc => "dmarc",
            Self::Alignment => "alignment",
            Self::Ptr => "ptr",
            Self::Tls => "tls",
            Self::Unsubscription => "unsubscription",
            Self::SpamRate => "spam-rate",
        }
    }
}

impl Fulfilment {
    /// The words for people, in lower case.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not met",
            Self::NotInDns => "cannot be seen in DNS",
            Self::CouldNotTell => "could not tell",
        }
    }

    /// A name for exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::NotInDns => "not-in-dns",
            Self::CouldNotTell => "could-not-tell",
        }
    }
}

impl Judgement {
    /// A judgement.
    pub(super) fn new(fulfilment: Fulfilment, sentence: impl Into<String>) -> Self {
        Self {
            fulfilment,
            sentence: sentence.into(),
        }
    }
}
