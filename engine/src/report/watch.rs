//! [`Watch`]: waits until a record that was just published is there.

use std::fmt;

use super::words::in_words;
use crate::advice::{Publication, Task};
use crate::discovery::{Answers, ChangeKind};
use crate::dns::{Answer, LookupError, Question, RecordData, RecordType};

/// The pauses between rounds of questions, in seconds; the last one repeats.
const PAUSES: [u32; 7] = [5, 10, 20, 40, 80, 160, 300];

/// How long to go on after the old answer has run out of caches, in seconds: clocks and caches are not exact.
const GRACE: u32 = 10;

/// For how long an answer without a TTL is taken to be kept, in seconds.
const UNKNOWN_TTL: u32 = 300;

/// Waits for the answers at the names of a task to change, and knows when to stop.
///
/// A resolver keeps the answer from before the publication for its TTL, and so does each of the caches behind it. Once that time is
/// over, an old answer means that the record is not there. The engine reads no clock, so the caller says how much time has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Each way of doing the task, as the questions whose answers it changes.
    ways: Vec<Vec<Question>>,
    /// The questions, each with what was answered before.
    asked: Vec<(Question, Option<Vec<RecordData>>)>,
    /// The questions whose answers have changed.
    changed: Vec<Question>,
    /// The longest TTL of an old answer, in seconds.
    longest: Option<u32>,
    /// Why the latest round is incomplete.
    failure: Option<LookupError>,
    /// The number of rounds so far.
    rounds: usize,
}

/// How a [`Watch`] is doing. Displays as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Watched {
    /// The answers have changed: check again.
    Changed,
    /// Ask again after `pause` seconds. The old answer may be returned for `left` seconds at most.
    Waiting {
        /// Seconds until the next round.
        pause: u32,
        /// Seconds until no cache holds the old answer any more, as far as is known.
        left: u32,
    },
    /// The old answer has run out of caches, and nothing changed.
    NotThere,
    /// There was no answer until the end; holds the last error.
    NoAnswer(LookupError),
}

impl Watched {
    /// Whether there is nothing more to ask.
    pub const fn is_over(&self) -> bool {
        !matches!(self, Self::Waiting { .. })
    }
}

impl Watch {
    /// Prepares to wait for the records of a task. `known` has the answers from before; `None` if the task publishes nothing that
    /// an answer shows.
    pub fn new(task: &Task, known: &Answers) -> Option<Self> {
        let choices = task.options.iter().chain(&task.alternative);
        let ways = choices.map(|choice| &choice.publish).chain([&task.publish]);
        let ways: Vec<Vec<_>> = ways
            .map(|records| records.iter().map(question).collect())
            .filter(|way: &Vec<_>| !way.is_empty())
            .collect();
        let mut asked: Vec<(Question, Option<Vec<RecordData>>)> = Vec::new();
        let mut longest = None;
        for question in ways.iter().flatten() {
            if asked.iter().any(|(other, _)| other == question) {
                continue;
            }
            let before = known.get(question).filter(|old| old.error().is_none());
            longest = longest.max(before.and_then(|old| old.ttl));
            asked.push((question.clone(), before.map(|old| old.records().to_vec())));
        }
        (!ways.is_empty()).then_some(Self {
            ways,
            asked,
            changed: Vec::new(),
            longest,
            failure: None,
            rounds: 0,
        })
    }

    /// The questions to ask in the next round.
    pub fn questions(&self) -> Vec<Question> {
        let questions = self.asked.iter().map(|(question, _)| question);
        let open = questions.filter(|question| !self.changed.contains(question));
        open.cloned().collect()
    }

    /// Takes in the answers of a round, `elapsed` seconds after the start.
    pub fn see(&mut self, answers: &[Answer], elapsed: u32) -> Watched {
        self.failure = None;
        for answer in answers {
            self.take_in(answer);
        }
        let is_changed = |question: &Question| self.changed.contains(question);
        if self.ways.iter().any(|way| way.iter().all(is_changed)) {
            return Watched::Changed;
        }
        let end = self.longest.unwrap_or(UNKNOWN_TTL).saturating_add(GRACE);
        let left = end.saturating_sub(elapsed);
        if left > 0 {
            let pause = PAUSES.get(self.rounds).or(PAUSES.last());
            self.rounds += 1;
            let pause = pause.map_or(left, |pause| left.min(*pause));
            return Watched::Waiting { pause, left };
        }
        match self.failure.take() {
            // A part of what was published is there: a new check shows the rest.
            _ if !self.changed.is_empty() => Watched::Changed,
            Some(error) => Watched::NoAnswer(error),
            None => Watched::NotThere,
        }
    }

    /// Compares an answer with the one from before.
    fn take_in(&mut self, answer: &Answer) {
        let mut asked = self.asked.iter_mut();
        let Some((question, before)) = asked.find(|(asked, _)| *asked == answer.question) else {
            return;
        };
        if let Some(error) = answer.error() {
            self.failure = Some(error.clone());
            return;
        }
        let before = before.get_or_insert_with(|| answer.records().to_vec());
        if is_same(before, answer.records()) {
            self.longest = self.longest.max(answer.ttl);
        } else {
            self.changed.push(question.clone());
        }
    }
}

/// The question whose answer a record changes.
fn question(record: &Publication) -> Question {
    let kind = match record.kind {
        ChangeKind::Txt | ChangeKind::Cname => RecordType::Txt,
        ChangeKind::Mx => RecordType::Mx,
    };
    Question::new(record.name.clone(), kind)
}

/// Whether both are the same records, in any order: servers return them in turn.
fn is_same(one: &[RecordData], other: &[RecordData]) -> bool {
    one.len() == other.len() && one.iter().all(|record| other.contains(record))
}

impl fmt::Display for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed => f.write_str("The record has changed. Checking again."),
            Self::Waiting { left, .. } => write!(
                f,
                "Not there yet. Resolvers may return the old answer for up to {}. This page asks again until then.",
                in_words(*left)
            ),
            Self::NotThere => f.write_str(
                "The old answer has run out of caches, but nothing has changed. Check that the record is saved, under the name \
                 shown above, at the provider that serves the domain's DNS.",
            ),
            Self::NoAnswer(error) => write!(f, "Could not tell whether it is there: {error}."),
        }
    }
}
