//! The views of a widget.

use yew::prelude::*;

use super::Settings;
use crate::components::{NEW_TAB, SearchSelectors, hidden, state_icon, text};
use crate::pages::check as check_page;
use crate::{Check, Finished, Phase, later_views};
use dmarc_engine::advice::{Caveat, State};
use dmarc_engine::domain::to_unicode;

/// Callbacks that control the check.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckActions {
    /// Stops the check.
    pub on_stop: Callback<()>,
    /// Restarts the check.
    pub on_again: Callback<()>,
    /// Restarts the check with these DKIM selectors.
    pub on_search: SearchSelectors,
}

/// The check as on the page, without the hidden parts, and a link to the full report.
pub fn whole(check: &Check, settings: &Settings, actions: &CheckActions) -> Html {
    let surface = settings.surface();
    let report = |finished: &Finished| {
        let repeat = (actions.on_search.clone(), actions.on_again.clone());
        later_views::report_on(finished, repeat, surface.clone())
    };
    html! {
        <>
            { check_page(&surface, check, &actions.on_stop, &actions.on_again, &report) }
            { report_link(check, settings) }
        </>
    }
}

/// The stage of a domain in one line, linked to the full report if the host configured it.
///
/// Only the policy is checked, so the state is never Good and the badge says what was not checked.
pub fn badge(check: &Check, settings: &Settings) -> Html {
    let name = to_unicode(&check.domain);
    let caveat = check
        .overview
        .as_ref()
        .map(|overview| Caveat::so_far(&overview.facts).left_out());
    let (state, words) = match (&check.overview, &check.phase) {
        (Some(overview), _) => (overview.verdict.state, overview.verdict.stage.label()),
        (None, Phase::Asking | Phase::Done) => (State::NotApplicable, "checking"),
        (None, Phase::Stopped) => (State::CouldNotTell, "stopped"),
        (None, Phase::Failed(_)) => (State::CouldNotTell, "not checked"),
    };
    let state = caveat
        .as_ref()
        .map_or(state, |caveat| state.worse(caveat.state));
    let is_open = caveat
        .as_ref()
        .is_some_and(|caveat| caveat.state == State::Problem);
    let title = caveat.as_ref().map(|caveat| caveat.sentence.clone());
    let said = check.overview.as_ref().zip(caveat.as_ref());
    let said = said
        .map(|(overview, caveat)| format!(". {} {}", overview.verdict.sentence, caveat.sentence));
    let content = html! {
        <>
            { state_icon(state) }
            { text("span", "badge__name", &name) }
            <span class="badge__stage" {title}>{ format!("DMARC: {words}") }</span>
            if is_open {
                { text("span", "badge__caveat", "SPF allows anyone") }
            }
            { hidden(&said.unwrap_or_default()) }
        </>
    };
    match settings.report_address(check.domain.as_str()) {
        Some(href) => html! {
            <a class="badge" part="badge link" data-state={state.as_str()} {href} target="_blank" rel="noopener">
                { content }
                { hidden(NEW_TAB) }
            </a>
        },
        None => {
            html! { <span class="badge" part="badge" data-state={state.as_str()}>{ content }</span> }
        }
    }
}

/// A link to the full report, if the host configured it.
fn report_link(check: &Check, settings: &Settings) -> Html {
    let Some(href) = settings.report_address(check.domain.as_str()) else {
        return Html::default();
    };
    html! {
        <p class="more">
            <a part="link" {href} target="_blank" rel="noopener">
                { "The whole report" }
                { hidden(NEW_TAB) }
            </a>
        </p>
    }
}
