//! [`section`]: a part of a page with a heading and an id for links.

use yew::prelude::*;

use dmarc_engine::report::Section;

/// A section of a report. It is focusable, so that links move keyboard and screen reader users there too.
pub fn section(section: Section, content: Html) -> Html {
    titled(section.id(), section.title(), content)
}

/// Like [`section`], for pages other than reports.
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
