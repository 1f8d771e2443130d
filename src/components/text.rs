//! Small text elements.
//!
//! They are functions that are never inlined, because each element that `html!` builds in place adds about 300 bytes of Wasm.

use yew::prelude::*;
use yew::virtual_dom::VTag;

use dmarc_engine::report::words::{cut, visible};

/// How many octets of an inline text are shown. A longer one takes a browser seconds to wrap.
const LONGEST: usize = 1_000;

/// An element with this text, and with this class unless it is empty.
#[inline(never)]
pub fn text(tag: &'static str, class: &'static str, text: &str) -> Html {
    element(tag, class, Html::from(text.to_owned()))
}

/// An element with this content, and with this class unless it is empty.
#[inline(never)]
pub fn element(tag: &'static str, class: &'static str, content: Html) -> Html {
    let mut element = VTag::new(tag);
    if !class.is_empty() {
        element.add_attribute("class", class);
    }
    element.add_child(content);
    element.into()
}

/// A paragraph with a readable line length.
pub fn prose(words: &str) -> Html {
    text("p", "prose", words)
}

/// A paragraph with a bold lead-in and a readable line length.
#[inline(never)]
pub fn lead(about: &str, words: &str) -> Html {
    html! { <p class="prose"><b class="lead">{ about.to_owned() }</b>{ words.to_owned() }</p> }
}

/// A domain or host name.
pub fn name(name: &str) -> Html {
    text("code", "", name)
}

/// Inline text from or for DNS, cut where it is long.
pub fn code(words: &str) -> Html {
    match cut(words, LONGEST) {
        (start, true) => text("code", "", &format!("{}…", visible(start))),
        (start, false) => text("code", "", &visible(start)),
    }
}

/// Text for screen readers only, where the visible page uses a shape or position.
pub fn hidden(words: &str) -> Html {
    text("span", "visually-hidden", words)
}

/// A link within this site.
#[inline(never)]
pub fn link(class: &'static str, href: String, content: Html) -> Html {
    let class = (!class.is_empty()).then_some(class);
    html! { <a {class} {href}>{ content }</a> }
}

#[inline(never)]
pub fn button(class: &'static str, words: &str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class={classes!("button", class)} part="button" {onclick}>{ words.to_owned() }</button> }
}

/// A bulleted list.
#[inline(never)]
pub fn points(points: impl IntoIterator<Item = Html>) -> Html {
    let points = points.into_iter().map(|point| element("li", "", point));
    element("ul", "points prose", points.collect())
}

/// How many items a list leaves out that shows the first `most` of `count`.
#[inline(never)]
pub fn left_out(count: usize, most: usize) -> Html {
    let more = count.checked_sub(most).filter(|more| *more > 0);
    more.map(|more| prose(&format!("And {more} more.")))
        .unwrap_or_default()
}
