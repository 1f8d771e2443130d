//! [`Preview`]: a live preview of the element.

use web_sys::HtmlElement;
use yew::prelude::*;
use yew::virtual_dom::VTag;

use super::radios;
use crate::components::text;
use crate::embed::{LOOK_PROPERTIES, Offer, Place, Settings};
use crate::hooks::{Module, use_module};

/// The widths on offer for the preview.
const WIDTHS: &[Offer] = &[
    Offer {
        value: "full",
        label: "All there is",
        about: "",
    },
    Offer {
        value: "360",
        label: "360 px",
        about: "",
    },
    Offer {
        value: "280",
        label: "280 px",
        about: "",
    },
];

/// Properties of [`Preview`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct PreviewProps {
    /// The configuration of the element.
    pub settings: Settings,
    /// The folder with the element's module.
    pub place: Place,
}

/// The element with these settings, or why it can't be shown.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let module = use_module(&props.place);
    let width = use_state_eq(|| "full".to_owned());
    let shown = use_node_ref();
    let look = props.settings.look.properties(&props.settings.theme);
    {
        let shown = shown.clone();
        use_effect_with((look, module), move |(look, _)| {
            if let Some(element) = shown.cast::<HtmlElement>() {
                dress(&element, look);
            }
        });
    }
    let pick_width = {
        let width = width.setter();
        Callback::from(move |picked| width.set(picked))
    };
    let content = match module {
        Module::Ready => checker(&props.settings, &shown),
        Module::Loading => text("p", "preview__word", "Loading the checker."),
        Module::Failed if props.place.element_integrity().is_none() => text(
            "p",
            "preview__word",
            "There is nothing to show: this build has no checker to embed.",
        ),
        Module::Failed => text(
            "p",
            "preview__word",
            "The checker could not be loaded, so there is no preview. Reload the page; if that does not help, a file of \
             the folder below is missing or was changed on the server.",
        ),
    };
    html! {
        <>
            { radios("preview-width", "Width", WIDTHS, &width, &pick_width) }
            <div class={format!("preview__stage preview__stage--{}", *width)}>{ content }</div>
            { text("p", "preview__note", "This is the real thing: a check asks the resolver that is set here. Domains below \
                                          .example are answered without one.") }
        </>
    }
}

/// Creates the element without `html!`, so that its attributes are exactly those in the snippet.
fn checker(settings: &Settings, shown: &NodeRef) -> Html {
    let mut element = VTag::new("dmarc-checker");
    element.node_ref = shown.clone();
    for (name, value) in settings.attributes() {
        element.add_attribute(name, value);
    }
    element.into()
}

/// Sets the custom properties by script, because the page's policy allows no style attributes.
fn dress(element: &HtmlElement, look: &[(&'static str, String)]) {
    let style = element.style();
    for &name in LOOK_PROPERTIES {
        let value = look.iter().find(|(changed, _)| *changed == name);
        // Both fail only if the style is read-only.
        let _ = match value {
            Some((_, value)) => style.set_property(name, value),
            None => style.remove_property(name).map(|_| ()),
        };
    }
}
