//! `include` of a record with `+all`

use super::shared::{MOST, is_deciding, shown, term_in_record};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::record::spf::{Content, Mechanism, Qualifier};
use crate::spf::{Node, TermNode, Tree};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-include-of-everyone",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "SPF includes a record that everyone passes",
    why: "An include allows every sender that its record allows, and this one allows everyone. So anyone passes SPF \
          for this domain, and DMARC too if the return-path is at this domain: a policy of reject stops no forged \
          mail.",
    what_to_do: "Tell the record's owner, and list the hosts that send for you instead of the include.",
    references: &[Reference::new(7208, "5.2"), Reference::new(9989, "11.1")],
    check: Check::MailSetup(check),
};

/// Looks for includes that let everyone pass.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let tree = &mail_setup.spf;
    let mut hits = Vec::new();
    for (index, node) in tree.nodes.iter().enumerate() {
        if !is_deciding(tree, index) {
            continue;
        }
        for place in 0..node.terms.len() {
            let (Some(source), Some(term)) = (
                open_source(tree, node, place),
                term_in_record(tree, index, place),
            ) else {
                continue;
            };
            // No cure: without the include, or with ? before it, the hosts that it is meant for would not pass.
            hits.push(Hit::new(format!(
                "{term} lets everyone pass because of all in the record of {source}."
            )));
        }
    }
    hits.truncate(MOST);
    hits
}

/// Returns the name of the record whose `all` lets everyone pass an `include`.
fn open_source(tree: &Tree, node: &Node, place: usize) -> Option<String> {
    let mut below = lets_everyone_pass(tree, node, place)?;
    // Ends, because each step goes further down the tree.
    while let Some(next) =
        (0..below.terms.len()).find_map(|place| lets_everyone_pass(tree, below, place))
    {
        below = next;
    }
    Some(shown(&below.name))
}

/// Returns the node that a term leads to, if that node lets everyone pass.
fn lets_everyone_pass<'a>(tree: &'a Tree, node: &Node, place: usize) -> Option<&'a Node> {
    let term = node.record()?.terms.get(place)?;
    let found: &TermNode = node.terms.get(place).filter(|found| found.is_effective)?;
    let is_followed = match &term.content {
        Content::Mechanism(Mechanism::Include(_)) => term.qualifier == Some(Qualifier::Pass),
        // A redirect from the domain's own record counts as part of that record.
        _ => term.qualifier.is_none() && node.parent.is_some(),
    };
    let below = tree.nodes.get(found.child.filter(|_| is_followed)?)?;
    below.authorized.is_everyone.then_some(below)
}
