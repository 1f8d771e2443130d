//! A permission that sends reports to a third host.

use super::shared::{most, shown};
use crate::discovery::{Facts, Permission};
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-permission-redirected",
    topic: Topic::Reports,
    severity: Severity::Problem,
    title: "Report host redirects reports to another host",
    why: "A host that accepts reports may name another address for them, but only at the same host. If it names \
          another host, receivers send reports to neither.",
    what_to_do: "Ask the report host's operator to name the same host in rua of its permission record, or to remove \
                 rua.",
    references: &[Reference::new(9990, "4"), Reference::new(7489, "7.1")],
    check: Check::Domain(check),
};

/// Looks for permissions with an address at another host.
fn check(facts: &Facts) -> Vec<Hit> {
    most(
        facts
            .destinations
            .iter()
            .filter_map(|destination| match &destination.permission {
                Permission::GivenElsewhere(uri) => Some((destination, uri)),
                _ => None,
            })
            .map(|(destination, uri)| {
                let address = shown(uri);
                Hit {
                    message: format!(
                        "{} redirects its reports to {address}, which is at another host, so receivers send none.",
                        destination.host
                    ),
                    span: facts.span_of(destination),
                about: vec![About::Destination(destination.host.clone())],
                    suggestion: None,
                }
            }),
    )
}
