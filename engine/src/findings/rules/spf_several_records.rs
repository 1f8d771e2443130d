//! Two texts that begin with `v=spf1`

use super::shared::{most, repaired_record, way_to};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::spf::NodeState;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-several-records",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "Several SPF records at one name",
    why: "Receivers neither choose between them nor join them: they return permerror, and SPF passes for no sender. At \
          a name that another record includes, they break that record too.",
    what_to_do: "Write one record with the terms of all of them and a single all at its end. Remove the others.",
    references: &[Reference::new(7208, "3.2"), Reference::new(7208, "4.5")],
    check: Check::MailSetup(check),
};

/// Looks for several records at the domain and at every name that its record leads to.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let tree = &mail_setup.spf;
    let nodes = tree.nodes.iter().enumerate();
    most(
        nodes
            .filter_map(|(index, node)| match (&node.state, &node.domain) {
                (NodeState::Several(texts), Some(domain)) => Some((index, domain, texts.len())),
                _ => None,
            })
            .map(|(index, domain, count)| {
                let way = way_to(tree, index)
                    .map_or_else(String::new, |way| format!(", where {way} leads,"));
                let mut hit = Hit::new(format!(
                    "{domain}{way} has {count} SPF records, so none of them counts."
                ));
                hit.suggestion = repaired_record(facts).filter(|_| index == 0);
                hit
            }),
    )
}
