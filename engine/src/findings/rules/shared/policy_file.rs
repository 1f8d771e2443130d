//! What the rules about MTA-STS policy files share.

use super::is_near;
use crate::findings::{Hit, Suggestion};
use crate::record::Span;
use crate::record::mta_sts::{Key, PolicyProblem, StsPolicy, meant_key, repair_policy};

/// Creates a hit at a place in the file, and suggests the file with all certain corrections at once.
pub(in super::super) fn policy_hit(policy: &StsPolicy, span: Span, message: String) -> Hit {
    Hit {
        suggestion: repair_policy(policy).map(Suggestion::instead),
        ..Hit::at(span, message)
    }
}

/// Returns the key that an invalid key was probably meant as, from the problem and the text there.
pub(in super::super) fn policy_key_meant(problem: PolicyProblem, written: &str) -> Option<Key> {
    match problem {
        PolicyProblem::KeyCase(key) => Some(key),
        PolicyProblem::BadKey => meant_key(written),
        PolicyProblem::UnknownKey => {
            let written = written.replace('-', "_");
            let mut keys = Key::ALL.into_iter();
            // Two letters are similar to too many words.
            keys.find(|key| key.as_str().len() > 2 && is_same_or_near(&written, key.as_str()))
        }
        _ => None,
    }
}

/// Whether two words are the same or nearly so.
fn is_same_or_near(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || is_near(one, other)
}
