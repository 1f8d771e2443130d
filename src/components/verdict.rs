//! [`verdict`]: the verdict on a domain, in two parts: what its policy asks, which doesn't change during a check, and below it
//! the caveat, which covers what the policy alone doesn't show and is checked meanwhile.

use yew::prelude::*;
use yew::virtual_dom::VTag;

use super::{Surface, hidden, state_icon, text};
use crate::{Check, Phase};
use dmarc_engine::advice::{Caveat, Stage, State};
use dmarc_engine::report::Overview;

/// The stage, the sentence, the caveat and the road; `below` is appended.
///
/// The state is the worse of verdict and caveat, and never Good until the caveat is final.
pub fn verdict(surface: &Surface, check: &Check, overview: &Overview, below: Html) -> Html {
    let verdict = &overview.verdict;
    let caveat = check.caveat();
    let state = caveat
        .as_ref()
        .map_or(State::CouldNotTell, |caveat| caveat.state)
        .worse(verdict.state);
    let is_pending = caveat.as_ref().is_some_and(|caveat| caveat.is_pending);
    let label = verdict.stage.label();
    let word = match state {
        State::CouldNotTell if is_pending => "checking",
        _ => state.label(),
    };
    let is_said = label == state.label();
    let head = html! {
        <>
            { state_icon(state) }
            { text("span", "", label) }
            { if is_said { Html::default() } else { hidden(&format!(" ({word})")) } }
        </>
    };
    let below = html! {
        <>
            { caveat.map(|caveat| caveat_line(&caveat)).unwrap_or_default() }
            { road(verdict.stage) }
            { below }
        </>
    };
    headline(surface, Some(state), head, &verdict.sentence, below)
}

/// The caveat. It remains the same element throughout the check, so that nothing moves and screen readers announce its changes.
fn caveat_line(caveat: &Caveat) -> Html {
    html! {
        <p class="verdict__caveat" data-state={caveat.state.as_str()} aria-live="polite">
            { caveat.sentence.clone() }
        </p>
    }
}

/// The header of a result. It always has the same three children, so that the title remains the same element and keeps the focus
/// when the verdict replaces the name being checked.
pub fn headline(
    surface: &Surface,
    state: Option<State>,
    head: Html,
    sentence: &str,
    below: Html,
) -> Html {
    let mut title = VTag::new(surface.title());
    title.add_attribute("id", "title");
    title.add_attribute("class", "verdict__sentence");
    title.add_attribute("tabindex", "-1");
    title.add_child(Html::from(sentence.to_owned()));
    html! {
        <section class="verdict" part="verdict" id="verdict" tabindex="-1" data-state={state.map(State::as_str)} aria-labelledby="title">
            <p class="verdict__stage">{ head }</p>
            { Html::from(title) }
            <div>{ below }</div>
        </section>
    }
}

/// The stages in order, with the current one marked; empty for a stage that isn't on the road.
fn road(stage: Stage) -> Html {
    let Some(here) = Stage::ROAD.iter().position(|&other| other == stage) else {
        return Html::default();
    };
    let stops = Stage::ROAD.iter().enumerate().map(|(place, stop)| {
        let is_passed = (place < here).then_some("");
        let is_here = (place == here).then_some("step");
        html! {
            <li class="road__stop" data-passed={is_passed} aria-current={is_here}>
                { text("span", "road__label", stop.label()) }
            </li>
        }
    });
    html! { <ol class="road" aria-label="Stages">{ for stops }</ol> }
}

/// The screen reader announcement for a verdict or a stopped check; otherwise empty.
pub fn announcement(check: Option<&Check>) -> String {
    match check {
        Some(Check {
            overview: Some(overview),
            ..
        }) => format!(
            "{}. {}",
            overview.verdict.stage.label(),
            overview.verdict.sentence
        ),
        Some(Check {
            phase: Phase::Stopped,
            ..
        }) => "The check was stopped.".to_owned(),
        _ => String::new(),
    }
}
