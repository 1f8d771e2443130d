//! Whether a domain is used for mail, what is asked for its failing mail, and what is lost with its mail hosts.

use crate::discovery::{Facts, Handling, RowKind};
use crate::findings::{About, Hit};
use crate::mail_setup::{MailHost, MailSetup, MxState};

/// Returns the mail setup if the domain is known to be used for mail: SPF allows a sender, or hosts accept mail and SPF does not
/// declare that nobody sends.
pub(in super::super) fn used_for_mail(facts: &Facts) -> Option<&MailSetup> {
    let mail_setup = facts.mail_setup.as_deref()?;
    let has_hosts = matches!(
        mail_setup.mx.state,
        MxState::Hosts | MxState::NullBesideHosts
    );
    let is_spf_known = facts.mail.spf_records.is_some();
    let is_used =
        spf_lets_send(mail_setup) || has_hosts && is_spf_known && !facts.mail.sends_nothing();
    is_used.then_some(mail_setup)
}

/// Whether SPF is known to allow at least one sender.
pub(in super::super) fn spf_lets_send(mail_setup: &MailSetup) -> bool {
    mail_setup.spf.root().is_some_and(|root| {
        let authorized = &root.authorized;
        authorized.is_everyone
            || authorized.depends_on_message
            || authorized.ipv4_addresses > 0
            || authorized.ipv6_networks > 0
    })
}

/// Returns what receivers are asked to do with the domain's failing mail, if they are asked for anything.
pub(in super::super) fn enforced(facts: &Facts) -> Option<&'static str> {
    match facts.effect(RowKind::This)?.rfc9989.handling {
        Handling::Quarantine => Some("quarantine"),
        Handling::Reject => Some("reject"),
        _ => None,
    }
}

/// Creates a hit about a mail host that senders cannot find. If they can find no host at all, it also mentions the lost reports.
pub(in super::super) fn lost_host_hit(facts: &Facts, host: &MailHost, message: String) -> Hit {
    let hit = Hit::new(message).about(About::Host(host.name.clone()));
    let mut destinations = facts.destinations.iter();
    let own = destinations.find(|found| found.host == facts.domain);
    if own.is_some_and(|own| own.takes_mail == Some(false)) {
        return hit.about(About::Destination(facts.domain.clone()));
    }
    hit
}
