//! [`use_route`]: follows the route in the URL.

use yew::prelude::*;

use crate::{Route, location};

/// Returns the current route and rerenders when it changes.
#[hook]
pub(crate) fn use_route() -> Route {
    let route = use_state_eq(|| location::route().unwrap_or(Route::Start));
    {
        let route = route.setter();
        use_effect_with((), move |()| {
            // The URL may have changed since the first render, because effects run later.
            if let Some(now) = location::route() {
                route.set(now);
            }
            let listener = location::listen(move |changed| route.set(changed));
            move || drop(listener)
        });
    }
    (*route).clone()
}
