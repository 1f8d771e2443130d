//! [`use_route`]: the page that the address asks for.

use yew::prelude::*;

use crate::{Route, location};

/// The page that the address asks for, now and whenever it changes.
#[hook]
pub(crate) fn use_route() -> Route {
    let route = use_state_eq(|| location::route().unwrap_or(Route::Start));
    {
        let route = route.setter();
        use_effect_with((), move |()| {
            // The address may have changed since the first rendering: effects wait until there is time for them.
            if let Some(now) = location::route() {
                route.set(now);
            }
            let listener = location::listen(move |changed| route.set(changed));
            move || drop(listener)
        });
    }
    (*route).clone()
}
