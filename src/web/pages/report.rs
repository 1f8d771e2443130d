//! [`report`]: what a check comes to, but for what the first round trip decided.

use std::rc::Rc;

use yew::prelude::*;

use crate::report::Report;
use crate::web::components::{
    Record, destinations, evidence, findings, next_step, steps, take_away, topics,
};

/// A report without its verdict and effects, which stand above it already: the overview of topics, the sections, and what
/// can be taken away, to be laid out side by side.
pub fn report(report: &Rc<Report>) -> Html {
    html! {
        <>
            { topics(report) }
            <div class="columns__main">
                { next_step(&report.next_step) }
                if let Some(record) = &report.record {
                    <Record key={format!("{} {}", record.name, record.text)} record={record.clone()} />
                }
                { findings(report) }
                { destinations(report) }
                { steps(report) }
                { evidence(report) }
            </div>
            { take_away(report) }
        </>
    }
}
