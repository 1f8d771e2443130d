//! [`glance`]: the facts below the verdict.

use yew::prelude::*;

use super::{element, hidden, state_icon, text};
use dmarc_engine::report::Glance;

/// The facts side by side.
pub fn glance(facts: &[Glance]) -> Html {
    let facts = facts.iter().map(|fact| {
        html! {
            <li class="glance__fact" data-state={fact.state.as_str()}>
                <b class="glance__title">
                    { state_icon(fact.state) }
                    { hidden(&format!("{}: ", fact.state.label())) }
                    { text("span", "", &fact.title) }
                </b>
                { text("span", "glance__text", &fact.text) }
            </li>
        }
    });
    element("ul", "glance", facts.collect())
}
