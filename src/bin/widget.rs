//! What the script of the element `<dmarc-checker>` calls.

// A widget begins when its element does.
fn main() {
    dmarc_checker::prepare();
}

#[cfg(target_arch = "wasm32")]
mod exports {
    use dmarc_checker::widget;
    use js_sys::Function;
    use wasm_bindgen::prelude::*;
    use web_sys::Element;

    /// A widget in its place.
    #[wasm_bindgen]
    pub struct Mount(widget::Mount);

    #[wasm_bindgen]
    impl Mount {
        /// Shows a widget; see [`widget::Mount::new`].
        #[wasm_bindgen(constructor)]
        pub fn new(place: Element, attribute: Function, on_event: Function, folder: &str) -> Self {
            Self(widget::Mount::new(place, attribute, on_event, folder))
        }

        /// Reads the attributes again.
        pub fn refresh(&self) {
            self.0.refresh();
        }

        /// Checks a domain, or that of the attribute.
        pub fn check(&self, domain: Option<String>) {
            self.0.check(domain);
        }

        /// Ends the check, and empties the form.
        pub fn reset(&self) {
            self.0.reset();
        }

        /// Takes the widget away, and ends its check.
        pub fn destroy(&self) {
            self.0.destroy();
        }
    }
}
