//! [`Parts`]: decides which functions and constants can be loaded later.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::graph::{Graph, Node};

/// The functions and constants that can be loaded later.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The names of the functions through which the first part calls the later one.
    pub(crate) gates: BTreeSet<String>,
    /// The names of all functions that only gates lead to, including the gates.
    pub(crate) functions: BTreeSet<String>,
    /// The memory ranges of the constants that only those functions refer to, sorted and disjoint.
    pub(crate) constants: Vec<Range<u32>>,
}

impl Parts {
    /// Divides a module at the gates, the functions whose names match `is_gate`. Code behind functions whose names
    /// match `is_cut` was cut off before.
    pub(crate) fn new(
        graph: &Graph,
        is_gate: impl Fn(&str) -> bool,
        is_cut: impl Fn(&str) -> bool,
    ) -> Self {
        let name = |function: u32| graph.names.get(&function).map(String::as_str);
        let (gates, cut) = (graph.named(is_gate), graph.named(is_cut));
        let node = |&function: &u32| Node::Function(function);
        let first = reached(graph, graph.roots.iter().map(node), &(&gates | &cut));
        let later = reached(graph, gates.iter().map(node), &cut);
        let mut functions = BTreeSet::new();
        let mut spans = Vec::new();
        for node in later.difference(&first) {
            match *node {
                Node::Function(index) => functions.extend(name(index).map(str::to_owned)),
                Node::Constant(place) => spans.extend(graph.constants.get(place).cloned()),
            }
        }
        // If a function of the first part has the same name, the name is ambiguous, so keep both there.
        for node in &first {
            if let Node::Function(index) = *node
                && let Some(name) = name(index)
            {
                functions.remove(name);
            }
        }
        let kept = first.iter().filter_map(|node| match *node {
            Node::Constant(place) => graph.constants.get(place).cloned(),
            Node::Function(_) => None,
        });
        Self {
            gates: gates
                .iter()
                .filter_map(|&gate| name(gate).map(str::to_owned))
                .collect(),
            functions,
            constants: without(joined(spans), &joined(kept.collect())),
        }
    }
}

/// Everything reachable from `start` without passing through `gates`, which are not included.
fn reached(
    graph: &Graph,
    start: impl Iterator<Item = Node>,
    gates: &BTreeSet<u32>,
) -> BTreeSet<Node> {
    let mut waiting: Vec<Node> = start.collect();
    let mut found = BTreeSet::new();
    while let Some(node) = waiting.pop() {
        let is_gate = matches!(node, Node::Function(index) if gates.contains(&index));
        if is_gate || !found.insert(node) {
            continue;
        }
        waiting.extend(graph.references.get(&node).into_iter().flatten());
    }
    found
}

/// The ranges, sorted and merged where they touch.
fn joined(mut ranges: Vec<Range<u32>>) -> Vec<Range<u32>> {
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// The ranges without those in `kept`; both must be sorted and disjoint.
fn without(ranges: Vec<Range<u32>>, kept: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut left = Vec::new();
    for range in ranges {
        let mut start = range.start;
        for hole in kept
            .iter()
            .filter(|hole| hole.start < range.end && hole.end > range.start)
        {
            if hole.start > start {
                left.push(start..hole.start);
            }
            start = start.max(hole.end);
        }
        if start < range.end {
            left.push(start..range.end);
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with `main`, a gate, a function that both call, and one that only the gate calls, each with a constant.
    fn graph() -> Graph {
        let names = ["main", "gate", "both", "later", "both"];
        let mut graph = Graph {
            names: (0..).zip(names.map(str::to_owned)).collect(),
            constants: vec![0..8, 8..16, 16..24, 20..22],
            roots: vec![0],
            ..Graph::default()
        };
        let function = Node::Function;
        let constant = Node::Constant;
        graph.references = [
            (function(0), vec![function(1), function(2), constant(0)]),
            (function(1), vec![function(2), function(3), constant(2)]),
            // A table of functions.
            (constant(2), vec![function(4)]),
            (function(2), vec![constant(3)]),
            (function(3), vec![constant(1)]),
        ]
        .into();
        graph
    }

    #[test]
    fn what_only_gates_lead_to_comes_later() {
        let parts = Parts::new(&graph(), |name| name == "gate", |_| false);
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(parts.gates, names(&["gate"]));
        assert_eq!(parts.functions, names(&["gate", "later"]));
        // Everything that a constant of the first part shares with a later one is kept.
        assert_eq!(parts.constants, [8..20, 22..24]);
    }

    #[test]
    fn without_gates_all_is_first() {
        assert_eq!(Parts::new(&graph(), |_| false, |_| false), Parts::default());
    }

    #[test]
    fn what_was_cut_off_before_is_in_no_part() {
        let parts = Parts::new(&graph(), |name| name == "gate", |name| name == "later");
        assert_eq!(parts.functions, ["gate".to_owned()].into());
        assert_eq!(parts.constants, [16..20, 22..24]);
    }
}
