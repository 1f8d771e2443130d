//! [`section`]: a part of a page with a heading and an id for links.

use yew::prelude::*;

use super::remarks::outcome;
use super::{Fold, hidden, state_icon, text};
use dmarc_engine::advice::State;
use dmarc_engine::report::{Chip, Section};

/// A section of a report: a line that answers, which opens for the details. It can be focused, so that a link to it takes
/// readers there, whatever they read with.
pub fn section(section: Section, answers: Html, is_open: bool, content: Html) -> Html {
    let id = section.id();
    let heading = format!("{id}-title");
    let line = html! {
        <>
            <h2 class="part__title" id={heading.clone()}>{ section.title() }</h2>
            <span class="part__answers">{ answers }</span>
        </>
    };
    html! {
        <section {id} class="section" part={format!("section {id}")} tabindex="-1" aria-labelledby={heading}>
            <Fold class="part" line={("part__line", line)} {is_open}>{ content }</Fold>
        </section>
    }
}

/// An answer in the line of a section.
pub fn answer(state: State, words: &str) -> Html {
    html! {
        <span class="part__answer" data-state={state.as_str()}>
            { state_icon(state) }
            { hidden(&format!("{}: ", state.label())) }
            { text("span", "part__words", words) }
        </span>
    }
}

/// Several short answers side by side.
pub fn chips(chips: &[Chip]) -> Html {
    let chips = chips.iter().map(|chip| {
        html! {
            <span class="chip" data-state={chip.state.as_str()}>
                { state_icon(chip.state) }
                { text("b", "", chip.name) }
                { text("span", "chip__text", &chip.text) }
            </span>
        }
    });
    html! { <span class="chips">{ for chips }</span> }
}

/// A section that is part of another, below its content.
pub fn inner(section: Section, (state, sentence): (State, &str), content: Html) -> Html {
    let id = section.id();
    let heading = format!("{id}-title");
    html! {
        <section {id} class="inner" part={format!("section {id}")} tabindex="-1" aria-labelledby={heading.clone()}>
            <h3 class="inner__title" id={heading}>{ section.title() }</h3>
            { outcome(state, sentence) }
            { content }
        </section>
    }
}

/// A part of a page with a heading, always open.
#[inline(never)]
pub fn titled(id: &'static str, title: &str, content: Html) -> Html {
    let heading = format!("{id}-title");
    html! {
        <section {id} class="section" part={format!("section {id}")} tabindex="-1" aria-labelledby={heading.clone()}>
            <h2 class="section__title" id={heading}>{ title.to_owned() }</h2>
            { content }
        </section>
    }
}
