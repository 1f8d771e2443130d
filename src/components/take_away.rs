//! [`TakeAway`]: export of the report as text, data or link.

use std::rc::Rc;

use futures_util::FutureExt;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::{CopyButton, Surface, button, copied_text, text};
use crate::part::{Part, load};
use crate::{Route, browser, export, location, on_demand};
use dmarc_engine::dns::Answer;
use dmarc_engine::report::{Report, Section};

/// Properties of [`TakeAway`].
#[derive(Debug, Clone, Properties)]
pub struct TakeAwayProps {
    /// The report to export.
    pub report: Rc<Report>,
    /// Answers that arrived after the check was complete; the recording includes them.
    pub later: Vec<Rc<Answer>>,
    /// Where the report is shown.
    pub surface: Surface,
}

/// A check has one immutable report, and later answers are only appended, so pointer and length suffice.
impl PartialEq for TakeAwayProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.report, &other.report)
            && self.later.len() == other.later.len()
            && self.surface == other.surface
    }
}

/// Formats a report as a file.
type Written = dyn Fn(&Report) -> Option<String>;

/// Buttons to copy or save the report, and on the page its URL. The formatting code loads when the pointer or focus gets close,
/// so that it is ready on click: browsers allow copying only right after a click.
#[component]
pub fn TakeAway(props: &TakeAwayProps) -> Html {
    let TakeAwayProps {
        report,
        later,
        surface,
    } = props;
    let failure = use_state_eq(String::new);
    let as_markdown = {
        let report = Rc::clone(report);
        Callback::from(move |()| {
            let report = Rc::clone(&report);
            let text = load(Part::OnDemand)
                .map(move |loaded| loaded.ok().map(|()| on_demand::markdown(&report)));
            text.boxed_local()
        })
    };
    let as_link = {
        let options = &report.facts().options;
        let route = Route::check(report.domain().as_str())
            .searching(&options.selectors, options.all_selectors);
        copied_text(move || location::address(&route))
    };
    let save = |suffix: &'static str, text: Rc<Written>| {
        let (report, failure) = (Rc::clone(report), failure.setter());
        Callback::from(move |_: MouseEvent| {
            let (report, failure, text) = (Rc::clone(&report), failure.clone(), text.clone());
            spawn_local(async move {
                let loaded = load(Part::OnDemand).await;
                if loaded.is_ok()
                    && let Some(text) = text(&report)
                {
                    let name = format!("{}-dmarc{suffix}.json", report.domain());
                    export::save(&name, "application/json", &text);
                }
                failure.set(loaded.err().unwrap_or_default());
            });
        })
    };
    let save_report = save("", Rc::new(on_demand::report));
    let save_recording = {
        let later = later.clone();
        save(
            "-recording",
            Rc::new(move |report| on_demand::recording(report, &later)),
        )
    };
    let prepare = || {
        spawn_local(async {
            // If it fails, the click reports the error.
            let _ = load(Part::OnDemand).await;
        });
    };
    let on_near = Callback::from(move |_: PointerEvent| prepare());
    let on_focus = Callback::from(move |_: FocusEvent| prepare());
    html! {
        <section class="take" aria-labelledby="take-title" onpointerenter={on_near} onfocusin={on_focus}>
            <h2 class="take__title" id="take-title">{ Section::Export.title() }</h2>
            <CopyButton label="Copy as Markdown" text={as_markdown} />
            if surface.is_page() {
                <CopyButton label="Copy link" text={as_link} />
            }
            if surface.is_page() {
                { button("", "Print", Callback::from(|_: MouseEvent| browser::print())) }
                { button("", "Print in full", Callback::from(|_: MouseEvent| spawn_local(browser::print_all()))) }
            }
            { button("", "Save JSON", save_report) }
            { button("", "Save recording", save_recording) }
            <div role="status">
                if !failure.is_empty() {
                    { text("p", "notice", &failure) }
                }
            </div>
        </section>
    }
}
