//! An RSA key that verifiers do not accept.

use super::shared::{Kept, why_unusable};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-too-short",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "DKIM key too short",
    why: "Verifiers must not accept a signature from an RSA key below 1024 bits, so mail signed with it counts as \
          unsigned. Such a short key can also be broken. Receivers that still accept it then treat forged mail as \
          signed.",
    what_to_do: "Make a 2048-bit key, publish it at a new selector, sign with it, and revoke this one.",
    references: &[Reference::new(8301, "3.2"), Reference::new(6376, "3.6.1")],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for keys with too few bits.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    why_unusable(key, |kind, _| match kind {
        ProblemKind::KeyTooShort(bits) => Some(format!(
            "has {bits} bits; verifiers accept no RSA key below 1024"
        )),
        _ => None,
    })
}
