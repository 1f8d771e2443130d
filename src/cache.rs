//! [`Cached`]: a resolver that caches answers across checks for their TTL.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared, WeakShared};

use dmarc_engine::dns::{Answer, Question, Resolver};

/// A query in flight.
type Asking = LocalBoxFuture<'static, Answer>;

/// Caches the answers of another resolver for their TTL
/// ([RFC 1035, section 3.2.1](https://www.rfc-editor.org/rfc/rfc1035#section-3.2.1)). Failures are never cached. Concurrent
/// askers share one query.
pub struct Cached<R> {
    /// Answers questions that aren't cached.
    resolver: Rc<R>,
    /// Returns the current time in milliseconds.
    now: fn() -> f64,
    /// Cached answers with their time of arrival. There are few enough for a linear search.
    kept: RefCell<Vec<(Answer, f64)>>,
    /// Queries in flight. Weak, so a query is aborted when its last waiter is dropped.
    asking: RefCell<Vec<(Question, WeakShared<Asking>)>>,
}

impl<R> Cached<R> {
    /// Wraps `resolver`; `now` returns the time in milliseconds.
    pub fn new(resolver: R, now: fn() -> f64) -> Self {
        Self {
            resolver: Rc::new(resolver),
            now,
            kept: RefCell::default(),
            asking: RefCell::default(),
        }
    }

    /// Drops the cached answers to these questions, so that they are asked again.
    pub fn forget(&self, is_meant: impl Fn(&Question) -> bool) {
        let mut kept = self.kept.borrow_mut();
        kept.retain(|(answer, _)| !is_meant(&answer.question));
    }

    /// Looks up a cached answer and sets its TTL to the time left.
    fn kept(&self, question: &Question) -> Option<Answer> {
        let kept = self.kept.borrow();
        let (answer, came) = kept
            .iter()
            .find(|(answer, _)| answer.question == *question)?;
        let left = seconds_left(answer, (self.now)() - came)?;
        let mut answer = answer.clone();
        answer.ttl = Some(left);
        answer.elapsed = None;
        Some(answer)
    }

    /// Caches a successful answer and removes expired ones.
    fn keep(&self, answer: &Answer) {
        if answer.error().is_some() {
            return;
        }
        let now = (self.now)();
        let mut kept = self.kept.borrow_mut();
        kept.retain(|(answer, came)| seconds_left(answer, now - came).is_some());
        kept.push((answer.clone(), now));
    }
}

impl<R: Resolver + 'static> Cached<R> {
    /// Joins a query in flight for the same question, or starts one.
    fn asking(&self, question: &Question) -> Shared<Asking> {
        let mut asking = self.asking.borrow_mut();
        asking.retain(|(_, answer)| answer.upgrade().is_some());
        let mut of_question = asking.iter().filter(|(asked, _)| asked == question);
        if let Some(answer) = of_question.find_map(|(_, answer)| answer.upgrade()) {
            return answer;
        }
        let (resolver, asked) = (Rc::clone(&self.resolver), question.clone());
        let answer = async move { resolver.ask(&asked).await }
            .boxed_local()
            .shared();
        let weak = answer.downgrade();
        asking.extend(weak.map(|weak| (question.clone(), weak)));
        answer
    }
}

impl<R: Resolver + 'static> Resolver for Cached<R> {
    async fn ask(&self, question: &Question) -> Answer {
        if let Some(answer) = self.kept(question) {
            return answer;
        }
        let answer = self.asking(question).await;
        // Another waiter may have cached it already.
        if self.kept(question).is_none() {
            self.keep(&answer);
        }
        answer
    }
}

/// Remaining TTL in whole seconds for an answer of this age in milliseconds; `None` when less than one second is left.
fn seconds_left(answer: &Answer, age: f64) -> Option<u32> {
    let left = f64::from(answer.ttl?) - age / 1000.0;
    // The cast drops the fraction and can't overflow: the value is at most the TTL.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (left >= 1.0).then_some(left as u32)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::poll_fn;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use dmarc_engine::dns::{LookupError, Outcome};
    use dmarc_engine::domain::DomainName;

    thread_local! {
        static NOW: Cell<f64> = const { Cell::new(0.0) };
    }

    /// Always returns the same outcome and counts how often it is asked.
    struct Counting(Cell<u32>, Outcome, Option<u32>);

    impl Resolver for Counting {
        async fn ask(&self, question: &Question) -> Answer {
            self.0.set(self.0.get() + 1);
            let mut answer = Answer::new(question.clone(), self.1.clone(), "one");
            answer.ttl = self.2;
            answer
        }
    }

    /// Asks the same question at these times; returns the number of upstream queries and the last TTL.
    fn ask(outcome: Outcome, ttl: Option<u32>, times: &[f64]) -> (u32, Option<u32>) {
        let cached = Cached::new(Counting(Cell::new(0), outcome, ttl), || NOW.get());
        let question = Question::txt(DomainName::new("a.example").unwrap());
        let mut last = None;
        for &time in times {
            NOW.set(time);
            last = cached.ask(&question).now_or_never().unwrap().ttl;
        }
        (cached.resolver.0.get(), last)
    }

    #[test]
    fn kept_until_the_time_is_over() {
        assert_eq!(
            ask(Outcome::NoData, Some(60), &[0.0, 20_500.0]),
            (1, Some(39))
        );
        assert_eq!(
            ask(Outcome::NxDomain, Some(60), &[0.0, 60_000.0]),
            (2, Some(60))
        );
        assert_eq!(ask(Outcome::NoData, Some(0), &[0.0, 0.0]), (2, Some(0)));
        assert_eq!(ask(Outcome::NoData, None, &[0.0, 0.0]), (2, None));
    }

    #[test]
    fn what_is_forgotten_is_asked_again() {
        let cached = Cached::new(Counting(Cell::new(0), Outcome::NoData, Some(60)), || 0.0);
        let [one, two] = ["one.example", "two.example"]
            .map(|name| Question::txt(DomainName::new(name).unwrap()));
        let ask = |question| cached.ask(question).now_or_never().unwrap();
        for question in [&one, &two, &one, &two] {
            ask(question);
        }
        assert_eq!(cached.resolver.0.get(), 2);
        cached.forget(|question| *question == one);
        for question in [&one, &two] {
            ask(question);
        }
        assert_eq!(cached.resolver.0.get(), 3);
    }

    #[test]
    fn whoever_asks_meanwhile_waits_for_the_same_answer() {
        /// Answers on the third poll.
        struct Slow(Counting);

        impl Resolver for Slow {
            async fn ask(&self, question: &Question) -> Answer {
                let mut polls = 0;
                poll_fn(|_| {
                    polls += 1;
                    if polls < 3 {
                        Poll::Pending
                    } else {
                        Poll::Ready(())
                    }
                })
                .await;
                self.0.ask(question).await
            }
        }

        let counting = Counting(Cell::new(0), Outcome::NoData, None);
        let cached = Cached::new(Slow(counting), || 0.0);
        let question = Question::txt(DomainName::new("a.example").unwrap());
        let context = &mut Context::from_waker(Waker::noop());
        let mut given_up = Box::pin(cached.ask(&question));
        let mut waits = Box::pin(cached.ask(&question));
        assert!(given_up.as_mut().poll(context).is_pending());
        assert!(waits.as_mut().poll(context).is_pending());
        drop(given_up);
        assert!(waits.as_mut().poll(context).is_ready());
        assert_eq!(cached.resolver.0.0.get(), 1);
        // The answer has no TTL, so it wasn't cached, and no waiter is left.
        let mut again = Box::pin(cached.ask(&question));
        assert!(again.as_mut().poll(context).is_pending());
    }

    #[test]
    fn failures_are_asked_again() {
        let failed = Outcome::Failed(LookupError::ServFail);
        assert_eq!(ask(failed, Some(60), &[0.0, 0.0]).0, 2);
    }
}
