//! [`pasted`]: the meaning of a record that was pasted instead of a domain.

use yew::prelude::*;

use crate::components::{Record, prose};
use dmarc_engine::report::RecordView;

/// The record tag by tag. Nothing is asked for it.
pub fn pasted(pasted: &str) -> Html {
    let Some(record) = RecordView::pasted(pasted) else {
        return Html::default();
    };
    let key = record.text.clone();
    html! {
        <section class="section" id="record" tabindex="-1" aria-labelledby="title">
            <h1 class="page__title" id="title" tabindex="-1">{ "What this record says" }</h1>
            { prose("It was read in this tab, and no query was sent. Check a domain to see what applies to it.") }
            { prose("Select a tag to see its meaning.") }
            <Record {key} {record} />
        </section>
    }
}
