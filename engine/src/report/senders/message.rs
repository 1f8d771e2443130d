//! The sentences about services that appear to send.

use std::fmt;

use crate::advice::key_faults;
use crate::mail_setup::{Dkim, VendorKey};
use crate::report::words::{counted, shown};
use crate::vendors::{Category, Confidence, SpfAlignment};

/// How reliable the list of services is.
pub(super) const HINT: &str = "Names in DNS are hints: aggregate reports show who really sends.";

/// A sentence about all services.
pub(super) enum Message<'a> {
    Looking(&'a str),
    Services {
        name: &'a str,
        count: usize,
        /// How many of them send as the domain.
        sending: usize,
        /// Whether there may be others, since not everything could be checked.
        is_partial: bool,
    },
}

/// A sentence about whether SPF can align for the mail of a service.
pub(super) enum SpfMessage<'a> {
    NotKnown,
    Included(&'a str),
    OnceIncluded(&'a str),
    AfterSetting,
    WithReturnPath(&'a str),
    AfterReturnPath(&'a str),
    /// It can use a subdomain as its return-path, and alignment is strict.
    OnlyRelaxed,
    WithDedicatedAddress,
    Never,
    UselessInclude {
        /// Whether the vendor's own check requires the include.
        is_checked: bool,
    },
}

/// A sentence about whether DKIM can align for the mail of a service.
pub(super) enum DkimMessage<'a> {
    Found(&'a [String]),
    Unusable(&'a Dkim, &'a [String]),
    /// The service does not send mail as the domain.
    NotNeeded(&'a str),
    Indirect,
    Pending,
    /// No key at the selectors that the service uses; empty if it has none of its own.
    NotFound(&'a [&'static str]),
    SelectorsUnknown,
    CouldNotTell,
}

/// What a service does and where its names were seen, as phrases.
pub(super) enum Phrase<'a> {
    Category(Category, Confidence),
    SpfTerm {
        name: &'a str,
        is_redirect: bool,
        /// The name whose record has the term.
        at: &'a str,
        /// The vendor that record belongs to.
        inside: Option<&'static str>,
    },
    MxHost(&'a str),
    DkimAlias {
        name: &'a str,
        selector: &'a str,
    },
    ReportAddress(&'a str),
    MorePlaces(usize),
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Looking(name) => write!(f, "Looking for services that send as {name}."),
            Self::Services {
                name,
                count,
                sending,
                is_partial,
            } => {
                let services = counted(count, "known service", "known services");
                match (count, sending) {
                    (0, _) => f.write_str("DNS shows no known service."),
                    (1, 1) => write!(f, "DNS shows {services}, which may send."),
                    (1, _) => write!(f, "DNS shows {services}, which does not send as {name}."),
                    (_, 0) => write!(f, "DNS shows {services}, none of which sends as {name}."),
                    _ if sending == count => {
                        write!(f, "DNS shows {services}, all of which may send.")
                    }
                    _ => write!(f, "DNS shows {services}, {sending} of which may send."),
                }?;
                f.write_str(match (is_partial, count) {
                    (false, _) => "",
                    (true, 0) => " Not everything could be checked, so there may be some.",
                    (true, _) => " Not everything could be checked, so there may be more.",
                })
            }
        }
    }
}

impl fmt::Display for SpfMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotKnown => f.write_str("It is not known whether SPF can align for its mail."),
            Self::Included(name) => write!(
                f,
                "SPF can align: it may send with a return-path (bounce address) at {name}."
            ),
            Self::OnceIncluded(name) => {
                write!(f, "SPF can align once the SPF record of {name} includes it.")
            }
            Self::AfterSetting => f.write_str("SPF can align after you change a setting there."),
            Self::WithReturnPath(name) => write!(
                f,
                "SPF can align where it uses {name} as the return-path (bounce address)."
            ),
            Self::AfterReturnPath(name) => write!(
                f,
                "SPF can align after you set up a return-path (bounce address) below {name} there."
            ),
            Self::OnlyRelaxed => f.write_str(
                "SPF cannot align: its return-path is a subdomain at best, and aspf=s requires the exact domain.",
            ),
            Self::WithDedicatedAddress => {
                f.write_str("SPF can align only with your own IP address there.")
            }
            Self::Never => {
                f.write_str("SPF never aligns: it uses its own return-path (bounce address).")
            }
            Self::UselessInclude { is_checked: true } => f.write_str(
                "The include does not help, but the vendor's own check looks for it.",
            ),
            Self::UselessInclude { is_checked: false } => {
                f.write_str("The include does not help, and it costs lookups.")
            }
        }
    }
}

impl fmt::Display for DkimMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found(selectors) => write!(
                f,
                "DKIM can align: there is a key at {}.",
                listed(selectors)
            ),
            Self::Unusable(dkim, selectors) => {
                let faults = key_faults(dkim, selectors);
                write!(f, "DKIM cannot align: {}.", faults.join(", "))
            }
            Self::NotNeeded(name) => {
                write!(f, "It sends no mail as {name}, so it needs no key.")
            }
            Self::Indirect => f.write_str(
                "Only the record of another service leads to it, so it probably works for that service.",
            ),
            Self::Pending => f.write_str("Looking for its DKIM key."),
            Self::NotFound([]) => f.write_str("No DKIM key: no selector exists at the domain."),
            Self::NotFound(selectors) => write!(
                f,
                "No DKIM key at its known selectors: {}.",
                selectors.join(", ")
            ),
            Self::SelectorsUnknown => f.write_str(
                "Can't tell whether there is a DKIM key: each customer has its own selectors.",
            ),
            Self::CouldNotTell => f.write_str(
                "Can't tell whether there is a DKIM key: not every selector gave a clear answer.",
            ),
        }
    }
}

impl fmt::Display for Phrase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Category(category, Confidence::Certain) => f.write_str(category.label()),
            Self::Category(category, Confidence::Probable) => {
                write!(f, "{}, probably", category.label())
            }
            Self::SpfTerm {
                name,
                is_redirect,
                at,
                inside,
            } => {
                let term = if is_redirect { "redirect=" } else { "include:" };
                write!(f, "{term}{name} in the SPF record of {at}")?;
                inside.map_or(Ok(()), |inside| write!(f, ", a record of {inside}"))
            }
            Self::MxHost(name) => write!(f, "MX host {name}"),
            Self::DkimAlias { name, selector } => {
                write!(f, "CNAME at the DKIM selector {selector} to {name}")
            }
            Self::ReportAddress(name) => write!(f, "Report address at {name}"),
            Self::MorePlaces(count) => f.write_str(&counted(count, "more place", "more places")),
        }
    }
}

/// Whether SPF can align, for a table.
pub(super) const fn spf_cell(alignment: Option<SpfAlignment>, is_included: bool) -> &'static str {
    match alignment {
        None => "Not known",
        Some(SpfAlignment::Yes) if is_included => "Yes",
        Some(SpfAlignment::Yes) => "Once included",
        Some(SpfAlignment::WithSetting) => "After a setting change",
        Some(SpfAlignment::WithReturnPath) => "With own return-path",
        Some(SpfAlignment::WithDedicatedAddress) => "With own IP address",
        Some(SpfAlignment::Never) => "Never",
    }
}

/// The selectors of a vendor's keys, for a table.
pub(super) fn dkim_cell(key: &VendorKey) -> String {
    match key {
        VendorKey::Found(selectors) | VendorKey::Unusable(selectors) => listed(selectors),
        VendorKey::NotFound => "Not found".to_owned(),
        VendorKey::Pending => String::new(),
        VendorKey::SelectorsUnknown | VendorKey::CouldNotTell | VendorKey::NotApplicable => {
            "Not known".to_owned()
        }
    }
}

/// Whether mail can pass DMARC, and what is left to do, for a table.
pub(super) const fn passes_cell(
    key: &VendorKey,
    is_spf_aligned: bool,
) -> (&'static str, &'static str) {
    match key {
        VendorKey::Found(_) if is_spf_aligned => ("By SPF and DKIM", ""),
        VendorKey::Found(_) => ("By DKIM", ""),
        VendorKey::Unusable(_) => ("Not by DKIM", "Replace the DKIM key"),
        VendorKey::NotFound => ("Not by DKIM", "Set up DKIM"),
        VendorKey::Pending => ("Checking", ""),
        VendorKey::SelectorsUnknown | VendorKey::CouldNotTell | VendorKey::NotApplicable => {
            ("Could not tell", "Find selector")
        }
    }
}

/// Selectors, separated by commas.
fn listed(selectors: &[String]) -> String {
    let listed: Vec<_> = selectors.iter().map(|text| shown(text)).collect();
    listed.join(", ")
}
