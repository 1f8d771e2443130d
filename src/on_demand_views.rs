//! The gates to the views of the part on demand.
//!
//! They are as those of [`on_demand`](super::on_demand), and apart from them as the [`later_views`](super::later_views) are.

use yew::prelude::*;

use super::embed::Place;
use super::{browser, location, pages};

/// The builder of what is embedded elsewhere.
#[inline(never)]
pub(super) fn embed() -> Html {
    let site = location::site();
    let place = Place::new(&browser::meta("embed"), &site);
    pages::embed(&place, &site)
}
