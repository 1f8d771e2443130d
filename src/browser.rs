//! Small things that only a browser has: a clock, focus, the title, the clipboard.

use js_sys::futures::JsFuture;
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, DocumentFragment, Element, EventTarget, HtmlDocument, HtmlElement,
    HtmlTextAreaElement, Node,
};
use yew::NodeRef;

/// The document.
pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since the page was opened or the program began, by a clock that nobody sets. Pages, workers and Node
    /// have it.
    #[wasm_bindgen(js_namespace = performance)]
    pub(super) fn now() -> f64;

    /// Writes a warning to the console of the browser.
    #[wasm_bindgen(js_namespace = console)]
    pub(super) fn warn(text: &str);
}

/// A time span in whole milliseconds.
pub(super) fn whole(milliseconds: f64) -> u32 {
    // No span on a page comes near 49 days; a negative one would be the clock's fault and counts as 0.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = milliseconds.round() as u32;
    whole
}

/// Whether the browser knows that it is offline. It may be wrong when it says that it is not, and outside of a page
/// nothing is known.
pub(super) fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// A host name in A-labels, as the browser reads it in an address; `None` for what cannot be one.
#[cfg(target_arch = "wasm32")]
pub(super) fn to_ascii(host: &str) -> Option<String> {
    let url = web_sys::Url::new(&format!("http://{host}/")).ok()?;
    Some(url.hostname())
}

/// A label that nobody has guessed: letters and digits after `prefix`.
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

/// Sets the title of the page.
pub(super) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The element with this id.
pub(super) fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// The element with this id in the same tree as `near`: the document, or the shadow root of a widget, whose ids are
/// its own.
fn element_near(near: &Node, id: &str) -> Option<Element> {
    let root = near.get_root_node();
    match root.dyn_ref::<DocumentFragment>() {
        Some(shadow) => shadow.get_element_by_id(id),
        None => root.dyn_ref::<Document>()?.get_element_by_id(id),
    }
}

/// Moves the focus to the element with this id.
pub(super) fn focus(id: &str) {
    give_focus(element(id));
}

/// Moves the focus to the element with this id in the same tree as `near`.
pub(super) fn focus_near(near: &NodeRef, id: &str) {
    give_focus(near.get().and_then(|near| element_near(&near, id)));
}

/// Moves the focus to an element.
fn give_focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails only where there is no focus to give.
        let _ = element.focus();
    }
}

/// Scrolls to the section with this id, moves the focus there, and opens it if it is folded. Whether there is
/// such a section.
pub(super) fn go_to(id: &str) -> bool {
    element(id).is_some_and(|section| arrive(&section))
}

/// The same in the tree that `near` is in.
pub(super) fn go_to_near(near: &Node, id: &str) -> bool {
    element_near(near, id).is_some_and(|section| arrive(&section))
}

/// Scrolls to a section, opens it and gives it the focus.
fn arrive(section: &Element) -> bool {
    if let Ok(Some(folded)) = section.query_selector(":scope > details") {
        let _ = folded.set_attribute("open", "");
    }
    section.scroll_into_view();
    give_focus(Some(section.clone()));
    true
}

/// Scrolls to the top.
pub(super) fn go_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Puts a text into the clipboard, and says whether it is there.
pub(super) async fn copy(text: String) -> bool {
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else {
        return false;
    };
    // Pages without HTTPS have no clipboard, which the generated bindings do not expect.
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

/// Copies by way of a text field that is there for a moment, as pages did before they had a clipboard.
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

/// What `index.html` says under a name; empty where it says nothing.
pub(super) fn meta(name: &str) -> String {
    let find = || {
        let found = document()?.query_selector(&format!("meta[name={name}]"));
        found.ok()??.get_attribute("content")
    };
    find().unwrap_or_default()
}

/// Whether a custom element of this name is defined.
pub(super) fn is_defined(name: &str) -> bool {
    web_sys::window().is_some_and(|window| !window.custom_elements().get(name).is_undefined())
}

/// Begins to load a module, and gives the script element that does.
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

/// Listens to an event for as long as it is kept.
pub(super) struct Listener {
    /// Where the event happens.
    target: EventTarget,
    /// Its name.
    event: &'static str,
    /// What is done about it.
    closure: Closure<dyn FnMut()>,
}

impl Listener {
    /// Calls `on_event` whenever the event happens at the window.
    pub(super) fn at_window(event: &'static str, on_event: impl FnMut() + 'static) -> Option<Self> {
        Self::at(web_sys::window()?.into(), event, on_event)
    }

    /// Calls `on_event` whenever the event happens at the target.
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
