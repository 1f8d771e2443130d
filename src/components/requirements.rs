//! [`requirements`]: what large receivers require of senders.

use yew::prelude::*;

use super::{Fold, answer, chips, element, hidden, prose, section, state_icon, text};
use dmarc_engine::report::{Chip, Section};
use dmarc_engine::requirements::{ReceiverView, RequirementView, RequirementsView};

/// The receivers, each expandable to its requirements, and in the line each a chip.
pub fn requirements(view: &RequirementsView, in_short: &[Chip]) -> Html {
    let content = html! {
        <>
            { prose(&view.summary) }
            { for view.receivers.iter().map(receiver) }
            { text("p", "asks__as-of", &view.as_of) }
        </>
    };
    let answers = if in_short.is_empty() {
        answer(view.state, &view.summary)
    } else {
        chips(in_short)
    };
    section(Section::Requirements, answers, false, content)
}

/// One receiver with its requirements.
fn receiver(view: &ReceiverView) -> Html {
    let receiver = view.receiver;
    let line = html! {
        <>
            { state_icon(view.state) }
            <span>
                <span class="finding__title">
                    { receiver.name }
                    { hidden(&format!(": {}", view.state.label())) }
                </span>
                { text("span", "finding__message", &view.summary) }
            </span>
        </>
    };
    html! {
        <Fold key={receiver.id} class="finding" line={("finding__summary", line)} is_open=false>
            <div class="finding__body">
                { prose(receiver.scope) }
                { element("ul", "asks", view.requirements.iter().map(requirement).collect()) }
                <p class="references">
                    <a href={receiver.source_url} rel="noreferrer noopener">{ receiver.source_title }</a>
                </p>
            </div>
        </Fold>
    }
}

/// One requirement and whether it is met.
fn requirement(view: &RequirementView) -> Html {
    let requirement = view.requirement;
    html! {
        <li class="asks__requirement" data-state={view.state.as_str()}>
            { state_icon(view.state) }
            <div>
                <p class="asks__what">
                    { text("span", "asks__name", requirement.what) }
                    { text("span", "asks__senders", requirement.senders.label()) }
                    { text("span", "asks__fulfilment", view.fulfilment.label()) }
                </p>
                { text("p", "asks__sentence", &view.sentence) }
            </div>
        </li>
    }
}
