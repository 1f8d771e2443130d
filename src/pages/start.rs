//! [`start`]: the introduction and the examples.

use yew::prelude::*;

use crate::components::{element, link, points, prose, text, titled};
use crate::{Page, Route};
use dmarc_engine::dns::{EXAMPLES, Example};

/// What a check provides.
const YOU_GET: &[&str] = &[
    "A sentence that says where the domain stands.",
    "What its record asks receivers to do with forged mail, tag by tag.",
    "The record to publish next, what to verify before, and how to go back.",
    "Every DNS answer behind it, to be repeated and passed on.",
];

/// The examples that are shown first.
const FIRST: [&str; 6] = [
    "no-record.example",
    "monitoring.example",
    "quarantine.example",
    "reject.example",
    "parked.example",
    "several-records.example",
];

/// The content below the form on the start page. `unknown` is a path that matches no page.
pub fn start(unknown: Option<&str>) -> Html {
    let item = |example: &Example| {
        let words = html! {
            <>
                { text("span", "examples__domain", example.domain) }
                { text("span", "examples__shows", example.shows) }
            </>
        };
        let href = Route::check(example.domain).to_hash();
        element("li", "examples__item", link("examples__link", href, words))
    };
    let (first, more): (Vec<_>, Vec<_>) = EXAMPLES
        .iter()
        .partition(|example| FIRST.contains(&example.domain));
    let you_get = html! {
        <>
            { points(YOU_GET.iter().map(|&point| text("span", "", point))) }
            <p class="prose">
                { "The check runs in this browser. It asks a DNS resolver, which you can choose, and nobody else. " }
                { link("", Route::page(Page::About).to_hash(), "Privacy and limits".into()) }
            </p>
        </>
    };
    let examples = html! {
        <>
            { prose("These domains are made up. Their answers come with this page, so nothing is sent.") }
            { element("ul", "examples", first.into_iter().map(item).collect()) }
            <details class="fold">
                { text("summary", "", &format!("{} more examples", more.len())) }
                { element("ul", "examples", more.into_iter().map(item).collect()) }
            </details>
        </>
    };
    html! {
        <>
            if let Some(unknown) = unknown {
                { text("p", "notice", &format!("This site has no page “{unknown}”.")) }
            }
            { titled("you-get", "What you get", you_get) }
            { titled("examples", "Examples to try", examples) }
        </>
    }
}
