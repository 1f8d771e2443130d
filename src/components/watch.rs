//! [`Watcher`]: asks again until a record that was just published is there, and then repeats the check.

use futures_util::future::abortable;
use gloo_timers::future::TimeoutFuture;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::{button, text};
use crate::AskAnew;
use crate::browser::{now, whole};
use dmarc_engine::report::{Watch, Watched};

/// Properties of [`Watcher`].
#[derive(Debug, Clone, Properties)]
pub struct WatcherProps {
    /// What to wait for.
    pub watch: Watch,
    /// Asks the resolver.
    pub ask_anew: AskAnew,
    /// Repeats the check.
    pub on_again: Callback<()>,
}

/// What differs comes with another key: that of the report.
impl PartialEq for WatcherProps {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A button that starts to wait, and below it how that goes. Leaving the page ends it.
#[component]
pub fn Watcher(props: &WatcherProps) -> Html {
    // The number of the run, 0 while there is none, and how it goes.
    let now = use_state_eq(|| (0_u32, None::<Watched>));
    let (run, told) = &*now;
    {
        let (props, now) = (props.clone(), now.setter());
        use_effect_with(*run, move |&run| {
            let waiting = (run > 0).then(|| {
                let told = move |said| now.set((run, Some(said)));
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
    let is_waiting = *run > 0 && !told.as_ref().is_some_and(Watched::is_over);
    let onclick = {
        let (next, now) = (if is_waiting { 0 } else { run + 1 }, now.setter());
        Callback::from(move |_: MouseEvent| now.set((next, None)))
    };
    let words = if is_waiting {
        "Stop asking"
    } else {
        "I have published it"
    };
    let said = match told {
        Some(said) => said.to_string(),
        None if is_waiting => "Asking.".to_owned(),
        None => String::new(),
    };
    html! {
        <div class="watch">
            { button("", words, onclick) }
            <div role="status">
                if !said.is_empty() { { text("p", "prose", &said) } }
            </div>
        </div>
    }
}

/// Asks until the answers have changed or the old ones have run out of caches.
async fn wait(props: WatcherProps, told: impl Fn(Watched)) {
    let WatcherProps {
        mut watch,
        ask_anew,
        on_again,
    } = props;
    let started = now();
    loop {
        let mut answers = Vec::new();
        for question in watch.questions() {
            answers.push(ask_anew.emit(question).await);
        }
        let said = watch.see(&answers, whole(now() - started) / 1000);
        told(said.clone());
        match said {
            Watched::Waiting { pause, .. } => TimeoutFuture::new(pause * 1000).await,
            Watched::Changed => return on_again.emit(()),
            Watched::NotThere | Watched::NoAnswer(_) => return,
        }
    }
}
