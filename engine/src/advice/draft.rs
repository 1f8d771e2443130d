//! [`Draft`]: a task as a step proposes it, before simulation.

use super::TaskId;
use crate::discovery::{Change, Proposal};

/// A task as a step proposes it. The simulation works out what it changes for mail and what must hold first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) id: TaskId,
    /// What to do, starting with a verb.
    pub(super) title: String,
    /// Why, in a sentence or two.
    pub(super) why: String,
    /// The record changes; empty if the step only gives instructions or offers `options`.
    pub(super) proposal: Proposal,
    /// Equally good ways, each with its label. `proposal` has no changes then.
    pub(super) options: Vec<(String, Proposal)>,
    /// Changes that are right instead, and the condition for them.
    pub(super) alternative: Option<(String, Proposal)>,
    /// How many days to watch before the next task.
    pub(super) wait_days: Option<u16>,
}

/// Days of reports to read before the next step, at least a month
/// ([RFC 9989, section 5.1.5](https://www.rfc-editor.org/rfc/rfc9989#section-5.1.5) and
/// [7.4](https://www.rfc-editor.org/rfc/rfc9989#section-7.4)).
pub(super) const MONTH: u16 = 31;

impl Draft {
    /// Starts a draft without changes.
    pub(super) fn new(id: TaskId, title: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            why: why.into(),
            proposal: Proposal::default(),
            options: Vec::new(),
            alternative: None,
            wait_days: None,
        }
    }

    /// Adds one change.
    #[must_use]
    pub(super) fn changing(mut self, change: Change) -> Self {
        self.proposal.changes.push(change);
        self
    }

    /// Sets the changes.
    #[must_use]
    pub(super) fn proposing(mut self, proposal: Proposal) -> Self {
        self.proposal = proposal;
        self
    }

    /// Adds changes that are right instead if `condition` holds.
    #[must_use]
    pub(super) fn unless(mut self, condition: impl Into<String>, instead: Proposal) -> Self {
        self.alternative = Some((condition.into(), instead));
        self
    }

    /// Sets how many days to watch afterwards.
    #[must_use]
    pub(super) const fn watching(mut self, days: u16) -> Self {
        self.wait_days = Some(days);
        self
    }

    /// Iterates over every way to do the task: the changes, the options and the alternative.
    pub(super) fn ways(&self) -> impl Iterator<Item = &Proposal> {
        let others = self.options.iter().chain(&self.alternative);
        std::iter::once(&self.proposal).chain(others.map(|(_, proposal)| proposal))
    }
}
