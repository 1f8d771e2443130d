//! Gates to the part of the program for features that few visitors use, loaded on first use.
//!
//! The rules of [`later`](super::later) apply; that part is loaded along with this one.

use std::hint::black_box;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;

use super::export;
use dmarc_engine::dns::{Answer, Known, Question, Resolver, Zone, example_zone};
use dmarc_engine::report::Report;
use dmarc_engine::spf::{Evaluation, Session, check_host};
use dmarc_engine::{json, markdown};

/// The built-in zone with the example domains.
#[inline(never)]
pub(super) fn examples() -> Zone {
    example_zone()
}

/// Answers a question from the example zone.
#[inline(never)]
pub(super) fn answer(zone: &Zone, question: &Question) -> Answer {
    zone.answer(question)
}

/// Evaluates SPF for one message, as a receiver does. Missing answers are queried through `known`.
#[inline(never)]
pub(super) fn evaluate<R: Resolver + 'static>(
    known: Known<R>,
    session: Session,
) -> LocalBoxFuture<'static, Evaluation> {
    let run = async move { check_host(&known, &session).await };
    // Without this the compiler knows the concrete future, and the caller polls it without passing the gate.
    black_box(run.boxed_local())
}

/// Formats a report as Markdown.
#[inline(never)]
pub(super) fn markdown(report: &Report) -> String {
    markdown::report(report)
}

/// Formats a report as JSON.
#[inline(never)]
pub(super) fn report(report: &Report) -> Option<String> {
    export::json(&json::report(report))
}

/// Formats the answers as JSON, from which the report can be rebuilt. `later` holds the answers of SPF evaluations after the
/// check.
#[inline(never)]
pub(super) fn recording(report: &Report, later: &[Rc<Answer>]) -> Option<String> {
    export::json(&json::recording(report.facts()).with_later(later))
}
