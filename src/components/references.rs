//! [`references`]: links to the standards.

use yew::prelude::*;

use super::element;
use dmarc_engine::findings::Reference;

/// A line of links to sections of standards.
pub fn references(list: &[Reference]) -> Html {
    let links = list.iter().enumerate().map(|(place, reference)| {
        html! {
            <>
                { if place > 0 { " · " } else { "" } }
                <a href={reference.url()} rel="noreferrer noopener">{ reference.label() }</a>
            </>
        }
    });
    element("p", "references", links.collect())
}
