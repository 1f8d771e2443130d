//! Small pieces of text.
//!
//! They are functions, and none is inlined, since each element that `html!` builds on the spot costs some 300
//! bytes of Wasm.

use yew::prelude::*;
use yew::virtual_dom::VTag;

use dmarc_engine::report::words::visible;

/// An element of this class, or of none where the class is empty, with a text in it.
#[inline(never)]
pub fn text(tag: &'static str, class: &'static str, text: &str) -> Html {
    element(tag, class, Html::from(text.to_owned()))
}

/// An element of this class, or of none where the class is empty.
#[inline(never)]
pub fn element(tag: &'static str, class: &'static str, content: Html) -> Html {
    let mut element = VTag::new(tag);
    if !class.is_empty() {
        element.add_attribute("class", class);
    }
    element.add_child(content);
    element.into()
}

/// A paragraph of readable width.
pub fn prose(words: &str) -> Html {
    text("p", "prose", words)
}

/// A paragraph of readable width that begins with what it is about.
#[inline(never)]
pub fn lead(about: &str, words: &str) -> Html {
    html! { <p class="prose"><b class="lead">{ about.to_owned() }</b>{ words.to_owned() }</p> }
}

/// The name of a domain or a host.
pub fn name(name: &str) -> Html {
    text("code", "", name)
}

/// Text from DNS or for DNS, in a line.
pub fn code(words: &str) -> Html {
    text("code", "", &visible(words))
}

/// Text from DNS, with every blank as it is.
pub fn plain(words: &str) -> Html {
    text("pre", "plain__text", &visible(words))
}

/// Text for screen readers alone, where others see a shape or the place on the page.
pub fn hidden(words: &str) -> Html {
    text("span", "visually-hidden", words)
}

/// A link to a page of this site.
#[inline(never)]
pub fn link(class: &'static str, href: String, content: Html) -> Html {
    let class = (!class.is_empty()).then_some(class);
    html! { <a {class} {href}>{ content }</a> }
}

/// A button.
#[inline(never)]
pub fn button(class: &'static str, words: &str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class={classes!("button", class)} part="button" {onclick}>{ words.to_owned() }</button> }
}

/// A list of points.
#[inline(never)]
pub fn points(points: impl IntoIterator<Item = Html>) -> Html {
    let points = points.into_iter().map(|point| element("li", "", point));
    element("ul", "points prose", points.collect())
}
