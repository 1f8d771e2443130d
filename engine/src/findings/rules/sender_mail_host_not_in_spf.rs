//! A mail host that SPF does not include.

use super::shared::{most, spf_lets_send};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, Seen, Sender};
use crate::record::spf::{Mechanism, Outcome, SpfRecord};
use crate::vendors::{Category, Confidence, Kind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "sender-mail-host-not-in-spf",
    topic: Topic::Senders,
    severity: Severity::Advice,
    title: "Mail host missing from SPF",
    why: "The service that hosts a domain's mailboxes usually sends its mail too. Without the include, that mail does \
          not pass SPF, and DMARC depends on DKIM alone.",
    what_to_do: "Include the mail host if people send from their mailboxes there. Addresses copied from its record go \
                 out of date.",
    references: &[Reference::new(7208, "5.2"), Reference::new(9989, "4.10.2")],
    check: Check::MailSetup(check),
};

/// Looks for a vendor in MX that SPF does not lead to. SPF must be fully known and must not name hosts by MX.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let Some(root) = mail_setup.spf.root() else {
        return Vec::new();
    };
    let is_clear = mail_setup.spf.is_complete()
        && !mail_setup.spf.is_cut()
        && mail_setup.spf.breaks.is_empty()
        && spf_lets_send(mail_setup)
        && !root.authorized.is_everyone
        && !root.authorized.depends_on_message
        && root.record().is_some_and(|record| is_plain(record))
        && !is_sent_elsewhere(mail_setup);
    if !is_clear {
        return Vec::new();
    }
    let hosts = mail_setup
        .senders
        .iter()
        .filter(|sender| is_missing(sender));
    most(hosts.map(|host| {
        Hit::new(format!(
            "According to MX, the mailboxes of {} are at {}, but its SPF record does not include that service.",
            facts.domain, host.vendor.name
        ))
        .about(About::Vendor(host.vendor.name))
    }))
}

/// Whether a record is valid and names no hosts by MX, PTR or a name that depends on the message.
fn is_plain(record: &SpfRecord) -> bool {
    record.outcome == Outcome::Ok
        && record.effective_mechanisms().all(|(_, _, mechanism)| {
            !matches!(
                mechanism,
                Mechanism::Mx(..) | Mechanism::Ptr(_) | Mechanism::Exists(_)
            )
        })
}

/// Whether mail goes out through a security gateway, or a service manages the SPF record.
fn is_sent_elsewhere(mail_setup: &MailSetup) -> bool {
    mail_setup.senders.iter().any(|sender| {
        let category = sender.vendor.category;
        matches!(
            category,
            Category::SecurityGateway | Category::SpfManagement
        )
    })
}

/// Whether the vendor certainly hosts the mailboxes in MX, and customers usually include its SPF record.
fn is_missing(sender: &Sender) -> bool {
    let vendor = sender.vendor;
    let is_sure = |kind, confidence| kind == Kind::SpfInclude && confidence == Confidence::Certain;
    vendor.category == Category::MailHost
        && vendor
            .patterns
            .iter()
            .any(|pattern| is_sure(pattern.kind, pattern.confidence))
        && !sender.is_seen_in(Kind::SpfInclude)
        && sender
            .sightings
            .iter()
            .any(|seen| seen.seen == Seen::Mx && seen.confidence == Confidence::Certain)
}
