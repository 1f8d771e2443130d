//! [`answer`]: whether an address may send.

use yew::prelude::*;

use super::super::{code, element, hidden, state_icon, text};
use dmarc_engine::report::{SenderView, WayStep};

/// The result of an SPF evaluation, in a live region; `instead` is shown while there is none.
pub(super) fn answer(sender: Option<&SenderView>, instead: &str) -> Html {
    let said = match sender {
        Some(sender) => html! {
            <>
                <p class="answer__sentence">
                    { state_icon(sender.state) }
                    <span>{ hidden(&format!("{}: ", sender.state.label())) }{ &sender.sentence }</span>
                </p>
                { text("p", "prose", &sender.dmarc) }
            </>
        },
        None if instead.is_empty() => Html::default(),
        None => text("p", "prose", instead),
    };
    html! {
        <div class="answer" data-state={sender.map(|sender| sender.state.as_str())}>
            <div role="status">{ said }</div>
            { sender.map(basis) }
        </div>
    }
}

/// The terms that led to the result.
fn basis(sender: &SenderView) -> Html {
    let way = sender.way.iter().map(step);
    html! {
        <>
            if !sender.remark.is_empty() {
                { text("p", "prose", sender.remark) }
            }
            if let Some(explanation) = &sender.explanation {
                <p class="prose">{ "The domain explains: " }<q class="answer__quote">{ explanation }</q></p>
            }
            if !sender.way.is_empty() {
                { element("ol", "answer__way", way.collect()) }
            }
            { text("p", "answer__basis", &sender.basis) }
        </>
    }
}

/// One evaluated term.
fn step(step: &WayStep) -> Html {
    html! {
        <li class="answer__step">
            { code(&step.domain) }{ ": " }{ code(&step.text) }{ " " }{ step.outcome }
        </li>
    }
}
