//! [`report`]: what a check comes to, but for what the first round trip decided.

use std::rc::Rc;

use yew::prelude::*;

use crate::dns::Answer;
use crate::report::Report;
use crate::web::components::{
    Evaluate, Record, SearchSelectors, Spf, Surface, Tasks, destinations, dkim, evidence, findings,
    mail_hosts, receivers, senders, steps, take_away, topics, transport,
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
/// can be taken away, to be laid out side by side. `later` are the answers that came of asking on.
pub fn report(report: &Rc<Report>, later: &[Rc<Answer>], actions: &ReportActions) -> Html {
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
            { shown("topics", &|| topics(report, surface)) }
            <div class="columns__main">
                { shown("next-step", &|| tasks(report, surface)) }
                { shown("record", &|| record(report)) }
                { shown("findings", &|| findings(report, surface)) }
                { shown("senders", &|| report.senders.as_ref().map(senders).unwrap_or_default()) }
                { shown("spf", &|| spf(report, actions)) }
                { shown("dkim", &|| {
                    report.dkim.as_ref().map(|view| dkim(view, selectors, &actions.on_search)).unwrap_or_default()
                }) }
                { shown("mail", &|| report.mail.as_ref().map(mail_hosts).unwrap_or_default()) }
                { shown("transport", &|| report.transport.as_ref().map(transport).unwrap_or_default()) }
                { shown("sender-rules", &|| receivers(&report.receivers)) }
                { shown("reports", &|| destinations(report)) }
                { shown("discovery", &|| steps(report)) }
                { shown("evidence", &|| evidence(report, later)) }
            </div>
            { shown("take-away", &|| take_away(report, later, surface)) }
        </>
    }
}

/// What to do. What was typed there ends with the domain that it is about.
fn tasks(report: &Rc<Report>, surface: &Surface) -> Html {
    html! { <Tasks key={report.domain().to_string()} {report} surface={surface.clone()} /> }
}

/// The record, if there is one.
fn record(report: &Report) -> Html {
    let Some(record) = &report.record else {
        return Html::default();
    };
    html! { <Record key={format!("{} {}", record.name, record.text)} record={record.clone()} /> }
}

/// What its SPF record comes to.
fn spf(report: &Report, actions: &ReportActions) -> Html {
    let Some(view) = &report.spf else {
        return Html::default();
    };
    html! { <Spf key={report.domain().to_string()} view={view.clone()} evaluate={actions.evaluate.clone()} /> }
}
