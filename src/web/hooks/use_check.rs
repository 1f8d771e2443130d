//! [`use_check`]: runs one check at a time.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{AbortHandle, abortable, join};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::discovery::{Facts, Options, gather};
use crate::dns::{Answer, DohResolver, Question, Resolver, Zone, example_zone, is_example};
use crate::domain::DomainName;
use crate::report::Report;
use crate::web::browser::{now, random_label, whole};
use crate::web::suffix_list::{Loading, loading};
use crate::web::{Action, Cached, Check, Choice, Fetch, State};

/// The resolver on the network, with its memory.
type Network = Rc<Cached<DohResolver<Fetch>>>;

/// The check on the page, and what can be done about it.
pub(in crate::web) struct Checking {
    /// The check; `None` where there is nothing to check.
    pub(in crate::web) check: Option<Check>,
    /// Stops it.
    pub(in crate::web) on_stop: Callback<()>,
    /// Begins it anew.
    pub(in crate::web) on_again: Callback<()>,
}

/// Who answers a check.
enum Source {
    /// The zone that comes with the page.
    Example(Zone),
    /// The resolver that was chosen.
    Network(Network),
}

impl Resolver for Source {
    async fn ask(&self, question: &Question) -> Answer {
        match self {
            Self::Example(zone) => zone.ask(question).await,
            Self::Network(network) => network.ask(question).await,
        }
    }
}

/// Checks `domain` with the resolver of `choice`. Another domain, another resolver, no domain and the end of
/// the page each end the check that runs, requests and all.
#[hook]
pub(in crate::web) fn use_check(domain: Option<&DomainName>, choice: &Choice) -> Checking {
    let state = use_reducer(State::default);
    let attempt = use_state(|| 0_u32);
    let last_id = use_mut_ref(|| 0_u32);
    let running = use_mut_ref(|| None::<AbortHandle>);
    let invented_label = use_memo((), |()| random_label("made-up-"));
    let suffix_list = use_memo((), |()| loading());
    let network: Rc<Network> = use_memo(choice.clone(), |choice| {
        Rc::new(Cached::new(
            DohResolver::new(Fetch, choice.providers()),
            now,
        ))
    });

    {
        let dispatcher = state.dispatcher();
        let running = running.clone();
        use_effect_with(
            (domain.cloned(), choice.clone(), *attempt),
            move |(domain, ..)| {
                if let Some(domain) = domain {
                    *last_id.borrow_mut() += 1;
                    let id = *last_id.borrow();
                    dispatcher.dispatch(Action::Begin(id, domain.clone()));
                    let (source, options) = if is_example(domain) {
                        (Source::Example(example_zone()), Options::default())
                    } else {
                        let invented_label = invented_label.to_string();
                        (
                            Source::Network(Rc::clone(&network)),
                            Options {
                                invented_label,
                                ..Options::default()
                            },
                        )
                    };
                    let (run, abort) = abortable(run(
                        id,
                        domain.clone(),
                        source,
                        options,
                        Loading::clone(&suffix_list),
                        dispatcher,
                    ));
                    *running.borrow_mut() = Some(abort);
                    spawn_local(async move {
                        // An aborted check has nothing to say.
                        let _ = run.await;
                    });
                } else {
                    dispatcher.dispatch(Action::Leave);
                }
                move || end(&running)
            },
        );
    }

    let on_stop = {
        let dispatcher = state.dispatcher();
        Callback::from(move |()| {
            end(&running);
            dispatcher.dispatch(Action::Stop);
        })
    };
    let on_again = Callback::from(move |()| attempt.set(*attempt + 1));
    // Right after a change of the address the state still is that of the check before.
    let check = domain.map(|domain| match &state.check {
        Some(check) if check.domain == *domain => check.clone(),
        _ => Check::new(0, domain.clone()),
    });
    Checking {
        check,
        on_stop,
        on_again,
    }
}

/// Runs a check and tells what comes of it.
async fn run(
    id: u32,
    domain: DomainName,
    source: Source,
    options: Options,
    suffix_list: Loading,
    dispatcher: UseReducerDispatcher<State>,
) {
    let started = now();
    let report = |facts: &Facts| {
        let facts = match suffix_list.peek() {
            Some(Some(list)) => facts.settled(list),
            _ => facts.clone(),
        };
        Rc::new(Report::new(Rc::new(facts)))
    };
    let on_facts = |facts: &Facts| {
        dispatcher.dispatch(Action::Report(id, report(facts), whole(now() - started)));
    };
    let on_progress = |done, total| dispatcher.dispatch(Action::Progress(id, done, total));
    let gathering = gather(&source, &domain, &options, on_facts, on_progress);
    let (facts, _) = join(gathering, suffix_list.clone()).await;
    dispatcher.dispatch(Action::Finish(id, report(&facts)));
}

/// Ends the check that runs, if one does; its requests end with it.
fn end(running: &RefCell<Option<AbortHandle>>) {
    if let Some(abort) = running.borrow_mut().take() {
        abort.abort();
    }
}
