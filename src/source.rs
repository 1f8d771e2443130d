//! [`Source`]: the resolver of a check, either the example zone or the network.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::browser::now;
use super::{Cached, Choice, Fetch, on_demand};
use dmarc_engine::dns::{Answer, DohResolver, Question, Resolver, Zone};

/// The DNS-over-HTTPS resolver with its cache.
pub(super) type Network = Rc<Cached<DohResolver<Fetch>>>;

/// A weak reference to a [`Network`].
type InUse = Weak<Cached<DohResolver<Fetch>>>;

/// The resolver of a check.
pub(super) enum Source {
    /// The built-in zone with the example domains.
    Examples(Zone),
    /// The selected DNS-over-HTTPS resolver and its fallbacks.
    Network(Network),
}

thread_local! {
    /// Resolvers in use, so that widgets with the same choice share a cache.
    static IN_USE: RefCell<Vec<(Choice, InUse)>> = const { RefCell::new(Vec::new()) };
}

/// Returns the resolver for a choice. Its cache lives for as long as anything uses it.
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

impl Source {
    /// Answers a question that may have been answered before, without the cache of this page.
    pub(super) async fn ask_anew(&self, question: &Question) -> Answer {
        if let Self::Network(network) = self {
            network.forget(|kept| kept == question);
        }
        self.ask(question).await
    }
}

impl Resolver for Source {
    async fn ask(&self, question: &Question) -> Answer {
        match self {
            Self::Examples(zone) => on_demand::answer(zone, question),
            Self::Network(network) => network.ask(question).await,
        }
    }
}
