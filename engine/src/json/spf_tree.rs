//! The tree of SPF records.

use serde::Serialize;

use super::{SpfRecordJson, spf_record};
use crate::record::spf::Term;
use crate::spf::{Break, Cause, Count, Missing, Node, NodeState, TermNode, Tree};

/// SPF, with all that the domain's own record leads to.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SpfJson {
    /// The records, those nearer to the domain first; the first is the domain's own.
    nodes: Vec<SpfNodeJson>,
    /// What evaluating all of it costs a sender that matches nothing.
    total: CountJson,
    /// Where evaluation breaks for such a sender; the first decides.
    breaks: Vec<BreakJson>,
    /// Whether the tree is larger than this checker looks at, so that the figures are the least it can be.
    cut: bool,
    /// At which limits: `nodes`, `depth`, `terms`, `addresses` or `questions`.
    cuts: Vec<&'static str>,
    /// Whether every question was answered or failed.
    complete: bool,
}

/// A place in the tree.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct SpfNodeJson {
    /// The name as the term has it.
    name: String,
    /// The place among the nodes of the one that leads here; null for the domain itself.
    parent: Option<usize>,
    /// The place of the term that leads here in its record.
    parent_term: Option<usize>,
    /// `record`, `several-records`, `missing`, `failed`, `loop`, `depends-on-message`, `bad-name`, `cut` or `pending`.
    outcome: &'static str,
    /// How a record is missing: `nxdomain`, `no-data` or `other-text`.
    missing: Option<&'static str>,
    /// The place among the nodes of the same domain further up, for a loop.
    loop_to: Option<usize>,
    /// Why it could not be asked.
    error: Option<String>,
    /// The record, where there is exactly one.
    record: Option<SpfRecordJson>,
    /// The texts where there are several records or none among the texts.
    texts: Vec<String>,
    /// What is known of the record's terms, in their order; fewer than the record has where the tree is cut.
    terms: Vec<SpfTermJson>,
    /// What its own terms cost.
    own: CountJson,
    /// What the records below cost.
    below: CountJson,
    /// Both together.
    total: CountJson,
    /// Whether some of its terms, or places right below it, are not looked at.
    cut: bool,
}

/// What is known of a term.
#[derive(Debug, Clone, Serialize)]
struct SpfTermJson {
    /// All of it as written, the qualifier included.
    text: String,
    /// Whether a receiver evaluates it: not behind `all`, and no `redirect` beside `all`.
    effective: bool,
    /// The place among the nodes of the record that it leads to.
    child: Option<usize>,
    /// What it costs itself, without the records below.
    own: CountJson,
    /// Why some of its questions could not be asked.
    errors: Vec<String>,
}

/// What evaluation costs.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct CountJson {
    /// Terms that cause lookups.
    lookups: usize,
    /// Terms that find nothing, for a sender with an IPv4 address.
    voids_ipv4: usize,
    /// The same with an IPv6 address.
    voids_ipv6: usize,
}

/// A place where evaluation breaks.
#[derive(Debug, Clone, Serialize)]
struct BreakJson {
    /// The place among the nodes.
    node: usize,
    /// The place of the term in its record; null for the record as a whole.
    term: Option<usize>,
    /// `syntax`, `several-records`, `missing-record`, `loop`, `too-many-lookups`, `too-many-voids-ipv4`,
    /// `too-many-voids-ipv6`, `too-many-mx-hosts` or `could-not-ask`.
    cause: &'static str,
    /// Why it could not be asked.
    error: Option<String>,
}

/// The twin of a tree.
pub(super) fn spf(tree: &Tree) -> SpfJson {
    SpfJson {
        nodes: tree.nodes.iter().map(node).collect(),
        total: count(tree.total()),
        breaks: tree.breaks.iter().map(break_at).collect(),
        cut: tree.is_cut(),
        cuts: tree.cuts.iter().map(|cut| cut.as_str()).collect(),
        complete: tree.is_complete(),
    }
}

/// The twin of a node.
fn node(node: &Node) -> SpfNodeJson {
    let texts: &[String] = match &node.state {
        NodeState::Several(texts) | NodeState::Missing(Missing::OtherTexts(texts)) => texts,
        _ => &[],
    };
    SpfNodeJson {
        name: node.name.clone(),
        parent: node.parent.map(|(parent, _)| parent),
        parent_term: node.parent.map(|(_, term)| term),
        outcome: node.state.as_str(),
        missing: match &node.state {
            NodeState::Missing(Missing::NxDomain) => Some("nxdomain"),
            NodeState::Missing(Missing::NoData) => Some("no-data"),
            NodeState::Missing(Missing::OtherTexts(_)) => Some("other-text"),
            _ => None,
        },
        loop_to: match node.state {
            NodeState::Loop(above) => Some(above),
            _ => None,
        },
        error: match &node.state {
            NodeState::Failed(error) => Some(error.to_string()),
            _ => None,
        },
        record: node.record().map(|record| spf_record(record)),
        texts: texts.to_vec(),
        terms: node.record().map_or_else(Vec::new, |record| {
            let known = record.terms.iter().zip(&node.terms);
            known
                .map(|(written, known)| term(&record.text, written, known))
                .collect()
        }),
        own: count(node.own),
        below: count(node.below),
        total: count(node.total()),
        cut: node.is_cut(),
    }
}

/// The twin of a term.
fn term(record: &str, written: &Term, known: &TermNode) -> SpfTermJson {
    SpfTermJson {
        text: written.span.of(record).to_owned(),
        effective: known.is_effective,
        child: known.child,
        own: count(known.own),
        errors: known.errors.iter().map(ToString::to_string).collect(),
    }
}

/// The twin of a count.
const fn count(count: Count) -> CountJson {
    CountJson {
        lookups: count.lookups,
        voids_ipv4: count.voids_ipv4,
        voids_ipv6: count.voids_ipv6,
    }
}

/// The twin of a break.
fn break_at(found: &Break) -> BreakJson {
    BreakJson {
        node: found.node,
        term: found.term,
        cause: found.cause.as_str(),
        error: match &found.cause {
            Cause::CouldNotAsk(error) => Some(error.to_string()),
            _ => None,
        },
    }
}
