//! [`Node`]: one name of the tree, with its record and terms.

use std::ops::{Add, AddAssign};
use std::rc::Rc;

use super::Authorized;
use crate::dns::LookupError;
use crate::domain::DomainName;
use crate::record::spf::{Network, SpfRecord};
use crate::spf::{Cause, Missing};

/// A node of the tree: the domain itself, or the target of an `include` or `redirect`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The name as the term writes it, including macros.
    pub name: String,
    /// The name to query; `None` if it depends on the message or DNS can't represent it.
    pub domain: Option<DomainName>,
    /// The indices of the node and term that lead here; `None` for the domain itself.
    pub parent: Option<(usize, usize)>,
    /// The number of terms on the path to this node.
    pub depth: usize,
    /// What was found at the name.
    pub state: NodeState,
    /// The approximate size in octets of the whole answer, including all TXT records at the name
    /// ([RFC 7208, section 3.4](https://www.rfc-editor.org/rfc/rfc7208#section-3.4)).
    pub answer_size: Option<usize>,
    /// What is known about the record's terms, in order. If the tree is cut here, there are fewer than in the record.
    pub terms: Vec<TermNode>,
    /// The lookups of the record's own terms.
    pub own: Count,
    /// The lookups of the records below.
    pub below: Count,
    /// The senders that the record authorizes, including the records below.
    pub authorized: Authorized,
}

/// The result of querying a node's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeState {
    /// The answer has not arrived yet.
    Pending,
    /// The record, valid or not.
    Found(Rc<SpfRecord>),
    /// Several records, so none counts.
    Several(Vec<String>),
    /// No SPF record.
    Missing(Missing),
    /// The query failed.
    Failed(LookupError),
    /// The same domain as the ancestor with this index.
    Loop(usize),
    /// The name depends on the message, so it can't be queried.
    DependsOnMessage,
    /// DNS can't represent the name, so there is no record.
    BadName,
    /// Not queried, because the tree is cut here.
    Cut,
}

/// What is known about a term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermNode {
    /// Whether receivers evaluate it: it does not follow `all`, and is not a `redirect` in a record with `all`.
    pub is_effective: bool,
    /// Whether some answers have not arrived yet.
    pub is_pending: bool,
    /// Whether a limit cuts the tree at this term.
    pub is_cut: bool,
    /// The name that it points to.
    pub target: Target,
    /// The index of the node that it leads to.
    pub child: Option<usize>,
    /// The hosts it names, with their networks.
    pub hosts: Vec<Host>,
    /// The number of hosts that an `mx` names, including those not examined.
    pub mx_hosts: usize,
    /// The network of an `ip4` or `ip6`.
    pub networks: Vec<Network>,
    /// The errors of its failed queries.
    pub errors: Vec<LookupError>,
    /// Its own lookups, without those of the records below.
    pub own: Count,
    /// The running count after this term and everything below it are evaluated.
    pub running: Count,
}

/// The name that a term points to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Target {
    /// No target that would have to be queried.
    #[default]
    Nothing,
    /// A fixed name.
    Name(DomainName),
    /// A name that depends on the message; holds it as written.
    DependsOnMessage(String),
    /// A name that DNS can't represent, so no sender matches; holds it as written.
    BadName(String),
}

/// A host that `a` or `mx` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// The host name.
    pub name: DomainName,
    /// Its addresses, with the prefix length that the term gives.
    pub networks: Vec<Network>,
}

/// The lookups of an evaluation, for a sender that matches nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count {
    /// The number of terms that cause lookups.
    pub lookups: usize,
    /// The number of terms with void lookups, for an IPv4 sender.
    pub voids_ipv4: usize,
    /// The number of terms with void lookups, for an IPv6 sender.
    pub voids_ipv6: usize,
}

/// A place where evaluation breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The index of the node.
    pub node: usize,
    /// The index of the term in its record; `None` for the record as a whole.
    pub term: Option<usize>,
    /// Why evaluation breaks.
    pub cause: Cause,
}

/// A limit of this checker at which a tree is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cut {
    /// The node limit, [`MAX_NODES`](crate::spf::MAX_NODES).
    Nodes,
    /// The depth limit, [`MAX_DEPTH`](crate::spf::MAX_DEPTH).
    Depth,
    /// The term limit, [`MAX_TERMS`](crate::spf::MAX_TERMS).
    Terms,
    /// The address limit per host, [`MAX_ADDRESSES`](crate::spf::MAX_ADDRESSES).
    Addresses,
    /// The query limit, [`MAX_QUESTIONS`](crate::spf::MAX_QUESTIONS) or that of the whole check.
    Questions,
}

impl Node {
    /// A node about which nothing is known yet.
    pub(super) fn new(name: String, domain: Option<DomainName>) -> Self {
        Self {
            name,
            domain,
            parent: None,
            depth: 0,
            state: NodeState::Pending,
            answer_size: None,
            terms: Vec::new(),
            own: Count::default(),
            below: Count::default(),
            authorized: Authorized::default(),
        }
    }

    /// The record; `None` if the node has none.
    pub const fn record(&self) -> Option<&Rc<SpfRecord>> {
        match &self.state {
            NodeState::Found(record) => Some(record),
            _ => None,
        }
    }

    /// The lookups of the record and of those below it.
    pub fn total(&self) -> Count {
        self.own + self.below
    }

    /// Whether a limit cuts the tree at this node or one of its terms.
    pub fn is_cut(&self) -> bool {
        let is_short = self
            .record()
            .is_some_and(|record| record.terms.len() > self.terms.len());
        self.state == NodeState::Cut || is_short || self.terms.iter().any(|term| term.is_cut)
    }
}

impl NodeState {
    /// The name used in exports.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Found(_) => "record",
            Self::Several(_) => "several-records",
            Self::Missing(_) => "missing",
            Self::Failed(_) => "failed",
            Self::Loop(_) => "loop",
            Self::DependsOnMessage => "depends-on-message",
            Self::BadName => "bad-name",
            Self::Cut => "cut",
        }
    }
}

impl Cut {
    /// The name used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Depth => "depth",
            Self::Terms => "terms",
            Self::Addresses => "addresses",
            Self::Questions => "questions",
        }
    }
}

impl TermNode {
    /// Whether the term's target depends on the message.
    pub const fn depends_on_message(&self) -> bool {
        matches!(self.target, Target::DependsOnMessage(_))
    }
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            lookups: self.lookups + other.lookups,
            voids_ipv4: self.voids_ipv4 + other.voids_ipv4,
            voids_ipv6: self.voids_ipv6 + other.voids_ipv6,
        }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
