//! [`report`]: what a check comes to, but for what the first round trip decided.

use std::rc::Rc;

use yew::prelude::*;

use crate::report::Report;
use crate::web::components::{
    Evaluate, Record, Spf, destinations, evidence, findings, next_step, receivers, steps,
    take_away, topics,
};

/// A report without its verdict and effects, which stand above it already: the overview of topics, the sections, and what
/// can be taken away, to be laid out side by side.
///
/// `evaluate` asks on about one sender; without it that cannot be asked.
pub fn report(report: &Rc<Report>, evaluate: Option<&Evaluate>) -> Html {
    html! {
        <>
            { topics(report) }
            <div class="columns__main">
                { next_step(&report.next_step) }
                if let Some(record) = &report.record {
                    <Record key={format!("{} {}", record.name, record.text)} record={record.clone()} />
                }
                { findings(report) }
                if let (Some(view), Some(evaluate)) = (&report.spf, evaluate) {
                    <Spf key={report.domain().to_string()} view={view.clone()} evaluate={evaluate.clone()} />
                }
                { receivers(&report.receivers) }
                { destinations(report) }
                { steps(report) }
                { evidence(report) }
            </div>
            { take_away(report) }
        </>
    }
}
