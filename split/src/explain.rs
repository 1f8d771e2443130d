//! [`explain`]: tells which part a function is in, and what leads to it.

use std::collections::{BTreeSet, VecDeque};

use crate::Result;
use crate::gates::{LATER, ON_DEMAND, readable};
use crate::graph::{Graph, Node};

/// The part that a function is in, and why.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Explanation {
    pub(crate) part: &'static str,
    /// The names of the functions on the way to it, starting at an export or at a gate to the part.
    pub(crate) way: Vec<String>,
}

/// Finds the nearest function whose name contains `wanted`, in the first part that has one, and explains why it is
/// there.
pub(crate) fn explain(graph: &Graph, wanted: &str) -> Result<Explanation> {
    // Every name contains an empty text, so the answer would be arbitrary.
    if wanted.is_empty() {
        return Err(
            "an empty name says nothing; name a function, or a part of its name".to_owned(),
        );
    }
    let is_wanted = graph.named(|name| readable(name).contains(wanted));
    let Some(example) = is_wanted.first() else {
        return Err(format!(
            "no function has `{wanted}` in its name. Names are paths such as \
             `dmarc_checker::later::finish`; a function that the compiler put into its callers has none"
        ));
    };
    let later = graph.named(|name| LATER.hold(name));
    let on_demand = graph.named(|name| ON_DEMAND.hold(name));
    let roots = graph.roots.iter().copied().collect();
    let parts = [
        ("first", roots, &later | &on_demand),
        ("later", later, on_demand.clone()),
        ("on demand", on_demand, BTreeSet::new()),
    ];
    let mut found = parts.into_iter().filter_map(|(part, start, gates)| {
        let way = way(graph, &start, &gates, &is_wanted)?;
        Some(Explanation { part, way })
    });
    found.next().ok_or_else(|| {
        let name = graph.names.get(example).map(|name| readable(name));
        format!("nothing leads to `{}`", name.unwrap_or_default())
    })
}

/// A shortest path from a function in `start` to one in `wanted` that avoids `gates`.
fn way(
    graph: &Graph,
    start: &BTreeSet<u32>,
    gates: &BTreeSet<u32>,
    wanted: &BTreeSet<u32>,
) -> Option<Vec<String>> {
    let is_in = |node: Node, functions: &BTreeSet<u32>| matches!(node, Node::Function(index) if functions.contains(&index));
    let name = |node: Node| match node {
        Node::Function(index) => graph.names.get(&index).map(|name| readable(name)),
        Node::Constant(place) => Some(format!("constant {place}")),
    };
    let mut waiting: VecDeque<Vec<Node>> = start
        .iter()
        .map(|&index| vec![Node::Function(index)])
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(way) = waiting.pop_front() {
        let Some(&node) = way.last() else { continue };
        if is_in(node, gates) || !seen.insert(node) {
            continue;
        }
        if is_in(node, wanted) {
            return Some(way.into_iter().filter_map(name).collect());
        }
        for &next in graph.references.get(&node).into_iter().flatten() {
            let mut longer = way.clone();
            longer.push(next);
            waiting.push_back(longer);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `main` calls a gate to each part. Each gate calls a function behind it, the later part's through a constant.
    fn graph() -> Graph {
        let names = [
            "main",
            "_ZN13dmarc_checker5later6finish17h7dc379d75e52dfc9E",
            "_RNvNtCsdj2eUy0OCjG_13dmarc_checker9on_demand8examples",
            "_ZN13dmarc_checker3spf4read17h7dc379d75e52dfc9E",
            "_RNvNtCsdj2eUy0OCjG_13dmarc_checker4zone4read",
            "_ZN13dmarc_checker4left4over17h7dc379d75e52dfc9E",
        ];
        let function = Node::Function;
        Graph {
            names: (0..).zip(names.map(str::to_owned)).collect(),
            constants: vec![0..8, 8..16],
            roots: vec![0],
            references: [
                (function(0), vec![function(1), function(2)]),
                (function(1), vec![Node::Constant(0)]),
                (Node::Constant(0), vec![function(3)]),
                (function(2), vec![function(3), function(4)]),
            ]
            .into(),
        }
    }

    #[test]
    fn a_function_is_in_the_first_part_that_leads_to_it() {
        let later = "dmarc_checker::later::finish";
        let on_demand = "dmarc_checker::on_demand::examples";
        for (wanted, part, way) in [
            ("main", "first", vec!["main"]),
            ("finish", "later", vec![later]),
            (
                "spf::read",
                "later",
                vec![later, "constant 0", "dmarc_checker::spf::read"],
            ),
            (
                "zone::",
                "on demand",
                vec![on_demand, "dmarc_checker::zone::read"],
            ),
        ] {
            let way = way.into_iter().map(str::to_owned).collect();
            let expected = Explanation { part, way };
            assert_eq!(explain(&graph(), wanted), Ok(expected), "{wanted}");
        }
    }

    #[test]
    fn a_name_that_is_not_there_is_an_error() {
        for (wanted, words) in [
            ("dkim", "no function has `dkim` in its name."),
            ("over", "nothing leads to `dmarc_checker::left::over`"),
            ("", "an empty name says nothing"),
        ] {
            let error = explain(&graph(), wanted).err().unwrap_or_default();
            assert!(error.starts_with(words), "{error}");
        }
    }
}
