//! A key that allows only hashes that must not be used.

use super::shared::{Kept, shown, why_unusable};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-without-usable-hash",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "DKIM key allows no accepted hash",
    why: "Signatures may only use SHA-256 today, and verifiers must not accept SHA-1. A key that does not allow \
          SHA-256 verifies nothing, so mail signed with it counts as unsigned.",
    what_to_do: "Remove h, or write h=sha256, and sign with SHA-256.",
    references: &[Reference::new(8301, "3.1"), Reference::new(6376, "3.6.1")],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for `h` without `sha256`.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    why_unusable(key, |kind, place| match kind {
        ProblemKind::NoUsableHash => Some(format!(
            "allows no hash that verifiers accept: “{}”",
            shown(place)
        )),
        _ => None,
    })
}
