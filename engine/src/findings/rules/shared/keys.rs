//! How rules go through the DKIM keys that were found.

use super::{Kept, MOST};
use crate::domain::DomainName;
use crate::findings::{Hit, Suggestion};
use crate::mail_setup::{MailSetup, Selector};
use crate::record::dkim::{DkimRecord, Outcome, ProblemKind, Slip, mangled};
use crate::vendors::{Kind, find};

/// Lets a rule look at each key.
pub(in crate::findings) fn in_keys(
    mail_setup: &MailSetup,
    find: fn(&Kept<DkimRecord>) -> Vec<Hit>,
) -> Vec<Hit> {
    let keys = mail_setup.dkim.found();
    let keys = keys.filter_map(|(selector, _)| Kept::key(selector));
    keys.flat_map(|key| find(&key)).take(MOST).collect()
}

/// A hit about a key; `end` is that of the sentence which begins with the key.
pub(in super::super) fn key_hit(key: &Kept<DkimRecord>, end: &str) -> Hit {
    key.hit(None, format!("The key{} {end}.", key.place()))
}

/// A hit about a key of which `what` has something to say.
pub(in super::super) fn said(
    key: &Kept<DkimRecord>,
    what: fn(&DkimRecord) -> Option<String>,
) -> Vec<Hit> {
    let end = what(key.record);
    end.map(|end| key_hit(key, &end)).into_iter().collect()
}

/// What the first problem that `what` knows means, in a record that verifiers cannot use. Where something happened to the
/// text on its way into DNS, the record as it was given is looked at: the other has a rule of its own.
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

/// A hit about what happened to a key on its way into DNS, where `what` knows it, with the text to publish.
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

/// The name in a text that was meant as the target of a CNAME record: a host name alone that services keep keys at.
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

/// The record that takes a key back, where the domain has the key itself, and not by the alias of someone else.
pub(in super::super) fn revocation(selector: &Selector) -> Option<Suggestion> {
    Kept::key(selector)?.instead("v=DKIM1; p=")
}
