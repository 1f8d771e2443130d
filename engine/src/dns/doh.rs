//! [`DohResolver`]: DNS over HTTPS ([RFC 8484](https://www.rfc-editor.org/rfc/rfc8484)) at one of several
//! providers, over whatever [`Transport`] carries HTTP.

use std::cell::Cell;

use super::message::{query_url, read};
use super::{Answer, LookupError, Outcome, Provider, Question, Resolver};

/// How long a provider may take for an answer, in milliseconds.
const TIME_LIMIT: u32 = 4000;

/// The media type of DNS messages ([RFC 8484, section 6](https://www.rfc-editor.org/rfc/rfc8484#section-6)).
const MEDIA_TYPE: &str = "application/dns-message";

/// A reply over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpReply {
    /// The status code.
    pub status: u16,
    /// The `Content-Type` header, empty when there is none.
    pub media_type: String,
    /// The body.
    pub body: Vec<u8>,
    /// How long it took, in milliseconds.
    pub elapsed: u32,
}

/// Why no reply came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportError {
    /// This device is offline.
    Offline,
    /// No connection, or a browser that does not say why.
    Unreachable,
    /// The time limit passed.
    Timeout,
}

/// Carries a GET request with `Accept: application/dns-message`, without cookies and referrer, and ends it
/// when the future is dropped or after `time_limit` milliseconds.
#[allow(async_fn_in_trait)]
pub trait Transport {
    /// Gets `url`.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] when no reply came.
    async fn get(&self, url: &str, time_limit: u32) -> Result<HttpReply, TransportError>;
}

/// Asks the first of its providers, and once more the next one when that fails.
///
/// A provider that cannot be used at all (no connection, a reply that is no DNS) is not the first to be
/// asked again until all others have failed as well. SERVFAIL and REFUSED may be about the name, so they
/// are asked again elsewhere without that consequence.
pub struct DohResolver<T> {
    /// What carries the requests.
    transport: T,
    /// In the order of preference, at least one.
    providers: Vec<Provider>,
    /// The place in `providers` of the one to ask first.
    first: Cell<usize>,
}

impl<T: Transport> DohResolver<T> {
    /// A resolver that asks `providers` in this order. With a single provider the second try is at the
    /// same one, so a visitor who chose their own never asks another.
    pub const fn new(transport: T, providers: Vec<Provider>) -> Self {
        Self {
            transport,
            providers,
            first: Cell::new(0),
        }
    }

    /// Asks one provider once.
    async fn ask_provider(&self, provider: &Provider, question: &Question) -> Answer {
        let failed = |error| Answer::new(question.clone(), Outcome::Failed(error), &provider.name);
        let url = match query_url(&provider.url, question) {
            Ok(url) => url,
            Err(malformed) => return failed(malformed.into()),
        };
        match self.transport.get(&url, TIME_LIMIT).await {
            Ok(reply) => {
                let mut answer = match check(&reply) {
                    Ok(()) => read(&reply.body, question, &provider.name),
                    Err(error) => failed(error),
                };
                answer.elapsed = Some(reply.elapsed);
                answer
            }
            Err(TransportError::Offline) => failed(LookupError::Offline),
            Err(TransportError::Unreachable) => failed(LookupError::Unreachable),
            Err(TransportError::Timeout) => failed(LookupError::Timeout(TIME_LIMIT)),
        }
    }

    /// Lets the next provider be asked first, unless that has happened since `tried` was.
    fn prefer_after(&self, tried: usize) {
        if self.first.get() == tried && !self.providers.is_empty() {
            self.first.set((tried + 1) % self.providers.len());
        }
    }
}

impl<T: Transport> Resolver for DohResolver<T> {
    async fn ask(&self, question: &Question) -> Answer {
        let first = self.first.get();
        let nobody = Answer::new(
            question.clone(),
            Outcome::Failed(LookupError::Unreachable),
            "",
        );
        let Some(provider) = self.providers.get(first) else {
            return nobody;
        };
        let answer = self.ask_provider(provider, question).await;
        let Some(error) = answer.error().filter(|error| error.is_retryable()).cloned() else {
            return answer;
        };
        if !matches!(
            error,
            LookupError::ServFail | LookupError::Refused | LookupError::Rcode(_)
        ) {
            self.prefer_after(first);
        }
        let second = (first + 1) % self.providers.len();
        let Some(next) = self.providers.get(second) else {
            return answer;
        };
        let mut retried = self.ask_provider(next, question).await;
        if retried.error().is_some_and(LookupError::is_retryable) {
            self.prefer_after(second);
            // Two resolvers failed: the first one's extended errors may be the only explanation.
            if retried.extended_errors.is_empty() {
                retried.extended_errors = answer.extended_errors;
            }
        }
        retried.failed_before.push((provider.name.clone(), error));
        retried
    }
}

/// Whether the reply carries a DNS message.
fn check(reply: &HttpReply) -> Result<(), LookupError> {
    let media_type = reply
        .media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    let is_web_page = media_type.eq_ignore_ascii_case("text/html");
    match reply.status {
        200 if media_type.eq_ignore_ascii_case(MEDIA_TYPE) => Ok(()),
        200 if is_web_page => Err(LookupError::WebPage),
        200 => Err(LookupError::MediaType(
            media_type.chars().take(60).collect(),
        )),
        511 => Err(LookupError::WebPage),
        status => Err(LookupError::HttpStatus(status)),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use futures_util::FutureExt;

    use super::*;
    use crate::domain::DomainName;

    /// Answers each URL by the start of it, and notes what was asked.
    struct Fake {
        replies: Vec<(&'static str, Result<HttpReply, TransportError>)>,
        asked: RefCell<Vec<String>>,
    }

    impl Transport for Fake {
        async fn get(&self, url: &str, _: u32) -> Result<HttpReply, TransportError> {
            self.asked
                .borrow_mut()
                .push(url.split('?').next().unwrap().to_owned());
            self.replies
                .iter()
                .find(|(start, _)| url.starts_with(start))
                .unwrap()
                .1
                .clone()
        }
    }

    #[allow(clippy::unnecessary_wraps, reason = "the tables hold failures as well")]
    fn reply(status: u16, media_type: &str, body: &[u8]) -> Result<HttpReply, TransportError> {
        Ok(HttpReply {
            status,
            media_type: media_type.to_owned(),
            body: body.to_vec(),
            elapsed: 7,
        })
    }

    /// A DNS message that answers the question of these tests with this second octet of flags.
    fn message(flags: u8) -> Vec<u8> {
        let mut octets = vec![0, 0, 0x81, flags, 0, 1, 0, 0, 0, 0, 0, 0];
        octets.extend(b"\x01a\x07example\x00\x00\x10\x00\x01");
        octets
    }

    fn ask(
        replies: Vec<(&'static str, Result<HttpReply, TransportError>)>,
        times: usize,
    ) -> (Vec<Answer>, Vec<String>) {
        let provider = |host: &str| Provider {
            id: host.to_owned(),
            name: host.to_owned(),
            url: format!("https://{host}"),
            about: String::new(),
        };
        let providers = replies
            .iter()
            .map(|(url, _)| provider(url.trim_start_matches("https://")))
            .collect();
        let fake = Fake {
            replies,
            asked: RefCell::default(),
        };
        let resolver = DohResolver::new(fake, providers);
        let question = Question::txt(DomainName::new("a.example").unwrap());
        let answers = (0..times)
            .map(|_| resolver.ask(&question).now_or_never().unwrap())
            .collect();
        (answers, resolver.transport.asked.into_inner())
    }

    #[test]
    fn a_provider_that_fails_is_named_and_no_longer_asked_first() {
        let (answers, asked) = ask(
            vec![
                ("https://one", Err(TransportError::Timeout)),
                (
                    "https://two",
                    reply(200, "application/dns-message", &message(0x83)),
                ),
                ("https://three", Err(TransportError::Timeout)),
            ],
            2,
        );
        assert_eq!(asked, ["https://one", "https://two", "https://two"]);
        assert_eq!(answers[0].outcome, Outcome::NxDomain);
        assert_eq!(answers[0].resolver, "two");
        assert_eq!(
            answers[0].failed_before,
            [("one".to_owned(), LookupError::Timeout(4000))]
        );
        assert_eq!(answers[0].elapsed, Some(7));
        assert_eq!(answers[1].failed_before, []);
    }

    #[test]
    fn servfail_is_asked_again_elsewhere_but_blames_nobody() {
        let (answers, asked) = ask(
            vec![
                (
                    "https://one",
                    reply(200, "application/dns-message", &message(0x82)),
                ),
                (
                    "https://two",
                    reply(200, "application/dns-message", &message(0x80)),
                ),
            ],
            2,
        );
        assert_eq!(
            asked,
            ["https://one", "https://two", "https://one", "https://two"]
        );
        assert_eq!(answers[0].outcome, Outcome::NoData);
    }

    #[test]
    fn a_resolver_of_ones_own_has_no_stand_in() {
        let (answers, asked) = ask(vec![("https://own", Err(TransportError::Unreachable))], 1);
        assert_eq!(asked, ["https://own", "https://own"]);
        assert_eq!(answers[0].error(), Some(&LookupError::Unreachable));
    }

    #[test]
    fn nobody_is_asked_again_while_offline() {
        let (_, asked) = ask(vec![("https://own", Err(TransportError::Offline))], 1);
        assert_eq!(asked.len(), 1);
    }

    #[test]
    fn a_reply_that_is_no_dns_has_its_own_name() {
        let dns = "application/dns-message";
        for (reply, error) in [
            (reply(503, dns, b""), LookupError::HttpStatus(503)),
            (
                reply(200, "text/html; charset=utf-8", b"<html>"),
                LookupError::WebPage,
            ),
            (reply(511, "", b""), LookupError::WebPage),
            (
                reply(200, "application/json", b"{}"),
                LookupError::MediaType("application/json".into()),
            ),
            (reply(200, "", b""), LookupError::MediaType(String::new())),
            (
                reply(200, dns, b"x"),
                LookupError::Malformed("shorter than a header".into()),
            ),
        ] {
            let (answers, _) = ask(vec![("https://one", reply)], 1);
            assert_eq!(answers[0].error(), Some(&error));
        }
    }
}
