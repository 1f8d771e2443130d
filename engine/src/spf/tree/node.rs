//! [`Node`]: one record of a tree, and what belongs to it.

use std::ops::{Add, AddAssign};
use std::rc::Rc;

use super::Authorized;
use crate::dns::LookupError;
use crate::domain::DomainName;
use crate::record::spf::{Network, SpfRecord};
use crate::spf::{Cause, Missing};

/// A place in the tree: the domain itself, or where an `include` or `redirect` leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The name as the term has it, macros and all.
    pub name: String,
    /// The name that is asked for; `None` where the message decides on it or DNS cannot hold it.
    pub domain: Option<DomainName>,
    /// The node and the place of the term that lead here; `None` for the domain itself.
    pub parent: Option<(usize, usize)>,
    /// How many terms lead here.
    pub depth: usize,
    /// What was found.
    pub state: NodeState,
    /// About how large the whole answer is in octets, all TXT records at the name included
    /// ([RFC 7208, section 3.4](https://www.rfc-editor.org/rfc/rfc7208#section-3.4)).
    pub answer_size: Option<usize>,
    /// What is known of the record's terms, in their order; fewer than the record has where the tree is cut.
    pub terms: Vec<TermNode>,
    /// What the record's own terms cost.
    pub own: Count,
    /// What the records below cost.
    pub below: Count,
    /// Whom the record lets send, with the records below.
    pub authorized: Authorized,
}

/// What was found at a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeState {
    /// The answer is not there yet.
    Pending,
    /// The record, however broken.
    Found(Rc<SpfRecord>),
    /// Several records, so that none counts.
    Several(Vec<String>),
    /// No record.
    Missing(Missing),
    /// It could not be asked.
    Failed(LookupError),
    /// The same domain as at this node further up.
    Loop(usize),
    /// The name depends on the message.
    DependsOnMessage,
    /// DNS cannot hold the name, so that there is no record.
    BadName,
    /// Not asked, since the tree is cut here.
    Cut,
}

/// What is known of a term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermNode {
    /// Whether a receiver comes to it: not behind `all`, and no `redirect` beside `all`.
    pub is_effective: bool,
    /// Whether answers are missing.
    pub is_pending: bool,
    /// Whether the tree is cut here.
    pub is_cut: bool,
    /// What it points to.
    pub target: Target,
    /// The node that it leads to.
    pub child: Option<usize>,
    /// The hosts that it names, with their networks.
    pub hosts: Vec<Host>,
    /// How many hosts an `mx` names, those that are not looked at included.
    pub mx_hosts: usize,
    /// The networks of `ip4` and `ip6`.
    pub networks: Vec<Network>,
    /// Why some of its questions could not be asked.
    pub errors: Vec<LookupError>,
    /// What it costs itself, without the records below.
    pub own: Count,
    /// What was spent when everything up to this term, and below it, is evaluated.
    pub running: Count,
}

/// What a term points to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Target {
    /// Nothing that would have to be asked for.
    #[default]
    Nothing,
    /// A name.
    Name(DomainName),
    /// A name that depends on the message; holds it as written.
    DependsOnMessage(String),
    /// A name that DNS cannot hold, so that nobody matches.
    BadName(String),
}

/// A host that `a` or `mx` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Its name.
    pub name: DomainName,
    /// Its addresses, with as many bits as the term says.
    pub networks: Vec<Network>,
}

/// What evaluation costs, for a sender that matches nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count {
    /// Terms that cause look-ups.
    pub lookups: usize,
    /// Terms that find nothing, for a sender with an IPv4 address.
    pub voids_ipv4: usize,
    /// Terms that find nothing, for a sender with an IPv6 address.
    pub voids_ipv6: usize,
}

/// A place where evaluation breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The node.
    pub node: usize,
    /// The place of the term in its record; `None` for the record as a whole.
    pub term: Option<usize>,
    /// Why.
    pub cause: Cause,
}

/// A limit of this checker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cut {
    /// [`MAX_NODES`](crate::spf::MAX_NODES).
    Nodes,
    /// [`MAX_DEPTH`](crate::spf::MAX_DEPTH).
    Depth,
    /// [`MAX_TERMS`](crate::spf::MAX_TERMS).
    Terms,
    /// [`MAX_ADDRESSES`](crate::spf::MAX_ADDRESSES).
    Addresses,
    /// [`MAX_QUESTIONS`](crate::spf::MAX_QUESTIONS), or those of the check as a whole.
    Questions,
}

impl Node {
    /// A node of which nothing is known yet.
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

    /// The record, where there is one.
    pub const fn record(&self) -> Option<&Rc<SpfRecord>> {
        match &self.state {
            NodeState::Found(record) => Some(record),
            _ => None,
        }
    }

    /// What the record and those below cost.
    pub fn total(&self) -> Count {
        self.own + self.below
    }

    /// Whether some terms of the record are not looked at, or some places below it.
    pub fn is_cut(&self) -> bool {
        let is_short = self
            .record()
            .is_some_and(|record| record.terms.len() > self.terms.len());
        self.state == NodeState::Cut || is_short || self.terms.iter().any(|term| term.is_cut)
    }
}

impl NodeState {
    /// A name for exports.
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
    /// A name for exports.
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
    /// Whether the message decides on what the term points to.
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
