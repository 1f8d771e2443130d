//! [`report`]: the report without the results of the first round trip.

use std::rc::Rc;

use yew::prelude::*;

use crate::Finished;
use crate::components::{
    ReportActions, Spf, Surface, TakeAway, Tasks, changes, destinations, dkim, effects, evidence,
    findings, glance, mail_hosts, requirements, senders, steps, the_record, topics, transport,
};
use dmarc_engine::report::{Report, Section, Sections};

/// The report without verdict and effects, which are already shown above: the overview of topics, the sections and the export,
/// laid out side by side.
pub fn report(finished: &Finished, actions: &ReportActions) -> Html {
    let surface = &actions.surface;
    let shown = |section: Section| {
        if surface.shows(section) && finished.report.is_worth(section) {
            content(section, finished, actions)
        } else {
            Html::default()
        }
    };
    let main = Section::ALL.into_iter();
    let main = main.filter(|section| !matches!(section, Section::Topics | Section::Export));
    html! {
        <>
            // Before the sections for those who read in order; it stands beside them where there is room.
            <div class="rail">{ shown(Section::Topics) }{ shown(Section::Export) }</div>
            <div class="columns__main">
                { finished.changes.as_deref().map(changes).unwrap_or_default() }
                if surface.shows(Section::Effects) && finished.report.is_worth(Section::Topics) { { glance(&finished.sections.glance) } }
                { for main.map(shown) }
            </div>
        </>
    }
}

/// One section; empty if it has no content, or if it is part of another.
fn content(section: Section, finished: &Finished, actions: &ReportActions) -> Html {
    let (report, sections) = (&finished.report, &finished.sections);
    let surface = &actions.surface;
    let inside = |section: Section, content: &dyn Fn() -> Html| {
        if surface.shows(section) {
            content()
        } else {
            Html::default()
        }
    };
    let content = match section {
        Section::Topics => Some(topics(report, sections, surface)),
        Section::Plan => Some(tasks(report, actions)),
        Section::Effects => {
            let has_reports = surface.shows(Section::Reports) && !report.destinations.is_empty();
            let line = has_reports.then_some(&sections.reports);
            let reports = inside(Section::Reports, &|| {
                destinations(report, &sections.reports)
            });
            Some(effects(&report.overview, &sections.policy, (line, reports)))
        }
        Section::Senders => sections.senders.as_ref().map(senders),
        Section::Spf => Some(spf(report, sections, actions)),
        Section::Dkim => {
            let selectors = &report.facts().options.selectors;
            let view = sections.dkim.as_ref();
            view.map(|view| dkim(view, selectors, &actions.on_search))
        }
        Section::Transport => sections.transport.as_ref().map(|view| {
            let hosts = || sections.mail.as_ref().map(mail_hosts).unwrap_or_default();
            transport(view, &sections.in_transit, inside(Section::Mail, &hosts))
        }),
        Section::Requirements => Some(requirements(&report.requirements, &sections.receivers)),
        Section::Findings => Some(findings(report, &sections.findings, surface)),
        Section::Record => {
            let discovery = inside(Section::Discovery, &|| steps(sections));
            Some(the_record(sections, discovery))
        }
        Section::Evidence => Some(evidence(report, &sections.evidence, &finished.later)),
        Section::Export => Some(take_away(finished, surface)),
        Section::Reports | Section::Mail | Section::Discovery => None,
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
fn tasks(report: &Rc<Report>, actions: &ReportActions) -> Html {
    html! { <Tasks key={report.domain().to_string()} {report} actions={actions.clone()} /> }
}

/// The SPF section, if the report has one.
fn spf(report: &Report, sections: &Sections, actions: &ReportActions) -> Html {
    let Some(view) = &sections.spf else {
        return Html::default();
    };
    html! { <Spf key={report.domain().to_string()} view={view.clone()} evaluate={actions.calls.evaluate.clone()} /> }
}
