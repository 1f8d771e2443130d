//! Exports for the script of `<dmarc-checker>`.

// Widgets start when their elements mount them.
fn main() {
    dmarc_checker::prepare();
}

#[cfg(target_arch = "wasm32")]
mod exports {
    use dmarc_checker::widget;
    use js_sys::Function;
    use wasm_bindgen::prelude::*;
    use web_sys::Element;

    /// A mounted widget; see [`widget::Mount`].
    #[wasm_bindgen]
    pub struct Mount(widget::Mount);

    #[wasm_bindgen]
    impl Mount {
        /// Renders a widget; see [`widget::Mount::new`].
        #[wasm_bindgen(constructor)]
        pub fn new(place: Element, attribute: Function, on_event: Function, folder: &str) -> Self {
            Self(widget::Mount::new(place, attribute, on_event, folder))
        }

        /// Rereads the attributes.
        pub fn refresh(&self) {
            self.0.refresh();
        }

        /// Checks a domain; without one, the domain of the attribute.
        pub fn check(&self, domain: Option<String>) {
            self.0.check(domain);
        }

        /// Aborts the check and clears the form.
        pub fn reset(&self) {
            self.0.reset();
        }

        /// Unmounts the widget and aborts its check.
        pub fn destroy(&self) {
            self.0.destroy();
        }
    }
}
