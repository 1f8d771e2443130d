//! [`check`]: the view of a check, from the first query to the report.

use yew::prelude::*;

use crate::components::{Surface, button, element, headline, progress, prose, text, verdict};
use crate::{Check, Finished, Phase, browser};
use dmarc_engine::domain::to_unicode;
use dmarc_engine::report::Overview;

/// The verdict once it is known, and the rest of the report, rendered by `rest`, as it arrives. `on_stop` stops the check,
/// `on_again` restarts it.
///
/// Results of the first round trip come before those that take longer, so that text doesn't move while it is being read. While a
/// check is repeated, the result before stays.
pub fn check(
    surface: &Surface,
    check: &Check,
    on_stop: &Callback<()>,
    on_again: &Callback<()>,
    rest: &dyn Fn(&Finished) -> Html,
) -> Html {
    let before = check.before.as_deref();
    let shown = before.unwrap_or(check);
    let (verdict, body) = match &shown.overview {
        None => (waiting(surface, check, on_stop, on_again), Html::default()),
        Some(overview) => {
            let below = if before.is_some() {
                repeating(check, on_stop, on_again)
            } else {
                failure(surface, check, overview, on_again)
            };
            let body = if shown.is_done() && overview.facts.is_unanswered() {
                // A report of nothing would only repeat that nothing was answered.
                Html::default()
            } else {
                body(shown, rest, on_stop, on_again)
            };
            (verdict(surface, shown, overview, below), body)
        }
    };
    html! { <>{ verdict }{ body }</> }
}

/// How the repetition of a check goes, below the verdict of the check before. It does not fail: what it needs is loaded.
fn repeating(check: &Check, on_stop: &Callback<()>, on_again: &Callback<()>) -> Html {
    if check.phase == Phase::Asking {
        return progress(check, on_stop);
    }
    let words = "The new check was stopped. This is the result of the check before.";
    html! { <>{ text("p", "verdict__failure", words) }{ again(on_again) }</> }
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

/// Why the policy is undecided, with a button to retry and one to use another resolver; empty if it isn't.
fn failure(surface: &Surface, check: &Check, overview: &Overview, on_again: &Callback<()>) -> Html {
    let walk = &overview.facts.walk;
    let is_open = check.is_done() && walk.is_undecided();
    let Some((_, error)) = walk.failed().next().filter(|_| is_open) else {
        return Html::default();
    };
    let words = format!("What happened: {error}.");
    let other = || {
        let onclick = Callback::from(|_: MouseEvent| {
            browser::go_to("resolver-line");
        });
        button("", "Choose another resolver", onclick)
    };
    html! {
        <>
            { text("p", "verdict__failure", &words) }
            <p class="again">
                { button("button--main", "Try again", on_again.reform(|_: MouseEvent| ())) }
                if surface.is_page() { { other() } }
            </p>
        </>
    }
}

/// All but the verdict: what `report` makes of the rest once that is there.
fn body(
    check: &Check,
    report: &dyn Fn(&Finished) -> Html,
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
    element("div", "columns", rest)
}

/// The placeholder for the rest of the report.
fn rest(content: Html) -> Html {
    element("div", "columns__main", content)
}

/// A button that restarts the check.
fn again(on_again: &Callback<()>) -> Html {
    let onclick = on_again.reform(|_: MouseEvent| ());
    element("p", "again", button("button--main", "Try again", onclick))
}
