//! [`Mending`]: repairs a record step by step, and after each step evaluates the result as receivers would.

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

/// The most changes to one record. Each changes or removes one term.
const MOST_CHANGES: usize = 40;

/// A repair in progress.
pub(super) struct Mending<'a> {
    facts: &'a Facts,
    /// The records around the policy.
    mail_setup: &'a MailSetup,
    /// The answer with the domain's own texts.
    answer: &'a Answer,
    /// The SPF texts in that answer.
    texts: Vec<Text>,
    /// What was found wrong so far.
    causes: Vec<SpfCause>,
}

/// The result of evaluating a record once.
enum Change {
    /// Continue with this record.
    To(String),
    /// Only the owner can decide how to continue.
    Ask(SpfQuestion),
    /// Nothing is wrong any more.
    Done,
}

impl<'a> Mending<'a> {
    /// Starts a repair; `None` if the domain has no text that is, or was meant as, an SPF record.
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

    /// Returns what to publish; `None` if nothing is wrong.
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

    /// Whether the new record lets a network pass that is too wide for one organization, and the record that receivers read today
    /// does not.
    fn opens(&self, text: &str) -> bool {
        let is_read = match self.texts.as_slice() {
            [text] => Some(parse(&text.today)).filter(|record| record.outcome == spf::Outcome::Ok),
            _ => None,
        };
        is_wide(&parse(text)) && !is_read.is_some_and(|record| is_wide(&record))
    }

    /// Returns the one record to continue with, or the question to ask the owner.
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

    /// Removes what breaks the record, or returns the question to ask the owner.
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

    /// Evaluates a record as if it were published at the domain. Queries that this would add stay unanswered.
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

    /// Evaluates a record, and changes the first thing that breaks it.
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

    /// Handles a record that allows every sender. A text with both senders and `+all` has already been repaired.
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
        // Several networks only cover every sender together.
        let terms = if terms.is_empty() {
            vec![record.text.clone()]
        } else {
            terms
        };
        self.causes
            .extend(terms.into_iter().map(|term| SpfCause::Everyone { term }));
        Change::Ask(SpfQuestion::WhoSends)
    }

    /// Handles a term that leads to a name without a record, which may be a slip.
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
        // A host that receives the domain's mail has no SPF record of its own; the right term for it is `a`.
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

    /// Removes these terms, unless that would leave no sender.
    fn leave_out(&self, record: &SpfRecord, places: &[usize]) -> Change {
        let text = without(record, places);
        if names_sender(&text, &self.tree(&text)) {
            Change::To(text)
        } else {
            Change::Ask(SpfQuestion::WhoSends)
        }
    }

    /// Handles a break that no single name in the domain's own record explains.
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

    /// Returns the places of includes that have no effect for the domain.
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

/// Whether a record names a sender: as far as is known, a term before `all` lets some host pass.
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

/// Whether `all` keeps receivers from evaluating some terms. Only the owner knows whether these terms or `all` were meant.
fn has_idle_terms(text: &str) -> bool {
    let record = parse(text);
    let mut kinds = record.problems.iter().map(|problem| &problem.kind);
    kinds.any(|kind| matches!(kind, ProblemKind::AfterAll | ProblemKind::RedirectBesideAll))
}

/// Returns the node that a term of the domain's own record leads to.
fn child(tree: &Tree, place: usize) -> Option<&Node> {
    tree.nodes.get(tree.root()?.terms.get(place)?.child?)
}

/// Returns the term of the domain's own record below which a break occurs.
fn own_term(tree: &Tree, broken: &Break) -> Option<usize> {
    let (mut node, mut term) = (broken.node, broken.term);
    while node != 0 {
        let (parent, place) = tree.nodes.get(node)?.parent?;
        (node, term) = (parent, Some(place));
    }
    term
}

/// Replaces the term at a place with `new`.
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

/// Removes the terms at these places.
fn without(record: &SpfRecord, places: &[usize]) -> String {
    let terms = record.terms.iter().enumerate();
    let kept = terms.filter(|(place, _)| !places.contains(place));
    joined(kept.map(|(_, term)| term.span.of(&record.text)))
}

/// Keeps only the term at a place.
fn without_others(record: &SpfRecord, place: usize) -> String {
    let term = record.terms.get(place);
    joined(term.map(|term| term.span.of(&record.text)).into_iter())
}

/// Returns the qualifier of a term as it has to be written; empty for pass, the default.
fn qualifier(term: &Term) -> &'static str {
    match term.qualifier {
        None | Some(Qualifier::Pass) => "",
        Some(qualifier) => qualifier.as_str(),
    }
}

/// Returns the corrected text of a term whose name was meant differently.
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

/// Replaces a name with the one that was meant; `None` if a term glued to it would change the meaning of `redirect`.
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
