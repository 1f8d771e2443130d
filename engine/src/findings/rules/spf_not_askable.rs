//! SPF queries that failed

use super::shared::{MOST, term_in_record, way_to};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::spf::NodeState;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-not-askable",
    topic: Topic::Spf,
    severity: Severity::Note,
    title: "SPF could not be asked for",
    why: "What stands there is not known here, so neither is what it lets send nor what it costs. A receiver whose \
          question fails as well answers temperror and may put the message off.",
    what_to_do: "Check again later or with another resolver. If it stays, the name servers of that domain, or its \
                 DNSSEC, may be at fault.",
    references: &[Reference::new(7208, "4.4"), Reference::new(7208, "2.6.6")],
    check: Check::MailSetup(check),
};

/// Looks for failed queries in the SPF tree.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let tree = &mail_setup.spf;
    let mut hits = Vec::new();
    for (index, node) in tree.nodes.iter().enumerate() {
        if let NodeState::Failed(error) = &node.state {
            let message = match way_to(tree, index) {
                Some(way) => format!("Where {way} leads could not be asked: {error}."),
                None => format!(
                    "The SPF record of {} could not be asked for: {error}.",
                    facts.domain
                ),
            };
            hits.push(Hit::new(message));
        }
        for (place, term) in node.terms.iter().enumerate() {
            let Some(error) = term.errors.first() else {
                continue;
            };
            if let Some(term) = term_in_record(tree, index, place) {
                hits.push(Hit::new(format!(
                    "What {term} names could not be asked: {error}."
                )));
            }
        }
    }
    hits.truncate(MOST);
    hits
}
