//! [`report`]: what a check comes to, but for what the first round trip decided.

use std::rc::Rc;

use yew::prelude::*;

use crate::report::Report;
use crate::web::components::{
    Evaluate, Record, SearchSelectors, Spf, destinations, dkim, evidence, findings, mail_hosts,
    next_step, receivers, senders, steps, take_away, topics, transport,
};

/// What a visitor can have done from a report.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportActions {
    /// Asks on about one sender.
    pub evaluate: Evaluate,
    /// Checks again with these DKIM selectors.
    pub on_search: SearchSelectors,
}

/// A report without its verdict and effects, which stand above it already: the overview of topics, the sections, and what
/// can be taken away, to be laid out side by side.
pub fn report(report: &Rc<Report>, actions: &ReportActions) -> Html {
    let selectors = &report.facts().options.selectors;
    html! {
        <>
            { topics(report) }
            <div class="columns__main">
                { next_step(&report.next_step) }
                if let Some(record) = &report.record {
                    <Record key={format!("{} {}", record.name, record.text)} record={record.clone()} />
                }
                { findings(report) }
                { report.senders.as_ref().map(senders).unwrap_or_default() }
                if let Some(view) = &report.spf {
                    <Spf key={report.domain().to_string()} view={view.clone()} evaluate={actions.evaluate.clone()} />
                }
                { report.dkim.as_ref().map(|view| dkim(view, selectors, &actions.on_search)).unwrap_or_default() }
                { report.mail.as_ref().map(mail_hosts).unwrap_or_default() }
                { report.transport.as_ref().map(transport).unwrap_or_default() }
                { receivers(&report.receivers) }
                { destinations(report) }
                { steps(report) }
                { evidence(report) }
            </div>
            { take_away(report) }
        </>
    }
}
