//! [`Source`]: who answers the questions of a check.

use std::rc::Rc;

use super::browser::now;
use super::{Cached, Choice, Fetch, gates};
use crate::dns::{Answer, DohResolver, Question, Resolver, Zone};

/// The resolver on the network, with its memory.
pub(super) type Network = Rc<Cached<DohResolver<Fetch>>>;

/// Who answers the questions of a check.
pub(super) enum Source {
    /// The zone that comes with the page.
    Examples(Zone),
    /// The resolver that was chosen.
    Network(Network),
}

/// The resolver that was chosen, with nothing in its memory.
pub(super) fn network(choice: &Choice) -> Network {
    Rc::new(Cached::new(
        DohResolver::new(Fetch, choice.providers()),
        now,
    ))
}

impl Resolver for Source {
    async fn ask(&self, question: &Question) -> Answer {
        match self {
            Self::Examples(zone) => gates::answer(zone, question),
            Self::Network(network) => network.ask(question).await,
        }
    }
}
