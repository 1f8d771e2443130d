//! [`use_check`]: runs one check at a time.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{AbortHandle, abortable, ready};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::browser::{now, random_label, whole};
use crate::course::Course;
use crate::part::{Part, load};
use crate::source::{Network, Source, network};
use crate::state::Extent;
use crate::{Action, Check, Choice, State, later, on_demand};
use dmarc_engine::discovery::{Options, first_round};
use dmarc_engine::dns::{Asked, is_example};
use dmarc_engine::domain::DomainName;
use dmarc_engine::report::{Overview, Report};

thread_local! {
    /// Random label for a nonexistent subdomain. Created on first use and shared, so that repeated checks of a domain send the
    /// same questions and hit the cache.
    static INVENTED_LABEL: String = random_label("made-up-");
}

/// The current check and the callbacks that control it.
pub(crate) struct Checking {
    /// The check; `None` without a domain.
    pub(crate) check: Option<Check>,
    /// Stops the check.
    pub(crate) on_stop: Callback<()>,
    /// Restarts the check.
    pub(crate) on_again: Callback<()>,
}

/// Checks `domain` up to `extent` with the resolver of `choice`, and tries the DKIM selectors of `search` as well (every known
/// one if its flag is set). When any of these changes, the domain is removed or the component unmounts, the running check and its
/// requests are aborted.
#[hook]
pub(crate) fn use_check(
    domain: Option<&DomainName>,
    search: &(Vec<String>, bool),
    choice: &Choice,
    extent: Extent,
) -> Checking {
    let state = use_reducer(State::default);
    let attempt = use_state(|| 0_u32);
    let last_id = use_mut_ref(|| 0_u32);
    let latest = last_id.clone();
    let running = use_mut_ref(|| None::<AbortHandle>);
    let network: Rc<Network> = use_memo(choice.clone(), network);
    // Right after the route changes, the state still holds the check of another domain.
    let last = state.check.as_ref();
    let last = last.filter(|last| domain == Some(&last.domain) && last.is_searching(search));

    {
        let dispatcher = state.dispatcher();
        let (running, network) = (running.clone(), Rc::clone(&network));
        let before = last.and_then(|last| last.clone().into_result());
        use_effect_with(
            (
                domain.cloned(),
                search.clone(),
                choice.clone(),
                extent,
                *attempt,
            ),
            move |&(ref domain, (ref selectors, all_selectors), _, extent, _)| {
                if let Some(domain) = domain {
                    *last_id.borrow_mut() += 1;
                    let id = *last_id.borrow();
                    let report = before.as_ref().and_then(|before| before.finished.as_ref());
                    let report = report.map(|finished| Rc::clone(&finished.report));
                    dispatcher.dispatch(Action::Begin(id, domain.clone(), before));
                    let mut options = Options {
                        selectors: selectors.clone(),
                        all_selectors,
                        ..Options::default()
                    };
                    let network = (!is_example(domain)).then(|| {
                        options.invented_label = INVENTED_LABEL.with(String::clone);
                        Network::clone(&network)
                    });
                    let (run, abort) = abortable(run(
                        id,
                        domain.clone(),
                        network,
                        options,
                        (extent, report),
                        dispatcher,
                    ));
                    *running.borrow_mut() = Some(abort);
                    spawn_local(async move {
                        // An abort is not an error.
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
    let on_again = Callback::from(move |()| {
        network.forget(|_| true);
        // Not counted from `attempt`, which may be out of date where this callback is kept.
        attempt.set(*latest.borrow());
    });
    let check = domain.map(|domain| {
        last.cloned()
            .unwrap_or_else(|| Check::new(0, domain.clone()))
    });
    Checking {
        check,
        on_stop,
        on_again,
    }
}

/// Runs a check up to an extent and dispatches its progress and results, compared with the report `before`. The later part loads
/// in parallel with the first round trip.
async fn run(
    id: u32,
    domain: DomainName,
    network: Option<Network>,
    options: Options,
    (extent, before): (Extent, Option<Rc<Report>>),
    dispatcher: UseReducerDispatcher<State>,
) {
    let started = now();
    // The example zone is in the on-demand part.
    let loading = load(if network.is_some() {
        Part::Later
    } else {
        Part::OnDemand
    });
    let (source, loading) = match network {
        Some(network) => (Source::Network(network), loading),
        None => match loading.await {
            Ok(()) => (
                Source::Examples(on_demand::examples()),
                ready(Ok(())).boxed_local(),
            ),
            Err(reason) => {
                dispatcher.dispatch(Action::Fail(id, reason));
                return;
            }
        },
    };
    let source = Rc::new(source);
    let asked = Asked::new(&*source, options.limit());
    let on_progress = |done, total| dispatcher.dispatch(Action::Progress(id, done, total));
    let facts = Rc::new(first_round(&asked, &domain, &options, on_progress).await);
    let overview = Overview::new(Rc::clone(&facts));
    dispatcher.dispatch(Action::Overview(
        id,
        Rc::new(overview),
        whole(now() - started),
    ));
    dispatcher.dispatch(match loading.await {
        Ok(()) => {
            let on_action = {
                let dispatcher = dispatcher.clone();
                Callback::from(move |action| dispatcher.dispatch(action))
            };
            let course = Course {
                id,
                before,
                on_action,
            };
            let on_progress = Box::new(on_progress);
            let finished = later::finish(&source, &asked, facts, extent, on_progress, course).await;
            Action::Finish(id, finished, whole(now() - started))
        }
        Err(reason) => Action::Fail(id, reason),
    });
}

/// Aborts the running check, if any, along with its requests.
fn end(running: &RefCell<Option<AbortHandle>>) {
    if let Some(abort) = running.borrow_mut().take() {
        abort.abort();
    }
}
