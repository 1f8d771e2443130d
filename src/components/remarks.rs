//! [`remarks`]: findings shown next to what they are about.

use yew::prelude::*;

use super::findings::word;
use super::{element, hidden, severity_icon, state_icon, text};
use dmarc_engine::advice::State;
use dmarc_engine::report::Remark;

/// A list of findings; empty if there are none.
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

/// The result of a section in one sentence.
pub(super) fn outcome(state: State, sentence: &str) -> Html {
    let content = [
        state_icon(state),
        hidden(&format!("{}: ", state.label())),
        text("span", "outcome__text", sentence),
    ];
    element("p", "outcome", content.into_iter().collect())
}

/// A list item with icon, name, tags and details.
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
