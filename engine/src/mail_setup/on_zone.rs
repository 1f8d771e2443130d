//! Helpers for the tests of this module: [`mail_setup`] reads a domain from a small zone.

use std::rc::Rc;

use super::{Inquiry, MailSetup, Subject};
use crate::dns::{Answer, Question, Zone};
use crate::domain::DomainName;
use crate::record::dmarc::parse;

/// The label used for control queries.
pub(super) const INVENTED: &str = "made-up";

/// Parses a domain name.
pub(super) fn name(text: &str) -> DomainName {
    DomainName::new(text).unwrap()
}

/// Builds a zone below `example`.
pub(super) fn zone(text: &str) -> Zone {
    Zone::from_file("zone", "example", text).unwrap()
}

/// Reads the mail setup of `shop.example`, answering every question from `zone`.
pub(super) fn mail_setup(zone: &Zone) -> MailSetup {
    mail_setup_with(zone, &[], false).0
}

/// Reads it with the visitor's selectors, and returns the questions in the order of asking.
pub(super) fn mail_setup_with(
    zone: &Zone,
    selectors: &[&str],
    all_selectors: bool,
) -> (MailSetup, Vec<Question>) {
    let domain = name("shop.example");
    let report_hosts = [&name("reports.example")];
    let selectors: Vec<_> = selectors.iter().map(|&text| text.to_owned()).collect();
    let policy = Rc::new(parse("v=DMARC1; p=reject"));
    let subject = Subject {
        domain: &domain,
        organizational_domain: Ok(&domain),
        is_inherited: false,
        policies: Some(vec![(domain.clone(), policy)]),
        report_hosts: &report_hosts,
        invented_label: INVENTED,
        selectors: &selectors,
        all_selectors,
    };
    read(&subject, zone)
}

/// Reads the mail setup of a subject, answering every question from `zone`, and returns the questions in the order of asking.
pub(super) fn read(subject: &Subject<'_>, zone: &Zone) -> (MailSetup, Vec<Question>) {
    let mut answers: Vec<Answer> = Vec::new();
    loop {
        let lookup = |question: &Question| answers.iter().find(|known| known.question == *question);
        let inquiry = Inquiry::new(&lookup);
        let mail_setup = MailSetup::new(subject, &inquiry);
        let missing = inquiry.missing();
        if missing.is_empty() {
            let questions = answers.into_iter().map(|answer| answer.question);
            return (mail_setup, questions.collect());
        }
        answers.extend(missing.iter().map(|(_, question)| zone.answer(question)));
    }
}
