//! [`report`]: what a check comes to, but for what the first round trip decided.

use std::rc::Rc;

use yew::prelude::*;

use crate::report::{Report, Sections};
use crate::web::Finished;
use crate::web::components::{
    Evaluate, Record, SearchSelectors, Spf, Surface, TakeAway, Tasks, destinations, dkim, evidence,
    findings, mail_hosts, receivers, senders, steps, topics, transport,
};

/// What a visitor can have done from a report, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportActions {
    /// Asks on about one sender.
    pub evaluate: Evaluate,
    /// Checks again with these DKIM selectors.
    pub on_search: SearchSelectors,
    /// Where it stands.
    pub surface: Surface,
}

/// A report without its verdict and effects, which stand above it already: the overview of topics, the sections, and what
/// can be taken away, to be laid out side by side.
pub fn report(finished: &Finished, actions: &ReportActions) -> Html {
    let (report, sections) = (&finished.report, &finished.sections);
    let selectors = &report.facts().options.selectors;
    let surface = &actions.surface;
    let shown = |section: &str, content: &dyn Fn() -> Html| {
        if surface.shows(section) {
            content()
        } else {
            Html::default()
        }
    };
    html! {
        <>
            { shown("topics", &|| topics(report, sections, surface)) }
            <div class="columns__main">
                { shown("next-step", &|| tasks(report, surface)) }
                { shown("record", &|| record(sections)) }
                { shown("findings", &|| findings(report, surface)) }
                { shown("senders", &|| sections.senders.as_ref().map(senders).unwrap_or_default()) }
                { shown("spf", &|| spf(report, sections, actions)) }
                { shown("dkim", &|| {
                    sections.dkim.as_ref().map(|view| dkim(view, selectors, &actions.on_search)).unwrap_or_default()
                }) }
                { shown("mail", &|| sections.mail.as_ref().map(mail_hosts).unwrap_or_default()) }
                { shown("transport", &|| sections.transport.as_ref().map(transport).unwrap_or_default()) }
                { shown("sender-rules", &|| receivers(&report.receivers)) }
                { shown("reports", &|| destinations(report)) }
                { shown("discovery", &|| steps(sections)) }
                { shown("evidence", &|| evidence(report, &finished.later)) }
            </div>
            { shown("take-away", &|| html! {
                <TakeAway key={report.domain().to_string()} {report} later={finished.later.clone()} surface={surface.clone()} />
            }) }
        </>
    }
}

/// What to do. What was typed there ends with the domain that it is about.
fn tasks(report: &Rc<Report>, surface: &Surface) -> Html {
    html! { <Tasks key={report.domain().to_string()} {report} surface={surface.clone()} /> }
}

/// The record, if there is one.
fn record(sections: &Sections) -> Html {
    let Some(record) = &sections.record else {
        return Html::default();
    };
    html! { <Record key={format!("{} {}", record.name, record.text)} record={record.clone()} /> }
}

/// What its SPF record comes to.
fn spf(report: &Report, sections: &Sections, actions: &ReportActions) -> Html {
    let Some(view) = &sections.spf else {
        return Html::default();
    };
    html! { <Spf key={report.domain().to_string()} view={view.clone()} evaluate={actions.evaluate.clone()} /> }
}
