//! Domains that send no mail.

use super::tighten::enforced;
use crate::advice::next_step::{NextStep, Publication, publication, roll_back};
use crate::discovery::{Facts, Place};
use crate::record::dmarc::Policy;

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
    let mut publish = vec![publication(domain, value, today.as_deref())];
    if !facts.mail.has_null_mx() {
        publish.push(Publication {
            name: domain.to_string(),
            kind: "MX",
            value: "0 .".to_owned(),
            difference: None,
        });
    }
    publish.push(Publication {
        name: format!("*._domainkey.{domain}"),
        kind: "TXT",
        value: "v=DKIM1; p=".to_owned(),
        difference: None,
    });
    NextStep {
        title: "Next step: lock it".to_owned(),
        intro: format!(
            "SPF says that nobody sends from {domain}, and no host takes mail for it. A domain without mail has \
             nothing to lose, so it can ask for p=reject at once."
        ),
        publish,
        verify: vec![
            "Nobody sends mail from this domain or a subdomain of it, not even newsletters or a web shop.".to_owned(),
        ],
        wait: None,
        roll_back: own.map(|found| roll_back(facts, &found)),
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
