//! Any zone and any statements of its owner: the plan obeys the laws of advice (`engine/tests/laws/`), and so does each plan on
//! the road from it. If lookups fail, nothing is published for a domain of unknown stage. The report can be exported.
#![no_main]

mod case;
#[path = "../../../engine/tests/laws/exceptions.rs"]
mod exceptions;
#[path = "../../../engine/tests/laws/follow.rs"]
mod follow;
#[path = "../../../engine/tests/laws/judge.rs"]
mod judge;
mod text;
#[path = "../../../engine/tests/laws/world.rs"]
mod world;

use std::rc::Rc;

use case::Case;
use dmarc_engine::advice::Stage;
use dmarc_engine::report::Report;
use dmarc_engine::{json, markdown};
use follow::follow;
use judge::violations;
use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|octets: &[u8]| {
    let Ok(case) = Case::read(&mut Unstructured::new(octets)) else {
        return;
    };
    let wrong = wrong(&case);
    assert!(wrong.is_empty(), "{wrong:#?}\n{case:#?}");
});

/// The violations of laws in a case.
fn wrong(case: &Case) -> Vec<String> {
    let now = case.world.check(case.domain, &case.known);
    let report = Report::new(Rc::new(now.facts.clone()));
    json::report(&report);
    markdown::report(&report);
    if !case.world.faults.is_empty() {
        let is_publishing = now
            .plan
            .tasks
            .iter()
            .any(|task| !(task.publish.is_empty() && task.options.is_empty()));
        let is_unfounded = now.stage() == Stage::CouldNotTell && is_publishing;
        return Vec::from_iter(is_unfounded.then(|| "publishes what could not be told".to_owned()));
    }
    let mut wrong = violations(&case.world, case.domain, &case.known);
    if wrong.is_empty() && case.is_followed {
        wrong.extend(follow(case.world.clone(), case.domain, &case.known).err());
    }
    wrong
}
