//! [`section`]: a part of a page with a heading, to which links lead.

use yew::prelude::*;

use dmarc_engine::report::Section;

/// A section of a report. It can be focused, so that a link to it takes readers there, whatever they read with.
pub fn section(section: Section, content: Html) -> Html {
    titled(section.id(), section.title(), content)
}

/// The same for a part of another page than a report.
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
