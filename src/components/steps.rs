//! [`steps`]: how the policy was found, query by query.

use yew::prelude::*;

use super::plain::plains;
use super::{code, element, hidden, inner, state_icon, text};
use dmarc_engine::advice::State;
use dmarc_engine::report::{Section, Sections, StepView};

/// The queries of the DNS tree walk, in order.
pub fn steps(sections: &Sections) -> Html {
    let steps = sections.steps.iter().map(step);
    let steps = element("ol", "steps", steps.collect());
    let answer = (State::NotApplicable, sections.discovery.as_str());
    inner(Section::Discovery, answer, steps)
}

/// One query with its result.
fn step(step: &StepView) -> Html {
    let aliases = step.aliases.iter().map(|target| {
        html! { <p class="steps__alias">{ "CNAME to " }{ code(target.as_str()) }</p> }
    });
    html! {
        <li class="steps__step" data-state={step.state.as_str()} data-after-stop={step.is_after_stop.then_some("")}>
            { state_icon(step.state) }
            <div class="steps__body">
                <p class="steps__name">
                    { code(&step.name) }
                    { text("span", "steps__role", &step.role) }
                    { hidden(step.state.label()) }
                </p>
                { text("p", "steps__sentence", &step.sentence) }
                { for aliases }
                { plains(&step.texts) }
            </div>
        </li>
    }
}
