//! DKIM before a stricter policy: what was seen of it in DNS, and what only the owner knows.
//!
//! DNS lists no selectors, so that no key was found never means that mail is not signed.

use crate::around::{Around, RecordState, Subtree, VendorKey};
use crate::discovery::Facts;
use crate::record::dmarc::Policy;
use crate::senders::Confidence;

/// How many vendors are named.
const MOST_VENDORS: usize = 8;

/// The points about vendors that can sign, but of which no key was found.
pub(in crate::advice) fn vendor_gates(facts: &Facts, policy: Policy) -> Vec<String> {
    let Some(around) = facts.around.as_deref() else {
        return Vec::new();
    };
    let unsigned = around.senders.iter().filter(|sender| {
        sender.vendor.is_sender()
            && sender.vendor.signs_for_customer
            && sender.key == VendorKey::NotFound
            && !sender.is_indirect()
    });
    unsigned
        .take(MOST_VENDORS)
        .map(|sender| {
            let vendor = sender.vendor;
            let seen = match sender.confidence {
                Confidence::Certain => "was seen",
                Confidence::Probable => "was probably seen",
            };
            format!(
                "{0} {seen} in DNS, but no DKIM key of it was found at the selectors it is known to use. {1} \
                 Do not go to {policy} before all mail that it sends for you passes.",
                vendor.name,
                vendor.what_to_do().unwrap_or_default()
            )
        })
        .collect()
}

/// The point that the owner has to confirm before `p=reject` where no usable key was seen.
pub(in crate::advice) fn confirmation(facts: &Facts) -> Option<String> {
    let domain = &facts.domain;
    let around = known(facts)?;
    let dkim = &around.dkim;
    if dkim.subtree == Subtree::Empty {
        // Relaxed alignment leaves room for the name of a subdomain, or of the domain above.
        return Some(format!(
            "You know that mail from {domain} is signed with DKIM in a name that aligns. Nothing exists below \
             _domainkey.{domain}, so it is none in exactly this name. If you do not know, do not go to reject yet."
        ));
    }
    let mut states = dkim.selectors.iter().map(|selector| &selector.key.state);
    let why = if dkim.has_wildcard() {
        "though DNS cannot show it, since a wildcard answers for every selector".to_owned()
    } else if matches!(dkim.subtree, Subtree::CouldNotTell(_))
        || dkim.control.state.is_unknown()
        || states.any(RecordState::is_unknown)
    {
        "though not all of its keys could be asked for".to_owned()
    } else if dkim.found().next().is_some() {
        "though no key that verifiers can use was found at the selectors tried".to_owned()
    } else {
        "though no key was found at the selectors tried".to_owned()
    };
    Some(format!(
        "You know that {domain} signs its mail with DKIM, {why}."
    ))
}

/// What stands around the policy, where all of DKIM is asked and shows no usable key.
fn known(facts: &Facts) -> Option<&Around> {
    let around = facts.around.as_deref()?;
    let is_asked = facts.is_complete || !around.dkim.is_pending();
    (is_asked && around.dkim.usable().next().is_none()).then_some(around)
}
