//! [`DohResolver`]: DNS over HTTPS ([RFC 8484](https://www.rfc-editor.org/rfc/rfc8484)) at one of several providers, on
//! top of any HTTP [`Transport`].

use std::cell::Cell;

use super::message::{query_url, read};
use super::{Answer, LookupError, Outcome, Provider, Question, Resolver};

/// The time limit for one provider's answer, in milliseconds.
const TIME_LIMIT: u32 = 4000;

/// The media type of DNS messages ([RFC 8484, section 6](https://www.rfc-editor.org/rfc/rfc8484#section-6)).
const MEDIA_TYPE: &str = "application/dns-message";

/// An HTTP response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpReply {
    /// The HTTP status code.
    pub status: u16,
    /// The `Content-Type` header; empty if there is none.
    pub media_type: String,
    /// The response body.
    pub body: Vec<u8>,
    /// How long the request took, in milliseconds.
    pub elapsed: u32,
}

/// Why there is no response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportError {
    /// The device is offline.
    Offline,
    /// The connection failed, or the browser does not say why.
    Unreachable,
    /// The time limit was exceeded.
    Timeout,
}

/// Sends GET requests with `Accept: application/dns-message`, without cookies and referrer. A request ends when its
/// future is dropped or after `time_limit` milliseconds.
#[allow(async_fn_in_trait)]
pub trait Transport {
    /// Fetches `url`.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] if no response arrives.
    async fn get(&self, url: &str, time_limit: u32) -> Result<HttpReply, TransportError>;
}

/// Queries the preferred provider, and retries once at the next one if that fails.
///
/// A provider that can't be used at all (no connection, a response that is not DNS) loses its preference to the next
/// one. SERVFAIL and REFUSED may be caused by the name, so they are retried elsewhere without changing the preference.
pub struct DohResolver<T> {
    transport: T,
    /// The providers in their original order.
    providers: Vec<Provider>,
    /// The index in `providers` of the preferred one.
    first: Cell<usize>,
}

impl<T: Transport> DohResolver<T> {
    /// A resolver that tries `providers` in this order. With a single provider, the retry goes to the same one, so a
    /// visitor's own choice is always respected.
    pub const fn new(transport: T, providers: Vec<Provider>) -> Self {
        Self {
            transport,
            providers,
            first: Cell::new(0),
        }
    }

    /// Queries one provider once.
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

    /// Prefers the next provider, unless the preference changed since `tried` was queried.
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
            // Both resolvers failed, and the first one's extended errors may be the only explanation.
            if retried.extended_errors.is_empty() {
                retried.extended_errors = answer.extended_errors;
            }
        }
        retried.failed_before.push((provider.name.clone(), error));
        retried
    }
}

/// Checks that a response carries a DNS message.
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

    /// Answers by the start of the URL, and keeps a list of requests.
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

    /// A DNS message that answers the question of these tests, with this second octet of flags.
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
