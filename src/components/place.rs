//! Ways from one place of a report to another, and to the report on another domain.

use yew::prelude::*;

use super::{Surface, hidden, link};
use crate::Route;
use crate::browser::go_to_near;
use dmarc_engine::report::Report;

/// What a link says that leads to another tab.
pub const NEW_TAB: &str = " (opens a new tab)";

/// A way to the place with this id. A widget has no address of its own, so there it is a button.
pub fn to_place(
    report: &Report,
    surface: &Surface,
    (id, class): (String, &'static str),
    content: Html,
) -> Html {
    if surface.is_page() {
        let options = &report.facts().options;
        let route = Route::section(report.domain().as_str(), &id);
        let route = route.searching(&options.selectors, options.all_selectors);
        return link(class, route.to_hash(), content);
    }
    let onclick = Callback::from(move |event: MouseEvent| {
        go_to_near(&event.target_unchecked_into(), &id);
    });
    html! { <button type="button" {class} {onclick}>{ content }</button> }
}

/// A way to the report on another domain; the words alone where a widget's host does not say where that is.
pub fn to_check(surface: &Surface, domain: &str, words: &str) -> Html {
    match surface {
        Surface::Page => link("", Route::check(domain).to_hash(), words.into()),
        Surface::Widget { .. } => match surface.report_address(domain) {
            Some(href) => {
                html! { <a part="link" {href} target="_blank" rel="noopener">{ words.to_owned() }{ hidden(NEW_TAB) }</a> }
            }
            None => words.into(),
        },
    }
}
