//! Gates to the part of the program that is loaded later.
//!
//! Code that isn't needed to enter a domain and show the verdict is called only through these functions and those of
//! [`later_views`](super::later_views). The release build finds the code that is reachable only through them and moves it to a
//! separate Wasm file (see the package `split`), which is loaded in parallel with the first check ([`part`](super::part)). No
//! gate may be called before its part is loaded.
//!
//! Gates must not be inlined: the split needs each one as a separate function.

use std::hint::black_box;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, join, ready};
use wasm_bindgen::JsValue;

use super::attributes::remark_on_hide;
use super::course::{Course, calls};
use super::source::Source;
use super::state::Extent;
use super::{Finished, browser, export, suffix_list};
use dmarc_engine::advice;
use dmarc_engine::discovery::{Facts, gather_rest};
use dmarc_engine::dns::Asked;
use dmarc_engine::json;
use dmarc_engine::report::{Changes, Report, Sections};

/// Sends the queries that the first round trip left open, as far as `extent` requires, and builds the report. `source` is the
/// resolver behind `asked`.
#[inline(never)]
pub(super) fn finish<'a>(
    source: &'a Rc<Source>,
    asked: &'a Asked<'_, Source>,
    facts: Rc<Facts>,
    extent: Extent,
    on_progress: Box<dyn FnMut(usize, usize) + 'a>,
    course: Course,
) -> LocalBoxFuture<'a, Finished> {
    // Copied here rather than by the caller, so that the code for the copy isn't in the first part.
    let facts = Rc::unwrap_or_clone(facts);
    let rest = match extent {
        Extent::Report => gather_rest(asked, facts, |_| (), on_progress).boxed_local(),
        Extent::Verdict => ready(facts).boxed_local(),
    };
    let report = join(rest, suffix_list::list()).map(|(facts, list)| {
        let facts = match list {
            Some(list) => facts.settled(&list),
            None => facts,
        };
        let facts = Rc::new(facts);
        let before = course.before.as_ref();
        // What the owner told stays true.
        let known = before.map_or_else(advice::Known::default, |before| before.known.clone());
        let report = Rc::new(Report::with(Rc::clone(&facts), known));
        let changes = before.map(|before| Rc::new(Changes::between(before, &report)));
        Finished {
            sections: Rc::new(Sections::new(&report)),
            report,
            changes,
            calls: calls(source, facts, course),
            later: Vec::new(),
        }
    });
    // Without this the compiler knows the concrete future, and the caller polls it without passing the gate.
    black_box(report.boxed_local())
}

/// Converts a report to a JavaScript object.
#[inline(never)]
pub(super) fn object(report: &Report) -> JsValue {
    export::object(&json::report(report)).unwrap_or_default()
}

/// Logs a console warning for each unknown token in the `hide` attribute of a widget.
#[inline(never)]
pub(super) fn tell_of_hide(words: &[String]) {
    for remark in words.iter().filter_map(|word| remark_on_hide(word)) {
        browser::warn(&remark);
    }
}
