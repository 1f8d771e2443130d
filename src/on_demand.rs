//! The gates to the part of the program that is loaded once somebody asks for something that few do.
//!
//! They are as those to the [`later`](super::later) part, which comes with this one.

use std::hint::black_box;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;

use super::export;
use dmarc_engine::dns::{Answer, Known, Question, Resolver, Zone, example_zone};
use dmarc_engine::report::Report;
use dmarc_engine::spf::{Evaluation, Session, check_host};
use dmarc_engine::{json, markdown};

/// The zone that comes with the page.
#[inline(never)]
pub(super) fn examples() -> Zone {
    example_zone()
}

/// What that zone answers.
#[inline(never)]
pub(super) fn answer(zone: &Zone, question: &Question) -> Answer {
    zone.answer(question)
}

/// Does what a receiver does with one message. `known` is asked.
#[inline(never)]
pub(super) fn evaluate<R: Resolver + 'static>(
    known: Known<R>,
    session: Session,
) -> LocalBoxFuture<'static, Evaluation> {
    let run = async move { check_host(&known, &session).await };
    // Else the compiler sees which future this is, and lets the caller run it without the gate.
    black_box(run.boxed_local())
}

/// The report as Markdown.
#[inline(never)]
pub(super) fn markdown(report: &Report) -> String {
    markdown::report(report)
}

/// The report as JSON.
#[inline(never)]
pub(super) fn report(report: &Report) -> Option<String> {
    export::json(&json::report(report))
}

/// The answers as JSON, from which the same report can be worked out again. `later` are those that came of asking on.
#[inline(never)]
pub(super) fn recording(report: &Report, later: &[Rc<Answer>]) -> Option<String> {
    export::json(&json::recording(report.facts()).with_later(later))
}
