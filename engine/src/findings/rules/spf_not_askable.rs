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
    title: "SPF could not be looked up",
    why: "What is there is unknown, so which senders it allows and how many lookups it needs are unknown too. A \
          receiver whose query also fails returns temperror and may defer the message.",
    what_to_do: "Check again later or with another resolver. If the failure persists, that domain's name servers or \
                 DNSSEC may be at fault.",
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
                Some(way) => format!("The query for {way} failed ({error})."),
                None => format!(
                    "The query for the SPF record of {} failed ({error}).",
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
                hits.push(Hit::new(format!("The query for {term} failed ({error}).")));
            }
        }
    }
    hits.truncate(MOST);
    hits
}
