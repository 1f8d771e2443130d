//! Gates to the views of the on-demand part.
//!
//! Separate from [`on_demand`](super::on_demand) for the same reason as [`later_views`](super::later_views).

use yew::prelude::*;

use super::embed::Place;
use super::{browser, location, pages};

/// The page that builds snippets for other sites.
#[inline(never)]
pub(super) fn embed() -> Html {
    let site = location::site();
    let place = Place::new(&browser::meta("embed"), &site);
    pages::embed(&place, &site)
}
