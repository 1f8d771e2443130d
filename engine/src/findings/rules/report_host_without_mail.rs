//! A report address at a host that accepts no mail.

use super::shared::most;
use crate::discovery::Facts;
use crate::dns::{Mx, Outcome, Question, RecordData, RecordType};
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-host-without-mail",
    topic: Topic::Reports,
    severity: Severity::Problem,
    title: "Report host accepts no mail",
    why: "Reports come by mail. Mail to this host cannot be delivered, so they are lost, and silence looks like a \
          domain without problems.",
    what_to_do: "Use an address at a host that accepts mail, or give this host an MX record.",
    references: &[
        Reference::new(5321, "5.1"),
        Reference::new(7505, "3"),
        Reference::new(9990, "3.5"),
    ],
    check: Check::Domain(check),
};

/// Looks for hosts that are known to accept no mail.
fn check(facts: &Facts) -> Vec<Hit> {
    most(
        facts
            .destinations
            .iter()
            .filter(|destination| destination.takes_mail == Some(false))
            .map(|destination| {
                let host = &destination.host;
                let mx = facts
                    .answers
                    .get(&Question::new(host.clone(), RecordType::Mx));
                let what = match mx.map(|answer| &answer.outcome) {
                    Some(Outcome::NxDomain) => "does not exist",
                    Some(Outcome::Records(records)) if records.iter().any(is_host) => {
                        "names no mail host that senders can find"
                    }
                    Some(Outcome::Records(_)) => {
                        "has a null MX record, which says that it accepts no mail"
                    }
                    _ => "has neither an MX record nor an address",
                };
                Hit {
                    message: format!("{host} {what}, so reports to it are lost."),
                    span: facts.span_of(destination),
                    about: vec![About::Destination(destination.host.clone())],
                    suggestion: None,
                }
            }),
    )
}

/// Whether a record is an MX record that names a host.
const fn is_host(record: &RecordData) -> bool {
    matches!(
        record,
        RecordData::Mx(Mx {
            exchange: Some(_),
            ..
        })
    )
}
