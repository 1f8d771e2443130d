//! [`Draft`]: a task as a step proposes it, before it is simulated and judged.

use super::TaskId;
use crate::discovery::{Change, Proposal};

/// A task as a step proposes it. What it changes for mail, and what must hold before, is worked out from the simulation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    /// What kind of task it is.
    pub(super) id: TaskId,
    /// What to do; begins with a verb.
    pub(super) title: String,
    /// Why, in a line or two.
    pub(super) why: String,
    /// The changes.
    pub(super) proposal: Proposal,
    /// Ways of equal rank, each with its label; there are no changes then.
    pub(super) options: Vec<(String, Proposal)>,
    /// Changes that are right instead under a condition.
    pub(super) alternative: Option<(String, Proposal)>,
    /// How many days to watch before the next task.
    pub(super) wait_days: Option<u16>,
}

/// For how many days reports are read before the next step: a month at least
/// ([RFC 9989, section 5.1.5](https://www.rfc-editor.org/rfc/rfc9989#section-5.1.5) and
/// [7.4](https://www.rfc-editor.org/rfc/rfc9989#section-7.4)).
pub(super) const MONTH: u16 = 31;

impl Draft {
    /// A task without changes so far.
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

    /// The same task with a change more.
    #[must_use]
    pub(super) fn changing(mut self, change: Change) -> Self {
        self.proposal.changes.push(change);
        self
    }

    /// The same task with these changes.
    #[must_use]
    pub(super) fn proposing(mut self, proposal: Proposal) -> Self {
        self.proposal = proposal;
        self
    }

    /// The same task with changes that are right instead where `condition` holds.
    #[must_use]
    pub(super) fn unless(mut self, condition: impl Into<String>, instead: Proposal) -> Self {
        self.alternative = Some((condition.into(), instead));
        self
    }

    /// The same task with a time to watch after it.
    #[must_use]
    pub(super) const fn watching(mut self, days: u16) -> Self {
        self.wait_days = Some(days);
        self
    }

    /// Every way, the condition or label of each left out.
    pub(super) fn ways(&self) -> impl Iterator<Item = &Proposal> {
        let others = self.options.iter().chain(&self.alternative);
        std::iter::once(&self.proposal).chain(others.map(|(_, proposal)| proposal))
    }
}
