//! A permission record whose name would be too long for DNS.

use super::shared::most;
use crate::discovery::{Facts, Permission};
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-permission-name-too-long",
    topic: Topic::Reports,
    severity: Severity::Problem,
    title: "Report host cannot agree: name too long",
    why: "A host of another organization agrees to reports with a record whose name combines both names. A name in DNS \
          has at most 253 characters, and this one would be longer. So receivers cannot verify the host and send \
          nothing.",
    what_to_do: "Use a report address with a shorter host name, or one at your own domain.",
    references: &[Reference::new(9990, "4"), Reference::new(1035, "2.3.4")],
    check: Check::Domain(check),
};

/// Looks for hosts whose permission record would have too long a name.
fn check(facts: &Facts) -> Vec<Hit> {
    most(
        facts
            .destinations
            .iter()
            .filter(|destination| destination.permission == Permission::CannotBeAsked)
            .map(|destination| Hit {
                message: format!(
                    "The name at which {} would agree to reports about this domain is too long for DNS.",
                    destination.host
                ),
                span: facts.span_of(destination),
                about: vec![About::Destination(destination.host.clone())],
                suggestion: None,
            }),
    )
}
