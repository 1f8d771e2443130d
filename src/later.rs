//! The gates to the part of the program that is loaded later.
//!
//! Whatever is not needed to ask for a domain and to say the verdict is called through these functions and those of
//! [`later_views`](super::later_views), and nowhere else. A release build finds out what they alone lead to and moves it into a
//! Wasm file of its own (see the package `split`), which is loaded beside the first check ([`part`](super::part)). None may be
//! called before that.
//!
//! None may be inlined either: a gate that is no function of its own is no gate.

use std::hint::black_box;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, join, ready};
use wasm_bindgen::JsValue;
use yew::Callback;

use super::attributes::remark_on_hide;
use super::part::{Part, load};
use super::source::Source;
use super::state::Extent;
use super::{Finished, browser, export, on_demand, suffix_list};
use dmarc_engine::discovery::{Facts, gather_rest};
use dmarc_engine::dns::{Answer, Asked, Known};
use dmarc_engine::json;
use dmarc_engine::report::{Report, Sections};
use dmarc_engine::spf::Session;

/// Asks as far as `extent` what the first round trip left open, and makes the report. `source` is who answers `asked`.
/// `on_later` gets the answers that come of asking on.
#[inline(never)]
pub(super) fn finish<'a>(
    source: &'a Rc<Source>,
    asked: &'a Asked<'_, Source>,
    facts: Rc<Facts>,
    extent: Extent,
    on_progress: Box<dyn FnMut(usize, usize) + 'a>,
    on_later: Callback<Vec<Rc<Answer>>>,
) -> LocalBoxFuture<'a, Finished> {
    // Copied here and not by the caller, so that the first part does without what that takes.
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
        let known = Known {
            answers: facts.answers.0.clone(),
            resolver: Rc::clone(source),
        };
        let report = Rc::new(Report::new(Rc::new(facts)));
        Finished {
            sections: Rc::new(Sections::new(&report)),
            report,
            evaluate: Callback::from(move |session: Session| {
                let (known, on_later) = (known.clone(), on_later.clone());
                let run = async move {
                    load(Part::OnDemand).await?;
                    let evaluation = on_demand::evaluate(known.clone(), session).await;
                    let mut later = evaluation.answers.clone();
                    later.retain(|answer| !known.answers.contains(answer));
                    on_later.emit(later);
                    Ok(evaluation)
                };
                run.boxed_local()
            }),
            later: Vec::new(),
        }
    });
    // Else the compiler sees which future this is, and lets the caller run it without the gate.
    black_box(report.boxed_local())
}

/// The report as an object of JavaScript.
#[inline(never)]
pub(super) fn object(report: &Report) -> JsValue {
    export::object(&json::report(report)).unwrap_or_default()
}

/// Tells whoever embeds a widget, in the console, what is to be said of the words of its `hide`.
#[inline(never)]
pub(super) fn tell_of_hide(words: &[String]) {
    for remark in words.iter().filter_map(|word| remark_on_hide(word)) {
        browser::warn(&remark);
    }
}
