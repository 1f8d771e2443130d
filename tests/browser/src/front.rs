//! [`Front`]: a resolver for one test, which behaves as the test configures and records its questions.

use std::fmt;
use std::sync::{Arc, Mutex};

use thirtyfour::error::WebDriverResult;
use tokio::sync::watch;

use crate::behavior::{Behavior, behave, with_cors};
use crate::dns::{Dns, MEDIA_TYPE};
use crate::http::{Request, Response, Server, response};
use crate::message::{Question, decode, question};
use crate::wait::until;

/// The outcome of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Received, and not answered yet.
    Waiting,
    /// Answered, possibly with a fault.
    Answered,
    /// The browser cancelled the request.
    Aborted,
}

/// Chooses the behavior for each question.
type Rule = dyn Fn(&Question) -> Behavior + Send + Sync;

/// A running test resolver.
pub struct Front {
    server: Server,
    /// Shared with the server.
    state: Arc<State>,
}

/// The configuration and the recorded questions of a front.
struct State {
    /// Chooses the behavior for each question.
    rule: Mutex<Arc<Rule>>,
    /// The questions in order of arrival, with their outcomes.
    seen: Mutex<Vec<(Question, Fate)>>,
    /// Requests that the page should never send, as text.
    odd: Mutex<Vec<String>>,
    /// The number of calls of [`Front::release`].
    released: watch::Sender<u32>,
}

impl Front {
    /// Starts a resolver that answers like `dns`.
    pub async fn start(dns: &'static Dns) -> Self {
        let state = Arc::new(State {
            rule: Mutex::new(Arc::new(|_: &Question| Behavior::Answer)),
            seen: Mutex::default(),
            odd: Mutex::default(),
            released: watch::Sender::new(0),
        });
        let shared = Arc::clone(&state);
        let server = Server::start(move |request| Arc::clone(&shared).serve(dns, request)).await;
        Self { server, state }
    }

    pub fn url(&self) -> String {
        format!("{}/dns-query", self.origin())
    }

    pub fn origin(&self) -> String {
        self.server.origin()
    }

    /// Applies one behavior to all further questions.
    pub fn does(&self, behavior: Behavior) {
        self.does_for(move |_| behavior);
    }

    /// Chooses the behavior of further questions by `rule`.
    pub fn does_for(&self, rule: impl Fn(&Question) -> Behavior + Send + Sync + 'static) {
        *self
            .state
            .rule
            .lock()
            .expect("no test panics while it looks") = Arc::new(rule);
    }

    /// Answers the held questions. Later ones are held again unless the behavior changes.
    pub fn release(&self) {
        self.state.released.send_modify(|times| *times += 1);
    }

    /// The questions in order of arrival, with their outcomes.
    pub fn seen(&self) -> Vec<(Question, Fate)> {
        self.state
            .seen
            .lock()
            .expect("no test panics while it looks")
            .clone()
    }

    /// The questions so far, sorted.
    pub fn questions(&self) -> Vec<String> {
        let mut questions: Vec<String> = self
            .seen()
            .iter()
            .map(|(question, _)| question.to_string())
            .collect();
        questions.sort();
        questions
    }

    /// Waits until exactly `count` questions exist and all have this outcome.
    pub async fn all_are(&self, count: usize, fate: Fate) -> WebDriverResult<()> {
        until(&format!("{count} questions are {fate:?}"), async || {
            let seen = self.seen();
            let is_so = seen.len() == count && seen.iter().all(|(_, other)| *other == fate);
            Ok(is_so.then_some(()))
        })
        .await
    }

    /// Requests that the page should never send, as text.
    pub fn odd_requests(&self) -> Vec<String> {
        self.state
            .odd
            .lock()
            .expect("no test panics while it looks")
            .clone()
    }

    /// Clears the recorded questions, for a test with several checks.
    pub fn forget(&self) {
        self.state
            .seen
            .lock()
            .expect("no test panics while it looks")
            .clear();
    }
}

impl fmt::Debug for Front {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Front")
            .field("url", &self.url())
            .field("seen", &self.seen())
            .finish_non_exhaustive()
    }
}

impl State {
    async fn serve(self: Arc<Self>, dns: &Dns, request: Request) -> Response {
        let message = decode(request.uri().query().unwrap_or_default());
        let asked = message.as_deref().and_then(question);
        let is_plain = request.method() == "GET"
            && request.uri().path() == "/dns-query"
            && request
                .headers()
                .get("accept")
                .is_some_and(|accept| accept == MEDIA_TYPE)
            && !["cookie", "authorization", "referer"]
                .iter()
                .any(|name| request.headers().contains_key(*name));
        let (Some(message), Some(asked), true) = (message, asked, is_plain) else {
            let odd = format!(
                "{} {} {:?}",
                request.method(),
                request.uri(),
                request.headers()
            );
            self.odd
                .lock()
                .expect("no test panics while it looks")
                .push(odd);
            return with_cors(response(400, "text/plain", "This is no plain question."));
        };
        let rule = Arc::clone(&self.rule.lock().expect("no test panics while it looks"));
        let behavior = rule(&asked);
        // Subscribe before the question is recorded, so that no release is missed.
        let mut released = self.released.subscribe();
        let pending = Pending::new(&self, asked);
        if behavior == Behavior::Hold {
            released
                .changed()
                .await
                .expect("the front outlives its requests");
        }
        let response = behave(behavior, dns, &message).await;
        pending.answered();
        response
    }
}

/// An unanswered question. Dropping it before it is answered records it as aborted.
struct Pending<'a> {
    state: &'a State,
    question: Question,
    /// Whether an answer was sent.
    is_answered: bool,
}

impl<'a> Pending<'a> {
    /// Records a new question.
    fn new(state: &'a State, question: Question) -> Self {
        state
            .seen
            .lock()
            .expect("no test panics while it looks")
            .push((question.clone(), Fate::Waiting));
        Self {
            state,
            question,
            is_answered: false,
        }
    }

    /// Records that an answer was sent.
    fn answered(mut self) {
        self.is_answered = true;
    }
}

impl Drop for Pending<'_> {
    fn drop(&mut self) {
        let fate = if self.is_answered {
            Fate::Answered
        } else {
            Fate::Aborted
        };
        let mut seen = self
            .state
            .seen
            .lock()
            .expect("no test panics while it looks");
        // The same question may have been asked before; any waiting entry will do, so take the oldest.
        let waiting = (self.question.clone(), Fate::Waiting);
        if let Some(entry) = seen.iter_mut().find(|entry| **entry == waiting) {
            entry.1 = fate;
        }
    }
}
