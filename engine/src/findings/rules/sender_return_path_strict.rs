//! A vendor whose SPF only aligns in relaxed mode, under `aspf=s`.

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::VendorKey;
use crate::record::dmarc::Alignment;
use crate::vendors::SpfAlignment;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "sender-return-path-strict",
    topic: Topic::Senders,
    severity: Severity::Advice,
    title: "Strict SPF alignment excludes a service",
    why: "This service uses a return-path (bounce address) at a subdomain of its customer. With aspf=s that does not \
          count for the domain in From, so its mail passes DMARC by DKIM or not at all.",
    what_to_do: "Remove aspf=s, unless reports show that all mail of the service passes DKIM.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9989, "4.10.2")],
    check: Check::Domain(check),
};

/// Looks for such vendors if the policy has `aspf=s`.
fn check(facts: &Facts) -> Vec<Hit> {
    let (Some(mail_setup), Some(policy)) = (facts.mail_setup.as_deref(), facts.policy()) else {
        return Vec::new();
    };
    if policy.record.spf_alignment.value != Alignment::Strict {
        return Vec::new();
    }
    let senders = mail_setup.senders.iter().filter(|sender| {
        sender.vendor.spf_alignment == Some(SpfAlignment::WithReturnPath) && !sender.is_indirect()
    });
    let hits = senders.map(|sender| {
        let and = match sender.key {
            VendorKey::Found(_) => "",
            VendorKey::Unusable(_) => ", and none of its keys works",
            _ => ", and none of its keys was found",
        };
        Hit::new(format!(
            "With aspf=s, SPF cannot align for mail from {}{and}.",
            sender.vendor.name
        ))
        .about(About::Vendor(sender.vendor.name))
    });
    most(hits)
}
