//! An `include` that leads back to a record above it

use super::shared::{most, node_hit, shown, way_to};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::spf::NodeState;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-loop",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "SPF records include each other",
    why: "Evaluation goes round until it reaches the limit of ten lookups, and receivers return permerror. Senders \
          that no earlier term matches do not pass.",
    what_to_do: "Remove the include or redirect that leads back.",
    references: &[Reference::new(7208, "4.6.4"), Reference::new(7208, "5.2")],
    check: Check::MailSetup(check),
};

/// Looks for terms that lead back to a record above them.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let tree = &mail_setup.spf;
    let nodes = tree.nodes.iter().enumerate();
    most(
        nodes
            .filter(|(_, node)| matches!(node.state, NodeState::Loop(_)))
            .filter_map(|(index, node)| {
                let message = format!(
                    "{} leads back to {}, whose record led there.",
                    way_to(tree, index)?,
                    shown(&node.name)
                );
                Some(node_hit(facts, node, message))
            }),
    )
}
