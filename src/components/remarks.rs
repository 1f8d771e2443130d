//! [`remarks`]: what rules found, beside what it is about.

use yew::prelude::*;

use super::findings::word;
use super::{element, hidden, severity_icon, state_icon, text};
use dmarc_engine::advice::State;
use dmarc_engine::report::Remark;

/// What rules found; nothing where they found nothing.
pub(super) fn remarks(remarks: &[Remark]) -> Html {
    if remarks.is_empty() {
        return Html::default();
    }
    let items = remarks.iter().map(|remark| {
        let content = [
            severity_icon(remark.severity),
            hidden(&format!("{}: ", word(remark.severity))),
            text("span", "remarks__text", &remark.text),
        ];
        element("li", "remarks__item", content.into_iter().collect())
    });
    element("ul", "remarks", items.collect())
}

/// What a section comes to.
pub(super) fn outcome(state: State, sentence: &str) -> Html {
    let content = [
        state_icon(state),
        hidden(&format!("{}: ", state.label())),
        text("span", "outcome__text", sentence),
    ];
    element("p", "outcome", content.into_iter().collect())
}

/// An item of a list: its shape, its name with what it is, and all that is said of it.
#[inline(never)]
pub(super) fn entry(state: State, name: Html, tags: &str, content: Html) -> Html {
    html! {
        <li class="hosts__host">
            { state_icon(state) }
            <div>
                <p class="hosts__name">
                    { name }
                    { text("span", "hosts__tags", tags) }
                    { hidden(state.label()) }
                </p>
                { content }
            </div>
        </li>
    }
}

/// What is folded away.
#[inline(never)]
pub(super) fn fold(summary: &str, content: Html) -> Html {
    html! {
        <details class="fold">
            { text("summary", "", summary) }
            { content }
        </details>
    }
}
