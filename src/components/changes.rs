//! [`changes`]: what is different from the check before.

use yew::prelude::*;

use super::{code, element, hidden, prose, state_icon, text};
use dmarc_engine::report::words::{counted, excerpt};
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
            { more(changes.lines.len()) }
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
        html! { <>{ for shown }{ more(texts.len()) }</> }
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

/// How many are left out of a list of this length.
fn more(count: usize) -> Html {
    match count.checked_sub(MOST) {
        Some(more) if more > 0 => prose(&format!("And {}.", counted(more, "more", "more"))),
        _ => Html::default(),
    }
}
