//! The JSON form of the SPF tree.

use serde::Serialize;

use super::{SpfRecordJson, spf_record};
use crate::record::spf::Term;
use crate::spf::{Break, Cause, Count, Missing, Node, NodeState, TermNode, Tree};

/// SPF, with all records that the domain's own record leads to.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SpfJson {
    /// The records, from the domain outwards; the first is the domain's own.
    nodes: Vec<SpfNodeJson>,
    /// The lookups of the whole tree, for a sender that matches nothing.
    total: CountJson,
    /// Where evaluation breaks for such a sender; the first break decides.
    breaks: Vec<BreakJson>,
    /// Whether a limit of this checker cuts the tree, which makes the counts lower bounds.
    cut: bool,
    /// The limits that cut it: `nodes`, `depth`, `terms`, `addresses` or `questions`.
    cuts: Vec<&'static str>,
    /// Whether every query was answered or failed.
    complete: bool,
}

/// A node of the tree.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct SpfNodeJson {
    /// The name as the term writes it.
    name: String,
    /// The index of the node that leads here; null for the domain itself.
    parent: Option<usize>,
    /// The index of the term that leads here, in the parent's record.
    parent_term: Option<usize>,
    /// `record`, `several-records`, `missing`, `failed`, `loop`, `depends-on-message`, `bad-name`, `cut` or `pending`.
    outcome: &'static str,
    /// Why there is no record: `nxdomain`, `no-data` or `other-text`.
    missing: Option<&'static str>,
    /// For a loop, the index of the ancestor with the same domain.
    loop_to: Option<usize>,
    /// Why the query failed.
    error: Option<String>,
    /// The record; null unless there is exactly one.
    record: Option<SpfRecordJson>,
    /// The TXT records, if several of them are records or none is.
    texts: Vec<String>,
    /// What is known about the record's terms, in order. If the tree is cut here, there are fewer than in the record.
    terms: Vec<SpfTermJson>,
    /// The lookups of its own terms.
    own: CountJson,
    /// The lookups of the records below.
    below: CountJson,
    /// The sum of `own` and `below`.
    total: CountJson,
    /// Whether a limit cuts the tree at this node or one of its terms.
    cut: bool,
}

/// What is known about a term.
#[derive(Debug, Clone, Serialize)]
struct SpfTermJson {
    /// The whole term as written, including its qualifier.
    text: String,
    /// Whether receivers evaluate it: it does not follow `all`, and is not a `redirect` in a record with `all`.
    effective: bool,
    /// The index of the node that it leads to.
    child: Option<usize>,
    /// Its own lookups, without those of the records below.
    own: CountJson,
    /// The errors of its failed queries.
    errors: Vec<String>,
}

/// The lookups of an evaluation.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct CountJson {
    /// The number of terms that cause lookups.
    lookups: usize,
    /// The number of terms with void lookups, for an IPv4 sender.
    voids_ipv4: usize,
    /// The number of terms with void lookups, for an IPv6 sender.
    voids_ipv6: usize,
}

/// A place where evaluation breaks.
#[derive(Debug, Clone, Serialize)]
struct BreakJson {
    /// The index of the node.
    node: usize,
    /// The index of the term in its record; null for the record as a whole.
    term: Option<usize>,
    /// `syntax`, `several-records`, `missing-record`, `loop`, `too-many-lookups`, `too-many-voids-ipv4`,
    /// `too-many-voids-ipv6`, `too-many-mx-hosts` or `could-not-ask`.
    cause: &'static str,
    /// Why the query failed.
    error: Option<String>,
}

/// Converts a tree.
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

/// Converts a node.
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

/// Converts a term.
fn term(record: &str, written: &Term, known: &TermNode) -> SpfTermJson {
    SpfTermJson {
        text: written.span.of(record).to_owned(),
        effective: known.is_effective,
        child: known.child,
        own: count(known.own),
        errors: known.errors.iter().map(ToString::to_string).collect(),
    }
}

/// Converts a count.
const fn count(count: Count) -> CountJson {
    CountJson {
        lookups: count.lookups,
        voids_ipv4: count.voids_ipv4,
        voids_ipv6: count.voids_ipv6,
    }
}

/// Converts a break.
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
