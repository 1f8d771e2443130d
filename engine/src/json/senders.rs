//! The JSON form of the vendors identified by names in DNS.

use serde::Serialize;

use crate::discovery::Facts;
use crate::mail_setup::{MailSetup, MxState, Seen, Sender, Sighting, VendorKey};
use crate::spf::Cause;
use crate::vendors::{Confidence, SpfAlignment};

/// A vendor identified by names in DNS.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SenderJson {
    /// The vendor's name.
    vendor: &'static str,
    /// The kind of service.
    category: &'static str,
    /// `certain` or `probable`: the confidence of the most certain sighting.
    confidence: &'static str,
    /// Whether it sends mail with its customers' domains in From.
    sends: bool,
    /// Whether only other vendors' records lead to it.
    indirect: bool,
    /// The names that identify it.
    seen: Vec<SightingJson>,
    /// Whether SPF can pass for the customer's domain: `yes`, `setting`, `return-path`, `dedicated-ip` or `never`; null
    /// if that is not known.
    spf_alignment: Option<&'static str>,
    /// Whether its DKIM key was found: `found`, `unusable`, `not-found`, `selectors-unknown`, `could-not-tell`,
    /// `not-applicable` or `pending`.
    dkim_key: &'static str,
    /// The selectors whose keys were found, or whose keys are unusable.
    dkim_selectors: Vec<String>,
    /// Whether the domain's own record includes it without effect.
    useless_include: bool,
}

/// A name that identifies a vendor.
#[derive(Debug, Clone, Serialize)]
struct SightingJson {
    /// The name found.
    name: String,
    /// `include` (also for `redirect`), `mx`, `dkim` or `report`.
    kind: &'static str,
    /// `certain` or `probable`.
    confidence: &'static str,
    /// The indices of the terms that lead from the domain's own SPF record to the name; null outside of SPF.
    path: Option<Vec<usize>>,
    /// Whether the last of these terms is `redirect`.
    redirect: bool,
    /// The vendor whose SPF record leads there, which means that this vendor works for that one.
    inside: Option<&'static str>,
    /// The DKIM selector whose CNAME record leads there.
    selector: Option<String>,
}

/// Whether failed or pending queries may hide more vendors.
pub(super) fn is_partial(mail_setup: &MailSetup) -> bool {
    let mut breaks = mail_setup.spf.breaks.iter();
    matches!(mail_setup.mx.state, MxState::Failed(_) | MxState::Pending)
        || mail_setup.spf.is_cut()
        || !mail_setup.spf.is_complete()
        || mail_setup.dkim.is_pending()
        || breaks.any(|found| matches!(found.cause, Cause::CouldNotAsk(_)))
}

/// Converts a vendor.
pub(super) fn sender(facts: &Facts, sender: &Sender) -> SenderJson {
    let vendor = sender.vendor;
    SenderJson {
        vendor: vendor.name,
        category: vendor.category.as_str(),
        confidence: confidence(sender.confidence),
        sends: vendor.is_sender(),
        indirect: sender.is_indirect(),
        seen: sender.sightings.iter().map(sighting).collect(),
        spf_alignment: vendor.spf_alignment.map(SpfAlignment::as_str),
        dkim_key: sender.key.as_str(),
        dkim_selectors: match &sender.key {
            VendorKey::Found(selectors) | VendorKey::Unusable(selectors) => selectors.clone(),
            _ => Vec::new(),
        },
        useless_include: sender.has_useless_include && !facts.is_shown_as_return_path_of(sender),
    }
}

/// Converts a sighting.
fn sighting(sighting: &Sighting) -> SightingJson {
    let mut twin = SightingJson {
        name: sighting.name.clone(),
        kind: sighting.seen.kind().as_str(),
        confidence: confidence(sighting.confidence),
        path: None,
        redirect: false,
        inside: None,
        selector: None,
    };
    match &sighting.seen {
        Seen::Spf {
            path,
            is_redirect,
            inside,
        } => {
            twin.path = Some(path.clone());
            twin.redirect = *is_redirect;
            twin.inside = *inside;
        }
        Seen::DkimAlias { selector } => twin.selector = Some(selector.clone()),
        Seen::Mx | Seen::Reports => {}
    }
    twin
}

/// The name of a confidence level.
const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "certain",
        Confidence::Probable => "probable",
    }
}
