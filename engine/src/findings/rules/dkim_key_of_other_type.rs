//! A key of another type than its record says.

use super::shared::{Kept, shown, why_unusable};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-of-other-type",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "DKIM key of the wrong type",
    why: "Verifiers read a key as the type that its record names. If the key has another type or form, no signature \
          passes, and mail signed with this selector counts as unsigned.",
    what_to_do: "Publish an RSA key without k or with k=rsa. With k=ed25519, publish only the 32 octets of the key, \
                 which are 44 characters of base64.",
    references: &[Reference::new(6376, "3.6.1"), Reference::new(8463, "4.2")],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for keys that do not match their declared type.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    why_unusable(key, |kind, place| match kind {
        ProblemKind::KeyOfOtherType => {
            Some("does not have the type that its record names".to_owned())
        }
        ProblemKind::UnknownKeyType => Some(format!(
            "has a type that verifiers do not know: “{}”",
            shown(place)
        )),
        ProblemKind::WrappedEd25519Key => {
            Some("is Ed25519, but in a wrapping that verifiers do not expect".to_owned())
        }
        ProblemKind::Ed25519KeyLength(octets) => Some(format!(
            "has the wrong length for Ed25519: {octets} instead of 32 octets"
        )),
        _ => None,
    })
}
