//! [`Tree`]: all records that a domain's SPF record leads to, with the senders they authorize and the lookups they
//! take.

mod authorized;
mod build;
mod count;
mod follow;
mod node;

use crate::dns::{Answer, Question};
use crate::domain::DomainName;

pub use authorized::Authorized;
pub use node::{Break, Count, Cut, Host, Node, NodeState, Target, TermNode};

/// The records that a domain's SPF record leads to, as far as the answers are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The records, from the domain outwards; the first is the domain's own.
    pub nodes: Vec<Node>,
    /// Where evaluation breaks for a sender that matches nothing, in evaluation order. The first break decides.
    pub breaks: Vec<Break>,
    /// The limits of this checker that cut the tree.
    pub cuts: Vec<Cut>,
    questions: Vec<Question>,
    /// Whether some of the questions have no answer yet.
    is_pending: bool,
}

impl Tree {
    /// Builds the tree from the answers that `lookup` returns.
    ///
    /// # Example
    ///
    /// ```
    /// use dmarc_engine::{dns::Zone, domain::DomainName, spf::Tree};
    ///
    /// let domain = DomainName::new("shop.example").unwrap();
    /// let mut zone = Zone::new("zone");
    /// zone.add_text(&domain, "v=spf1 include:_spf.vendor.example -all");
    /// let mut answers: Vec<dmarc_engine::dns::Answer> = Vec::new();
    /// let tree = loop {
    ///     let tree = Tree::new(&domain, |question| answers.iter().find(|answer| answer.question == *question));
    ///     let Some(question) = tree.questions().get(answers.len()) else { break tree };
    ///     answers.push(zone.answer(question));
    /// };
    /// assert_eq!(tree.total().lookups, 1);
    /// assert_eq!(tree.breaks.len(), 1);
    /// ```
    pub fn new<'a>(domain: &DomainName, lookup: impl Fn(&Question) -> Option<&'a Answer>) -> Self {
        let mut tree = build::build(domain, lookup);
        count::count(&mut tree);
        authorized::authorize(&mut tree);
        tree
    }

    /// Every question that follows from the known answers, including those already answered. Later answers only append
    /// to the list. The questions of one level are independent of each other.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Whether every question has an answer.
    pub const fn is_complete(&self) -> bool {
        !self.is_pending
    }

    /// Whether a limit of this checker cuts the tree.
    pub const fn is_cut(&self) -> bool {
        !self.cuts.is_empty()
    }

    /// The domain's own record.
    pub fn root(&self) -> Option<&Node> {
        self.nodes.first()
    }

    /// The lookups that evaluating the whole tree takes.
    pub fn total(&self) -> Count {
        self.root().map(Node::total).unwrap_or_default()
    }

    /// The node reached by following these terms, one after the other, from the domain's own record. A loop leads to
    /// the ancestor.
    pub fn node_at(&self, path: &[usize]) -> Option<&Node> {
        let mut node = self.root()?;
        for term in path {
            node = self.nodes.get(node.terms.get(*term)?.child?)?;
            if let NodeState::Loop(ancestor) = node.state {
                node = self.nodes.get(ancestor)?;
            }
        }
        Some(node)
    }
}
