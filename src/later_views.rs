//! Gates to the views of the later part.
//!
//! The rules of [`later`](super::later) apply. These gates are in a separate module because they call views, and views call the
//! gates in `later`.

use yew::prelude::*;

use super::components::{ReportActions, SearchSelectors, Surface};
use super::{Finished, Route, location, pages};

/// The report on the page, without the part that the first round trip decided.
#[inline(never)]
pub(super) fn report(finished: &Finished, on_again: &Callback<()>) -> Html {
    let domain = finished.report.domain().clone();
    let on_search = Callback::from(move |(selectors, all): (Vec<String>, bool)| {
        let route = Route::section(domain.as_str(), "dkim");
        location::go(&route.searching(&selectors, all));
    });
    report_on(finished, (on_search, on_again.clone()), Surface::Page)
}

/// Like [`report`], on any surface. `on_search` repeats the check with other DKIM selectors, `on_again` with the same.
#[inline(never)]
pub(super) fn report_on(
    finished: &Finished,
    (on_search, on_again): (SearchSelectors, Callback<()>),
    surface: Surface,
) -> Html {
    let actions = ReportActions {
        calls: finished.calls.clone(),
        on_search,
        on_again,
        surface,
    };
    pages::report(finished, &actions)
}

/// A record that was pasted instead of a domain.
#[inline(never)]
pub(super) fn pasted(record: &str) -> Html {
    pages::pasted(record)
}

/// The page with the catalog of rules.
#[inline(never)]
pub(super) fn rules() -> Html {
    html! { <pages::Rules /> }
}

/// The page about privacy and limits.
#[inline(never)]
pub(super) fn about() -> Html {
    pages::about()
}
