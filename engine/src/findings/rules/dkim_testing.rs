//! A key that says DKIM is only being tested.

use super::shared::{Kept, said};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, Outcome};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-testing",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "DKIM key marked as a test",
    why: "With t=y, verifiers must treat mail from this domain no differently from unsigned mail, so a receiver may \
          ignore the signature. Most software ignores the mark, but not all.",
    what_to_do: "Once signing works, remove y from t.",
    references: &[Reference::new(6376, "3.6.1")],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for `t=y` at usable keys.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    said(key, |record| {
        let is_test = record.is_testing && record.outcome == Outcome::Ok;
        is_test.then(|| "is marked as a test (t=y)".to_owned())
    })
}
