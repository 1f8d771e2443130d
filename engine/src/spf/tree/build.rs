//! [`Building`]: follows the terms of records, level by level, as far as the answers are known.

use crate::record::order;
use std::rc::Rc;

use super::{Cut, Node, NodeState, TermNode, Tree};
use crate::dns::{Answer, LookupError, Outcome, Question, RecordData};
use crate::domain::DomainName;
use crate::record::spf::{Content, Modifier, SpfRecord};
use crate::spf::{MAX_QUESTIONS, MAX_TERMS, Selection};

/// The octets of a DNS answer besides its records: the header, the question's type and class, and the OPT record.
const MESSAGE_OVERHEAD: usize = 12 + 4 + 11;

/// The octets of a record besides its data, with the name compressed.
const RECORD_OVERHEAD: usize = 12;

/// Builds the tree without counts.
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

/// A tree under construction.
pub(super) struct Building<L> {
    /// Returns the answer to a question, if it is known.
    lookup: L,
    pub(super) nodes: Vec<Node>,
    /// The questions so far, each with the round trip in which it becomes known and the node or term that needs it.
    wanted: Vec<Wanted>,
    /// How many more terms may be examined.
    terms_left: usize,
    /// The limits that were reached.
    pub(super) cuts: Vec<Cut>,
}

/// A question and the place that needs it.
struct Wanted {
    /// How many answers must arrive before the question is known.
    round: usize,
    question: Question,
    node: usize,
    /// The term; `None` if the node itself needs its record.
    term: Option<usize>,
}

/// A term and its place in the tree.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// The index of the node.
    pub(super) node: usize,
    /// The index of the term.
    pub(super) term: usize,
    /// The domain of the node.
    pub(super) domain: &'a DomainName,
    /// How many answers had to arrive for the record, its own included.
    pub(super) round: usize,
}

impl<'a, L: Fn(&Question) -> Option<&'a Answer>> Building<L> {
    /// Queries the record of a node and examines its terms.
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

    /// Examines the terms of a record.
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

    /// Registers a question, and returns the answer if it is known.
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

    /// Records that a limit was reached, once per limit and sorted.
    pub(super) fn cut(&mut self, cut: Cut) {
        if let Err(place) = self.cuts.binary_search(&cut) {
            self.cuts.insert(place, cut);
        }
    }

    /// Selects the allowed number of questions, earlier rounds first, so that later answers never displace a question
    /// already selected.
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

/// The approximate size in octets of an answer with TXT records; `None` if it has none.
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
