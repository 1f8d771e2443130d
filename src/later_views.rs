//! The gates to the views of the later part.
//!
//! They are as those of [`later`](super::later), and apart from them because they lead to views, which call those.

use yew::prelude::*;

use super::components::{SearchSelectors, Surface};
use super::{Finished, Route, location, pages};

/// All of a report but what the first round trip decided, on the page.
#[inline(never)]
pub(super) fn report(finished: &Finished) -> Html {
    let domain = finished.report.domain().clone();
    let on_search = Callback::from(move |(selectors, all): (Vec<String>, bool)| {
        let route = Route::section(domain.as_str(), "dkim");
        location::go(&route.searching(&selectors, all));
    });
    report_on(finished, on_search, Surface::Page)
}

/// The same wherever it stands. `on_search` checks again with other DKIM selectors.
#[inline(never)]
pub(super) fn report_on(finished: &Finished, on_search: SearchSelectors, surface: Surface) -> Html {
    let actions = pages::ReportActions {
        evaluate: finished.evaluate.clone(),
        on_search,
        surface,
    };
    pages::report(finished, &actions)
}

/// The catalogue.
#[inline(never)]
pub(super) fn rules() -> Html {
    pages::rules()
}

/// Privacy and limits.
#[inline(never)]
pub(super) fn about() -> Html {
    pages::about()
}
