//! [`matrix`]: a table whose rows are cards on narrow screens.

use yew::prelude::*;

use super::{element, state_icon, text};
use dmarc_engine::advice::State;

/// A table with these headings and rows.
pub(super) fn matrix(headings: &[&'static str], rows: Html) -> Html {
    let headings = headings
        .iter()
        .map(|words| html! { <th scope="col">{ *words }</th> });
    html! {
        <table class="matrix">
            <thead><tr>{ for headings }</tr></thead>
            { element("tbody", "", rows) }
        </table>
    }
}

/// A cell. On narrow screens the heading of the column stands before it.
pub(super) fn cell(heading: &'static str, content: Html) -> Html {
    html! { <td data-heading={heading}>{ content }</td> }
}

/// A state in words that say as much as its own word.
pub(super) fn state_words(state: State, words: &'static str) -> Html {
    html! {
        <span class="matrix__state" data-state={state.as_str()}>{ state_icon(state) }{ text("span", "", words) }</span>
    }
}
