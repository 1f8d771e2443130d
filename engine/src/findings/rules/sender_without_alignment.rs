//! A vendor whose mail has no visible way to align.

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{Sender, VendorKey};
use crate::vendors::{Confidence, SpfAlignment};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "sender-without-alignment",
    topic: Topic::Senders,
    severity: Severity::Advice,
    title: "No DMARC alignment found for a service",
    why: "A message passes DMARC when SPF or DKIM passes for the domain in From. This service uses its own return-path \
          (bounce address) or one at a subdomain, so SPF does not pass for this exact domain. No key was found for its \
          signatures.",
    what_to_do: "Set up DKIM for this domain at the service before the policy asks for more than none. If a message \
                 from it has a signature with d= of this domain, check again with the selector in s=.",
    references: &[
        Reference::new(9989, "4.10.2"),
        Reference::new(7208, "2.4"),
        Reference::new(6376, "3.6.2.1"),
    ],
    check: Check::Domain(check),
};

/// Looks for vendors that send with no key and with a return-path elsewhere. If the domain has no keys at all, the rule about
/// that names them.
pub(super) fn check(facts: &Facts) -> Vec<Hit> {
    let Some(mail_setup) = facts.mail_setup.as_deref() else {
        return Vec::new();
    };
    let hits = mail_setup.senders.iter().filter_map(|sender| {
        let how = without_alignment(sender)?;
        let name = sender.vendor.name;
        let include = if facts.has_useless_include(sender) {
            ", so its include does nothing for DMARC"
        } else {
            ""
        };
        let message = format!(
            "No DKIM key of {name} was found for {}, and SPF {how}{include}.",
            facts.domain
        );
        Some(Hit::new(message).about(About::Vendor(name)))
    });
    most(hits)
}

/// Returns how SPF can align, if at all, for a vendor that sends with no key and with a return-path elsewhere.
fn without_alignment(sender: &Sender) -> Option<&'static str> {
    let vendor = sender.vendor;
    let is_meant = vendor.is_sender()
        && sender.key == VendorKey::NotFound
        && sender.confidence == Confidence::Certain
        && !sender.is_indirect();
    match vendor.spf_alignment.filter(|_| is_meant)? {
        SpfAlignment::Never => Some("never aligns there"),
        SpfAlignment::WithReturnPath => {
            Some("aligns there only with a return-path below the domain")
        }
        SpfAlignment::WithDedicatedAddress => Some("aligns there only with a dedicated IP address"),
        SpfAlignment::Yes | SpfAlignment::WithSetting => None,
    }
}
