//! Helpers for the tests of this module: [`Held`] holds answers back to count round trips, and [`check`] runs a check on it.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::{Facts, Options, gather};
use crate::dns::{Answer, Question, Resolver, Zone};
use crate::domain::DomainName;

/// Checks a domain, and returns what each round trip asks.
pub(super) fn check(zone: &Zone, domain: &str, options: &Options) -> (Facts, Vec<Vec<Question>>) {
    let held = Held::new(zone);
    let domain = DomainName::new(domain).unwrap();
    let (facts, rounds) = held.run(gather(&held, &domain, options, |_| (), |_, _| ()));
    let mut questions: Vec<_> = rounds.iter().flatten().collect();
    let count = questions.len();
    assert_eq!(facts.budget.asked, count);
    questions.sort();
    questions.dedup();
    assert_eq!(questions.len(), count, "a question was asked twice");
    (facts, rounds)
}

/// A zone whose answers wait until they are released.
pub(super) struct Held<'z> {
    /// The zone that answers.
    zone: &'z Zone,
    /// The questions so far, in order.
    asked: RefCell<Vec<Question>>,
    /// How many of the answers are released.
    open: Cell<usize>,
    /// The tasks that wait for an answer.
    waiting: RefCell<Vec<Waker>>,
}

impl<'z> Held<'z> {
    /// Starts without any question.
    pub(super) const fn new(zone: &'z Zone) -> Self {
        Self {
            zone,
            asked: RefCell::new(Vec::new()),
            open: Cell::new(0),
            waiting: RefCell::new(Vec::new()),
        }
    }

    /// Runs a future, releasing all answers whenever it waits, and returns its value with the questions of each round trip.
    pub(super) fn run<T>(&self, future: impl Future<Output = T>) -> (T, Vec<Vec<Question>>) {
        let mut future = pin!(future);
        let mut context = Context::from_waker(Waker::noop());
        let mut rounds = Vec::new();
        loop {
            if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
                return (value, rounds);
            }
            let asked = self.asked.borrow();
            assert!(asked.len() > self.open.get(), "waits for nothing");
            rounds.push(asked[self.open.get()..].to_vec());
            self.open.set(asked.len());
            for waker in self.waiting.take() {
                waker.wake();
            }
        }
    }
}

impl Resolver for Held<'_> {
    async fn ask(&self, question: &Question) -> Answer {
        let place = self.asked.borrow().len();
        self.asked.borrow_mut().push(question.clone());
        poll_fn(|context| {
            if place < self.open.get() {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
        self.zone.answer(question)
    }
}
