//! Waiting for a record that was just published.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::rc::Rc;

use dmarc_engine::advice::{Choice, Movement, Publication, Task, TaskId};
use dmarc_engine::discovery::Answers;
use dmarc_engine::dns::{Answer, LookupError, Outcome, Question, RecordData};
use dmarc_engine::domain::DomainName;
use dmarc_engine::report::{Watch, Watched};

use crate::parts::plan::{record, task};

const NAME: &str = "_dmarc.shop.example";
const OTHER: &str = "shop.example";

/// The answer at a name: these texts, kept for this many seconds.
fn answer(name: &str, texts: &[&str], ttl: u32) -> Answer {
    let question = Question::txt(DomainName::new(name).unwrap());
    let records = texts
        .iter()
        .map(|text| RecordData::Txt(vec![(*text).to_owned()]));
    let outcome = match records.collect::<Vec<_>>() {
        none if none.is_empty() => Outcome::NxDomain,
        records => Outcome::Records(records),
    };
    let mut answer = Answer::new(question, outcome, "one");
    answer.ttl = Some(ttl);
    answer
}

fn failed(name: &str) -> Answer {
    let question = Question::txt(DomainName::new(name).unwrap());
    Answer::new(question, Outcome::Failed(LookupError::ServFail), "one")
}

fn known(answers: &[Answer]) -> Answers {
    Answers(answers.iter().cloned().map(Rc::new).collect())
}

/// A task that publishes these records.
fn publishing(records: Vec<Publication>) -> Task {
    let mut task = task(TaskId::PublishRecord, "Publish");
    task.publish = records;
    task
}

/// A watch on the record at [`NAME`], which did not exist, for ten minutes at most.
fn watch() -> Watch {
    let task = publishing(vec![record(NAME, "v=DMARC1; p=none")]);
    Watch::new(&task, &known(&[answer(NAME, &[], 600)])).unwrap()
}

/// Runs a watch against answers by time until it is over; returns the times of the rounds and the end.
fn follow(mut watch: Watch, at: impl Fn(&Question, u32) -> Answer) -> (Vec<u32>, Watched) {
    let (mut now, mut times) = (0, Vec::new());
    loop {
        times.push(now);
        assert!(times.len() < 1_000, "{times:?}");
        let answers: Vec<_> = watch
            .questions()
            .iter()
            .map(|asked| at(asked, now))
            .collect();
        match watch.see(&answers, now) {
            Watched::Waiting { pause, left } => {
                assert!(0 < pause && pause <= left, "{pause} of {left}");
                now += pause;
            }
            end => return (times, end),
        }
    }
}

#[test]
fn a_task_without_records_is_nothing_to_wait_for() {
    assert_eq!(Watch::new(&publishing(Vec::new()), &known(&[])), None);
}

#[test]
fn a_new_record_ends_it_at_once() {
    let (times, end) = follow(watch(), |_, _| answer(NAME, &["v=DMARC1; p=none"], 300));
    assert_eq!((times, end), (vec![0], Watched::Changed));
    let (times, end) = follow(watch(), |_, now| {
        let texts: &[_] = if now < 60 { &[] } else { &["v=DMARC1; p=none"] };
        answer(NAME, texts, 60_u32.saturating_sub(now))
    });
    assert_eq!((times, end), (vec![0, 5, 15, 35, 75], Watched::Changed));
}

#[test]
fn an_old_answer_is_waited_for_until_it_has_run_out_and_no_longer() {
    let (times, end) = follow(watch(), |_, now| {
        answer(NAME, &[], 600_u32.saturating_sub(now))
    });
    assert_eq!(end, Watched::NotThere);
    assert_eq!(times.last(), Some(&610));
    // Another cache may have kept it for longer.
    let (times, _) = follow(watch(), |_, now| {
        answer(NAME, &[], if now > 100 { 900 } else { 0 })
    });
    assert_eq!(times.last(), Some(&910));
    // A day takes some 300 questions.
    let (times, _) = follow(watch(), |_, _| answer(NAME, &[], 86_400));
    assert!(times.len() < 300, "{}", times.len());
}

#[test]
fn without_an_answer_nothing_is_claimed() {
    let (times, end) = follow(watch(), |_, _| failed(NAME));
    assert_eq!(end, Watched::NoAnswer(LookupError::ServFail));
    assert_eq!(times.last(), Some(&610));
    let task = publishing(vec![record(NAME, "v=DMARC1; p=none")]);
    // What was not known before is what the first answer says.
    for before in [known(&[]), known(&[failed(NAME)])] {
        let watch = Watch::new(&task, &before).unwrap();
        let (times, end) = follow(watch, |_, _| answer(NAME, &["v=DMARC1; p=none"], 40));
        assert_eq!((times.last(), end), (Some(&50), Watched::NotThere));
    }
}

#[test]
fn every_record_of_a_way_is_waited_for() {
    let records = vec![
        record(NAME, "v=DMARC1; p=reject"),
        record(OTHER, "v=spf1 -all"),
    ];
    let before = known(&[answer(NAME, &[], 600), answer(OTHER, &["a"], 600)]);
    let at = |changed: &'static [&'static str]| {
        move |asked: &Question, now: u32| {
            let name = asked.name.as_str();
            let is_new = changed.contains(&name) && now > 0;
            answer(
                name,
                if is_new {
                    &["new"]
                } else if name == OTHER {
                    &["a"]
                } else {
                    &[]
                },
                600,
            )
        }
    };
    let both = publishing(records.clone());
    let watch = || Watch::new(&both, &before).unwrap();
    assert_eq!(
        follow(watch(), at(&[NAME, OTHER])),
        (vec![0, 5], Watched::Changed)
    );
    // One of two is a change worth a new check, once the other can't come any more.
    let (times, end) = follow(watch(), at(&[OTHER]));
    assert_eq!((times.last(), end), (Some(&610), Watched::Changed));
    let mut either = publishing(Vec::new());
    either.options = records
        .into_iter()
        .map(|record| Choice {
            label: String::new(),
            publish: vec![record],
            movement: Movement::default(),
            gates: Vec::new(),
        })
        .collect();
    let watch = Watch::new(&either, &before).unwrap();
    assert_eq!(follow(watch, at(&[OTHER])), (vec![0, 5], Watched::Changed));
}

#[test]
fn records_in_another_order_are_no_change() {
    let task = publishing(vec![record(OTHER, "v=spf1 -all")]);
    let mut watch = Watch::new(&task, &known(&[answer(OTHER, &["a", "b"], 600)])).unwrap();
    let said = watch.see(&[answer(OTHER, &["b", "a"], 600)], 0);
    assert_eq!(
        said,
        Watched::Waiting {
            pause: 5,
            left: 610
        }
    );
    assert_eq!(
        said.to_string(),
        "Not there yet. Resolvers may return the old answer for up to 11 minutes. This page asks again until then."
    );
}
