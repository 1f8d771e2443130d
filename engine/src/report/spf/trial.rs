//! Builds trees and evaluations from small zones, for the tests of this module.

use futures_util::FutureExt;

use super::{SenderField, SenderView, SpfView, Typed};
use crate::dns::{Answer, Zone};
use crate::domain::DomainName;
use crate::spf::{Tree, check_host};

/// Parses a zone file.
pub(super) fn zone(text: &str) -> Zone {
    Zone::from_file("zone", "", text).unwrap()
}

/// The full tree of a domain in a zone file.
pub(super) fn tree(text: &str, domain: &str) -> Tree {
    tree_in(&zone(text), domain)
}

/// The full tree of a domain.
pub(super) fn tree_in(zone: &Zone, domain: &str) -> Tree {
    let domain = DomainName::new(domain).unwrap();
    let mut answers: Vec<Answer> = Vec::new();
    loop {
        let tree = Tree::new(&domain, |question| {
            answers.iter().find(|answer| answer.question == *question)
        });
        match tree.questions().get(answers.len()) {
            Some(question) => answers.push(zone.answer(question)),
            None => return tree,
        }
    }
}

/// The view of a domain in a zone file.
pub(super) fn view(text: &str, domain: &str) -> SpfView {
    SpfView::new(&tree(text, domain))
}

/// Whether an address may send for a domain in a zone file.
pub(super) fn sender(text: &str, domain: &str, ip: &str) -> SenderView {
    let typed = Typed::default().with(SenderField::Ip, ip.to_owned());
    let session = typed.read(&DomainName::new(domain).unwrap()).unwrap();
    let evaluation = check_host(&zone(text), &session).now_or_never().unwrap();
    SenderView::new(&view(text, domain), &session, &evaluation)
}
