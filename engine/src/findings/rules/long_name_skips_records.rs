//! Example: `a.b.c.d.e.f.g.example.com`

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

/// The most labels that a name can have without the tree walk skipping any name above it.
const LONGEST_WHOLE_WALK: usize = 8;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "long-name-skips-records",
    topic: Topic::Discovery,
    severity: Severity::Note,
    title: "Name too long for the full walk",
    why: "Receivers on RFC 9989 look at the name itself and then continue with its last seven labels, so that a check \
          takes at most eight queries. They never see records at the names in between, including psd=n there.",
    what_to_do: "Publish what this name needs at its own _dmarc name.",
    references: &[Reference::new(9989, "4.10")],
    check: Check::Domain(check),
};

/// Looks for a name with more labels than the tree walk covers.
fn check(facts: &Facts) -> Vec<Hit> {
    let labels = facts.domain.label_count();
    if labels <= LONGEST_WHOLE_WALK {
        return Vec::new();
    }
    let message = match facts.walk.steps.get(1) {
        Some(next) => format!(
            "{} has {labels} labels. Receivers look there and then at {}, and never at a name in between.",
            facts.domain, next.name
        ),
        None => return Vec::new(),
    };
    vec![Hit::new(message)]
}
