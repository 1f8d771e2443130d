//! [`next_step`]: what to publish next.

use yew::prelude::*;

use super::{CopyButton, code, difference, element, lead, points, prose, section, text};
use crate::advice::{NextStep, Publication};
use crate::record::dmarc::Segment;

/// The step: what to publish, what to verify before, how long to wait, how to go back.
pub fn next_step(step: &NextStep) -> Html {
    let content = html! {
        <>
            { prose(&step.intro) }
            { for step.publish.iter().map(publication) }
            { verify(step) }
            { step.wait.as_ref().map(|wait| lead("Then", wait)).unwrap_or_default() }
            { step.roll_back.as_ref().map(|roll_back| lead("To go back", roll_back)).unwrap_or_default() }
        </>
    };
    section("next-step", &step.title, content)
}

/// A record to publish: where, of which type, and what.
fn publication(publication: &Publication) -> Html {
    let has_change = |segment: &Segment| !matches!(segment, Segment::Kept(_));
    let change = publication
        .difference
        .as_ref()
        .filter(|segments| segments.iter().any(has_change));
    to_publish(
        &publication.name,
        publication.kind,
        &publication.value,
        change.map(|segments| difference(segments)),
    )
}

/// Name, type and value of a record, as DNS consoles ask for them.
pub(super) fn to_publish(name: &str, kind: &str, value: &str, change: Option<Html>) -> Html {
    let copied = {
        let value = value.to_owned();
        Callback::from(move |()| value.clone())
    };
    let value = html! {
        <div class="publish__value">
            { code(value) }
            <CopyButton label="Copy" about={format!("the value for {name}")} text={copied} />
        </div>
    };
    html! {
        <dl class="publish">
            { row("Name", code(name)) }
            { row("Type", code(kind)) }
            { row("Value", value) }
            { change.map(|change| row("Change", change)).unwrap_or_default() }
        </dl>
    }
}

/// One line of a record to publish.
#[inline(never)]
fn row(term: &'static str, content: Html) -> Html {
    html! { <div class="publish__row"><dt>{ term }</dt><dd>{ content }</dd></div> }
}

/// What must hold before something is published, to be ticked off; a plain list where nothing is.
fn verify(step: &NextStep) -> Html {
    if step.verify.is_empty() {
        return Html::default();
    }
    if step.publish.is_empty() {
        return points(step.verify.iter().map(|point| text("span", "", point)));
    }
    let points = step.verify.iter().map(|point| {
        html! { <li><label class="checklist__point"><input type="checkbox" />{ text("span", "", point) }</label></li> }
    });
    html! {
        <>
            { text("h3", "subtitle", "Verify first") }
            { element("ul", "checklist", points.collect()) }
        </>
    }
}
