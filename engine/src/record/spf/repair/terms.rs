//! Classifies words: a valid term, the beginning of one, a variant of `all`.

use std::net::IpAddr;

use crate::record::spf::{Content, Mechanism, Outcome, SpfRecord, TermName, parse};

/// The terms that may be written without a value.
pub(super) const BARE: [&str; 3] = ["a", "mx", "ptr"];

/// A record that consists of a single term.
pub(super) fn alone(term: &str) -> SpfRecord {
    parse(&format!("v=spf1 {term}"))
}

/// Whether a word is one valid term of RFC 7208 whose value is only an address or a name.
pub(super) fn is_sound(word: &str) -> bool {
    let record = alone(word);
    let [term] = record.terms.as_slice() else {
        return false;
    };
    if record.outcome != Outcome::Ok || term.name.is_none() {
        return false;
    }
    if matches!(term.content, Content::Mechanism(Mechanism::Ip(_))) {
        return true;
    }
    term.value_span.is_none_or(|value| {
        let value = value.of(&record.text);
        let (name, _) = divided(value);
        name.is_empty() || is_name(name)
    })
}

/// Whether a text is a plausible name: labels or macros, with no term glued to its end.
pub(super) fn is_name(text: &str) -> bool {
    // Only top-level domains that start with xn-- contain hyphens. Any other hyphen there is a qualifier.
    let end = text.strip_suffix('.').unwrap_or(text);
    let end = end.rsplit(['.', '}']).next().unwrap_or_default();
    if end.contains('-')
        && !end
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("xn--"))
    {
        return false;
    }
    let is_inside = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
    if text.contains('%') {
        let mut depth = 0_usize;
        return text.bytes().all(|b| {
            match b {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > 0 || is_inside(b) || b".%}".contains(&b)
        });
    }
    let name = text.strip_suffix('.').unwrap_or(text);
    let is_label =
        |label: &str| !label.is_empty() && label.len() <= 63 && label.bytes().all(is_inside);
    let last = name.rsplit('.').next().unwrap_or_default();
    name.len() <= 253
        && name.contains('.')
        && name.split('.').all(is_label)
        && last.len() >= 2
        && last.bytes().any(|b| b.is_ascii_alphabetic())
        && last.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Splits a value into the name and the prefix lengths after it.
pub(super) fn divided(value: &str) -> (&str, &str) {
    let from = value.rfind(['.', '}']).unwrap_or(0);
    let slash = value.get(from..).and_then(|end| end.find('/'));
    slash
        .and_then(|slash| value.split_at_checked(from + slash))
        .unwrap_or((value, ""))
}

/// Whether a word begins like a term, so that it can't be the value of another.
pub(super) fn is_term(word: &str) -> bool {
    if is_all(word) {
        return true;
    }
    let body = word.trim_start_matches(['+', '-', '~', '?']);
    let end = body.find([':', '=', '/']).unwrap_or(body.len());
    let name = body.get(..end).unwrap_or_default();
    // An IPv6 address may begin with `a:`.
    body.parse::<IpAddr>().is_err()
        && (TermName::from_name(name).is_some() || name.eq_ignore_ascii_case("v"))
}

/// Whether a word is a variant of `all`, with any qualifier.
pub(super) fn is_all(word: &str) -> bool {
    let body = word.trim_start_matches(['+', '-', '~', '?']);
    is_spelling_of_all(body)
}

/// Whether a word without its qualifier is `all` or was most likely meant as that.
pub(super) fn is_spelling_of_all(body: &str) -> bool {
    let lower = body.to_ascii_lowercase();
    let is_mark = |c: char| "_-.*:=/!".contains(c);
    let core = lower.trim_matches(is_mark);
    // `all` with its meaning attached, or with a domain as if it were another mechanism.
    let first = core.split([':', '=']).next().unwrap_or_default();
    let is_explained = ["all-softfail", "all-fail", "all-hardfail", "all-neutral"].contains(&core)
        || (first == "all"
            && core
                .split_once([':', '='])
                .is_some_and(|(_, value)| is_name(value)));
    if is_explained {
        return true;
    }
    // `aall` may be `a` and `all`.
    matches!(
        core,
        "all" | "al" | "ll" | "alls" | "alll" | "allow" | "lal" | "a1l" | "al1" | "a11"
    ) || (core.len() == 4
        && core.ends_with("all")
        && core.bytes().all(|b| b.is_ascii_alphabetic())
        && core != "aall")
}

/// The characters outside macro braces, with their positions.
pub(super) fn outside_braces(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut depth = 0_usize;
    text.char_indices().filter(move |(_, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_all() {
        for word in [
            "all",
            "-ALL",
            "~_all",
            "all-",
            "all:",
            "al",
            "alls",
            "?all.",
            "allow",
            "all-softfail",
            "iall",
            "ll",
            "-all:example.com",
        ] {
            assert!(is_all(word), "{word}");
        }
        for word in [
            "a",
            "aall",
            "allgoogle-site-verification=x",
            "all.example",
            "mail",
            "mx",
            "",
            "all-include:a.example",
        ] {
            assert!(!is_all(word), "{word}");
        }
    }

    #[test]
    fn sound_terms() {
        for word in [
            "mx",
            "a/24",
            "ip4:192.0.2.1",
            "include:_spf.a.example",
            "exists:%{i}.a.example",
            "redirect=a.example",
        ] {
            assert!(is_sound(word), "{word}");
        }
        for word in [
            "include:a.example-all",
            "include:include:a.example",
            "include:*.a.example",
            "note=x",
            "hello",
        ] {
            assert!(!is_sound(word), "{word}");
        }
    }
}
