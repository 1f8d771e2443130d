//! [`Behavior`]: how a test resolver treats a question, correctly or not.

use hyper::header::{ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue};

use crate::dns::{Dns, MEDIA_TYPE};
use crate::http::{Response, response};
use crate::message::{about, about_another_name, refusal, with_question_of};

/// How a test resolver treats a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behavior {
    Answer,
    /// Answers only after [`Front::release`](crate::front::Front::release) is called.
    Hold,
    /// Never answers.
    Silence,
    /// An HTTP status without a DNS message.
    Status(u16),
    /// A web page, as sent by captive portals.
    WebPage,
    /// The answer under this media type.
    MediaType(&'static str),
    /// The first half of an answer.
    Half,
    /// An answer to another question.
    OtherQuestion,
    /// The answer for another name, as if it were about this one. Both names have the same length.
    As(&'static str),
    /// A response code and no records: 2 is SERVFAIL, 5 is REFUSED.
    Code(u8),
    /// An answer without CORS headers, so that web pages may not read it.
    NoCors,
}

/// Applies a behavior to a DNS message.
pub(crate) async fn behave(behavior: Behavior, dns: &Dns, message: &[u8]) -> Response {
    let answer = async || dns.forward(message).await.expect("dnsdist answers");
    let dns_message = |body: Vec<u8>| response(200, MEDIA_TYPE, body);
    let reply = match behavior {
        Behavior::Answer | Behavior::Hold => dns_message(answer().await),
        Behavior::Silence => std::future::pending().await,
        Behavior::Status(status) => response(status, "text/plain", "No."),
        Behavior::WebPage => response(
            200,
            "text/html; charset=utf-8",
            "<!doctype html><title>Sign in</title>",
        ),
        Behavior::MediaType(media_type) => response(200, media_type, answer().await),
        Behavior::Half => {
            let mut body = answer().await;
            body.truncate(body.len() / 2);
            dns_message(body)
        }
        Behavior::OtherQuestion => dns_message(about_another_name(answer().await)),
        Behavior::As(name) => {
            let other = about(message, name);
            let body = dns.forward(&other).await.expect("dnsdist answers");
            dns_message(with_question_of(body, message))
        }
        Behavior::Code(code) => dns_message(refusal(message, code)),
        Behavior::NoCors => return dns_message(answer().await),
    };
    with_cors(reply)
}

/// Adds the CORS header that lets web pages read the response.
pub(crate) fn with_cors(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}
