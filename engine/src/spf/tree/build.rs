//! [`Building`]: follows the terms of records, level by level, as far as the answers tell.

use crate::record::order;
use std::rc::Rc;

use super::{Cut, Node, NodeState, TermNode, Tree};
use crate::dns::{Answer, LookupError, Outcome, Question, RecordData};
use crate::domain::DomainName;
use crate::record::spf::{Content, Modifier, SpfRecord};
use crate::spf::{MAX_QUESTIONS, MAX_TERMS, Selection};

/// The octets of a DNS answer beside its records: the header, type and class of the question, the OPT record.
const MESSAGE_OVERHEAD: usize = 12 + 4 + 11;

/// The octets of a record beside its data, with the name compressed.
const RECORD_OVERHEAD: usize = 12;

/// Builds the tree without its figures.
pub(super) fn build<'a>(
    domain: &DomainName,
    lookup: impl Fn(&Question) -> Option<&'a Answer>,
) -> Tree {
    let mut building = Building {
        lookup,
        nodes: vec![Node::new(domain.to_string(), Some(domain.clone()))],
        wanted: Vec::new(),
        terms_left: MAX_TERMS,
        cuts: Vec::new(),
    };
    let mut index = 0;
    while index < building.nodes.len() {
        building.grow(index);
        index += 1;
    }
    building.finish()
}

/// A tree half built.
pub(super) struct Building<L> {
    /// Knows the answers so far.
    lookup: L,
    /// The nodes so far.
    pub(super) nodes: Vec<Node>,
    /// The questions so far, with the round trip at which each is known to be needed, and for which term of which
    /// node it is, or for which node itself.
    wanted: Vec<Wanted>,
    /// How many terms may still be looked at.
    terms_left: usize,
    /// The limits that were met.
    pub(super) cuts: Vec<Cut>,
}

/// A question, and who needs it.
struct Wanted {
    /// How many answers it had to wait for.
    round: usize,
    /// The question.
    question: Question,
    /// The node.
    node: usize,
    /// The term; `None` for the record of the node.
    term: Option<usize>,
}

/// A term in its surroundings.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// The node.
    pub(super) node: usize,
    /// The place among the terms.
    pub(super) term: usize,
    /// The domain of the node.
    pub(super) domain: &'a DomainName,
    /// How many answers the record had to wait for, its own included.
    pub(super) round: usize,
}

impl<'a, L: Fn(&Question) -> Option<&'a Answer>> Building<L> {
    /// Asks for the record of a node and looks at its terms.
    fn grow(&mut self, index: usize) {
        let Some(node) = self.nodes.get(index) else {
            return;
        };
        let depth = node.depth;
        let Some(domain) = node
            .domain
            .clone()
            .filter(|_| node.state == NodeState::Pending)
        else {
            return;
        };
        let question = Question::txt(domain.clone());
        let Some(answer) = self.ask(question, depth, index, None) else {
            return;
        };
        let state = match Selection::of(answer) {
            Selection::Found(record) => NodeState::Found(record),
            Selection::Several(texts) => NodeState::Several(texts),
            Selection::Missing(missing) => NodeState::Missing(missing),
            Selection::Failed(LookupError::OverLimit(_)) => {
                self.cut(Cut::Questions);
                NodeState::Cut
            }
            Selection::Failed(error) => NodeState::Failed(error),
        };
        let terms = match &state {
            NodeState::Found(record) => {
                let record = Rc::clone(record);
                self.look_at(&record, index, &domain, depth + 1)
            }
            _ => Vec::new(),
        };
        if let Some(node) = self.nodes.get_mut(index) {
            node.answer_size = answer_size(answer);
            node.state = state;
            node.terms = terms;
        }
    }

    /// Looks at the terms of a record.
    fn look_at(
        &mut self,
        record: &SpfRecord,
        node: usize,
        domain: &DomainName,
        round: usize,
    ) -> Vec<TermNode> {
        let all = record.all_index();
        if record.terms.len() > self.terms_left {
            self.cut(Cut::Terms);
        }
        let count = record.terms.len().min(self.terms_left);
        self.terms_left -= count;
        let mut terms = Vec::with_capacity(count);
        for (index, term) in record.terms.iter().take(count).enumerate() {
            let at = At {
                node,
                term: index,
                domain,
                round,
            };
            let is_effective = match &term.content {
                Content::Mechanism(_) => all.is_none_or(|all| index <= all),
                Content::Modifier(Modifier::Redirect(_)) => all.is_none(),
                Content::Modifier(_) => true,
                Content::Invalid => false,
            };
            terms.push(if is_effective {
                self.follow(record, term, at)
            } else {
                TermNode::default()
            });
        }
        terms
    }

    /// Notes a question and gives the answer, once it is there.
    pub(super) fn ask(
        &mut self,
        question: Question,
        round: usize,
        node: usize,
        term: Option<usize>,
    ) -> Option<&'a Answer> {
        let answer = (self.lookup)(&question);
        self.wanted.push(Wanted {
            round,
            question,
            node,
            term,
        });
        answer
    }

    /// Notes that a limit was met. Each is noted once, in their order.
    pub(super) fn cut(&mut self, cut: Cut) {
        if let Err(place) = self.cuts.binary_search(&cut) {
            self.cuts.insert(place, cut);
        }
    }

    /// Takes as many questions as are allowed, earlier rounds first, so that what was asked once stays among them.
    fn finish(mut self) -> Tree {
        order::sort_by_key(&mut self.wanted, |wanted| wanted.round);
        let mut questions: Vec<Question> = Vec::new();
        let mut is_pending = false;
        for wanted in std::mem::take(&mut self.wanted) {
            let is_known = questions.contains(&wanted.question);
            if is_known || questions.len() < MAX_QUESTIONS {
                is_pending |= (self.lookup)(&wanted.question).is_none();
                if !is_known {
                    questions.push(wanted.question);
                }
                continue;
            }
            if (self.lookup)(&wanted.question).is_some() {
                continue;
            }
            self.cut(Cut::Questions);
            let Some(node) = self.nodes.get_mut(wanted.node) else {
                continue;
            };
            match wanted.term.and_then(|term| node.terms.get_mut(term)) {
                Some(term) => {
                    term.is_cut = true;
                    term.is_pending = false;
                }
                None => node.state = NodeState::Cut,
            }
        }
        Tree {
            nodes: self.nodes,
            breaks: Vec::new(),
            cuts: self.cuts,
            questions,
            is_pending,
        }
    }
}

/// About how large an answer about TXT records is; `None` where there is none.
fn answer_size(answer: &Answer) -> Option<usize> {
    let Outcome::Records(records) = &answer.outcome else {
        return None;
    };
    let names = std::iter::once(&answer.question.name).chain(&answer.aliases);
    let names: usize = names.map(|name| name.as_str().len() + 2).sum();
    let data: usize = records
        .iter()
        .map(|record| match record {
            RecordData::Txt(strings) => {
                let octets: usize = strings.iter().map(|string| 1 + string.len()).sum();
                RECORD_OVERHEAD + octets
            }
            _ => 0,
        })
        .sum();
    Some(MESSAGE_OVERHEAD + names + answer.aliases.len() * RECORD_OVERHEAD + data)
}
