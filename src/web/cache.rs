//! [`Cached`]: answers kept across checks for as long as they may be.

use std::cell::RefCell;

use crate::dns::{Answer, Question, Resolver};

/// Keeps the answers of another resolver until their time to live is over
/// ([RFC 1035, section 3.2.1](https://www.rfc-editor.org/rfc/rfc1035#section-3.2.1)). Failures are never kept.
pub struct Cached<R> {
    /// Who answers what is not kept.
    resolver: R,
    /// The time in milliseconds.
    now: fn() -> f64,
    /// The answers, each with the time when it came. They are few enough to be looked through.
    kept: RefCell<Vec<(Answer, f64)>>,
}

impl<R> Cached<R> {
    /// Keeps the answers of `resolver`, by the clock `now`.
    pub const fn new(resolver: R, now: fn() -> f64) -> Self {
        Self {
            resolver,
            now,
            kept: RefCell::new(Vec::new()),
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

impl<R: Resolver> Resolver for Cached<R> {
    async fn ask(&self, question: &Question) -> Answer {
        if let Some(answer) = self.kept(question) {
            return answer;
        }
        let answer = self.resolver.ask(question).await;
        self.keep(&answer);
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

    use futures_util::FutureExt;

    use super::*;
    use crate::dns::{LookupError, Outcome};
    use crate::domain::DomainName;

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
    fn failures_are_asked_again() {
        let failed = Outcome::Failed(LookupError::ServFail);
        assert_eq!(ask(failed, Some(60), &[0.0, 0.0]).0, 2);
    }
}
