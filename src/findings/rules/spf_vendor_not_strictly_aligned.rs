//! `aspf=s` and a vendor with a return-path below the domain

use super::shared::MOST;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity};
use crate::record::dmarc::Alignment;
use crate::senders::{Confidence, SpfAlignment};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-vendor-not-strictly-aligned",
    severity: Severity::Advice,
    title: "Vendor cannot align SPF in strict mode",
    why: "The vendor sends with a return-path at a subdomain of the domain in From. With aspf=s that does not count \
          for DMARC, so its mail passes by DKIM alone, and fails where the signature is missing or broken.",
    what_to_do: "Take aspf=s out of the DMARC record, or see in reports that all mail of this vendor passes DKIM.",
    references: &[
        Reference::new(9989, "4.7"),
        Reference::new(9989, "4.10.2"),
        Reference::new(7489, "3.1.2"),
    ],
    check: Check::Domain(check),
};

/// Looks for such vendors under a policy with `aspf=s`.
fn check(facts: &Facts) -> Vec<Hit> {
    let (Some(around), Some(policy)) = (&facts.around, facts.policy()) else {
        return Vec::new();
    };
    if policy.record.spf_alignment.value != Alignment::Strict {
        return Vec::new();
    }
    let senders = around.senders.iter();
    senders
        .filter(|sender| {
            sender.vendor.spf_alignment == Some(SpfAlignment::WithReturnPath)
                && sender.confidence == Confidence::Certain
                && !sender.is_indirect()
        })
        .take(MOST)
        .map(|sender| {
            let (vendor, domain) = (sender.vendor.name, &facts.domain);
            Hit::new(format!(
                "Under aspf=s no mail of {vendor} passes DMARC by SPF, since its return-path is below {domain}, not \
                 at it."
            ))
        })
        .collect()
}
