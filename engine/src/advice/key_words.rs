//! Why a policy cannot rely on a DKIM key, in words.

use crate::mail_setup::Dkim;
use crate::record::dkim::{DkimRecord, Outcome, ProblemKind};

/// How many keys are named at most.
const MOST: usize = 3;

/// Returns what is wrong with the keys at these selectors, each as in "the key at s1 is revoked".
pub fn key_faults(dkim: &Dkim, selectors: &[String]) -> Vec<String> {
    let keys = dkim.found().filter_map(|(found, key)| {
        let is_meant = selectors.contains(&found.selector);
        let fault = key_fault(key).filter(|_| is_meant)?;
        Some(format!("the key at {} {fault}", found.selector))
    });
    keys.take(MOST).collect()
}

/// Returns why a policy cannot rely on a key, as a phrase that follows "the key"; `None` if it can.
pub fn key_fault(key: &DkimRecord) -> Option<String> {
    let fault = match key.outcome {
        Outcome::Revoked => "is revoked".to_owned(),
        Outcome::Ok if key.is_testing => {
            "is in test mode (t=y), so receivers treat mail as unsigned".to_owned()
        }
        Outcome::Ok => return None,
        // Each of these breaks several parts of a record at once, and the parts do not show the cause.
        Outcome::Unusable if key.text.contains('\\') => "has backslashes in its record".to_owned(),
        Outcome::Unusable if key.text.contains('"') => {
            "has quotation marks in its record".to_owned()
        }
        Outcome::Unusable => {
            let mut problems = key.problems.iter();
            problems
                .find_map(|problem| fault(problem.kind))
                .unwrap_or_else(|| "can't be read".to_owned())
        }
    };
    Some(fault)
}

/// Returns a sentence on how to fix the first of these keys whose record can be repaired without a new key.
pub(super) fn key_fix(dkim: &Dkim, selectors: &[String]) -> Option<String> {
    let mut keys = dkim.found();
    keys.find_map(|(found, key)| {
        let what = match key.outcome {
            _ if !selectors.contains(&found.selector) => return None,
            Outcome::Ok if key.is_testing => {
                return Some(format!(
                    "Remove t=y from the record at {} once its mail is signed.",
                    found.selector
                ));
            }
            Outcome::Ok | Outcome::Revoked => return None,
            Outcome::Unusable if key.text.contains('\\') => "without backslashes",
            Outcome::Unusable if key.text.contains('"') => "without quotation marks",
            Outcome::Unusable => {
                let mut problems = key.problems.iter();
                let is_cut =
                    problems.any(|found| matches!(found.kind, ProblemKind::KeyTruncated { .. }));
                is_cut.then_some("in full")?
            }
        };
        Some(format!(
            "Republish the record at {} {what}.",
            found.selector
        ))
    })
}

/// Describes a problem that makes a key unusable.
fn fault(kind: ProblemKind) -> Option<String> {
    let fault = match kind {
        ProblemKind::MissingKey => "is missing: its record has no p",
        ProblemKind::UnknownKeyType | ProblemKind::KeyOfOtherType => {
            "has a type that receivers don't know"
        }
        ProblemKind::KeyNotBase64(_) => "contains invalid characters",
        ProblemKind::PemLines => "still has the PEM lines around it",
        ProblemKind::PrivateKey => "is a private key, so anyone can sign with it",
        ProblemKind::KeyTruncated { expected, found } => {
            return Some(format!("is cut off after {found} of {expected} bytes"));
        }
        ProblemKind::KeyNotReadable
        | ProblemKind::WrappedEd25519Key
        | ProblemKind::Ed25519KeyLength(_) => "can't be read",
        ProblemKind::KeyTooShort(bits) => {
            return Some(format!("has {bits} bits; receivers require 1024"));
        }
        ProblemKind::NoUsableHash => "allows no hash that receivers accept (h)",
        ProblemKind::NotForMail => "is not meant for mail (s)",
        _ => return None,
    };
    Some(fault.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::dkim::parse;

    /// A usable key.
    const KEY: &str = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// A 512-bit RSA key.
    const SHORT: &str = "k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBANyN2Eo5uUglfAyW3dw55mPVSAxWXJvwYdxR5LQcyKIsTvXFMxFTQqmZ29n6xLbpQdaDR5G5MZO5sikOXAmhKtMCAwEAAQ==";

    #[test]
    fn each_state_of_a_key_has_its_words() {
        let cut = SHORT.split_at(SHORT.len() - 40).0;
        for (text, expected) in [
            (KEY.to_owned(), None),
            (format!("v=DKIM1; {KEY}; t=s"), None),
            ("v=DKIM1; p=".to_owned(), Some("is revoked")),
            (format!("{KEY}; t=y"), Some("is in test mode")),
            (format!("{KEY}; t=y:s"), Some("is in test mode")),
            (
                SHORT.to_owned(),
                Some("has 512 bits; receivers require 1024"),
            ),
            (cut.to_owned(), Some("is cut off after ")),
            (
                format!("v=DKIM1\\; {KEY}"),
                Some("has backslashes in its record"),
            ),
            (
                format!("\"v=DKIM1; {KEY}\""),
                Some("has quotation marks in its record"),
            ),
            (format!("v=DKIM1; h=md5; {KEY}"), Some("allows no hash")),
            (
                format!("v=DKIM1; s=chat; {KEY}"),
                Some("is not meant for mail"),
            ),
            ("v=DKIM1; k=rsa".to_owned(), Some("is missing")),
            ("v=DKIM1; k=dsa; p=AAAA".to_owned(), Some("has a type")),
            (
                "v=DKIM1; p=%%%%".to_owned(),
                Some("contains invalid characters"),
            ),
            (format!("v=DKIM1; {KEY}; {KEY}"), Some("can't be read")),
        ] {
            let fault = key_fault(&parse(&text));
            match expected {
                None => assert_eq!(fault, None, "{text}"),
                Some(expected) => assert!(
                    fault
                        .as_deref()
                        .is_some_and(|fault| fault.starts_with(expected)),
                    "{text}: {fault:?}"
                ),
            }
        }
    }
}
