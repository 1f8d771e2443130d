//! A domain that does not exist in DNS.

use crate::discovery::{Existence, Facts, StepOutcome};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "domain-does-not-exist",
    topic: Topic::Discovery,
    severity: Severity::Note,
    title: "Domain does not exist",
    why: "DNS returns NXDOMAIN for this name. Mail can still be forged with it. Receivers then use np of the record \
          above, if there is one, and many refuse mail from a name that does not exist.",
    what_to_do: "Check the spelling. If the name should exist, check the zone and the domain's registration.",
    references: &[
        Reference::new(8020, "2"),
        Reference::new(9989, "3.2.13"),
        Reference::new(9989, "4.10.1"),
    ],
    check: Check::Domain(check),
};

/// Looks for NXDOMAIN at the domain itself.
fn check(facts: &Facts) -> Vec<Hit> {
    if facts.existence != Existence::DoesNotExist {
        return Vec::new();
    }
    let domain = &facts.domain;
    let message = match facts.own_step() {
        // If a name exists, so do all names above it. A name server that denies one of those is broken.
        StepOutcome::NoData
        | StepOutcome::Found(_)
        | StepOutcome::Several(_)
        | StepOutcome::OtherText(_) => {
            format!(
                "DNS says that {domain} does not exist, but that _dmarc.{domain} does. Its name servers contradict \
                 themselves."
            )
        }
        _ if facts.policy().is_none() && !facts.walk.is_undecided() => {
            format!("{domain} does not exist in DNS, and no DMARC record applies to it.")
        }
        _ => format!("{domain} does not exist in DNS."),
    };
    vec![Hit::new(message)]
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::discovery::{Answers, Options};
    use crate::dns::{Answer, Outcome, Question};
    use crate::domain::DomainName;

    /// A zone can't deny a name and have another below it, but some name servers answer that way.
    #[test]
    fn a_name_that_is_denied_above_one_that_exists() {
        let domain = DomainName::new("shop.example").unwrap();
        let answers = [
            (domain.clone(), Outcome::NxDomain),
            (domain.child("_dmarc").unwrap(), Outcome::NoData),
        ]
        .map(|(name, outcome)| Rc::new(Answer::new(Question::txt(name), outcome, "")));
        let facts = Facts::new(&domain, &Options::default(), Answers(answers.to_vec()));
        assert_eq!(
            check(&facts),
            [Hit::new(
                "DNS says that shop.example does not exist, but that _dmarc.shop.example does. Its name servers \
                 contradict themselves."
            )]
        );
    }
}
