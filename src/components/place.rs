//! Links within a report, and to the report on another domain.

use yew::prelude::*;

use super::{Surface, hidden, link};
use crate::Route;
use crate::browser::go_to_near;
use dmarc_engine::report::Report;

/// Screen reader text for links that open a new tab.
pub const NEW_TAB: &str = " (opens a new tab)";

/// A link to the element with this id. In a widget it is a button, because the URL belongs to the host page.
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

/// A link to the report on another domain; plain text in a widget whose host didn't configure one.
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
