//! A permission record whose name would be too long for DNS.

use super::shared::most;
use crate::discovery::{Facts, Permission};
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-permission-name-too-long",
    topic: Topic::Reports,
    severity: Severity::Problem,
    title: "Report host cannot agree, name too long",
    why: "A host of another organization agrees to reports by a record whose name is made of both names. DNS holds \
          names of up to 253 characters; this one would be longer, so nobody can verify the host and receivers \
          send nothing.",
    what_to_do: "Use a report address with a shorter host name, or one at a domain of your own.",
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
