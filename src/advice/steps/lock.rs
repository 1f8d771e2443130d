//! Domains that send no mail.

use super::begin::{mailbox_gate, report_address};
use super::tighten::enforced;
use crate::advice::next_step::{NextStep, Publication, publication, roll_back};
use crate::around::{ImplicitHost, MxState};
use crate::discovery::{Existence, Facts, Found, Handling, Place, RowKind, StepOutcome};
use crate::record::dmarc::Policy;
use crate::record::spf::allows_nobody;

/// The domain is out of use: it can be locked at once.
pub(in crate::advice) fn lock(facts: &Facts) -> NextStep {
    let domain = &facts.domain;
    let own = facts
        .policy()
        .filter(|found| found.place == Place::AuthorDomain);
    let (value, today) = match &own {
        Some(found) => (
            enforced(&found.record, Policy::Reject),
            Some(found.record.text.clone()),
        ),
        None => ("v=DMARC1; p=reject".to_owned(), shown_text(facts)),
    };
    let is_policy_there = own.as_ref().is_some_and(|found| found.record.text == value);
    let mut publish = Vec::new();
    if !is_policy_there {
        publish.push(publication(domain, value, today.as_deref()));
    }
    let has_no_spf = has_no_spf(facts);
    if has_no_spf {
        publish.push(record(domain.to_string(), "TXT", "v=spf1 -all"));
    }
    let around = facts.around.as_deref();
    // Without an address no mail can arrive, so that there is nothing to deny.
    if around.is_some_and(|around| around.mx.is_at_own_address()) {
        publish.push(record(domain.to_string(), "MX", "0 ."));
    }
    let mut verify = vec![
        "Nobody sends mail from this domain or a subdomain of it, not even newsletters or a web shop.".to_owned(),
    ];
    if let Some(around) = around {
        if around.dkim.control.state.is_none() {
            publish.push(record(
                format!("*._domainkey.{domain}"),
                "TXT",
                "v=DKIM1; p=",
            ));
            verify.push("The record at *._domainkey is optional: it revokes keys at all names that have none.".to_owned());
        }
        let keys: Vec<_> = around
            .dkim
            .usable()
            .map(|(selector, _)| selector.selector.as_str())
            .collect();
        if !keys.is_empty() {
            verify.push(format!(
                "Nobody needs the DKIM keys at these selectors any more, and they are removed: {}.",
                keys.join(", ")
            ));
        }
    }
    let why = if has_no_spf {
        format!(
            "No host takes mail for {domain}, and no SPF record or DKIM key was found by which anybody sends."
        )
    } else {
        format!("SPF says that nobody sends from {domain}, and no host takes mail for it.")
    };
    NextStep {
        title: "Next step: lock it".to_owned(),
        intro: format!(
            "{why} A domain without mail has nothing to lose, so it can ask for p=reject at once."
        ),
        publish,
        verify,
        wait: None,
        roll_back: own.map(|found| roll_back(facts, &found)),
    }
}

/// Whether nothing shows any use for mail: no host that takes it, not even at an address of the domain, no SPF record
/// and no DKIM key. A policy that somebody chose is left to the road that it is on.
pub(in crate::advice) fn is_out_of_use(facts: &Facts) -> bool {
    let Some(around) = facts.around.as_deref() else {
        return false;
    };
    let is_free = facts.policy().is_none()
        && matches!(
            facts.own_step(),
            StepOutcome::NoData | StepOutcome::NxDomain
        );
    is_free
        && facts.existence == Existence::Exists
        && facts.domain.label_count() > 1
        && has_no_spf(facts)
        && around.mx.takes_mail() == Some(false)
        && !around.dkim.is_pending()
        && around
            .dkim
            .selectors
            .iter()
            .all(|selector| selector.key.state.is_none())
        && around.senders.is_empty()
}

/// The domain is used for mail, but the policy for it is that of a domain that is not: it needs a record of its own.
pub(in crate::advice) fn leave_locked(facts: &Facts, found: &Found) -> Option<NextStep> {
    let around = facts.around.as_deref()?;
    let parent = around.parent.as_ref()?;
    let is_locked = parent
        .spf
        .record()
        .is_some_and(|record| allows_nobody(&record.text))
        && matches!(
            parent.mx,
            MxState::Null
                | MxState::NoRecords(ImplicitHost::NoAddress | ImplicitHost::Addresses(_))
        );
    let takes_mail = matches!(around.mx.state, MxState::Hosts | MxState::NullBesideHosts);
    let has_spf = facts
        .mail
        .spf_records
        .as_ref()
        .is_some_and(|records| !records.is_empty());
    let asked = match facts.effect(RowKind::This)?.rfc9989.handling {
        Handling::Reject => "refuse",
        Handling::Quarantine => "treat as suspicious",
        _ => return None,
    };
    if !is_locked || facts.mail.sends_nothing() || !takes_mail && !has_spf {
        return None;
    }
    let (domain, from) = (&facts.domain, &found.domain);
    let shown = if takes_mail {
        "a host takes mail for it"
    } else {
        "it has an SPF record of its own"
    };
    Some(NextStep {
        title: "Next step: a record of its own".to_owned(),
        intro: format!(
            "{0} is not used for mail, but {domain} seems to be: {shown}. It has no DMARC record, so that of {from} \
             holds: receivers are asked to {asked} mail from {domain} that does not pass. This record ends that while you \
             find out who sends.",
            parent.domain
        ),
        publish: vec![publication(
            domain,
            format!("v=DMARC1; p=none; rua={}", report_address(domain)),
            None,
        )],
        verify: vec![
            mailbox_gate(domain),
            format!(
                "Mail from {domain} passes with DKIM or SPF in its own name; the SPF record of {0} does not hold for it.",
                parent.domain
            ),
            format!(
                "If {domain} only takes mail and sends none, leave DMARC as it is and publish \"v=spf1 -all\" for it."
            ),
        ],
        wait: Some("Four weeks of reports at least, before you ask for more.".to_owned()),
        roll_back: Some(format!(
            "Delete the record. The policy of {from} holds again."
        )),
    })
}

/// Whether the domain is known to have no SPF record.
fn has_no_spf(facts: &Facts) -> bool {
    facts
        .mail
        .spf_records
        .as_deref()
        .is_some_and(<[_]>::is_empty)
}

/// A record to publish that is no policy.
fn record(name: String, kind: &'static str, value: &str) -> Publication {
    Publication {
        name,
        kind,
        value: value.to_owned(),
        difference: None,
    }
}

/// Locked already.
pub(in crate::advice) fn stay_locked() -> NextStep {
    NextStep {
        title: "Keep it that way".to_owned(),
        intro: "Nothing needs to be published. Keep the domain registered: a lapsed one can be bought by anybody."
            .to_owned(),
        ..NextStep::default()
    }
}

/// The text of the record that the page shows.
fn shown_text(facts: &Facts) -> Option<String> {
    facts
        .shown_record()
        .filter(|s| s.domain == facts.domain)
        .map(|s| s.record.text.clone())
}
