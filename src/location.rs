//! The page's URL and its hash.

use super::Route;
use super::browser::Listener;

/// The route in the URL; `None` when the hash is an anchor on the current page.
pub(super) fn route() -> Option<Route> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let is_route = hash.is_empty() || hash == "#" || hash.starts_with("#/");
    is_route.then(|| Route::parse(&hash))
}

/// Navigates to a route, as a link does.
pub(super) fn go(route: &Route) {
    if let Some(window) = web_sys::window() {
        // Fails only for an invalid URL, which a route never makes.
        let _ = window.location().set_hash(&route.to_hash());
    }
}

/// The full URL of a route, for sharing.
pub(super) fn address(route: &Route) -> String {
    format!("{}{}", site(), route.to_hash())
}

/// The URL of this site without the hash.
pub(super) fn site() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok());
    let href = href.unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Calls `on_route` whenever the route in the URL changes.
pub(super) fn listen(on_route: impl Fn(Route) + 'static) -> Option<Listener> {
    Listener::at_window("hashchange", move || {
        if let Some(route) = route() {
            on_route(route);
        }
    })
}
