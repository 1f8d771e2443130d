//! [`Dkim`]: the DKIM keys that were found, and how much that shows.

use std::rc::Rc;

use super::selector::{Trying, own_selector};
use super::{Inquiry, RecordAt, RecordState, Selector, Subject, Tried, Urgency};
use crate::dns::{self, LookupError, Question};
use crate::domain::DomainName;
use crate::record::dkim::{DkimRecord, Outcome, is_dkim, parse};
use crate::vendors::{COMMON_SELECTORS, MAX_SELECTORS, Vendor, vendors};

/// How many of the visitor's selectors are tried at most.
const MAX_OWN_SELECTORS: usize = 20;

/// The DKIM selectors that were tried, and whether any name can exist below `_domainkey`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dkim {
    /// Whether any name can exist below `_domainkey`.
    pub subtree: Subtree,
    /// The answer for a made-up selector. Anything but NXDOMAIN comes from a wildcard.
    pub control: RecordAt<DkimRecord>,
    /// The selectors, in the order in which they were tried.
    pub selectors: Vec<Selector>,
    /// The visitor's entries that are not valid selectors or exceed the limit.
    pub unusable: Vec<String>,
}

/// Whether any name can exist below `_domainkey` ([RFC 8020](https://www.rfc-editor.org/rfc/rfc8020)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subtree {
    /// No answer yet.
    Pending,
    /// `_domainkey` does not exist, so no selector does either, and common ones are not tried.
    Empty,
    /// `_domainkey` exists: either a selector exists below it, or the name server answers that way for any name.
    Exists,
    /// The name is too long for DNS.
    NameTooLong,
    /// The query failed.
    CouldNotTell(LookupError),
}

impl Dkim {
    /// Tries selectors: the visitor's first, then those of the vendors in `found`, then common ones and, on request, all known
    /// ones.
    pub(super) fn new(
        subject: &Subject<'_>,
        found: &[&'static Vendor],
        inquiry: &Inquiry<'_>,
    ) -> Self {
        let subtree = Subtree::new(subject.domain, inquiry);
        let control = subject
            .domain
            .child(&format!("{}._domainkey", subject.invented_label));
        let control = control.map(Question::txt);
        let wildcard = control
            .as_ref()
            .and_then(|question| inquiry.ask(Urgency::Mail, question));
        let mut trying = Trying::new(subject.domain, inquiry, wildcard);
        let mut unusable = Vec::new();
        for typed in subject.selectors {
            match own_selector(typed) {
                Some(selector) if trying.selectors.len() < MAX_OWN_SELECTORS => {
                    trying.add(&selector, Tried::Visitor, usize::MAX);
                }
                _ => unusable.push(typed.clone()),
            }
        }
        // The limit applies to vendor and common selectors together, so earlier ones take the room of later ones.
        let limit = trying.selectors.len() + MAX_SELECTORS;
        for vendor in found {
            for selector in &vendor.selectors {
                trying.add(selector, Tried::Vendor(vendor.name), limit);
            }
        }
        if subtree != Subtree::Empty {
            for selector in COMMON_SELECTORS {
                trying.add(selector, Tried::Common, limit);
            }
            if subject.all_selectors {
                for selector in vendors().iter().flat_map(|vendor| &vendor.selectors) {
                    trying.add(selector, Tried::Known, usize::MAX);
                }
            }
        }
        let mut selectors = trying.selectors;
        let is_unclear = wildcard.is_some_and(|answer| answer.error().is_some())
            && !selectors.iter().any(Selector::denies_wildcard);
        for selector in selectors.iter_mut().filter(|_| is_unclear) {
            selector.is_wildcard = selector.has_text();
        }
        Self {
            subtree,
            control: RecordAt::read(
                control.map(|question| question.name),
                wildcard,
                is_dkim,
                parse,
            ),
            selectors,
            unusable,
        }
    }

    /// Iterates over the selectors with a key record, without those that a wildcard answers.
    pub fn found(&self) -> impl Iterator<Item = (&Selector, &Rc<DkimRecord>)> {
        self.selectors
            .iter()
            .filter_map(|selector| Some((selector, selector.found()?)))
    }

    /// Iterates over the selectors whose keys verifiers can use, in test mode or not. Signatures made with them may pass.
    pub fn usable(&self) -> impl Iterator<Item = (&Selector, &Rc<DkimRecord>)> {
        self.found().filter(|(_, key)| key.outcome == Outcome::Ok)
    }

    /// Iterates over the selectors whose keys a policy can rely on. In test mode, verifiers treat mail as unsigned
    /// ([RFC 6376, section 3.6.1](https://www.rfc-editor.org/rfc/rfc6376#section-3.6.1)).
    pub fn reliable(&self) -> impl Iterator<Item = &Selector> {
        let keys = self.found().filter(|(_, key)| is_reliable(key));
        keys.map(|(found, _)| found)
    }

    /// Whether a made-up selector returns a key, so that every selector does.
    ///
    /// Any other text from a wildcard does not count: it shows that selectors with the same answer have no key.
    pub const fn has_wildcard(&self) -> bool {
        matches!(
            self.control.state,
            RecordState::Published(_) | RecordState::Several(_)
        )
    }

    /// Returns why it is unknown whether the texts that were found come from a wildcard; `None` if that is known.
    pub fn wildcard_failure(&self) -> Option<&LookupError> {
        match &self.control.state {
            RecordState::Failed(error) => {
                let mut selectors = self.selectors.iter();
                selectors
                    .any(|selector| selector.is_wildcard && !selector.key.state.is_none())
                    .then_some(error)
            }
            _ => None,
        }
    }

    /// Iterates over the selectors whose queries failed, with the errors. Selectors left out by the check's limit are not
    /// included.
    pub fn failed(&self) -> impl Iterator<Item = (&Selector, &LookupError)> {
        self.selectors
            .iter()
            .filter_map(|selector| match &selector.key.state {
                RecordState::Failed(LookupError::OverLimit(_)) => None,
                RecordState::Failed(error) => Some((selector, error)),
                _ => None,
            })
    }

    /// Whether the check's limit left selectors out.
    pub fn is_cut(&self) -> bool {
        let mut states = self.selectors.iter().map(|selector| &selector.key.state);
        states.any(|state| matches!(state, RecordState::Failed(LookupError::OverLimit(_))))
    }

    /// Whether a usable key exists, or may exist where a query failed.
    pub fn may_have_usable(&self) -> bool {
        self.usable().next().is_some() || self.is_unknown_in_part()
    }

    /// Whether a query for a selector is open or failed, or it is unknown whether a wildcard answers.
    pub fn is_unknown_in_part(&self) -> bool {
        let mut states = self.selectors.iter().map(|selector| &selector.key.state);
        states.any(RecordState::is_unknown) || self.wildcard_failure().is_some()
    }

    /// Whether answers are still missing.
    pub fn is_pending(&self) -> bool {
        let mut states = self.selectors.iter().map(|selector| &selector.key.state);
        self.subtree == Subtree::Pending
            || self.control.state == RecordState::Pending
            || states.any(|state| *state == RecordState::Pending)
    }
}

/// Whether a policy can rely on a key: it is usable and not in test mode.
pub(super) fn is_reliable(key: &DkimRecord) -> bool {
    key.outcome == Outcome::Ok && !key.is_testing
}

impl Subtree {
    /// Reads the answer for `_domainkey` itself.
    fn new(domain: &DomainName, inquiry: &Inquiry<'_>) -> Self {
        let Some(name) = domain.child("_domainkey") else {
            return Self::NameTooLong;
        };
        match inquiry
            .ask(Urgency::Mail, &Question::txt(name))
            .map(|answer| &answer.outcome)
        {
            None => Self::Pending,
            Some(dns::Outcome::NxDomain) => Self::Empty,
            Some(dns::Outcome::Records(_) | dns::Outcome::NoData) => Self::Exists,
            Some(dns::Outcome::Failed(error)) => Self::CouldNotTell(error.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::on_zone::{mail_setup, mail_setup_with, zone};
    use super::*;
    use crate::dns::Fault;

    /// A usable key.
    const KEY: &str = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// Another usable key.
    const OTHER: &str = "v=DKIM1; k=ed25519; p=GbYBZ3nh4MpKkLZ7wA2oD5wFQk3nTyFhcdcQkr0CNN0=";

    /// Returns the selectors that have a key.
    fn found(dkim: &Dkim) -> Vec<&str> {
        dkim.found()
            .map(|(found, _)| found.selector.as_str())
            .collect()
    }

    #[test]
    fn selectors_come_in_the_order_of_what_is_known() {
        let zone = zone(&format!(
            "shop TXT \"v=spf1 include:_spf.mail-vendor.example -all\"\n\
             mail._domainkey.shop TXT \"{KEY}\"\n\
             own.key._domainkey.shop TXT \"{OTHER}\"\n\
             em2._domainkey.shop TXT \"v=DKIM1; p=\"\n\
             dkim._domainkey.shop TXT \"v=spf1 -all\"\n"
        ));
        let dkim = mail_setup_with(&zone, &["Own.Key._domainkey.shop.example"], false)
            .0
            .dkim;
        assert_eq!(
            (&dkim.subtree, dkim.has_wildcard()),
            (&Subtree::Exists, false)
        );
        let tried: Vec<_> = dkim
            .selectors
            .iter()
            .map(|s| (s.selector.as_str(), s.tried))
            .collect();
        assert_eq!(
            tried[..4],
            [
                ("own.key", Tried::Visitor),
                ("em1", Tried::Vendor("Example Mail")),
                ("em2", Tried::Vendor("Example Mail")),
                ("default", Tried::Common),
            ]
        );
        assert_eq!(tried.len(), 3 + COMMON_SELECTORS.len());
        assert_eq!(found(&dkim), ["own.key", "em2", "mail"]);
        let usable: Vec<_> = dkim
            .usable()
            .map(|(found, _)| found.selector.as_str())
            .collect();
        assert_eq!(usable, ["own.key", "mail"]);
        let other = dkim
            .selectors
            .iter()
            .find(|s| s.selector == "dkim")
            .unwrap();
        assert_eq!(other.key.state.as_str(), "other-text");
    }

    #[test]
    fn below_a_name_that_does_not_exist_nothing_common_is_tried() {
        let zone = zone("shop TXT \"v=spf1 include:_spf.mail-vendor.example -all\"\n");
        let dkim = mail_setup_with(&zone, &["own"], false).0.dkim;
        assert_eq!(dkim.subtree, Subtree::Empty);
        let tried: Vec<_> = dkim.selectors.iter().map(|s| s.selector.as_str()).collect();
        assert_eq!(tried, ["own", "em1", "em2"]);
        assert!(!dkim.is_pending());
    }

    #[test]
    fn what_a_wildcard_answers_is_no_key_of_the_selector() {
        let zone = zone(&format!(
            "shop A 192.0.2.1\n\
             *._domainkey.shop TXT \"v=DKIM1; p=\"\n\
             mail._domainkey.shop TXT \"{KEY}\"\n"
        ));
        let dkim = mail_setup(&zone).dkim;
        assert!(dkim.has_wildcard());
        assert_eq!(dkim.control.record().unwrap().outcome, Outcome::Revoked);
        assert_eq!(found(&dkim), ["mail"]);
        let wild = dkim
            .selectors
            .iter()
            .filter(|selector| selector.is_wildcard)
            .count();
        assert_eq!(wild, COMMON_SELECTORS.len() - 1);
    }

    #[test]
    fn several_keys_at_a_selector_and_failures_are_no_absence() {
        let mut zone = zone(&format!(
            "mail._domainkey.shop TXT \"{KEY}\"\n                TXT \"{OTHER}\"\n"
        ));
        let slow = DomainName::new("s1._domainkey.shop.example").unwrap();
        zone.add_fault(&slow, None, Fault::Timeout);
        let dkim = mail_setup(&zone).dkim;
        let state = |name: &str| {
            let found = dkim.selectors.iter().find(|s| s.selector == name).unwrap();
            &found.key.state
        };
        assert_eq!(
            *state("mail"),
            RecordState::Several(vec![KEY.into(), OTHER.into()])
        );
        assert_eq!(
            *state("s1"),
            RecordState::Failed(LookupError::Timeout(4000))
        );
        assert_eq!(*state("s2"), RecordState::NxDomain);
        assert_eq!(found(&dkim), <[&str; 0]>::default());
    }

    #[test]
    fn an_unanswered_subtree_is_not_an_empty_one() {
        let mut zone = zone("");
        let name = DomainName::new("_domainkey.shop.example").unwrap();
        zone.add_fault(&name, None, Fault::ServFail);
        let dkim = mail_setup(&zone).dkim;
        assert_eq!(dkim.subtree, Subtree::CouldNotTell(LookupError::ServFail));
        assert_eq!(dkim.selectors.len(), COMMON_SELECTORS.len());
    }

    #[test]
    fn what_is_no_selector_is_given_back() {
        let hostile = ["", "a b", "a..b", "ü", "<b>", "a.", &"x".repeat(64), "*"];
        let (mail_setup, questions) = mail_setup_with(&zone(""), &hostile, false);
        assert_eq!(mail_setup.dkim.unusable, hostile);
        assert_eq!(mail_setup.dkim.selectors, []);
        assert!(
            questions
                .iter()
                .all(|question| !question.name.as_str().contains('<'))
        );
        let many: Vec<_> = (0..50).map(|number| format!("s{number}")).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        let dkim = mail_setup_with(&zone(""), &many, false).0.dkim;
        assert_eq!((dkim.selectors.len(), dkim.unusable.len()), (20, 30));
    }

    #[test]
    fn everything_that_is_known_on_request() {
        let zone = zone("x._domainkey.shop TXT \"v=DKIM1; p=\"\n");
        let few = mail_setup_with(&zone, &[], false).0.dkim.selectors;
        let all = mail_setup_with(&zone, &[], true).0.dkim.selectors;
        assert_eq!(few, all[..few.len()]);
        assert!(
            all[few.len()..]
                .iter()
                .all(|selector| selector.tried == Tried::Known)
        );
        assert!(all.len() > 90 && all.len() < 200, "{}", all.len());
    }
}
