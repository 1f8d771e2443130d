//! [`verdict`]: where the domain stands.

use yew::prelude::*;
use yew::virtual_dom::VTag;

use super::{Surface, code, element, hidden, state_icon, text};
use crate::advice::{Stage, State};
use crate::report::Overview;
use crate::report::words::counted;
use crate::web::Check;

/// The stage, the sentence, the road and how it is known; `below` stands at the end.
pub fn verdict(surface: &Surface, check: &Check, overview: &Overview, below: Html) -> Html {
    let verdict = &overview.verdict;
    let (label, state) = (verdict.stage.label(), verdict.state.label());
    let is_said = label == state;
    let head = html! {
        <>
            { state_icon(verdict.state) }
            { text("span", "", label) }
            { if is_said { Html::default() } else { hidden(&format!(" ({state})")) } }
        </>
    };
    let below = html! { <>{ road(verdict.stage) }{ facts_line(check, overview) }{ below }</> };
    headline(surface, Some(verdict.state), head, &verdict.sentence, below)
}

/// The head of a result. It always has the same three parts, so that the title stays the same element, and
/// keeps the focus, when the verdict takes the place of the name that is being checked.
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

/// The stages in order, with this one marked; nothing for a stage beside the road.
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

/// Where the record stands, how long it took to find, and whether DNSSEC vouches for it.
fn facts_line(check: &Check, overview: &Overview) -> Html {
    let facts = &overview.facts;
    let mut asked = counted(facts.answers.0.len(), "question", "questions");
    if check.elapsed > 0 {
        asked = format!("{asked}, {} ms", check.elapsed);
    }
    let found = facts.shown_record();
    let answer = found
        .as_ref()
        .and_then(|found| facts.answers.policy_answer(&found.domain));
    let place = found.as_ref().map(|found| {
        html! { <li>{ "Record at " }{ code(&format!("_dmarc.{}", found.domain)) }</li> }
    });
    let dnssec = answer.map(|answer| {
        let words = if answer.is_authenticated {
            "DNSSEC: validated by the resolver"
        } else {
            "DNSSEC: not validated"
        };
        text("li", "", words)
    });
    let facts = [
        place.unwrap_or_default(),
        text("li", "", &asked),
        dnssec.unwrap_or_default(),
    ];
    element("ul", "verdict__facts", facts.into_iter().collect())
}
