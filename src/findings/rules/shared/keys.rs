//! How rules go through the DKIM keys that were found.

use super::MOST;
use crate::around::Selector;
use crate::discovery::Facts;
use crate::findings::{About, Hit, Suggestion};
use crate::record::dkim::{DkimRecord, Outcome, ProblemKind};

/// A hit for each key of which `what` has something to say; that is the end of the sentence which begins with the key.
pub(in super::super) fn key_hits(
    facts: &Facts,
    what: fn(&DkimRecord) -> Option<String>,
) -> Vec<Hit> {
    let Some(around) = facts.around.as_deref() else {
        return Vec::new();
    };
    let said = around.dkim.found().filter_map(|(selector, record)| {
        let name = selector.key.name.as_ref()?;
        let hit = Hit::new(format!("The key at {name} {}.", what(record)?));
        Some(hit.about(About::Selector(selector.selector.clone())))
    });
    said.take(MOST).collect()
}

/// What the first problem that `what` knows means, in a record that verifiers cannot use.
pub(in super::super) fn why_unusable(
    record: &DkimRecord,
    what: fn(ProblemKind, &str) -> Option<String>,
) -> Option<String> {
    if record.outcome != Outcome::Unusable {
        return None;
    }
    let mut problems = record.problems.iter();
    problems.find_map(|problem| what(problem.kind, problem.span.of(&record.text)))
}

/// The record that takes a key back, where the domain has the key itself, and not by the alias of someone else.
pub(in super::super) fn revocation(selector: &Selector) -> Option<Suggestion> {
    let name = selector.key.name.clone()?;
    let is_own = selector.key.aliases.is_empty();
    is_own.then(|| Suggestion::at(name, "v=DKIM1; p="))
}
