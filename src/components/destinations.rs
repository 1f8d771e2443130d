//! [`destinations`]: where reports are sent.

use yew::prelude::*;

use super::publication::to_publish;
use super::{code, element, hidden, inner, prose, state_icon, text};
use dmarc_engine::discovery::ChangeKind;
use dmarc_engine::report::{DestinationView, Report, Section, Summary};

/// The hosts that reports go to; nothing where the record names none.
pub fn destinations(report: &Report, summary: &Summary) -> Html {
    if report.destinations.is_empty() {
        return Html::default();
    }
    let hosts = report.destinations.iter().map(|view| host(report, view));
    let hosts = element("ul", "hosts", hosts.collect());
    inner(Section::Reports, summary.line(), hosts)
}

/// One host, and the record that it has to publish if that is missing.
fn host(report: &Report, view: &DestinationView) -> Html {
    let destination = &view.destination;
    let tags: Vec<_> = destination.tags.iter().map(|tag| tag.as_str()).collect();
    let must_publish = view.must_publish.as_ref().map(|(name, value)| {
        // The plan already shows the record, with instructions.
        let writer = report.plan.writer(name, ChangeKind::Txt);
        if let Some((number, _)) = writer.and_then(|task| report.task(task.id)) {
            return prose(&format!(
                "Task {number} has the record that it would have to publish."
            ));
        }
        html! {
            <>
                { prose("It would have to publish:") }
                { to_publish(name.as_str(), "TXT", value) }
            </>
        }
    });
    html! {
        <li class="hosts__host">
            { state_icon(view.state) }
            <div>
                <p class="hosts__name">
                    { code(destination.host.as_str()) }
                    { text("span", "hosts__tags", &tags.join(", ")) }
                    { hidden(view.state.label()) }
                </p>
                { prose(&view.sentence) }
                { must_publish.unwrap_or_default() }
            </div>
        </li>
    }
}
