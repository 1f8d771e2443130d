//! [`Fold`]: content below a line, rendered once the line is opened.

use web_sys::Element;
use yew::prelude::*;

use super::text;

/// Properties of [`Fold`].
#[derive(Debug, Clone, Properties)]
pub struct FoldProps {
    /// The class of the element.
    pub class: &'static str,
    /// The content of its `<summary>`, which may carry a class of its own.
    pub line: (&'static str, Html),
    /// Whether it is open at first.
    pub is_open: bool,
    /// What it holds.
    pub children: Html,
}

/// Never equal: comparing the content would take longer than rendering it.
impl PartialEq for FoldProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// A `<details>` whose content is in the document only after it was opened: a hostile record fills folds without end, and most
/// are never opened. A rendering on a server, which cannot be opened later, has it all.
#[component]
pub fn Fold(props: &FoldProps) -> Html {
    let was_open = use_state_eq(|| cfg!(feature = "ssr"));
    let ontoggle = {
        let was_open = was_open.setter();
        Callback::from(move |event: Event| {
            let details = event.target_unchecked_into::<Element>();
            if details.has_attribute("open") {
                was_open.set(true);
            }
        })
    };
    let (class, line) = &props.line;
    html! {
        <details class={props.class} open={props.is_open} {ontoggle}>
            <summary class={*class}>{ line.clone() }</summary>
            if props.is_open || *was_open { { props.children.clone() } }
        </details>
    }
}

/// Collapsed content below a summary in words.
#[inline(never)]
pub(super) fn fold(summary: &str, content: Html) -> Html {
    let line = ("", text("span", "", summary));
    html! { <Fold class="fold" {line} is_open=false>{ content }</Fold> }
}
