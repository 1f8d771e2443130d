//! [`Tree`]: the records that one record leads to, with what each authorizes and costs.

mod authorized;
mod build;
mod count;
mod follow;
mod node;

use crate::dns::{Answer, Question};
use crate::domain::DomainName;

pub use authorized::Authorized;
pub use node::{Break, Count, Cut, Host, Node, NodeState, Target, TermNode};

/// The records that a domain's SPF record leads to, as far as the answers so far tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The records, those nearer to the domain first; the first is the domain's own.
    pub nodes: Vec<Node>,
    /// Where evaluation breaks, in the order of evaluation, for a sender that matches nothing. The first decides.
    pub breaks: Vec<Break>,
    /// The limits of this checker at which the tree was cut.
    pub cuts: Vec<Cut>,
    /// What the tree needs to know.
    questions: Vec<Question>,
    /// Whether answers to some of them are missing.
    is_pending: bool,
}

impl Tree {
    /// Builds the tree from the answers that `lookup` knows.
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

    /// Every question that the answers so far call for, those that are answered included, in an order to which
    /// later answers only add. Those of a level are independent of each other.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Whether every question is answered.
    pub const fn is_complete(&self) -> bool {
        !self.is_pending
    }

    /// Whether the tree is larger than this checker looks at.
    pub const fn is_cut(&self) -> bool {
        !self.cuts.is_empty()
    }

    /// The domain's own record.
    pub fn root(&self) -> Option<&Node> {
        self.nodes.first()
    }

    /// What evaluating all of it costs.
    pub fn total(&self) -> Count {
        self.root().map(Node::total).unwrap_or_default()
    }

    /// The node that the terms at these places lead to, one after the other, from the domain's own record on. A
    /// loop leads to the node further up.
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
