//! [`check`]: the view of a check, from the first query to the report.

use yew::prelude::*;

use crate::components::{
    Surface, button, effects, element, headline, progress, prose, text, verdict,
};
use crate::{Check, Finished, Phase};
use dmarc_engine::domain::to_unicode;
use dmarc_engine::report::{Overview, Section};

/// The verdict once it is known, and the rest of the report, rendered by `rest`, as it arrives. `on_stop` stops the check,
/// `on_again` restarts it.
///
/// Results of the first round trip come before those that take longer, so that text doesn't move while it is being read.
pub fn check(
    surface: &Surface,
    check: &Check,
    on_stop: &Callback<()>,
    on_again: &Callback<()>,
    rest: &dyn Fn(&Finished) -> Html,
) -> Html {
    // Evaluated at compile time, so that the first part doesn't contain the table of sections.
    let words = const { Section::Effects.words() };
    let shows_effects = surface.shows_what(words, const { Section::Effects.is_compact() });
    let (verdict, body) = match &check.overview {
        None => (waiting(surface, check, on_stop, on_again), Html::default()),
        Some(overview) => (
            verdict(surface, check, overview, failure(check, overview, on_again)),
            body(
                check,
                rest,
                shows_effects.then(|| effects(overview)),
                on_stop,
                on_again,
            ),
        ),
    };
    html! { <>{ verdict }{ body }</> }
}

/// The placeholder for the verdict.
fn waiting(
    surface: &Surface,
    check: &Check,
    on_stop: &Callback<()>,
    on_again: &Callback<()>,
) -> Html {
    let name = to_unicode(&check.domain);
    match &check.phase {
        Phase::Stopped => {
            let sentence = format!("The check of {name} was stopped.");
            headline(
                surface,
                None,
                text("span", "", "Stopped"),
                &sentence,
                again(on_again),
            )
        }
        Phase::Failed(reason) => headline(
            surface,
            None,
            text("span", "", "Not checked"),
            &name,
            html! { <>{ prose(reason) }{ again(on_again) }</> },
        ),
        Phase::Asking | Phase::Done => {
            let stage = text("span", "", "Checking");
            headline(surface, None, stage, &name, progress(check, on_stop))
        }
    }
}

/// Why the policy is undecided, with a button to retry; empty if it isn't.
fn failure(check: &Check, overview: &Overview, on_again: &Callback<()>) -> Html {
    let walk = &overview.facts.walk;
    let is_open = check.is_done() && walk.is_undecided();
    let Some((_, error)) = walk.failed().next().filter(|_| is_open) else {
        return Html::default();
    };
    let words = format!("What happened: {error}.");
    html! { <>{ text("p", "verdict__failure", &words) }{ again(on_again) }</> }
}

/// Everything below the verdict: the effects, and the rest of the report once it is complete.
fn body(
    check: &Check,
    report: &dyn Fn(&Finished) -> Html,
    effects: Option<Html>,
    on_stop: &Callback<()>,
    on_again: &Callback<()>,
) -> Html {
    let rest = match (&check.finished, &check.phase) {
        (Some(finished), _) => report(finished),
        (None, Phase::Asking | Phase::Done) => rest(progress(check, on_stop)),
        (None, Phase::Stopped) => rest(html! {
            <>
                { prose("The check was stopped, so the rest of the report is missing.") }
                { again(on_again) }
            </>
        }),
        (None, Phase::Failed(reason)) => rest(html! { <>{ prose(reason) }{ again(on_again) }</> }),
    };
    html! {
        <div class="columns">
            <div class="columns__first">{ effects.unwrap_or_default() }</div>
            { rest }
        </div>
    }
}

/// The placeholder for the rest of the report.
fn rest(content: Html) -> Html {
    element("div", "columns__main section", content)
}

/// A button that restarts the check.
fn again(on_again: &Callback<()>) -> Html {
    let onclick = on_again.reform(|_: MouseEvent| ());
    element("p", "again", button("button--main", "Try again", onclick))
}
