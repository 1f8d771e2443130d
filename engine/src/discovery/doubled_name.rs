//! Names at which a DMARC record ends up by mistake: the DNS panel appends the domain to a full name, or the underscore is
//! missing.

use super::{Existence, Facts, StepOutcome};
use crate::domain::DomainName;

impl Facts {
    /// Returns `_dmarc.<domain>.<domain>` if a record there was probably meant for the domain: the tree walk found no DMARC
    /// record, and that name would belong to the same owner. Otherwise `None`, and also if the name is too long for DNS.
    pub fn doubled_name(&self) -> Option<DomainName> {
        self.mistaken_name(&format!("_dmarc.{}", self.domain))
    }

    /// Returns `dmarc.<domain>` under the same conditions as [`Self::doubled_name`].
    pub fn bare_name(&self) -> Option<DomainName> {
        self.mistaken_name("dmarc")
    }

    /// Returns the name below the domain, if a record there was probably meant for the domain.
    fn mistaken_name(&self, labels: &str) -> Option<DomainName> {
        let is_empty = self.walk.steps_until_stop().all(|step| {
            matches!(
                step.outcome,
                StepOutcome::NoData | StepOutcome::NxDomain | StepOutcome::OtherText(_)
            )
        });
        // No names exist below a nonexistent name (RFC 8020).
        let has_names_below = self.existence != Existence::DoesNotExist;
        // If a wildcard answers with a record, or may do so, a record at this name proves nothing.
        let may_be_wild = self.wildcard.as_ref().is_some_and(|wildcard| {
            matches!(
                wildcard.policy,
                StepOutcome::Found(_) | StepOutcome::Several(_) | StepOutcome::Failed(_)
            )
        });
        // Below a public suffix, the doubled name belongs to another owner.
        let is_suffix = self.domain.label_count() < 2
            || self.suffix_list.is_some() && self.registered_domain.is_none();
        if !is_empty || !has_names_below || may_be_wild || is_suffix {
            return None;
        }
        self.domain.child(labels)
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::held::check;
    use super::*;
    use crate::discovery::{Options, SuffixList};
    use crate::dns::{Fault, Question, Zone};

    /// Returns the doubled name, after asserting that the check asks for it.
    fn doubled(domain: &str, zone: &Zone) -> Option<String> {
        let facts = check(zone, domain, &Options::default()).0;
        let name = facts.doubled_name();
        let is_asked = |name: &DomainName| {
            let question = Question::txt(name.clone());
            facts.answers.get(&question).is_some()
        };
        let doubled = facts.domain.child(&format!("_dmarc.{}", facts.domain));
        assert_eq!(doubled.as_ref().is_some_and(is_asked), name.is_some());
        // The other name is asked for along with this one.
        if name.is_some() {
            assert!(facts.bare_name().as_ref().is_some_and(is_asked));
        }
        name.map(|name| name.to_string())
    }

    fn zone(text: &str) -> Zone {
        Zone::from_file("zone", "example", text).unwrap()
    }

    #[test]
    fn the_doubled_name_is_asked_only_where_no_record_is_found() {
        let empty = zone("shop TXT \"hello\"\n");
        let name = Some("_dmarc.shop.example.shop.example".to_owned());
        assert_eq!(doubled("shop.example", &empty), name);
        let other = zone("shop TXT \"hello\"\n_dmarc.shop TXT \"hello\"\n");
        assert_eq!(doubled("shop.example", &other), name);
        for records in [
            "_dmarc.shop TXT \"v=DMARC1; p=none\"\n",
            "_dmarc.shop TXT \"v=DMARC1; p=none\"\n_dmarc.shop TXT \"v=DMARC1; p=reject\"\n",
            "_dmarc TXT \"v=DMARC1; p=none; psd=y\"\n",
            "*.shop TXT \"v=DMARC1; p=none\"\nx._dmarc.shop TXT \"x\"\n",
        ] {
            let zone = zone(&format!("shop TXT \"hello\"\n{records}"));
            assert_eq!(doubled("shop.example", &zone), None, "{records}");
        }
        assert_eq!(
            doubled(
                "news.shop.example",
                &zone("_dmarc.shop TXT \"v=DMARC1; p=none\"\nnews.shop TXT \"x\"\n")
            ),
            None
        );
    }

    #[test]
    fn the_doubled_name_is_not_asked_where_it_says_nothing() {
        let empty = zone("shop TXT \"hello\"\n");
        assert_eq!(doubled("nobody.example", &empty), None);
        assert_eq!(doubled("example", &empty), None);
        let mut failing = zone("shop TXT \"hello\"\n");
        let policy = DomainName::new("_dmarc.shop.example").unwrap();
        failing.add_fault(&policy, None, Fault::Timeout);
        assert_eq!(doubled("shop.example", &failing), None);
        let long = ["a"; 100].join(".");
        let long_zone = zone(&format!("{long} TXT \"x\"\n"));
        let facts = check(&long_zone, &format!("{long}.example"), &Options::default()).0;
        assert_eq!(
            (facts.existence, facts.doubled_name()),
            (Existence::Exists, None)
        );
    }

    #[test]
    fn the_doubled_name_of_a_public_suffix_is_another_owners() {
        let facts = check(
            &zone("hosted TXT \"x\"\n"),
            "hosted.example",
            &Options::default(),
        )
        .0;
        assert!(facts.doubled_name().is_some());
        let list = "# Public Suffix List of 2026-05-20\n. example\nexample hosted\n";
        let list = Rc::new(SuffixList::parse(list).unwrap());
        assert_eq!(facts.settled(&list).doubled_name(), None);
    }
}
