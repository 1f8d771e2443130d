//! A vendor without a key at its selectors.

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, Sender, Subtree, VendorKey};
use crate::vendors::{Confidence, SpfAlignment};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "sender-key-missing",
    topic: Topic::Senders,
    severity: Severity::Advice,
    title: "No DKIM key found for a service",
    why: "Unless it signs with another selector, mail from this service can pass DMARC by SPF alone, which fails as \
          soon as a message is forwarded.",
    what_to_do: "Set up DKIM for this domain at the service. Check in a message from it that d= is this domain. If s= \
                 names another selector, check again with that one.",
    references: &[
        Reference::new(9989, "4.10.2"),
        Reference::new(6376, "3.6.2.1"),
    ],
    check: Check::MailSetup(check),
};

/// Looks for vendors that send without a key at their known selectors. Other rules apply if no selector can exist, or if SPF
/// can't align either.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    if facts.mail.sends_nothing() || mail_setup.dkim.subtree == Subtree::Empty {
        return Vec::new();
    }
    let senders = mail_setup
        .senders
        .iter()
        .filter(|sender| is_missing(sender));
    let hits = senders.map(|sender| {
        Hit::new(format!(
            "{} seems to send for {}, but there is no key at the selectors it is known to use: {}.",
            sender.vendor.name,
            facts.domain,
            sender.vendor.selectors.join(", ")
        ))
        .about(About::Vendor(sender.vendor.name))
    });
    most(hits)
}

/// Whether the vendor sends, going by SPF if the vendor uses it, and its keys are missing.
fn is_missing(sender: &Sender) -> bool {
    let vendor = sender.vendor;
    vendor.is_sender()
        && sender.key == VendorKey::NotFound
        && sender.confidence == Confidence::Certain
        && !sender.is_indirect()
        && vendor.spf_alignment.is_none_or(SpfAlignment::needs_include)
}
