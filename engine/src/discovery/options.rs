//! [`Options`]: the settings of a check. [`Budget`]: what its limit left out.

use super::Answers;
use crate::dns::{LookupError, Outcome, Question};

/// The default label for the control query. A page takes a random one, since name servers may cache names that are asked for
/// often.
pub const INVENTED_LABEL: &str = "made-up-7x3k";

/// The most different questions that a check asks. A record with a thousand report addresses must not make every visitor's
/// browser send thousands of queries.
pub const MAX_QUESTIONS: usize = 100;

/// How many more questions a check may ask if it tries every known selector.
pub const MORE_FOR_ALL_SELECTORS: usize = 200;

/// The settings of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The label of a made-up subdomain, as a control for wildcards and for `np`.
    pub invented_label: String,
    /// DKIM selectors entered by the visitor, as they were typed.
    pub selectors: Vec<String>,
    /// Whether to try every known DKIM selector rather than only likely ones.
    pub all_selectors: bool,
    /// The most different questions to ask, not counting those that trying all selectors adds.
    pub max_questions: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            invented_label: INVENTED_LABEL.to_owned(),
            selectors: Vec::new(),
            all_selectors: false,
            max_questions: MAX_QUESTIONS,
        }
    }
}

impl Options {
    /// Returns the most different questions that the check asks.
    pub const fn limit(&self) -> usize {
        if self.all_selectors {
            self.max_questions.saturating_add(MORE_FOR_ALL_SELECTORS)
        } else {
            self.max_questions
        }
    }
}

/// How many questions a check may ask, and which ones that left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// The most different questions that it asks.
    pub limit: usize,
    /// How many different questions it asked.
    pub asked: usize,
    /// The questions beyond the limit.
    pub left_out: Vec<Question>,
}

impl Budget {
    /// Counts the questions that were asked.
    pub fn new(limit: usize, answers: &Answers) -> Self {
        let is_over =
            |outcome: &Outcome| matches!(outcome, Outcome::Failed(LookupError::OverLimit(_)));
        let over = answers.0.iter().filter(|answer| is_over(&answer.outcome));
        let left_out: Vec<_> = over.map(|answer| answer.question.clone()).collect();
        Self {
            limit,
            asked: answers.0.len() - left_out.len(),
            left_out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::held::check;
    use super::*;
    use crate::discovery::Permission;
    use crate::dns::Zone;
    use crate::domain::DomainName;
    use crate::mail_setup::{RecordState, Tried};
    use crate::spf::Cut;

    /// Builds a zone in which `shop.example` has these records.
    fn shop(text: &str) -> Zone {
        Zone::from_file("zone", "example", text).unwrap()
    }

    /// Builds a record with 100 includes, each of which has 100 more.
    fn wide() -> Zone {
        let includes = |stem: &str| {
            let terms = (0..100).map(|number| format!("include:{stem}{number}.shop.example"));
            format!("v=spf1 {} -all", terms.collect::<Vec<_>>().join(" "))
        };
        let mut zone = shop("shop MX 10 mx\nx._domainkey.shop A 192.0.2.1\n");
        let domain = DomainName::new("shop.example").unwrap();
        zone.add_text(&domain, &includes("a"));
        for number in 0..100 {
            let name = domain.child(&format!("a{number}")).unwrap();
            zone.add_text(&name, &includes(&format!("b{number}-")));
        }
        zone
    }

    #[test]
    fn hostile_trees_come_to_an_end_and_what_is_left_out_is_said() {
        let (facts, _) = check(&wide(), "shop.example", &Options::default());
        assert!(facts.budget.asked <= 100, "{}", facts.budget.asked);
        assert!(facts.is_complete);
        let mail_setup = facts.mail_setup.unwrap();
        assert_eq!(mail_setup.spf.cuts, [Cut::Nodes, Cut::Terms]);

        let terms = "a:h.shop.example ".repeat(10_000);
        let zone = shop(&format!("shop TXT \"v=spf1 {terms}\"\n"));
        let (facts, rounds) = check(&zone, "shop.example", &Options::default());
        assert!(facts.is_complete && rounds.len() == 2);
        assert_eq!(facts.mail_setup.unwrap().spf.cuts, [Cut::Terms]);

        let names: Vec<_> = (0..500)
            .map(|number| format!("a:h{number}.shop.example "))
            .collect();
        let zone = shop(&format!(
            "shop TXT \"v=spf1 {}\"\nx._domainkey.shop A 192.0.2.1\n",
            names.concat()
        ));
        let (facts, _) = check(&zone, "shop.example", &Options::default());
        assert_eq!((facts.budget.limit, facts.budget.asked), (100, 100));
        let left_out = &facts.budget.left_out;
        assert!(!left_out.is_empty());
        assert!(
            left_out
                .iter()
                .all(|question| question.name.as_str().contains("._domainkey.")),
            "{left_out:?}"
        );
        let mail_setup = facts.mail_setup.unwrap();
        assert_eq!(mail_setup.spf.cuts, [Cut::Questions]);
        let last = mail_setup.dkim.selectors.last().unwrap();
        assert_eq!(
            last.key.state,
            RecordState::Failed(LookupError::OverLimit(100))
        );

        let zone = shop(
            "shop TXT \"v=spf1 include:shop.example include:a.example\"\na TXT \"v=spf1 redirect=shop.example\"\n",
        );
        let (facts, rounds) = check(&zone, "shop.example", &Options::default());
        assert!(facts.is_complete && rounds.len() == 2);
    }

    #[test]
    fn what_is_more_urgent_is_left_room() {
        let mut zone = shop("x._domainkey.shop A 192.0.2.1\n");
        // Four levels of three hosts each, none of which the first round trip knows about.
        for level in 0..4 {
            let name = DomainName::new(&format!("s{level}.shop.example")).unwrap();
            let hosts: Vec<_> = (0..3)
                .map(|host| format!(" a:h{level}-{host}.shop.example"))
                .collect();
            let hosts = hosts.concat();
            zone.add_text(
                &name,
                &format!("v=spf1{hosts} include:s{}.shop.example", level + 1),
            );
        }
        zone.add_text(
            &DomainName::new("shop.example").unwrap(),
            "v=spf1 include:s0.shop.example",
        );
        let options = Options {
            selectors: (0..5).map(|number| format!("own{number}")).collect(),
            max_questions: 60,
            ..Options::default()
        };
        let facts = check(&zone, "shop.example", &options).0;
        assert_eq!(facts.budget.asked, 60);
        let mail_setup = facts.mail_setup.unwrap();
        assert!(mail_setup.spf.is_complete() && !mail_setup.spf.is_cut());
        let selectors = mail_setup.dkim.selectors.iter();
        let is_cut = |state: &RecordState<_>| {
            matches!(state, RecordState::Failed(LookupError::OverLimit(60)))
        };
        let cut: Vec<_> = selectors
            .filter(|s| is_cut(&s.key.state))
            .map(|s| s.tried)
            .collect();
        assert!(!cut.is_empty() && cut.iter().all(|tried| *tried == Tried::Common));
    }

    #[test]
    fn all_selectors_have_a_limit_of_their_own() {
        let zone = shop("x._domainkey.shop A 192.0.2.1\n");
        let options = Options {
            all_selectors: true,
            ..Options::default()
        };
        let facts = check(&zone, "shop.example", &options).0;
        assert_eq!(facts.budget.limit, 100 + MORE_FOR_ALL_SELECTORS);
        assert!(facts.budget.asked > 100 && facts.budget.left_out.is_empty());
    }

    #[test]
    fn hosts_of_reports_without_end_are_not_all_asked() {
        let uris: Vec<_> = (0..3000)
            .map(|number| format!("mailto:a@h{number}.example"))
            .collect();
        let mut zone = shop("");
        let name = DomainName::new("_dmarc.shop.example").unwrap();
        zone.add_text(&name, &format!("v=DMARC1; p=none; rua={}", uris.join(",")));
        let facts = check(&zone, "shop.example", &Options::default()).0;
        assert_eq!(facts.destinations.len(), 3000);
        let over = Permission::CouldNotTell(LookupError::OverLimit(100));
        assert_eq!(facts.destinations[2999].permission, over);
        assert!(facts.budget.asked <= 100);
    }
}
