//! [`Topic`]: the part of a domain's setup that a rule is about.

/// The part of a domain's setup that a rule is about. Sections of a report pick their findings by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// What receivers are asked to do with mail that fails.
    Policy,
    /// How the DMARC record is written.
    Record,
    /// Where receivers find the DMARC record, and which names belong together.
    Discovery,
    /// Who gets reports.
    Reports,
    /// The SPF records.
    Spf,
    /// The DKIM keys.
    Dkim,
    /// The services that send as the domain.
    Senders,
    /// The hosts that take mail.
    Mx,
    /// The TLSA records of the hosts that take mail.
    Tlsa,
    /// MTA-STS.
    MtaSts,
    /// TLS-RPT.
    TlsRpt,
    /// BIMI.
    Bimi,
    /// The check itself: what could not be asked, and who answered.
    Resolver,
}

impl Topic {
    /// Every topic, in the order of the page.
    pub const ALL: [Self; 13] = [
        Self::Policy,
        Self::Record,
        Self::Discovery,
        Self::Reports,
        Self::Spf,
        Self::Dkim,
        Self::Senders,
        Self::Mx,
        Self::Tlsa,
        Self::MtaSts,
        Self::TlsRpt,
        Self::Bimi,
        Self::Resolver,
    ];

    /// The word for it in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Record => "record",
            Self::Discovery => "discovery",
            Self::Reports => "reports",
            Self::Spf => "spf",
            Self::Dkim => "dkim",
            Self::Senders => "senders",
            Self::Mx => "mx",
            Self::Tlsa => "tlsa",
            Self::MtaSts => "mta-sts",
            Self::TlsRpt => "tls-rpt",
            Self::Bimi => "bimi",
            Self::Resolver => "resolver",
        }
    }
}
