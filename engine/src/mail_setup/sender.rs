//! [`Sender`]: a vendor that names in DNS reveal.

use crate::vendors::{Confidence, Kind, Vendor};

/// A vendor, and the names that reveal it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// What is known about the vendor: its category, how its mail aligns, what to set up.
    pub vendor: &'static Vendor,
    /// The confidence of its most certain sighting.
    pub confidence: Confidence,
    /// Where it was seen, at least once.
    pub sightings: Vec<Sighting>,
    /// Whether one of its keys is published.
    pub key: VendorKey,
    /// Whether the domain's own record includes it although that can't make SPF pass for the domain. Such an include only costs a
    /// lookup, unless this very name is the vendor's return-path.
    pub has_useless_include: bool,
}

/// A name that reveals a vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The name as published.
    pub name: String,
    /// Where the name was seen.
    pub seen: Seen,
    /// How certain it is that the name means this vendor.
    pub confidence: Confidence,
}

/// Where a name was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// In the SPF tree.
    Spf {
        /// The position of each term on the way from the domain's own record, as [`Tree::node_at`](crate::spf::Tree::node_at)
        /// takes it. A path of one step is a term of the domain's own record.
        path: Vec<usize>,
        /// Whether the last step is a `redirect` rather than an `include`.
        is_redirect: bool,
        /// The vendor whose record leads there, in which case this one works for that vendor rather than for the domain.
        inside: Option<&'static str>,
    },
    /// In an MX record.
    Mx,
    /// At the end of the CNAME records of a DKIM selector.
    DkimAlias {
        /// The selector with the CNAME record.
        selector: String,
    },
    /// In the host of a report address.
    Reports,
}

/// Whether a vendor's key is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VendorKey {
    /// Answers are still missing.
    Pending,
    /// Published at these selectors, with at least one key that a policy can rely on.
    Found(Vec<String>),
    /// Published only at these selectors, and no policy can rely on any: revoked, broken, too short or in test mode.
    Unusable(Vec<String>),
    /// The vendor sends no mail for the domain, so it needs no key.
    NotApplicable,
    /// None of the selectors that the vendor is known to use has a key.
    NotFound,
    /// Not all of the vendor's selectors are known, so a key may be anywhere.
    SelectorsUnknown,
    /// Some of its selectors could not be queried, or a wildcard answers for all of them.
    CouldNotTell,
}

impl Sender {
    /// Whether only the records of other vendors lead to it.
    pub fn is_indirect(&self) -> bool {
        self.sightings.iter().all(|sighting| {
            matches!(
                sighting.seen,
                Seen::Spf {
                    inside: Some(_),
                    ..
                }
            )
        })
    }

    /// Whether it was seen in this kind of place.
    pub fn is_seen_in(&self, kind: Kind) -> bool {
        self.sightings
            .iter()
            .any(|sighting| sighting.seen.kind() == kind)
    }
}

impl Seen {
    /// Returns the kind of place.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Spf { .. } => Kind::SpfInclude,
            Self::Mx => Kind::Mx,
            Self::DkimAlias { .. } => Kind::DkimCname,
            Self::Reports => Kind::ReportHost,
        }
    }
}

impl VendorKey {
    /// Returns the identifier used in exports.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Found(_) => "found",
            Self::Unusable(_) => "unusable",
            Self::NotApplicable => "not-applicable",
            Self::NotFound => "not-found",
            Self::SelectorsUnknown => "selectors-unknown",
            Self::CouldNotTell => "could-not-tell",
        }
    }
}
