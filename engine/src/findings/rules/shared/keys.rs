//! Runs rules on the DKIM keys that were found.

use super::{Kept, MOST};
use crate::domain::DomainName;
use crate::findings::{Hit, Suggestion};
use crate::mail_setup::{MailSetup, Selector};
use crate::record::dkim::{DkimRecord, Outcome, ProblemKind, Slip, mangled};
use crate::vendors::{Kind, find};

/// Runs a rule on each key.
pub(in crate::findings) fn in_keys(
    mail_setup: &MailSetup,
    find: fn(&Kept<DkimRecord>) -> Vec<Hit>,
) -> Vec<Hit> {
    let keys = mail_setup.dkim.found();
    let keys = keys.filter_map(|(selector, _)| Kept::key(selector));
    keys.flat_map(|key| find(&key)).take(MOST).collect()
}

/// Creates a hit about a key. `end` completes the sentence that begins with the key.
pub(in super::super) fn key_hit(key: &Kept<DkimRecord>, end: &str) -> Hit {
    key.hit(None, format!("The key{} {end}.", key.place()))
}

/// Creates a hit about a key for which `what` returns the end of the sentence.
pub(in super::super) fn said(
    key: &Kept<DkimRecord>,
    what: fn(&DkimRecord) -> Option<String>,
) -> Vec<Hit> {
    let end = what(key.record);
    end.map(|end| key_hit(key, &end)).into_iter().collect()
}

/// Reports the first problem that `what` explains, in a record that verifiers cannot use.
///
/// If the text was changed on its way into DNS, the record as it was before is examined: another rule reports the change.
pub(in super::super) fn why_unusable(
    key: &Kept<DkimRecord>,
    what: fn(ProblemKind, &str) -> Option<String>,
) -> Vec<Hit> {
    let mangled = mangled(&key.record.text);
    let record = mangled
        .as_ref()
        .map_or(key.record, |mangled| &mangled.given);
    if record.outcome != Outcome::Unusable {
        return Vec::new();
    }
    let mut problems = record.problems.iter();
    let first = problems.find_map(|problem| {
        let end = what(problem.kind, problem.span.of(&record.text))?;
        let hit = key_hit(key, &end);
        let is_written = mangled.is_none() && key.name.is_none() && !problem.span.is_empty();
        Some(Hit {
            span: is_written.then_some(problem.span),
            ..hit
        })
    });
    first.into_iter().collect()
}

/// Reports what happened to a key on its way into DNS, if `what` explains it, and suggests the text to publish.
pub(in super::super) fn slip_hit(
    key: &Kept<DkimRecord>,
    what: fn(Slip) -> Option<String>,
) -> Vec<Hit> {
    let hit = mangled(&key.record.text).and_then(|mangled| {
        let hit = key_hit(key, &what(mangled.slip)?);
        Some(Hit {
            span: key.name.is_none().then_some(mangled.span),
            suggestion: mangled.repaired().and_then(|text| key.instead(text)),
            ..hit
        })
    });
    hit.into_iter().collect()
}

/// Returns the name in a text that was meant as a CNAME target: nothing but a host name under which services publish keys.
pub(in super::super) fn alias_target(text: &str) -> Option<DomainName> {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    let text = text.trim_matches(is_mark);
    let text = match text.split_at_checked("CNAME ".len()) {
        Some((kind, rest)) if kind.eq_ignore_ascii_case("CNAME ") => rest.trim(),
        _ => text,
    };
    let text = text.strip_suffix('.').unwrap_or(text);
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !text.chars().all(is_host) || text.split('.').count() < 3 {
        return None;
    }
    let name = DomainName::new(text).ok()?;
    let is_for_keys = name
        .labels()
        .any(|label| matches!(label, "_domainkey" | "domainkey" | "dkim"));
    (is_for_keys || find(Kind::DkimCname, name.as_str()).is_some()).then_some(name)
}

/// Returns the record that revokes a key, if the key is the domain's own and not behind someone else's alias.
pub(in super::super) fn revocation(selector: &Selector) -> Option<Suggestion> {
    Kept::key(selector)?.instead("v=DKIM1; p=")
}
