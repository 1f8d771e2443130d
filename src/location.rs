//! The address of the page.

use super::Route;
use super::browser::Listener;

/// The page that the address asks for; `None` when it names a place on the page that is shown.
pub(super) fn route() -> Option<Route> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let is_route = hash.is_empty() || hash == "#" || hash.starts_with("#/");
    is_route.then(|| Route::parse(&hash))
}

/// Goes to a page, as a link does.
pub(super) fn go(route: &Route) {
    if let Some(window) = web_sys::window() {
        // Fails only for an address that is none.
        let _ = window.location().set_hash(&route.to_hash());
    }
}

/// The whole address of a page, to be passed on.
pub(super) fn address(route: &Route) -> String {
    format!("{}{}", site(), route.to_hash())
}

/// The address of this site, without the part that asks for a page.
pub(super) fn site() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok());
    let href = href.unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Calls `on_route` whenever the address asks for another page.
pub(super) fn listen(on_route: impl Fn(Route) + 'static) -> Option<Listener> {
    Listener::at_window("hashchange", move || {
        if let Some(route) = route() {
            on_route(route);
        }
    })
}
