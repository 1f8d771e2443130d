//! Reports to another organization that has not agreed to receive them.

use super::shared::most;
use crate::discovery::{Destination, Facts, Permission, permission_record};
use crate::domain::DomainName;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Suggestion, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-permission-missing",
    topic: Topic::Reports,
    severity: Severity::Problem,
    title: "Report host has not agreed to reports",
    why: "Reports can only go to a host that agrees: a host of another organization must publish that it accepts \
          reports about this domain. Otherwise receivers ignore the address, and no reports arrive.",
    what_to_do: "Ask the report host's operator to publish this record, or use an address at your own domain.",
    references: &[Reference::new(9990, "4"), Reference::new(7489, "7.1")],
    check: Check::Domain(check),
};

/// Looks for hosts without a permission record.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(found) = facts.policy() else {
        return Vec::new();
    };
    most(
        facts
            .destinations
            .iter()
            .filter(|destination| destination.permission == Permission::Missing)
            .map(|destination| Hit {
                message: format!(
                    "{} does not say that it accepts reports about {}, so receivers {}must not send any there.",
                    destination.host,
                    found.domain,
                    who(facts, &found.domain, destination),
                ),
                span: facts.span_of(destination),
                about: vec![About::Destination(destination.host.clone())],
                suggestion: permission_record(&found.domain, &destination.host)
                    .map(|name| Suggestion::at(name, "v=DMARC1;")),
            }),
    )
}

/// Names the receivers that require the permission, if not all do: RFC 7489 requires none within a registered domain.
fn who(facts: &Facts, domain: &DomainName, destination: &Destination) -> &'static str {
    // Without the suffix list, it is unknown where registered domains end.
    if facts.suffix_list.is_some() && facts.is_same_owner(&destination.host, domain) {
        "on RFC 9990 "
    } else {
        ""
    }
}
