//! Thin wrappers for browser APIs: clock, focus, title, clipboard, script loading, events.

use gloo_timers::future::TimeoutFuture;
use js_sys::futures::JsFuture;
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, DocumentFragment, Element, EventTarget, HtmlDocument, HtmlElement,
    HtmlTextAreaElement, Node,
};
use yew::NodeRef;

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since the page opened or the program started, from a monotonic clock. Available in pages, workers and Node.
    #[wasm_bindgen(js_namespace = performance)]
    pub(super) fn now() -> f64;

    /// Writes a warning to the browser console.
    #[wasm_bindgen(js_namespace = console)]
    pub(super) fn warn(text: &str);
}

/// Rounds a duration to whole milliseconds.
pub(super) fn whole(milliseconds: f64) -> u32 {
    // No duration here comes near the limit of 49 days. A negative one would be a clock error; the cast makes it 0.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = milliseconds.round() as u32;
    whole
}

/// Whether the browser reports that it is offline. `false` may be wrong, and is always returned outside a page.
pub(super) fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// Converts a host name to A-labels with the browser's URL parser; `None` if it isn't a valid host.
#[cfg(target_arch = "wasm32")]
pub(super) fn to_ascii(host: &str) -> Option<String> {
    let url = web_sys::Url::new(&format!("http://{host}/")).ok()?;
    Some(url.hostname())
}

/// A random DNS label: `prefix` and five letters or digits.
pub(super) fn random_label(prefix: &str) -> String {
    const DIGITS: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut label = prefix.to_owned();
    for _ in 0..5 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let place = (js_sys::Math::random() * 32.0) as usize;
        label.push(DIGITS.get(place).map_or('x', |&digit| char::from(digit)));
    }
    label
}

/// Sets the document title.
pub(super) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Finds an element in the document by id.
pub(super) fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Finds an element by id in the tree that contains `near`: the document, or a widget's shadow root, which has its own ids.
fn element_near(near: &Node, id: &str) -> Option<Element> {
    let root = near.get_root_node();
    match root.dyn_ref::<DocumentFragment>() {
        Some(shadow) => shadow.get_element_by_id(id),
        None => root.dyn_ref::<Document>()?.get_element_by_id(id),
    }
}

/// Focuses the element with this id in the document.
pub(super) fn focus(id: &str) {
    give_focus(element(id));
}

/// Focuses the element with this id in the tree that contains `near`.
pub(super) fn focus_near(near: &NodeRef, id: &str) {
    give_focus(near.get().and_then(|near| element_near(&near, id)));
}

fn give_focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails only if the element can't receive the focus.
        let _ = element.focus();
    }
}

/// Scrolls to the section with this id, expands it if it is collapsed, and focuses it. Returns whether it exists.
pub(super) fn go_to(id: &str) -> bool {
    element(id).is_some_and(|section| arrive(&section))
}

/// Like [`go_to`], in the tree that contains `near`.
pub(super) fn go_to_near(near: &Node, id: &str) -> bool {
    element_near(near, id).is_some_and(|section| arrive(&section))
}

/// Expands a section if needed, scrolls to it and focuses it.
fn arrive(section: &Element) -> bool {
    let inside = section.query_selector(":scope > details").ok().flatten();
    let around = section.closest("details").ok().flatten();
    for folded in inside.into_iter().chain(around) {
        let _ = folded.set_attribute("open", "");
    }
    section.scroll_into_view();
    give_focus(Some(section.clone()));
    true
}

/// Prints the page as a sheet: without records, checks and the content of sections.
pub(super) fn print() {
    print_as("sheet");
}

/// Prints the page in a form that the style sheet knows.
fn print_as(form: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-print", form);
    }
    if let Some(window) = web_sys::window() {
        // Fails only where printing is not possible.
        let _ = window.print();
    }
}

/// Opens everything that is folded below `#main`, and then prints. What was folded is rendered only once it is open, and may
/// fold more.
pub(super) async fn print_all() {
    // Folds are nested less deeply than that, except in an SPF tree, which is printed as far as this goes.
    for _ in 0..10 {
        if unfold() == 0 {
            break;
        }
        TimeoutFuture::new(50).await;
    }
    print_as("full");
}

/// Opens what is folded; returns how much that is.
fn unfold() -> u32 {
    let folded =
        document().map(|document| document.query_selector_all("#main details:not([open])"));
    let Some(Ok(folded)) = folded else {
        return 0;
    };
    for place in 0..folded.length() {
        if let Some(details) = folded
            .get(place)
            .and_then(|node| node.dyn_into::<Element>().ok())
        {
            let _ = details.set_attribute("open", "");
        }
    }
    folded.length()
}

/// Scrolls to the top of the page.
pub(super) fn go_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Copies a text to the clipboard; returns whether that succeeded.
pub(super) async fn copy(text: String) -> bool {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else {
        return false;
    };
    // `navigator.clipboard` is undefined on pages without HTTPS; the generated bindings assume that it exists.
    let has_clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .is_ok_and(|clipboard| clipboard.is_object());
    if has_clipboard {
        let promise = navigator.clipboard().write_text(&text);
        if JsFuture::from(promise).await.is_ok() {
            return true;
        }
    }
    copy_by_selection(&text).unwrap_or(false)
}

/// Copies through a temporary text field and `execCommand`, for pages without the clipboard API.
fn copy_by_selection(text: &str) -> Option<bool> {
    let document = document()?;
    let focused = document.active_element();
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_class_name("visually-hidden");
    document.body()?.append_child(&field).ok()?;
    field.select();
    let is_copied = document
        .dyn_ref::<HtmlDocument>()?
        .exec_command("copy")
        .unwrap_or(false);
    field.remove();
    if let Some(focused) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = focused.focus();
    }
    Some(is_copied)
}

/// The content of a `<meta>` element by name; empty if there is none.
pub(super) fn meta(name: &str) -> String {
    let find = || {
        let found = document()?.query_selector(&format!("meta[name={name}]"));
        found.ok()??.get_attribute("content")
    };
    find().unwrap_or_default()
}

/// Whether a custom element with this name is defined.
pub(super) fn is_defined(name: &str) -> bool {
    web_sys::window().is_some_and(|window| !window.custom_elements().get(name).is_undefined())
}

/// Starts loading a module with an integrity check and returns its script element.
pub(super) fn load_module(address: &str, integrity: &str) -> Option<Element> {
    let document = document()?;
    let script = document.create_element("script").ok()?;
    for (name, value) in [
        ("type", "module"),
        ("crossorigin", "anonymous"),
        ("integrity", integrity),
        ("src", address),
    ] {
        script.set_attribute(name, value).ok()?;
    }
    document.head()?.append_child(&script).ok()?;
    Some(script)
}

/// An event listener that is removed when dropped.
pub(super) struct Listener {
    target: EventTarget,
    /// Name of the event.
    event: &'static str,
    /// Kept alive for as long as JavaScript can call it.
    closure: Closure<dyn FnMut()>,
}

impl Listener {
    /// Calls `on_event` for every event of this name at the window.
    pub(super) fn at_window(event: &'static str, on_event: impl FnMut() + 'static) -> Option<Self> {
        Self::at(web_sys::window()?.into(), event, on_event)
    }

    /// Calls `on_event` for every event of this name at `target`.
    pub(super) fn at(
        target: EventTarget,
        event: &'static str,
        on_event: impl FnMut() + 'static,
    ) -> Option<Self> {
        let closure = Closure::<dyn FnMut()>::new(on_event);
        target
            .add_event_listener_with_callback(event, closure.as_ref().unchecked_ref())
            .ok()?;
        Some(Self {
            target,
            event,
            closure,
        })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let listener = self.closure.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.event, listener);
    }
}
