//! [`limits`]: how much of the SPF limits is used.

use yew::prelude::*;

use super::super::{element, hidden, state_icon, text};
use dmarc_engine::report::{SpfLimit, SpfView};

/// The limits, each as numbers, a bar of cells, and a sentence.
pub(super) fn limits(view: &SpfView) -> Html {
    if view.limits.is_empty() {
        return Html::default();
    }
    html! {
        <>
            { budget(view) }
            { element("ul", "limits", view.limits.iter().map(limit).collect()) }
        </>
    }
}

/// Who uses the lookups: a bar with a piece for each service, as wide as its lookups, and what is left of the limit.
fn budget(view: &SpfView) -> Html {
    let Some(limit) = view.limits.first().filter(|_| !view.shares.is_empty()) else {
        return Html::default();
    };
    let left = limit.limit.saturating_sub(limit.spent);
    let piece = |class: &'static str, lookups: usize, label: &str| {
        html! {
            <li {class} data-lookups={lookups.min(limit.limit).to_string()}>
                { text("span", "budget__name", label) }
                { " " }
                { text("b", "", &lookups.to_string()) }
            </li>
        }
    };
    let shares = view.shares.iter();
    let shares = shares.map(|share| piece("budget__piece", share.lookups, &share.label));
    html! {
        <ul class="budget" data-state={limit.state.as_str()} aria-label="Lookups by service">
            { for shares }
            if left > 0 { { piece("budget__piece budget__piece--left", left, "left") } }
        </ul>
    }
}

/// One limit with its bar.
fn limit(limit: &SpfLimit) -> Html {
    // One cell for each unit allowed or used, up to twice the limit.
    let cells = limit.spent.clamp(limit.limit, limit.limit * 2);
    let cells = (0..cells).map(|place| {
        let class = if place >= limit.limit {
            "limit__cell limit__cell--over"
        } else if place < limit.spent {
            "limit__cell limit__cell--spent"
        } else {
            "limit__cell"
        };
        element("span", class, Html::default())
    });
    html! {
        <li class="limit" data-state={limit.state.as_str()}>
            <p class="limit__figures">
                { state_icon(limit.state) }
                { text("b", "", limit.name) }
                { text("span", "limit__count", &limit.figures) }
                { hidden(limit.state.label()) }
            </p>
            <p class="limit__cells" aria-hidden="true">{ for cells }</p>
            { text("p", "limit__sentence", &limit.sentence) }
        </li>
    }
}
