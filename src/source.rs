//! [`Source`]: who answers the questions of a check.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::browser::now;
use super::{Cached, Choice, Fetch, on_demand};
use dmarc_engine::dns::{Answer, DohResolver, Question, Resolver, Zone};

/// The resolver on the network, with its memory.
pub(super) type Network = Rc<Cached<DohResolver<Fetch>>>;

/// The same for as long as somebody else uses it.
type InUse = Weak<Cached<DohResolver<Fetch>>>;

/// Who answers the questions of a check.
pub(super) enum Source {
    /// The zone that comes with the page.
    Examples(Zone),
    /// The resolver that was chosen.
    Network(Network),
}

thread_local! {
    /// The resolvers that somebody uses, so that several widgets with one choice share a memory.
    static IN_USE: RefCell<Vec<(Choice, InUse)>> = const { RefCell::new(Vec::new()) };
}

/// The resolver that was chosen, with its memory for as long as somebody uses it.
pub(super) fn network(choice: &Choice) -> Network {
    IN_USE.with_borrow_mut(|in_use| {
        in_use.retain(|(_, network)| network.strong_count() > 0);
        let of_choice = in_use.iter().find(|(chosen, _)| chosen == choice);
        if let Some(network) = of_choice.and_then(|(_, network)| network.upgrade()) {
            return network;
        }
        let resolver = DohResolver::new(Fetch, choice.providers());
        let network = Rc::new(Cached::new(resolver, now));
        in_use.push((choice.clone(), Rc::downgrade(&network)));
        network
    })
}

impl Resolver for Source {
    async fn ask(&self, question: &Question) -> Answer {
        match self {
            Self::Examples(zone) => on_demand::answer(zone, question),
            Self::Network(network) => network.ask(question).await,
        }
    }
}
