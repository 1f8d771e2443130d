//! MX records that lead to more than one service.

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, Sender};
use crate::vendors::{Category, Kind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-at-several-vendors",
    topic: Topic::Mx,
    severity: Severity::Advice,
    title: "Mail hosts at more than one service",
    why: "Each service receives some of the mail, now or when the first does not answer. After a move, that mail lands \
          in mailboxes that nobody reads. If one of them is a filter, forged mail can avoid it through the other.",
    what_to_do: "Keep the MX records of the service that should receive the mail, and remove the others.",
    references: &[Reference::new(5321, "5.1")],
    check: Check::MailSetup(check),
};

/// Looks for hosts of more than one vendor that accepts mail for its customers.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let takers = mail_setup
        .senders
        .iter()
        .filter(|sender| takes_mail(sender));
    let names: Vec<_> = takers.map(|sender| sender.vendor.name).collect();
    if names.len() < 2 {
        return Vec::new();
    }
    vec![Hit::new(format!(
        "The MX records of {} point to more than one service: {}.",
        facts.domain,
        names.join(", ")
    ))]
}

/// Whether the vendor hosts mailboxes or filters mail, and an MX record names it.
fn takes_mail(sender: &Sender) -> bool {
    let category = sender.vendor.category;
    sender.is_seen_in(Kind::Mx)
        && matches!(
            category,
            Category::MailHost | Category::Forwarding | Category::SecurityGateway
        )
}
