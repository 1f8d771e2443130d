//! `include` of a vendor whose return-path is elsewhere

use super::shared::{most, sound, term_in_record, unless_repaired, without};
use super::spf_softfail_without_senders::names_nobody;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::mail_setup::{MailSetup, Seen, Sender};
use crate::record::spf::parse;
use crate::vendors::{Confidence, SpfAlignment};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-useless-include",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF include that has no effect",
    why: "Receivers look up SPF at the domain of the return-path, which for this vendor is not this domain. So they \
          never reach the include for the vendor's mail. It costs lookups, and still lets the vendor's hosts send as \
          this domain. DMARC passes for its mail by DKIM, or by SPF at the name that was set up for the return-path.",
    what_to_do: "If the vendor does not send with a return-path at this exact domain, set up DKIM there. Check in \
                 reports that it passes, then remove the include.",
    references: &[Reference::new(7208, "2.4"), Reference::new(9989, "4.10.2")],
    check: Check::MailSetup(check),
};

/// Looks for vendors whose include has no effect.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let senders = mail_setup.senders.iter();
    let senders = senders
        .filter(|sender| sender.confidence == Confidence::Certain)
        // The include has to stay if the vendor's own setup check requires it.
        .filter(|sender| facts.has_useless_include(sender) && !sender.vendor.checks_include);
    most(senders.filter_map(|sender| hit(facts, sender)))
}

/// Creates the hit about a vendor.
fn hit(facts: &Facts, sender: &Sender) -> Option<Hit> {
    let tree = &facts.mail_setup.as_ref()?.spf;
    let place = sender
        .sightings
        .iter()
        .find_map(|sighting| match &sighting.seen {
            Seen::Spf {
                path,
                is_redirect: false,
                ..
            } if path.len() == 1 => path.first().copied(),
            _ => None,
        })?;
    let return_path = match sender.vendor.spf_alignment? {
        SpfAlignment::WithReturnPath => "at a subdomain that is set up for it",
        SpfAlignment::WithDedicatedAddress => "of its own, unless a dedicated IP address is booked",
        _ => "of its own",
    };
    let message = format!(
        "{} does nothing for DMARC, because {} sends with a return-path {return_path}.",
        term_in_record(tree, 0, place)?,
        sender.vendor.name
    );
    let record = tree.root()?.record()?;
    let cure = sound(without(&record.text, record.terms.get(place)?.span));
    Some(Hit {
        message,
        span: None,
        about: vec![About::Vendor(sender.vendor.name)],
        // With a dedicated address the include may be needed, and the last sender is never removed.
        suggestion: unless_repaired(facts, cure)
            .filter(|cure| facts.can_leave_out_include(sender) && !names_nobody(&parse(&cure.text)))
            .map(|cure| Suggestion::at(facts.domain.clone(), cure.text)),
    })
}
