//! [`senders`]: the services that appear to send for the domain.

use yew::prelude::*;

use super::remarks::{entry, fold, outcome};
use super::{element, lead, points, prose, section, text};
use dmarc_engine::report::{Section, SendersView, VendorView};

/// The vendors that names in DNS point to.
pub fn senders(view: &SendersView) -> Html {
    let content = html! {
        <>
            { outcome(view.state, &view.headline) }
            { prose(view.hint) }
            if !view.vendors.is_empty() {
                { element("ul", "hosts", view.vendors.iter().map(vendor).collect()) }
            }
        </>
    };
    section(Section::Senders, content)
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
