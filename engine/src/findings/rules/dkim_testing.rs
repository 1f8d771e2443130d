//! A key that says DKIM is only being tested.

use super::shared::{Kept, said};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, Outcome};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-testing",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "DKIM key marked as a test",
    why: "With t=y verifiers must not treat mail from this domain differently from mail that is not signed, so a \
          receiver may let the signature count for nothing. Most software overlooks the mark, but not all.",
    what_to_do: "When signing works, remove y from t.",
    references: &[Reference::new(6376, "3.6.1")],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for `t=y` at usable keys.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    said(key, |record| {
        let is_test = record.is_testing && record.outcome == Outcome::Ok;
        is_test.then(|| "says by t=y that DKIM is only being tested".to_owned())
    })
}
