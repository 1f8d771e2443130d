//! [`check`]: a check and its report.

use std::rc::Rc;

use yew::prelude::*;

use crate::domain::to_unicode;
use crate::report::Report;
use crate::web::components::{
    Record, button, destinations, effects, element, evidence, findings, headline, next_step,
    progress, prose, steps, take_away, text, topics, verdict,
};
use crate::web::{Check, Phase};

/// The verdict as soon as there is one, and the rest of the report as it comes. `on_stop` stops the check,
/// `on_again` begins it anew.
///
/// What is complete after the first round trip stands above what waits for later ones, so nothing moves that
/// is already being read.
pub fn check(check: &Check, on_stop: &Callback<()>, on_again: &Callback<()>) -> Html {
    let (verdict, rest) = match &check.report {
        None => (waiting(check, on_stop, on_again), Html::default()),
        Some(report) => (
            verdict(check, report, failure(check, report, on_again)),
            body(check, report, on_stop, on_again),
        ),
    };
    html! { <>{ verdict }{ rest }</> }
}

/// What stands in place of the verdict until there is one.
fn waiting(check: &Check, on_stop: &Callback<()>, on_again: &Callback<()>) -> Html {
    let name = to_unicode(&check.domain);
    match check.phase {
        Phase::Stopped => {
            let sentence = format!("The check of {name} was stopped.");
            headline(
                None,
                text("span", "", "Stopped"),
                &sentence,
                again(on_again),
            )
        }
        Phase::Asking | Phase::Done => {
            let stage = text("span", "", "Checking");
            headline(None, stage, &name, progress(check, on_stop))
        }
    }
}

/// Why a check came to nothing, with a button to try again, where it did.
fn failure(check: &Check, report: &Report, on_again: &Callback<()>) -> Html {
    let walk = &report.facts.walk;
    let is_open = check.is_done() && walk.is_undecided();
    let Some((_, error)) = walk.failed().next().filter(|_| is_open) else {
        return Html::default();
    };
    let words = format!("What happened: {error}.");
    html! { <>{ text("p", "verdict__failure", &words) }{ again(on_again) }</> }
}

/// All of the report but the verdict.
fn body(
    check: &Check,
    report: &Rc<Report>,
    on_stop: &Callback<()>,
    on_again: &Callback<()>,
) -> Html {
    html! {
        <div class="columns">
            { topics(report) }
            <div class="columns__main">
                { effects(report) }
                { next_step(&report.next_step) }
                if let Some(record) = &report.record {
                    <Record key={format!("{} {}", record.name, record.text)} record={record.clone()} />
                }
                { rest(check, report, on_stop, on_again) }
            </div>
            { take_away(report) }
        </div>
    }
}

/// What waits for the last answer: findings, report destinations, the walk and the evidence.
fn rest(
    check: &Check,
    report: &Rc<Report>,
    on_stop: &Callback<()>,
    on_again: &Callback<()>,
) -> Html {
    match check.phase {
        Phase::Done => html! {
            <>
                { findings(report) }
                { destinations(report) }
                { steps(report) }
                { evidence(report) }
            </>
        },
        Phase::Asking => element("div", "section", progress(check, on_stop)),
        Phase::Stopped => html! {
            <div class="section">
                { prose("The check was stopped, so the rest of the report is missing.") }
                { again(on_again) }
            </div>
        },
    }
}

/// A button that begins the check anew.
fn again(on_again: &Callback<()>) -> Html {
    let onclick = on_again.reform(|_: MouseEvent| ());
    element("p", "again", button("button--main", "Try again", onclick))
}
