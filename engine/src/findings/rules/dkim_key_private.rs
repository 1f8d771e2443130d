//! A private key where the public one belongs.

use super::shared::{Kept, key_hit};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-private",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "Private DKIM key in public DNS",
    why: "Once its public half is published, anyone can sign as the domain with this key, and such mail passes DMARC.",
    what_to_do: "Revoke the selector now, and never use this key pair again. Publish the public half of a new pair at \
                 a new selector.",
    references: &[Reference::new(6376, "3.6.1"), Reference::new(6376, "8.3")],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for private keys.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    let mut problems = key.record.problems.iter();
    if !problems.any(|problem| problem.kind == ProblemKind::PrivateKey) {
        return Vec::new();
    }
    let hit = key_hit(key, "is a private key, with which anyone can sign");
    vec![Hit {
        suggestion: key.instead("v=DKIM1; p="),
        ..hit
    }]
}
