//! [`use_module`]: whether the element that is embedded elsewhere is defined on this page.

use yew::prelude::*;

use crate::browser::{Listener, is_defined, load_module};
use crate::embed::Place;

/// The name of the element.
const NAME: &str = "dmarc-checker";

/// How far loading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Module {
    /// It is on its way.
    Loading,
    /// The element is defined.
    Ready,
    /// It could not be loaded, or is not there.
    Failed,
}

/// Loads the module that defines the element, as the pages do in which it is embedded.
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
                // The module stays; the element that asked for it has done its work.
                if let Some(script) = script {
                    script.remove();
                }
            }
        });
    }
    *state
}
