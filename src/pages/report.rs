//! [`report`]: the report without the results of the first round trip.

use std::rc::Rc;

use yew::prelude::*;

use crate::components::{
    Record, SearchSelectors, Spf, Surface, TakeAway, Tasks, destinations, dkim, evidence, findings,
    mail_hosts, requirements, senders, steps, topics, transport,
};
use crate::{Evaluate, Finished};
use dmarc_engine::report::{Report, Section, Sections};

/// The callbacks of a report, and its surface.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportActions {
    /// Evaluates SPF for one sender.
    pub evaluate: Evaluate,
    /// Repeats the check with these DKIM selectors.
    pub on_search: SearchSelectors,
    /// Where the report is shown.
    pub surface: Surface,
}

/// The report without verdict and effects, which are already shown above: the overview of topics, the sections and the export,
/// laid out side by side.
pub fn report(finished: &Finished, actions: &ReportActions) -> Html {
    let surface = &actions.surface;
    let shown = |section: Section| {
        if surface.shows(section) {
            content(section, finished, actions)
        } else {
            Html::default()
        }
    };
    let main = Section::ALL.into_iter();
    let main = main.filter(|section| !matches!(section, Section::Topics | Section::Export));
    html! {
        <>
            { shown(Section::Topics) }
            <div class="columns__main">{ for main.map(shown) }</div>
            { shown(Section::Export) }
        </>
    }
}

/// One section; empty if it has no content.
fn content(section: Section, finished: &Finished, actions: &ReportActions) -> Html {
    let (report, sections) = (&finished.report, &finished.sections);
    let surface = &actions.surface;
    let content = match section {
        // Already shown below the verdict.
        Section::Effects => None,
        Section::Topics => Some(topics(report, sections, surface)),
        Section::Plan => Some(tasks(report, surface)),
        Section::Record => Some(record(sections)),
        Section::Findings => Some(findings(report, surface)),
        Section::Senders => sections.senders.as_ref().map(senders),
        Section::Spf => Some(spf(report, sections, actions)),
        Section::Dkim => {
            let selectors = &report.facts().options.selectors;
            let view = sections.dkim.as_ref();
            view.map(|view| dkim(view, selectors, &actions.on_search))
        }
        Section::Mail => sections.mail.as_ref().map(mail_hosts),
        Section::Transport => sections.transport.as_ref().map(transport),
        Section::Requirements => Some(requirements(&report.requirements)),
        Section::Reports => Some(destinations(report)),
        Section::Discovery => Some(steps(sections)),
        Section::Evidence => Some(evidence(report, &finished.later)),
        Section::Export => Some(take_away(finished, surface)),
    };
    content.unwrap_or_default()
}

/// The export section.
fn take_away(finished: &Finished, surface: &Surface) -> Html {
    let (report, later) = (&finished.report, &finished.later);
    html! {
        <TakeAway key={report.domain().to_string()} {report} later={later.clone()} surface={surface.clone()} />
    }
}

/// The plan. The key discards typed input when the domain changes.
fn tasks(report: &Rc<Report>, surface: &Surface) -> Html {
    html! { <Tasks key={report.domain().to_string()} {report} surface={surface.clone()} /> }
}

/// The DMARC record, if there is one.
fn record(sections: &Sections) -> Html {
    let Some(record) = &sections.record else {
        return Html::default();
    };
    html! { <Record key={format!("{} {}", record.name, record.text)} record={record.clone()} /> }
}

/// The SPF section, if the report has one.
fn spf(report: &Report, sections: &Sections, actions: &ReportActions) -> Html {
    let Some(view) = &sections.spf else {
        return Html::default();
    };
    html! { <Spf key={report.domain().to_string()} view={view.clone()} evaluate={actions.evaluate.clone()} /> }
}
