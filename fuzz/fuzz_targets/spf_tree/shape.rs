//! Properties of every tree.

use dmarc_engine::dns::{RecordType, query_url};
use dmarc_engine::spf::{
    Count, MAX_ADDRESSES, MAX_DEPTH, MAX_MX_HOSTS, MAX_NODES, MAX_TERMS, NodeState, Tree,
};

/// Asserts that the tree is within its limits.
pub fn assert_limits(tree: &Tree) {
    assert!(tree.nodes.len() <= MAX_NODES);
    assert!(tree.nodes.iter().all(|node| node.depth <= MAX_DEPTH));
    assert!(
        tree.nodes
            .iter()
            .map(|node| node.terms.len())
            .sum::<usize>()
            <= MAX_TERMS
    );
    for term in tree.nodes.iter().flat_map(|node| &node.terms) {
        assert!(term.hosts.len() <= MAX_MX_HOSTS);
        assert!(
            term.hosts
                .iter()
                .all(|host| host.networks.len() <= 2 * MAX_ADDRESSES)
        );
    }
    for question in tree.questions() {
        assert_ne!(question.kind, RecordType::Ptr);
        assert!(
            query_url("https://dns.example", question).is_ok(),
            "{question}"
        );
    }
}

/// Asserts that nodes and terms refer to each other, and that breaks refer to both.
pub fn assert_links(tree: &Tree) {
    for (index, node) in tree.nodes.iter().enumerate() {
        assert_eq!(node.parent.is_none(), index == 0);
        if let Some((above, place)) = node.parent {
            assert!(above < index && node.depth == tree.nodes[above].depth + 1);
            assert_eq!(tree.nodes[above].terms[place].child, Some(index));
        }
        if let NodeState::Loop(ancestor) = node.state {
            assert!(ancestor < index && tree.nodes[ancestor].domain == node.domain);
        }
        let written = node.record().map_or(0, |record| record.terms.len());
        assert!(node.terms.len() == written || node.terms.len() < written && node.is_cut());
        assert!(node.state != NodeState::Pending && node.terms.iter().all(|term| !term.is_pending));
        assert!(!node.is_cut() || tree.is_cut());
    }
    let children = tree
        .nodes
        .iter()
        .flat_map(|node| &node.terms)
        .filter(|term| term.child.is_some());
    assert_eq!(children.count() + 1, tree.nodes.len());
    for found in &tree.breaks {
        let node = &tree.nodes[found.node];
        assert!(found.term.is_none_or(|term| node.terms[term].is_effective));
    }
}

/// Asserts that the costs of the nodes add up to the cost of the tree.
pub fn assert_figures(tree: &Tree) {
    let mut sum = Count::default();
    for node in &tree.nodes {
        sum += node.own;
        let mut terms = Count::default();
        let mut below = Count::default();
        for term in node.terms.iter().filter(|term| term.is_effective) {
            terms += term.own;
            below += term
                .child
                .map(|child| tree.nodes[child].total())
                .unwrap_or_default();
            assert!(term.running.lookups <= tree.total().lookups);
        }
        assert_eq!((terms, below), (node.own, node.below));
        let lookups = node.record().map_or(0, |record| record.lookup_terms());
        assert!(node.own.lookups <= lookups);
        let authorized = &node.authorized;
        assert!(authorized.ipv4_addresses <= 1 << 32);
        if let Some((above, place)) = node.parent {
            let above = &tree.nodes[above];
            let record = above.record().expect("a term leads here");
            if record.terms[place]
                .qualifier
                .is_none_or(|q| q.as_str() == "+")
            {
                assert!(above.authorized.ipv4_addresses >= authorized.ipv4_addresses);
                assert!(above.authorized.ipv6_networks >= authorized.ipv6_networks);
                assert!(above.authorized.is_everyone || !authorized.is_everyone);
            }
        }
    }
    assert_eq!(sum, tree.total());
}
