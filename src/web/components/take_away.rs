//! [`take_away`]: the report as text, as data and as a link.

use std::rc::Rc;

use yew::prelude::*;

use super::{CopyButton, Surface, button};
use crate::dns::Answer;
use crate::report::Report;
use crate::web::{Finished, Route, export, location};
use crate::{json, markdown};

/// Buttons that copy or save the report, or copy its address where that is ours. The answers that came later are part of the
/// recording.
pub fn take_away(finished: &Finished, surface: &Surface) -> Html {
    let Finished { report, later, .. } = finished;
    let domain = report.domain().as_str();
    let as_markdown = {
        let report = Rc::clone(report);
        Callback::from(move |()| markdown::report(&report))
    };
    let as_link = {
        let options = &report.facts().options;
        let route = Route::check(domain).searching(&options.selectors, options.all_selectors);
        Callback::from(move |()| location::address(&route))
    };
    let save_report = {
        let report = Rc::clone(report);
        Callback::from(move |_: MouseEvent| {
            save(&report, "", export::json(&json::report(&report)));
        })
    };
    let save_recording = {
        let (report, later) = (Rc::clone(report), later.clone());
        Callback::from(move |_: MouseEvent| {
            save(&report, "-recording", recording(&report, &later));
        })
    };
    html! {
        <section class="take" aria-labelledby="take-title">
            <h2 class="take__title" id="take-title">{ "Take away" }</h2>
            <CopyButton label="Copy as Markdown" text={as_markdown} />
            if surface.is_page() {
                <CopyButton label="Copy link" text={as_link} />
            }
            { button("", "Save JSON", save_report) }
            { button("", "Save recording", save_recording) }
        </section>
    }
}

/// The answers as JSON, from which the same report can be worked out again.
fn recording(report: &Report, later: &[Rc<Answer>]) -> Option<String> {
    export::json(&json::recording(report.facts()).with_later(later))
}

/// Saves JSON under a name that tells the domain.
fn save(report: &Report, suffix: &str, text: Option<String>) {
    if let Some(text) = text {
        let name = format!("{}-dmarc{suffix}.json", report.domain());
        export::save(&name, "application/json", &text);
    }
}
