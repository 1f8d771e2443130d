//! [`use_module`]: loads the module that defines `<dmarc-checker>`, for the preview.

use yew::prelude::*;

use crate::browser::{Listener, is_defined, load_module};
use crate::embed::Place;

const NAME: &str = "dmarc-checker";

/// The loading state of the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Module {
    Loading,
    /// The element is defined.
    Ready,
    /// The module failed to load, or has no integrity because the folder wasn't packed.
    Failed,
}

/// Loads the module that defines the element, as an embedding page does.
#[hook]
pub(crate) fn use_module(place: &Place) -> Module {
    let state = use_state_eq(|| Module::Loading);
    {
        let state = state.setter();
        use_effect_with(place.clone(), move |place| {
            let outcome = || {
                if is_defined(NAME) {
                    Module::Ready
                } else {
                    Module::Failed
                }
            };
            let script = place
                .element_integrity()
                .filter(|_| !is_defined(NAME))
                .and_then(|integrity| load_module(&place.element(), integrity));
            let listen = |script, event| {
                let state = state.clone();
                Listener::at(script, event, move || state.set(outcome()))
            };
            let listeners = script.clone().map(|script| {
                [
                    listen(script.clone().into(), "load"),
                    listen(script.into(), "error"),
                ]
            });
            if script.is_none() {
                state.set(outcome());
            }
            move || {
                drop(listeners);
                // The module stays loaded; the script element is no longer needed.
                if let Some(script) = script {
                    script.remove();
                }
            }
        });
    }
    *state
}
