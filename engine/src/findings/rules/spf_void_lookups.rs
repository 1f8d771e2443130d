//! Terms that find nothing at all, so that no sender matches them.

use super::shared::{
    most, sound, term_in_record, unless_repaired, void_terms, whole_tree, without,
};
use super::spf_softfail_without_senders::names_nobody;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::spf::{Content, Mechanism, parse};
use crate::spf::{Target, TermNode, Tree};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-void-lookups",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF term finds nothing (void lookup)",
    why: "The name has no record of the kind that the term needs, so no sender matches it, and mail that should pass \
          by it does not. Two such terms are allowed. At the third, receivers should give up on the whole record.",
    what_to_do: "Remove the term, or correct the name.",
    references: &[Reference::new(7208, "4.6.4"), Reference::new(7208, "5")],
    check: Check::Domain(check),
};

/// Looks for terms that find nothing for any sender. Other rules report terms that lead to a record.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(tree) = whole_tree(facts) else {
        return Vec::new();
    };
    let terms = void_terms(tree, |ipv4, ipv6| ipv4 > 0 && ipv6 > 0);
    most(
        terms
            .into_iter()
            .filter(|&(node, place)| !leads_on(tree, node, place))
            .filter_map(|(node, place)| {
                let term = term_in_record(tree, node, place)?;
                let record = tree.nodes.get(node)?.record()?;
                let found = tree.nodes.get(node)?.terms.get(place)?;
                let is_mx = matches!(
                    record.terms.get(place)?.content,
                    Content::Mechanism(Mechanism::Mx(..))
                );
                if may_match(found) || is_mx && is_domain_unreachable(facts, found) {
                    return None;
                }
                let name = match &found.target {
                    Target::Name(name) => name.as_str(),
                    _ => return None,
                };
                let cure = sound(without(&record.text, record.terms.get(place)?.span));
                Some(Hit {
                    message: format!("{term} finds nothing at {name}, so no sender matches it."),
                    span: None,
                    about: Vec::new(),
                    suggestion: unless_repaired(facts, cure)
                        .filter(|cure| node == 0 && !names_nobody(&parse(&cure.text)))
                        .map(|cure| Suggestion::at(facts.domain.clone(), cure.text)),
                })
            }),
    )
}

/// Whether a term can match although it counts as void. An `mx` counts as soon as one of its hosts has no address
/// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)), but its other hosts still match.
fn may_match(found: &TermNode) -> bool {
    let has_addresses = found.hosts.iter().any(|host| !host.networks.is_empty());
    has_addresses || !found.errors.is_empty()
}

/// Whether a term leads to another record.
fn leads_on(tree: &Tree, node: usize, place: usize) -> bool {
    let terms = tree.nodes.get(node).map(|node| &node.terms);
    terms
        .and_then(|terms| terms.get(place))
        .is_some_and(|term| term.child.is_some())
}

/// Whether a term queries the domain's own mail hosts and senders can find none of them, which the MX rules report.
fn is_domain_unreachable(facts: &Facts, found: &TermNode) -> bool {
    let mx = facts.mail_setup.as_deref().map(|mail_setup| &mail_setup.mx);
    matches!(&found.target, Target::Name(name) if name.as_str() == facts.domain.as_str())
        && mx.is_some_and(|mx| !mx.hosts.is_empty() && mx.is_some_host_found() == Some(false))
}
