//! An RSA key shorter than signers should use.

use super::shared::{Kept, said};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, KeyType, Outcome};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-weak",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "DKIM key shorter than 2048 bits",
    why: "Verifiers accept RSA keys from 1024 bits, but signers should use 2048. The shorter a key and the longer it \
          is in use, the sooner someone can sign as this domain.",
    what_to_do: "Make a 2048-bit key, publish it at a new selector, sign with it, and revoke this one a week later. A \
                 vendor that holds the key has a setting for this or renews it automatically.",
    references: &[Reference::new(8301, "3.2")],
    check: Check::Text(Text::Dkim(find)),
};

/// The minimum key length that signers should use.
const RECOMMENDED_BITS: usize = 2048;

/// Looks for usable RSA keys that are shorter.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    said(key, |record| {
        let is_rsa = record.key_type == Some(KeyType::Rsa) && record.outcome == Outcome::Ok;
        let bits = record
            .bits
            .filter(|bits| is_rsa && *bits < RECOMMENDED_BITS)?;
        Some(format!("has {bits} bits; 2048 are recommended"))
    })
}
