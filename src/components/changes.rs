//! [`changes`]: what is different from the check before.

use yew::prelude::*;

use super::{code, element, hidden, left_out, prose, state_icon, text};
use dmarc_engine::report::words::excerpt;
use dmarc_engine::report::{ChangeLine, Changes};

/// Maximum number of changes shown, and of texts before and after one.
const MOST: usize = 10;

/// The changes, each with how it was and how it is now.
pub fn changes(changes: &Changes) -> Html {
    let lines = changes.lines.iter().take(MOST).map(line);
    html! {
        <section class="section changes" id="changes" tabindex="-1" aria-labelledby="changes-title">
            <h2 class="changes__title" id="changes-title">{ changes.headline.clone() }</h2>
            if !changes.lines.is_empty() { { element("ul", "changes__list", lines.collect()) } }
            { left_out(changes.lines.len(), MOST) }
            if !changes.remark.is_empty() { { prose(&changes.remark) } }
        </section>
    }
}

/// One change.
fn line(line: &ChangeLine) -> Html {
    let texts = |tag, about, texts: &[String]| -> Html {
        let show = |words: &String| {
            let words = if line.is_record {
                code(words)
            } else {
                words.clone().into()
            };
            element(
                tag,
                "changes__text",
                html! { <>{ hidden(about) }{ words }</> },
            )
        };
        let shown = texts.iter().take(MOST).map(show);
        html! { <>{ for shown }{ left_out(texts.len(), MOST) }</> }
    };
    html! {
        <li class="changes__line">
            if line.is_record { <span /> } else { { state_icon(line.state) } }
            <div>
                { text("p", "changes__what", &excerpt(&line.what)) }
                { texts("del", "Before: ", &line.before) }
                { texts("ins", "Now: ", &line.after) }
            </div>
        </li>
    }
}
