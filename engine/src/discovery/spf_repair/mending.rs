//! [`Mending`]: changes a record step by step, and looks after each at what receivers would make of it.

use super::names::{Meant, meant_by};
use super::texts::{Text, cleaned, joined, merged, spf_texts};
use super::{SpfCause, SpfQuestion, SpfRepair};
use crate::discovery::Facts;
use crate::dns::{Answer, Outcome, Question, RecordData};
use crate::mail_setup::{MailSetup, Seen};
use crate::record::Span;
use crate::record::spf::{
    self, Content, Mechanism, Modifier, ProblemKind, Qualifier, SpfRecord, Term, is_wide, parse,
};
use crate::spf::{Break, Cause, MAX_LOOKUPS, Node, NodeState, Reach, Tree};

/// How often a record is changed at most. Each time a term changes or goes.
const MOST_CHANGES: usize = 40;

/// A repair half made.
pub(super) struct Mending<'a> {
    /// The facts.
    facts: &'a Facts,
    /// What stands around the policy.
    mail_setup: &'a MailSetup,
    /// The answer about the domain's own texts.
    answer: &'a Answer,
    /// The texts.
    texts: Vec<Text>,
    /// What is wrong so far.
    causes: Vec<SpfCause>,
}

/// What comes of looking at a record once.
enum Change {
    /// It becomes this one.
    To(String),
    /// Only its owner knows.
    Ask(SpfQuestion),
    /// Nothing is wrong any more.
    Done,
}

impl<'a> Mending<'a> {
    /// Looks for texts that are SPF records, or were meant as such.
    pub(super) fn new(facts: &'a Facts, mail_setup: &'a MailSetup) -> Option<Self> {
        let answer = facts.answers.txt(&facts.domain)?;
        let texts = spf_texts(answer);
        (!texts.is_empty()).then_some(Self {
            facts,
            mail_setup,
            answer,
            texts,
            causes: Vec::new(),
        })
    }

    /// What to publish; `None` where nothing is wrong.
    pub(super) fn run(mut self) -> Option<SpfRepair> {
        let (text, question) = match self.chosen() {
            Ok(text) => self.mended(text),
            Err(question) => (None, Some(question)),
        };
        if self.causes.is_empty() {
            return None;
        }
        let (text, question) = match text {
            Some(text) if has_idle_terms(&text) || self.opens(&text) => {
                (None, Some(SpfQuestion::WhatWasMeant))
            }
            text => (text, question),
        };
        let today: Vec<_> = self.texts.into_iter().map(|text| text.today).collect();
        let text = text.filter(|text| today.as_slice() != [text.as_str()]);
        Some(SpfRepair {
            today,
            text,
            causes: self.causes,
            question,
        })
    }

    /// Whether a network that no one organization has could pass by the record, and by none that receivers read today.
    fn opens(&self, text: &str) -> bool {
        let is_read = match self.texts.as_slice() {
            [text] => Some(parse(&text.today)).filter(|record| record.outcome == spf::Outcome::Ok),
            _ => None,
        };
        is_wide(&parse(text)) && !is_read.is_some_and(|record| is_wide(&record))
    }

    /// The one record to go on with.
    fn chosen(&mut self) -> Result<String, SpfQuestion> {
        for text in &self.texts {
            self.causes.extend(text.causes.iter().cloned());
        }
        if self.texts.len() > 1 {
            let count = self.texts.len();
            self.causes.insert(0, SpfCause::SeveralRecords { count });
        }
        let texts = self.texts.iter().map(|text| text.meant.as_deref());
        let meant: Option<Vec<String>> = texts.map(|meant| meant.map(cleaned)).collect();
        let meant = meant.ok_or(SpfQuestion::WhatWasMeant)?;
        merged(&meant).cloned().ok_or(SpfQuestion::WhichRecord)
    }

    /// The record without what breaks it, or what to ask its owner.
    fn mended(&mut self, mut text: String) -> (Option<String>, Option<SpfQuestion>) {
        for _ in 0..MOST_CHANGES {
            match self.change(&text) {
                Change::To(next) => text = next,
                Change::Ask(question) => return (None, Some(question)),
                Change::Done => return (Some(text), None),
            }
        }
        (None, Some(SpfQuestion::WhichServices))
    }

    /// The tree of a record, as if it stood at the domain; what it would still have to ask is not answered.
    fn tree(&self, text: &str) -> Tree {
        let answer = Answer {
            outcome: Outcome::Records(vec![RecordData::Txt(vec![text.to_owned()])]),
            ..self.answer.clone()
        };
        let own = Question::txt(self.facts.domain.clone());
        Tree::new(&self.facts.domain, |question| {
            if *question == own {
                Some(&answer)
            } else {
                self.facts.answers.get(question)
            }
        })
    }

    /// Looks at a record, and changes the first thing that breaks it.
    fn change(&mut self, text: &str) -> Change {
        let record = parse(text);
        let tree = self.tree(text);
        if tree.reach() == Reach::Everyone {
            return self.everyone(&record, &tree);
        }
        for (place, term) in record.terms.iter().enumerate() {
            let Some(node) = child(&tree, place) else {
                continue;
            };
            let written = term.span.of(text).to_owned();
            match &node.state {
                NodeState::Missing(_) | NodeState::BadName => {
                    return self.without_record(&record, place, &node.name);
                }
                NodeState::Loop(0) => {
                    self.causes.push(SpfCause::Loop { term: written });
                    return self.leave_out(&record, &[place]);
                }
                _ => {}
            }
        }
        let mut breaks = tree.breaks.iter().filter(|broken| broken.is_hard());
        match breaks.next() {
            Some(broken) => self.broken(&record, &tree, broken),
            None => Change::Done,
        }
    }

    /// What to do where everybody passes: a text with senders and `+all` is repaired already.
    fn everyone(&mut self, record: &SpfRecord, tree: &Tree) -> Change {
        let open = record.terms.iter().enumerate().filter(|(place, term)| {
            let is_passing = matches!(term.qualifier, None | Some(Qualifier::Pass));
            let is_all = matches!(term.content, Content::Mechanism(Mechanism::All));
            let alone = without_others(record, *place);
            is_passing
                && tree
                    .nodes
                    .first()
                    .and_then(|node| node.terms.get(*place))
                    .is_some_and(|term| term.is_effective)
                && (is_all || self.tree(&alone).reach() == Reach::Everyone)
        });
        let terms: Vec<_> = open
            .map(|(_, term)| term.span.of(&record.text).to_owned())
            .take(MOST_CHANGES)
            .collect();
        // Networks that are everybody only together.
        let terms = if terms.is_empty() {
            vec![record.text.clone()]
        } else {
            terms
        };
        self.causes
            .extend(terms.into_iter().map(|term| SpfCause::Everyone { term }));
        Change::Ask(SpfQuestion::WhoSends)
    }

    /// What to do about a term that leads to a name without a record: first it is taken for a slip.
    fn without_record(&mut self, record: &SpfRecord, place: usize, name: &str) -> Change {
        let Some(term) = record.terms.get(place) else {
            return Change::Done;
        };
        let written = term.span.of(&record.text).to_owned();
        if let Some(meant) = meant_by(self.facts, name)
            && let Some(text) = renamed(record, term, &meant)
        {
            let instead = replacement(record, term, &meant);
            self.causes.push(SpfCause::Misspelled {
                term: written,
                instead,
                vendor: meant.vendor,
            });
            return Change::To(text);
        }
        let is_include = matches!(term.content, Content::Mechanism(Mechanism::Include(_)));
        // A host that takes the domain's mail has no record of its own, and is named by `a`.
        let mut hosts = self.mail_setup.mx.hosts.iter();
        if is_include && hosts.any(|host| host.name.as_str() == name) {
            let sign = qualifier(term);
            let instead = format!("{sign}a:{name}");
            self.causes.push(SpfCause::Misspelled {
                term: written,
                instead: instead.clone(),
                vendor: None,
            });
            return Change::To(replaced(record, term.span, &instead));
        }
        self.causes.push(SpfCause::NoRecord { term: written });
        if is_include {
            self.leave_out(record, &[place])
        } else {
            Change::Ask(SpfQuestion::WhatWasMeant)
        }
    }

    /// The record without these terms, unless no sender would be left.
    fn leave_out(&self, record: &SpfRecord, places: &[usize]) -> Change {
        let text = without(record, places);
        if names_sender(&text, &self.tree(&text)) {
            Change::To(text)
        } else {
            Change::Ask(SpfQuestion::WhoSends)
        }
    }

    /// What to do about a break that no single name of the domain's own record explains.
    fn broken(&mut self, record: &SpfRecord, tree: &Tree, broken: &Break) -> Change {
        let own = own_term(tree, broken);
        let term = own.and_then(|place| record.terms.get(place));
        let term = term.map_or_else(String::new, |term| term.span.of(&record.text).to_owned());
        match &broken.cause {
            Cause::TooManyLookups => {
                let useless = self.useless(record);
                let left_out = |places: &[usize]| -> Vec<String> {
                    let terms = places.iter().filter_map(|place| record.terms.get(*place));
                    terms
                        .map(|term| term.span.of(&record.text).to_owned())
                        .collect()
                };
                let text = without(record, &useless);
                let then = self.tree(&text);
                let lookups = tree.total().lookups;
                let helps = !useless.is_empty()
                    && then.total().lookups <= MAX_LOOKUPS
                    && names_sender(&text, &then);
                let left_out = if helps {
                    left_out(&useless)
                } else {
                    Vec::new()
                };
                self.causes
                    .push(SpfCause::TooManyLookups { lookups, left_out });
                if helps {
                    Change::To(text)
                } else {
                    Change::Ask(SpfQuestion::WhichServices)
                }
            }
            Cause::TooManyMxHosts(count) if broken.node == 0 => {
                let count = *count;
                self.causes.push(SpfCause::TooManyMxHosts { term, count });
                Change::Ask(SpfQuestion::WhoSends)
            }
            cause => {
                let node = tree.nodes.get(broken.node);
                self.causes.push(SpfCause::Elsewhere {
                    name: node.map_or_else(String::new, |node| node.name.clone()),
                    term,
                    cause: cause.clone(),
                });
                Change::Ask(SpfQuestion::OtherRecord)
            }
        }
    }

    /// The places of includes that have no effect for the domain.
    fn useless(&self, record: &SpfRecord) -> Vec<usize> {
        let senders = self.mail_setup.senders.iter();
        let useless = senders.filter(|sender| self.facts.can_leave_out_include(sender));
        let names: Vec<&str> = useless
            .flat_map(|sender| &sender.sightings)
            .filter_map(|sighting| match &sighting.seen {
                Seen::Spf {
                    path,
                    is_redirect: false,
                    ..
                } if path.len() == 1 => Some(sighting.name.as_str()),
                _ => None,
            })
            .collect();
        let terms = record.terms.iter().enumerate();
        let useless = terms.filter(|(_, term)| match &term.content {
            Content::Mechanism(Mechanism::Include(spec)) => {
                let name = spec.fixed(self.facts.domain.as_str());
                name.is_some_and(|name| {
                    names
                        .iter()
                        .any(|known| known.eq_ignore_ascii_case(name.trim_end_matches('.')))
                })
            }
            _ => false,
        });
        useless.map(|(place, _)| place).collect()
    }
}

/// Whether a record names a sender: a term before `all` that lets somebody pass, as far as is known.
fn names_sender(text: &str, tree: &Tree) -> bool {
    let record = parse(text);
    let Some(root) = tree.root() else {
        return false;
    };
    let redirect = record.effective_redirect().map(|(place, _)| place);
    let passing = record
        .effective_mechanisms()
        .filter(|(_, term, mechanism)| {
            term.qualifier == Some(Qualifier::Pass) && !matches!(mechanism, Mechanism::All)
        });
    let mut places = passing.map(|(place, ..)| place).chain(redirect);
    places.any(|place| {
        let Some(found) = root.terms.get(place) else {
            return true;
        };
        let Some(node) = found.child.and_then(|child| tree.nodes.get(child)) else {
            let has_addresses = found.hosts.iter().any(|host| !host.networks.is_empty());
            let is_open = found.is_pending || found.is_cut || !found.errors.is_empty();
            let is_named = !found.networks.is_empty() || found.depends_on_message() || is_open;
            return is_named
                || has_addresses
                || (found.hosts.is_empty() && found.own.voids_ipv4 == 0);
        };
        match &node.state {
            NodeState::Found(_) => {
                let authorized = &node.authorized;
                let is_anybody = authorized.is_everyone
                    || authorized.depends_on_message
                    || authorized.is_partial;
                is_anybody || authorized.ipv4_addresses > 0 || authorized.ipv6_networks > 0
            }
            NodeState::Missing(_) | NodeState::BadName | NodeState::Loop(_) => false,
            _ => true,
        }
    })
}

/// Whether `all` keeps receivers from terms of a record: whether these or `all` were meant, only its owner knows.
fn has_idle_terms(text: &str) -> bool {
    let record = parse(text);
    let mut kinds = record.problems.iter().map(|problem| &problem.kind);
    kinds.any(|kind| matches!(kind, ProblemKind::AfterAll | ProblemKind::RedirectBesideAll))
}

/// The node that a term of the domain's own record leads to.
fn child(tree: &Tree, place: usize) -> Option<&Node> {
    tree.nodes.get(tree.root()?.terms.get(place)?.child?)
}

/// The term of the domain's own record below which a break stands.
fn own_term(tree: &Tree, broken: &Break) -> Option<usize> {
    let (mut node, mut term) = (broken.node, broken.term);
    while node != 0 {
        let (parent, place) = tree.nodes.get(node)?.parent?;
        (node, term) = (parent, Some(place));
    }
    term
}

/// The record with `new` at a place.
fn replaced(record: &SpfRecord, span: Span, new: &str) -> String {
    let words = record.terms.iter().map(|term| {
        if term.span == span {
            new
        } else {
            term.span.of(&record.text)
        }
    });
    joined(words)
}

/// The record without the terms at these places.
fn without(record: &SpfRecord, places: &[usize]) -> String {
    let terms = record.terms.iter().enumerate();
    let kept = terms.filter(|(place, _)| !places.contains(place));
    joined(kept.map(|(_, term)| term.span.of(&record.text)))
}

/// The record with nothing but the term at a place.
fn without_others(record: &SpfRecord, place: usize) -> String {
    let term = record.terms.get(place);
    joined(term.map(|term| term.span.of(&record.text)).into_iter())
}

/// The qualifier of a term as it has to be written.
fn qualifier(term: &Term) -> &'static str {
    match term.qualifier {
        None | Some(Qualifier::Pass) => "",
        Some(qualifier) => qualifier.as_str(),
    }
}

/// What stands in place of a term whose name was meant otherwise.
fn replacement(record: &SpfRecord, term: &Term, meant: &Meant) -> String {
    let is_redirect = matches!(term.content, Content::Modifier(Modifier::Redirect(_)));
    let name = if is_redirect { "redirect=" } else { "include:" };
    let glued = match meant.glued {
        Some("all") if record.all_index().is_some() => String::new(),
        Some("all") => " ~all".to_owned(),
        Some(glued) => format!(" {glued}"),
        None => String::new(),
    };
    format!("{}{name}{}{glued}", qualifier(term), meant.name)
}

/// The record with the name that was meant; `None` where a term that was glued to it would change what `redirect` says.
fn renamed(record: &SpfRecord, term: &Term, meant: &Meant) -> Option<String> {
    let is_redirect = matches!(term.content, Content::Modifier(Modifier::Redirect(_)));
    if is_redirect && meant.glued.is_some() {
        return None;
    }
    Some(replaced(
        record,
        term.span,
        &replacement(record, term, meant),
    ))
}
