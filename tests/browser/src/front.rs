//! [`Front`]: a resolver for one test, which does what the test says and remembers what it was asked.

use std::fmt;
use std::sync::{Arc, Mutex};

use thirtyfour::error::WebDriverResult;
use tokio::sync::watch;

use crate::behavior::{Behavior, behave, with_cors};
use crate::dns::{Dns, MEDIA_TYPE};
use crate::http::{Request, Response, Server, response};
use crate::message::{Question, decode, question};
use crate::wait::until;

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is here, and no answer is out.
    Waiting,
    /// An answer, or what stands for one, is out.
    Answered,
    /// The browser did not wait for it.
    Aborted,
}

/// Chooses what to do with each question.
type Rule = dyn Fn(&Question) -> Behavior + Send + Sync;

/// A resolver that runs.
pub struct Front {
    server: Server,
    /// What it shares with the server.
    state: Arc<State>,
}

/// What a front does and has seen.
struct State {
    /// What to do with each question.
    rule: Mutex<Arc<Rule>>,
    /// The questions in the order of their arrival, with their fates.
    seen: Mutex<Vec<(Question, Fate)>>,
    /// Requests that no page should send, in words.
    odd: Mutex<Vec<String>>,
    /// How often [`Front::release`] was called.
    released: watch::Sender<u32>,
}

impl Front {
    /// Starts a resolver that answers as `dns` does.
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

    /// From now on does the same with every question.
    pub fn does(&self, behavior: Behavior) {
        self.does_for(move |_| behavior);
    }

    /// From now on does with a question what `rule` says.
    pub fn does_for(&self, rule: impl Fn(&Question) -> Behavior + Send + Sync + 'static) {
        *self
            .state
            .rule
            .lock()
            .expect("no test panics while it looks") = Arc::new(rule);
    }

    /// Answers the questions that are held now. Later ones are held again, unless told otherwise.
    pub fn release(&self) {
        self.state.released.send_modify(|times| *times += 1);
    }

    /// The questions in the order of their arrival, with their fates.
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

    /// Waits until so many questions have this fate, and no question has another.
    pub async fn all_are(&self, count: usize, fate: Fate) -> WebDriverResult<()> {
        until(&format!("{count} questions are {fate:?}"), async || {
            let seen = self.seen();
            let is_so = seen.len() == count && seen.iter().all(|(_, other)| *other == fate);
            Ok(is_so.then_some(()))
        })
        .await
    }

    /// Requests that no page should send, in words.
    pub fn odd_requests(&self) -> Vec<String> {
        self.state
            .odd
            .lock()
            .expect("no test panics while it looks")
            .clone()
    }

    /// Forgets the questions so far, for a test with several checks.
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
        // Before the question can be seen, so that no release is missed.
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

/// A question without an answer so far. Dropped before it is answered, it was aborted.
struct Pending<'a> {
    /// Where it is noted.
    state: &'a State,
    question: Question,
    /// Whether an answer is out.
    is_answered: bool,
}

impl<'a> Pending<'a> {
    /// Notes that a question is here.
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

    /// Notes that an answer is out.
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
        // The same question may have been asked before; the oldest that waits is as good as any.
        let waiting = (self.question.clone(), Fate::Waiting);
        if let Some(entry) = seen.iter_mut().find(|entry| **entry == waiting) {
            entry.1 = fate;
        }
    }
}
