//! [`Cached`]: answers kept across checks for as long as they may be.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared, WeakShared};

use dmarc_engine::dns::{Answer, Question, Resolver};

/// An answer on its way.
type Asking = LocalBoxFuture<'static, Answer>;

/// Keeps the answers of another resolver until their time to live is over
/// ([RFC 1035, section 3.2.1](https://www.rfc-editor.org/rfc/rfc1035#section-3.2.1)). Failures are never kept.
pub struct Cached<R> {
    /// Who answers what is not kept.
    resolver: Rc<R>,
    /// The time in milliseconds.
    now: fn() -> f64,
    /// The answers, each with the time when it came. They are few enough to be looked through.
    kept: RefCell<Vec<(Answer, f64)>>,
    /// The questions that somebody waits for. Once nobody does any more, they are given up.
    asking: RefCell<Vec<(Question, WeakShared<Asking>)>>,
}

impl<R> Cached<R> {
    /// Keeps the answers of `resolver`, by the clock `now`.
    pub fn new(resolver: R, now: fn() -> f64) -> Self {
        Self {
            resolver: Rc::new(resolver),
            now,
            kept: RefCell::default(),
            asking: RefCell::default(),
        }
    }

    /// The answer that is kept, with what is left of its time to live.
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

    /// Keeps an answer, and lets go of those whose time is over.
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
    /// The answer that another check waits for, else one that is asked for now.
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
        // Another check that waited for it may have kept it.
        if self.kept(question).is_none() {
            self.keep(&answer);
        }
        answer
    }
}

/// The whole seconds for which an answer of this age may still be kept; `None` when there are none.
fn seconds_left(answer: &Answer, age: f64) -> Option<u32> {
    let left = f64::from(answer.ttl?) - age / 1000.0;
    // The cast cuts off the fraction and cannot overflow: the value is at most the time to live.
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

    /// Answers alike, and counts how often it is asked.
    struct Counting(Cell<u32>, Outcome, Option<u32>);

    impl Resolver for Counting {
        async fn ask(&self, question: &Question) -> Answer {
            self.0.set(self.0.get() + 1);
            let mut answer = Answer::new(question.clone(), self.1.clone(), "one");
            answer.ttl = self.2;
            answer
        }
    }

    /// Asks the same at these times, and says how often the resolver was asked and the last time to live.
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
    fn whoever_asks_meanwhile_waits_for_the_same_answer() {
        /// Answers when it is polled for the third time.
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
        // It may not be kept, and nobody waits any more.
        let mut again = Box::pin(cached.ask(&question));
        assert!(again.as_mut().poll(context).is_pending());
    }

    #[test]
    fn failures_are_asked_again() {
        let failed = Outcome::Failed(LookupError::ServFail);
        assert_eq!(ask(failed, Some(60), &[0.0, 0.0]).0, 2);
    }
}
