//! [`Sender`]: a vendor that names in DNS show.

use crate::vendors::{Confidence, Kind, Vendor};

/// A vendor, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// What is known of the vendor: its category, how its mail aligns, what to set up.
    pub vendor: &'static Vendor,
    /// How sure the surest sighting is.
    pub confidence: Confidence,
    /// Where it was seen, at least once.
    pub sightings: Vec<Sighting>,
    /// Whether a key of its is published.
    pub key: VendorKey,
    /// Whether the domain's own record includes it although SPF cannot pass for the domain by that, so that the
    /// include costs a lookup for nothing, unless this very name is the vendor's return-path.
    pub has_useless_include: bool,
}

/// A name that shows a vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub seen: Seen,
    /// How sure it is.
    pub confidence: Confidence,
}

/// Where a name stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// In the SPF tree.
    Spf {
        /// The place of each term from the domain's own record down, as [`Tree::node_at`](crate::spf::Tree::node_at)
        /// takes it. One step is the domain's own record.
        path: Vec<usize>,
        /// Whether the last step is a `redirect`, not an `include`.
        is_redirect: bool,
        /// The vendor whose record leads there, so that this one works for that one rather than for the domain.
        inside: Option<&'static str>,
    },
    /// In an MX record.
    Mx,
    /// At the end of the CNAME records of a DKIM selector.
    DkimAlias {
        /// The selector.
        selector: String,
    },
    /// In a report address.
    Reports,
}

/// Whether a key of a vendor is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VendorKey {
    /// Answers are missing.
    Pending,
    /// At these selectors, and a policy can rely on it.
    Found(Vec<String>),
    /// Only at these selectors, and a policy can rely on none: revoked, broken, too short or in test mode.
    Unusable(Vec<String>),
    /// The vendor sends no mail for the domain, so it needs none.
    NotApplicable,
    /// None of the selectors that the vendor is known to use has one.
    NotFound,
    /// The vendor's selectors are not known, or not all of them, so a key may be anywhere.
    SelectorsUnknown,
    /// Some of its selectors could not be asked, or a wildcard answers for all of them.
    CouldNotTell,
}

impl Sender {
    /// Whether only records of other vendors lead to it.
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
    /// The kind of place.
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
    /// A name for exports.
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
