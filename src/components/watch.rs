//! [`Watcher`]: asks again until a record that was just published is there, and then repeats the check.

use futures_util::future::{abortable, join_all};
use gloo_timers::future::TimeoutFuture;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::{button, text};
use crate::AskAnew;
use crate::browser::now;
use dmarc_engine::report::{Watch, Watched};

/// Properties of [`Watcher`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WatcherProps {
    /// What to wait for.
    pub watch: Watch,
    /// Asks the resolver.
    pub ask_anew: AskAnew,
    /// Repeats the check.
    pub on_again: Callback<()>,
}

/// A button that starts to wait, and below it how that goes. Leaving the page ends it.
#[component]
pub fn Watcher(props: &WatcherProps) -> Html {
    // The number of the run; `None` while nothing is asked.
    let run = use_state_eq(|| None::<u32>);
    let runs = use_mut_ref(|| 0_u32);
    let told = use_state_eq(|| None::<Watched>);
    {
        let (props, told) = (props.clone(), told.setter());
        use_effect_with(*run, move |run| {
            let waiting = run.map(|_| {
                let (waiting, end) = abortable(wait(props, told));
                spawn_local(async move {
                    // An abort is not an error.
                    let _ = waiting.await;
                });
                end
            });
            move || {
                if let Some(end) = waiting {
                    end.abort();
                }
            }
        });
    }
    let is_over = told.as_ref().is_some_and(Watched::is_over);
    let is_waiting = run.is_some() && !is_over;
    let onclick = {
        let (run, told) = (run.setter(), told.setter());
        Callback::from(move |_: MouseEvent| {
            told.set(None);
            *runs.borrow_mut() += 1;
            run.set((!is_waiting).then_some(*runs.borrow()));
        })
    };
    let words = if is_waiting {
        "Stop asking"
    } else {
        "I have published it"
    };
    let said = match &*told {
        Some(said) => said.to_string(),
        None if is_waiting => "Asking.".to_owned(),
        None => String::new(),
    };
    html! {
        <div class="watch">
            { button("", words, onclick) }
            <div role="status">
                if !said.is_empty() { { text("p", "watch__said", &said) } }
            </div>
        </div>
    }
}

/// Asks until the answers have changed or the old ones have run out of caches.
async fn wait(props: WatcherProps, told: UseStateSetter<Option<Watched>>) {
    let WatcherProps {
        mut watch,
        ask_anew,
        on_again,
    } = props;
    let started = now();
    loop {
        let questions = watch.questions().into_iter();
        let answers = join_all(questions.map(|question| ask_anew.emit(question))).await;
        // The cast saturates, and a check that runs for 136 years may well end early.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let elapsed = ((now() - started) / 1000.0) as u32;
        let said = watch.see(&answers, elapsed);
        told.set(Some(said.clone()));
        match said {
            Watched::Waiting { pause, .. } => TimeoutFuture::new(pause * 1000).await,
            Watched::Changed => return on_again.emit(()),
            Watched::NotThere | Watched::NoAnswer(_) => return,
        }
    }
}
