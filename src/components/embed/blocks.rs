//! [`block`] and [`rows`]: a snippet to copy, and a table.

use yew::prelude::*;

use crate::components::{CopyButton, copied_text, element, text};
use crate::embed;

/// A snippet with its title, explanation and copy button.
pub fn block(block: &embed::Block) -> Html {
    let copied = block.text.clone();
    html! {
        <div class="block">
            <div class="block__head">
                { text("h3", "block__title", block.title) }
                <CopyButton label="Copy" about={block.title} text={copied_text(move || copied.clone())} />
            </div>
            if !block.about.is_empty() {
                { text("p", "block__about", block.about) }
            }
            { element("div", "block__text", text("pre", "plain__text", &block.text)) }
        </div>
    }
}

/// A table with these columns. The first cell of each row is its header.
pub fn rows(columns: &[&str], rows: impl IntoIterator<Item = Vec<Html>>) -> Html {
    let headings = columns
        .iter()
        .map(|column| html! { <th scope="col">{ column.to_owned() }</th> });
    let row = |cells: Vec<Html>| {
        let cells = cells.into_iter().enumerate().map(|(place, cell)| {
            if place == 0 {
                html! { <th scope="row">{ cell }</th> }
            } else {
                element("td", "", cell)
            }
        });
        element("tr", "", cells.collect())
    };
    html! {
        <table class="rows">
            <thead>{ element("tr", "", headings.collect()) }</thead>
            <tbody>{ for rows.into_iter().map(row) }</tbody>
        </table>
    }
}
