//! Finds where a word contains two terms because the blank between them is missing.

use super::fix::fix;
use super::terms::{BARE, is_sound, is_spelling_of_all, outside_braces};
use crate::record::spf::Qualifier;

/// The longest word that is examined, in octets. A name has at most 253.
const LONGEST: usize = 600;

/// Strings that a term may begin with: a name and its divider.
const BEGINNINGS: [&str; 18] = [
    "includes:",
    "include:",
    "include=",
    "ip4:",
    "ip4=",
    "ip6:",
    "ip6=",
    "ipv4:",
    "ipv6:",
    "exists:",
    "redirect=",
    "redirect:",
    "exp=",
    "ptr:",
    "mx:",
    "a:",
    "ip:",
    "v=spf1",
];

/// The positions at which a word is split into terms.
pub(super) fn divisions(word: &str) -> Vec<usize> {
    let mut divisions = Vec::new();
    let mut start = 0;
    if word.len() > LONGEST {
        return divisions;
    }
    while let Some(at) = word.get(start..).and_then(division) {
        start += at;
        divisions.push(start);
    }
    let ends = divisions.iter().copied().chain([word.len()]);
    let mut parts = [0].into_iter().chain(divisions.iter().copied()).zip(ends);
    let is_ignored = |(start, end)| {
        let part = word.get(start..end).and_then(fix);
        part.is_some_and(|part| part.role.is_ignored())
    };
    // If receivers ignore every part, they ignore the whole word, so it can stay.
    if parts.all(is_ignored) {
        divisions.clear();
    }
    divisions
}

/// The first position at which a word is split.
fn division(word: &str) -> Option<usize> {
    if is_sound(word) {
        return None;
    }
    for (at, _) in outside_braces(word).filter(|(at, _)| *at > 0) {
        let (left, right) = word.split_at_checked(at)?;
        // `a:a:x` is one term with its name repeated.
        let is_open = left.ends_with([':', '=']) && !is_sound(left);
        if !is_open && (begins_term(right) || follows(left, right)) && fix(left).is_some() {
            return Some(at);
        }
    }
    None
}

/// Whether a term most likely begins here, regardless of what precedes it.
fn begins_term(text: &str) -> bool {
    let qualifier = text.chars().next().and_then(Qualifier::from_char);
    let body = text
        .get(usize::from(qualifier.is_some())..)
        .unwrap_or_default();
    let is_end =
        |text: &str| is_spelling_of_all(text) && (qualifier.is_some() || text.starts_with('_'));
    if is_end(body) {
        return true;
    }
    let lower = |length: usize| body.get(..length).map(str::to_ascii_lowercase);
    if let (Some(qualifier), Some("all")) = (qualifier, lower(3).as_deref()) {
        let behind = body.get(3..).unwrap_or_default();
        // Names contain hyphens as well, such as mail-all.example.
        return qualifier != Qualifier::Fail
            || behind.is_empty()
            || behind.bytes().all(|b| b.is_ascii_punctuation())
            || begins_term(behind)
            || is_foreign(behind)
            || is_bare(behind);
    }
    if BEGINNINGS
        .iter()
        .any(|begin| lower(begin.len()).as_deref() == Some(begin) && has_value(body, begin))
    {
        return true;
    }
    // `+mx` and `?a` are clear; a hyphen may be part of a name.
    let is_clear = qualifier.is_some_and(|qualifier| qualifier != Qualifier::Fail);
    is_clear && is_bare(body)
}

/// Whether the beginning of a term is followed by something like a value.
fn has_value(body: &str, begin: &str) -> bool {
    let value = body.get(begin.len()..).unwrap_or_default();
    let mut start = value.chars();
    match *begin.as_bytes() {
        [b'v', ..] => true,
        [b'i', b'p', .., b'4', _] => start.next().is_some_and(|c| c.is_ascii_digit()),
        [b'i', b'p', ..] => start
            .next()
            .is_some_and(|c| c.is_ascii_hexdigit() || c == ':'),
        _ => {
            value.contains('.')
                && start
                    .next()
                    .is_some_and(|c| c.is_ascii_alphanumeric() || "_%".contains(c))
        }
    }
}

/// Whether a term without a value begins here, after a term whose end is unambiguous.
fn follows(left: &str, right: &str) -> bool {
    let left = left
        .trim_start_matches(['+', '-', '~', '?'])
        .to_ascii_lowercase();
    let is_end_clear = left.starts_with("ip") || left == "all" || BARE.contains(&left.as_str());
    // `aall` may also be a typo of `all`.
    let is_all = right.eq_ignore_ascii_case("all") && left != "a" && left != "all";
    is_end_clear && (is_all || is_bare(right) || (left == "all" && is_foreign(right)))
}

/// Whether a text is `a`, `mx` or `ptr`, with or without a prefix length, possibly followed by another term.
fn is_bare(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    BARE.iter().any(|name| {
        lower.strip_prefix(name).is_some_and(|rest| {
            let is_length =
                rest.starts_with('/') && rest.bytes().all(|b| b == b'/' || b.is_ascii_digit());
            rest.is_empty() || is_length || begins_term(rest)
        })
    })
}

/// Whether a text belongs to another service, such as `google-site-verification=..`. Text that names a host does not
/// count, since it may be a sender.
pub(super) fn is_foreign(text: &str) -> bool {
    text.find(['=', ':'])
        .and_then(|at| text.split_at_checked(at))
        .is_some_and(|(name, value)| {
            let is_inside = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
            let is_name = name.len() > 1 && name.bytes().all(is_inside);
            let is_verification = name.contains(['-', '_']) && value.starts_with('=');
            is_name && (is_verification || !value.contains('.'))
        })
}
