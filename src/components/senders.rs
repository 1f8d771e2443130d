//! [`senders`]: the services that appear to send for the domain.

use yew::prelude::*;

use super::fold::fold;
use super::matrix::{cell, matrix, state_words};
use super::remarks::entry;
use super::{answer, element, lead, points, prose, section, text};
use dmarc_engine::advice::State;
use dmarc_engine::report::{Section, SendersView, VendorView};

/// The vendors that names in DNS point to.
pub fn senders(view: &SendersView) -> Html {
    let has_more = |view: &VendorView| {
        view.row
            .as_ref()
            .is_some_and(|row| row.state != State::Good)
    };
    let is_open = view.vendors.iter().any(has_more);
    let rows: Vec<_> = view.vendors.iter().filter_map(row).collect();
    let details = element("ul", "hosts", view.vendors.iter().map(vendor).collect());
    let content = html! {
        <>
            if !rows.is_empty() {
                { matrix(&HEADINGS, rows.into_iter().collect()) }
            }
            if view.vendors.is_empty() {
                { prose(view.hint) }
            } else {
                { fold(IN_FULL, html! { <>{ prose(view.hint) }{ details }</> }) }
            }
        </>
    };
    section(
        Section::Senders,
        answer(view.state, &view.headline),
        is_open,
        content,
    )
}

/// What is folded below the table.
const IN_FULL: &str = "Each service: SPF, DKIM, what to set up, and where it was seen";

/// The headings of the table.
const HEADINGS: [&str; 5] = ["Service", "SPF aligns", "DKIM key", "Passes DMARC", "To do"];

/// A vendor that may send, in a row.
fn row(view: &VendorView) -> Option<Html> {
    let row = view.row.as_ref()?;
    let [_, spf, dkim, passes, to_do] = HEADINGS;
    Some(html! {
        <tr>
            <th scope="row">{ view.name }</th>
            { cell(spf, row.spf.into()) }
            { cell(dkim, row.dkim.clone().into()) }
            { cell(passes, state_words(row.state, row.passes)) }
            { cell(to_do, row.to_do.into()) }
        </tr>
    })
}

fn vendor(view: &VendorView) -> Html {
    let places = view.places.iter().map(|place| text("span", "", place));
    let content = html! {
        <>
            if !view.spf.is_empty() {
                { prose(&view.spf) }
            }
            { prose(&view.dkim) }
            if !view.setup.is_empty() {
                { lead("What to set up: ", &view.setup) }
            }
            { fold("Where it was seen", points(places)) }
        </>
    };
    entry(
        view.state,
        text("b", "", view.name),
        &view.category,
        content,
    )
}
