//! What rules about the policy file of MTA-STS share.

use super::is_near;
use crate::findings::{Hit, Suggestion};
use crate::record::Span;
use crate::record::mta_sts::{Key, PolicyProblem, StsPolicy, meant_key, repair_policy};

/// A hit at a place of the file. What can be corrected without a doubt is, all at once.
pub(in super::super) fn policy_hit(policy: &StsPolicy, span: Span, message: String) -> Hit {
    Hit {
        suggestion: repair_policy(policy).map(Suggestion::instead),
        ..Hit::at(span, message)
    }
}

/// The key that was likely meant by one that is none, by the problem and what is written there.
pub(in super::super) fn policy_key_meant(problem: PolicyProblem, written: &str) -> Option<Key> {
    match problem {
        PolicyProblem::KeyCase(key) => Some(key),
        PolicyProblem::BadKey => meant_key(written),
        PolicyProblem::UnknownKey => {
            let written = written.replace('-', "_");
            let mut keys = Key::ALL.into_iter();
            // Two letters are near too many words.
            keys.find(|key| key.as_str().len() > 2 && is_same_or_near(&written, key.as_str()))
        }
        _ => None,
    }
}

/// Whether a word is another, or nearly so.
fn is_same_or_near(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || is_near(one, other)
}
