//! [`check_host`]: evaluates SPF for one sender, as a receiver does.

mod addresses;
mod check;
mod session;
mod trace;
mod values;

use std::rc::Rc;

use check::Check;

use super::SpfResult;
use crate::dns::{Answer, Resolver};

pub use session::Session;
pub use trace::{Evaluation, Step, StepOutcome};

/// Evaluates SPF for a message
/// ([RFC 7208, section 4](https://www.rfc-editor.org/rfc/rfc7208#section-4)).
///
/// The time limit of section 4.6.4 is up to the resolver, since the engine has no clock.
///
/// # Example
///
/// ```
/// use dmarc_engine::{dns::Zone, domain::DomainName, spf::{Session, SpfResult, check_host}};
/// use futures_util::FutureExt;
///
/// let mut zone = Zone::new("zone");
/// zone.add_text(&DomainName::new("shop.example").unwrap(), "v=spf1 ip4:192.0.2.0/24 -all");
/// let session = Session::new("192.0.2.7".parse().unwrap(), "mail.shop.example", "news@shop.example");
/// let evaluation = check_host(&zone, &session).now_or_never().unwrap();
/// assert_eq!(evaluation.result, SpfResult::Pass);
/// assert_eq!(evaluation.matching_steps().count(), 1);
/// ```
pub async fn check_host<R: Resolver>(resolver: &R, session: &Session) -> Evaluation {
    let mut check = Check::new(resolver, session);
    let domain = session.domain().to_owned();
    let verdict = check.check(domain.clone(), Vec::new()).await;
    let (result, cause, explained) = match verdict {
        Ok(verdict) => (verdict.result, None, verdict.explained),
        Err(cause) => (cause.result(), Some(cause), None),
    };
    let explanation = match explained.filter(|_| result == SpfResult::Fail) {
        Some((spec, domain)) => check.explanation(&spec, &domain).await,
        None => None,
    };
    let (lookups, voids, steps, answers) = check.into_parts();
    Evaluation {
        result,
        explanation,
        domain,
        cause,
        steps,
        lookups,
        voids,
        answers,
    }
}

/// The answers received so far in an evaluation.
type Answers = Vec<Rc<Answer>>;
