//! [`Authorized`]: the senders that a record authorizes.

use crate::record::order;
use std::net::IpAddr;

use super::{NodeState, Target, Tree};
use crate::record::spf::{Content, Mechanism, Network, Qualifier, Term};

/// The senders that a record and those below it authorize: those named by terms with `+`. Senders that an earlier term
/// with another qualifier excludes are not subtracted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Authorized {
    /// The networks that the record's own terms name, with hosts resolved.
    pub networks: Vec<Network>,
    /// The number of distinct IPv4 addresses that the record and those below it name.
    pub ipv4_addresses: u64,
    /// The number of distinct IPv6 networks that the record and those below it name.
    pub ipv6_networks: usize,
    /// Whether a `+all` authorizes every sender.
    pub is_everyone: bool,
    /// Whether a term authorizes further senders that depend on the message.
    pub depends_on_message: bool,
    /// Whether the list may be incomplete because a query failed or was never sent.
    pub is_partial: bool,
}

/// The distinct networks of a node and of those below it.
type Networks = Vec<Network>;

/// Fills in the authorized senders of every node.
pub(super) fn authorize(tree: &mut Tree) {
    // A node comes before its children, so walking backwards finds the children done.
    let mut all: Vec<Networks> = vec![Vec::new(); tree.nodes.len()];
    for index in (0..tree.nodes.len()).rev() {
        let (authorized, networks) = authorized(tree, index, &all);
        if let Some(node) = tree.nodes.get_mut(index) {
            node.authorized = authorized;
        }
        if let Some(slot) = all.get_mut(index) {
            *slot = networks;
        }
    }
}

/// The senders that one node authorizes.
fn authorized(tree: &Tree, index: usize, all: &[Networks]) -> (Authorized, Networks) {
    let mut authorized = Authorized::default();
    let mut networks = Vec::new();
    let Some((node, record)) = tree.nodes.get(index).and_then(|n| Some((n, n.record()?))) else {
        return (authorized, networks);
    };
    for (term, found) in record.terms.iter().zip(&node.terms) {
        if !found.is_effective || !lets_send(term) {
            continue;
        }
        authorized.is_everyone |= matches!(term.content, Content::Mechanism(Mechanism::All));
        let is_exists = matches!(term.content, Content::Mechanism(Mechanism::Exists(_)));
        authorized.depends_on_message |=
            is_exists || matches!(found.target, Target::DependsOnMessage(_));
        authorized.is_partial |= found.is_pending || found.is_cut || !found.errors.is_empty();
        let hosts = found.hosts.iter().flat_map(|host| &host.networks);
        authorized
            .networks
            .extend(found.networks.iter().chain(hosts));
        let child = found.child.and_then(|child| tree.nodes.get(child));
        if let Some(child) = child {
            authorized.is_everyone |= child.authorized.is_everyone;
            authorized.depends_on_message |= child.authorized.depends_on_message;
            authorized.is_partial |= child.authorized.is_partial || is_unknown(&child.state);
        }
        let below = found.child.and_then(|child| all.get(child));
        networks.extend(below.into_iter().flatten());
    }
    networks.extend(&authorized.networks);
    order::sort_by_key(&mut networks, |network| key(*network));
    networks.dedup_by_key(|network| key(*network));
    authorized.ipv4_addresses = count_addresses(&networks);
    authorized.ipv6_networks = networks.iter().filter(|n| n.address.is_ipv6()).count();
    (authorized, networks)
}

/// Whether it is not known what is at the name.
const fn is_unknown(state: &NodeState) -> bool {
    matches!(
        state,
        NodeState::Pending | NodeState::Failed(_) | NodeState::Cut
    )
}

/// Whether a match of the term authorizes the sender.
fn lets_send(term: &Term) -> bool {
    matches!(term.qualifier, None | Some(Qualifier::Pass))
}

/// The family and address range of a network. Sorting by it puts equal networks next to each other.
fn key(network: Network) -> (bool, u128, u128) {
    let (first, last) = network.range();
    (network.address.is_ipv6(), first, last)
}

/// The number of distinct IPv4 addresses in sorted networks.
fn count_addresses(networks: &[Network]) -> u64 {
    let mut count: u128 = 0;
    let mut next: u128 = 0;
    for network in networks {
        let IpAddr::V4(_) = network.address else {
            continue;
        };
        let (first, last) = network.range();
        if last >= next {
            count += last - first.max(next) + 1;
            next = last + 1;
        }
    }
    u64::try_from(count).unwrap_or(u64::MAX)
}
