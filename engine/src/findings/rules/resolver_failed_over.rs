//! A resolver that failed while another one answered.

use super::shared::most;
use crate::discovery::Facts;
use crate::dns::{LookupError, Question};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "resolver-failed-over",
    topic: Topic::Resolver,
    severity: Severity::Note,
    title: "A resolver failed; another was asked",
    why: "When a resolver fails, the check continues with the next one, so its results are as good as ever. If \
          SERVFAIL is the cause, the zone itself may be at fault, and some receivers may not find the record either.",
    what_to_do: "Do nothing if it does not happen again. If it does, choose another resolver, or check the zone's name \
                 servers and DNSSEC.",
    references: &[Reference::new(8484, "4.2.1")],
    check: Check::Domain(check),
};

/// The queries at which one resolver failed.
struct Failure<'a> {
    /// The name of the resolver that failed.
    resolver: &'a str,
    /// The first query at which it failed.
    question: &'a Question,
    /// The error of that query.
    error: &'a LookupError,
    /// The resolver that was asked next.
    next: &'a str,
    /// At how many queries it failed.
    count: usize,
}

/// Looks for answers from a fallback resolver, and creates one hit per failed resolver.
fn check(facts: &Facts) -> Vec<Hit> {
    let mut failures: Vec<Failure> = Vec::new();
    for answer in &facts.answers.0 {
        let mut tried = answer.failed_before.iter().peekable();
        while let Some((resolver, error)) = tried.next() {
            let next = tried
                .peek()
                .map_or(answer.resolver.as_str(), |(next, _)| next.as_str());
            // A retry at the same resolver is not a failover.
            if next == resolver {
                continue;
            }
            match failures
                .iter_mut()
                .find(|failure| failure.resolver == resolver)
            {
                Some(failure) => failure.count += 1,
                None => failures.push(Failure {
                    resolver,
                    question: &answer.question,
                    error,
                    next,
                    count: 1,
                }),
            }
        }
    }
    most(failures.iter().map(|failure| {
        let Failure {
            resolver,
            question,
            error,
            next,
            count,
        } = failure;
        let more = match count {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        Hit::new(format!(
            "{resolver} failed for {question}{more} ({error}); {next} was asked next."
        ))
    }))
}
