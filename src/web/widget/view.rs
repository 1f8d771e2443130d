//! What only a widget shows: the badge, and the way to the whole report.

use yew::prelude::*;

use super::Settings;
use crate::advice::State;
use crate::domain::to_unicode;
use crate::web::components::{hidden, state_icon, text};
use crate::web::{Check, Phase};

/// The stage of a domain in one line, which leads to the whole report where the host says where that is.
pub(super) fn badge(check: Option<&Check>, settings: &Settings) -> Html {
    let Some(check) = check else {
        return Html::default();
    };
    let name = to_unicode(&check.domain);
    let (state, words) = match (&check.overview, &check.phase) {
        (Some(overview), _) => (overview.verdict.state, overview.verdict.stage.label()),
        (None, Phase::Asking | Phase::Done) => (State::NotApplicable, "checking"),
        (None, Phase::Stopped) => (State::CouldNotTell, "stopped"),
        (None, Phase::Failed(_)) => (State::CouldNotTell, "not checked"),
    };
    let sentence = check
        .overview
        .as_ref()
        .map(|overview| overview.verdict.sentence.clone());
    let content = html! {
        <>
            { state_icon(state) }
            { text("span", "badge__name", &name) }
            { text("span", "badge__stage", &format!("DMARC: {words}")) }
            { hidden(&sentence.map(|sentence| format!(". {sentence}")).unwrap_or_default()) }
        </>
    };
    match settings.report_address(check.domain.as_str()) {
        Some(href) => html! {
            <a class="badge" part="badge link" data-state={state.as_str()} {href} target="_blank" rel="noopener">
                { content }
            </a>
        },
        None => {
            html! { <span class="badge" part="badge" data-state={state.as_str()}>{ content }</span> }
        }
    }
}

/// The way to the whole report, where the host says where that is.
pub(super) fn report_link(check: &Check, settings: &Settings) -> Html {
    let Some(href) = settings.report_address(check.domain.as_str()) else {
        return Html::default();
    };
    html! {
        <p class="more">
            <a part="link" {href} target="_blank" rel="noopener">{ "The whole report" }</a>
            { hidden(" (opens a new tab)") }
        </p>
    }
}
