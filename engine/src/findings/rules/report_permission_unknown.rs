//! A permission whose query failed.

use super::shared::most;
use crate::discovery::{Facts, Permission};
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-permission-unknown",
    topic: Topic::Reports,
    severity: Severity::Note,
    title: "Report permission could not be looked up",
    why: "A host of another organization must publish that it accepts reports about this domain. The query failed, so \
          the check cannot tell whether this host does. Receivers that get an answer can tell.",
    what_to_do: "Check again later or with another resolver.",
    references: &[Reference::new(9990, "4"), Reference::new(7489, "7.1")],
    check: Check::Domain(check),
};

/// Looks for failed queries about permissions.
fn check(facts: &Facts) -> Vec<Hit> {
    most(
        facts
            .destinations
            .iter()
            .filter_map(|destination| match &destination.permission {
                Permission::CouldNotTell(error) => Some((destination, error)),
                _ => None,
            })
            .map(|(destination, error)| Hit {
                message: format!(
                    "Could not tell whether {} accepts reports about this domain: the query failed ({error}).",
                    destination.host
                ),
                span: facts.span_of(destination),
                about: vec![About::Destination(destination.host.clone())],
                suggestion: None,
            }),
    )
}
