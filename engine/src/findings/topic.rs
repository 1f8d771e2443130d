//! [`Topic`]: the part of a domain's setup that a rule is about.

/// The part of a domain's setup that a rule is about. Each report section selects its findings by topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// What receivers are asked to do with failing mail.
    Policy,
    /// How the DMARC record is written.
    Record,
    /// Where receivers find the DMARC record, and which names count as one organization.
    Discovery,
    /// Where reports go.
    Reports,
    /// The SPF records.
    Spf,
    /// The DKIM keys.
    Dkim,
    /// The services that send as the domain.
    Senders,
    /// The hosts that accept mail.
    Mx,
    /// The TLSA records of these hosts.
    Tlsa,
    /// MTA-STS: its record and its policy file.
    MtaSts,
    /// TLS-RPT: the record that asks for reports about TLS failures.
    TlsRpt,
    /// BIMI: the record that names a logo.
    Bimi,
    /// The check itself: queries that failed, and which resolver answered.
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

    /// The name that people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Policy => "Policy",
            Self::Record => "DMARC record",
            Self::Discovery => "Policy discovery",
            Self::Reports => "Reports",
            Self::Spf => "SPF",
            Self::Dkim => "DKIM",
            Self::Senders => "Senders",
            Self::Mx => "Mail hosts",
            Self::Tlsa => "DANE",
            Self::MtaSts => "MTA-STS",
            Self::TlsRpt => "TLS-RPT",
            Self::Bimi => "BIMI",
            Self::Resolver => "The check itself",
        }
    }

    /// Returns the word for it in JSON.
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
