//! [`Receiver`] and [`Requirement`]: which receiver requires what from whom.

/// A receiver, and what it requires from senders.
#[derive(Debug, PartialEq, Eq)]
pub struct Receiver {
    /// Kebab-case identifier for exports and attributes.
    pub id: &'static str,
    /// The name shown to readers.
    pub name: &'static str,
    /// To which mail the requirements apply, since when, and who counts as a bulk sender.
    pub scope: &'static str,
    /// The title of the page with the requirements.
    pub source_title: &'static str,
    /// The address of that page.
    pub source_url: &'static str,
    /// The date of the copy of that page in which the requirements were read.
    pub as_of: &'static str,
    /// The requirements, those for all senders first.
    pub requirements: &'static [Requirement],
}

/// One thing that a receiver requires.
#[derive(Debug, PartialEq, Eq)]
pub struct Requirement {
    /// What it is about, which decides how it is judged.
    pub subject: Subject,
    /// To whom it applies.
    pub senders: Senders,
    /// What is required, as a phrase.
    pub what: &'static str,
}

/// To whom a requirement applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Senders {
    /// Everyone who sends to the receiver.
    All,
    /// Those who send large volumes to the receiver.
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
    /// Alignment of the From domain with the SPF or DKIM domain.
    Alignment,
    /// Reverse DNS: the PTR record of each sending address.
    Ptr,
    /// TLS for mail delivery.
    Tls,
    /// One-click unsubscription.
    Unsubscription,
    /// How often recipients mark the mail as spam.
    SpamRate,
}

/// How far a requirement is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fulfilment {
    /// DNS shows what the requirement needs.
    Met,
    /// DNS shows that something required is missing.
    NotMet,
    /// Only the mail itself can show it.
    NotInDns,
    /// The answers so far leave it open.
    CouldNotTell,
}

/// How far a requirement is met, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// How far the requirement is met.
    pub fulfilment: Fulfilment,
    /// The reason, in a sentence or two.
    pub sentence: String,
}

impl Senders {
    /// Returns the words shown to readers.
    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "all senders",
            Self::Bulk => "bulk senders",
        }
    }

    /// Returns the identifier used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Bulk => "bulk",
        }
    }
}

impl Subject {
    /// Returns the identifier used in exports.
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
    /// Returns the words shown to readers, in lower case.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not met",
            Self::NotInDns => "not visible in DNS",
            Self::CouldNotTell => "could not tell",
        }
    }

    /// Returns the identifier used in exports.
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
    /// Creates a judgement.
    pub(super) fn new(fulfilment: Fulfilment, sentence: impl Into<String>) -> Self {
        Self {
            fulfilment,
            sentence: sentence.into(),
        }
    }
}
