//! Shapes that accompany text and color, so that no meaning depends on color alone.

use yew::prelude::*;

use dmarc_engine::advice::State;
use dmarc_engine::findings::Severity;

/// The icon of a state. Hidden from screen readers, because text next to it names the state.
pub fn state_icon(state: State) -> Html {
    let (shape, sign) = match state {
        State::Good => (DISC, "M5.6 10.4l3 3 5.8-6.6"),
        State::Advice => (TRIANGLE, "M10 7.4v4.6M10 14.9v.2"),
        State::Problem => (OCTAGON, "M6.9 6.9l6.2 6.2M13.1 6.9l-6.2 6.2"),
        State::NotSet => return hollow("icon__dashed", ""),
        State::NotApplicable => return hollow("icon__ring", "M6.5 10h7"),
        State::CouldNotTell => (
            DIAMOND,
            "M7.8 8.2c0-2.9 4.5-2.7 4.5-.2 0 1.6-2.2 1.7-2.2 3.3M10.1 13.9v.2",
        ),
    };
    solid(state.as_str(), shape, sign)
}

/// The icon of a severity.
pub fn severity_icon(severity: Severity) -> Html {
    match severity {
        Severity::Problem => state_icon(State::Problem),
        Severity::Advice => state_icon(State::Advice),
        Severity::Note => solid("note", SQUARE, "M10 9.3v4.7M10 6.2v.2"),
    }
}

/// Path of a circle.
const DISC: &str = "M10 1a9 9 0 1 1 0 18a9 9 0 1 1 0-18z";

/// Path of a warning triangle with rounded corners.
const TRIANGLE: &str =
    "M8.9 1.9a1.3 1.3 0 0 1 2.2 0l8.1 14.3a1.3 1.3 0 0 1-1.1 1.9H1.9a1.3 1.3 0 0 1-1.1-1.9z";

/// Path of an octagonal stop sign.
const OCTAGON: &str = "M6.2 1h7.6l5.2 5.2v7.6l-5.2 5.2h-7.6L1 13.8V6.2z";

/// Path of a diamond.
const DIAMOND: &str = "M10 .6l9.4 9.4-9.4 9.4L.6 10z";

/// Path of a square with rounded corners.
const SQUARE: &str = "M4 2h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z";

/// A filled shape with a cut-out symbol.
fn solid(state: &'static str, shape: &'static str, sign: &'static str) -> Html {
    html! {
        <svg class="icon" data-state={state} viewBox="0 0 20 20" aria-hidden="true">
            <path d={shape} />
            <path class="icon__sign" d={sign} />
        </svg>
    }
}

/// An outlined circle, with or without a symbol.
fn hollow(class: &'static str, sign: &'static str) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
            <path {class} d="M10 2a8 8 0 1 1 0 16a8 8 0 1 1 0-16z" />
            if !sign.is_empty() {
                <path class="icon__line" d={sign} />
            }
        </svg>
    }
}
