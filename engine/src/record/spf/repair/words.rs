//! Splits a text into words, and rejoins those that a blank inside a term separated.

use super::terms::{is_all, is_term, outside_braces};
use super::{Clean, Edit, Slip};
use crate::record::spf::{Qualifier, TermName};

/// A word, which may turn out to contain several terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The word's text, rejoined if a blank separated it.
    pub(super) text: String,
    /// Its start in the clean text.
    pub(super) start: usize,
    /// Its end in the clean text.
    pub(super) end: usize,
}

/// The words of a text, starting at a position.
pub(super) fn words(clean: &Clean, from: usize, edits: &mut Vec<Edit>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = from;
    let text = clean.text.get(from..).unwrap_or_default();
    // The added blank at the end closes the last word.
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let at = from + at;
        let is_quote = matches!(c, '"' | '\'' | '\\' | '`');
        if c != ' ' && !is_quote {
            continue;
        }
        if is_quote {
            edits.push(Edit::new(Slip::Quotes, clean.origin(at, at + 1), ""));
        }
        push(clean, start, at, &mut words, edits);
        start = at + 1;
    }
    joined(words, clean, edits)
}

/// Adds a word, or several if commas or semicolons separate them.
fn push(clean: &Clean, start: usize, end: usize, words: &mut Vec<Word>, edits: &mut Vec<Edit>) {
    let text = clean.text.get(start..end).unwrap_or_default();
    // In a macro a comma is a delimiter, so a name with macros may contain one.
    let has_macro = text.contains('%');
    let mut from = 0;
    for (at, _) in outside_braces(text).filter(|(_, c)| matches!(c, ',' | ';')) {
        let behind = text.get(at + 1..).unwrap_or_default();
        let next = behind.split([',', ';']).next().unwrap_or_default();
        if has_macro && !next.is_empty() && !is_term(next) {
            continue;
        }
        edits.push(Edit::new(
            Slip::Separator,
            clean.origin(start + at, start + at + 1),
            " ",
        ));
        add(text, start, from, at, words);
        from = at + 1;
    }
    add(text, start, from, text.len(), words);
}

/// Adds the word between `from` and `to` of a text that starts at `start`.
fn add(text: &str, start: usize, from: usize, to: usize, words: &mut Vec<Word>) {
    let Some(word) = text.get(from..to).filter(|word| !word.is_empty()) else {
        return;
    };
    words.push(Word {
        text: word.to_owned(),
        start: start + from,
        end: start + to,
    });
}

/// Rejoins words that belong to one term.
fn joined(words: Vec<Word>, clean: &Clean, edits: &mut Vec<Edit>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let Some(last) = joined.last_mut() else {
            joined.push(word);
            continue;
        };
        let Some(slip) = joint(&last.text, &word.text) else {
            joined.push(word);
            continue;
        };
        edits.push(Edit::new(slip, clean.origin(last.end, word.start), ""));
        if slip == Slip::DoubledPrefix {
            // The first word's qualifier is kept.
            let body = last.text.trim_start_matches(['+', '-', '~', '?']).len();
            last.text.truncate(last.text.len() - body);
        } else if !last.text.ends_with([':', '=']) && slip == Slip::BlankBehindColon {
            let is_divided = word.text.starts_with([':', '=', '/']);
            last.text.push_str(if is_divided { "" } else { ":" });
        }
        last.text.push_str(&word.text);
        last.end = word.end;
    }
    joined
}

/// The slip that separated two words of the same term; `None` if they are separate terms.
fn joint(word: &str, next: &str) -> Option<Slip> {
    if word.len() == 1 && word.chars().all(|c| Qualifier::from_char(c).is_some()) {
        // Before any other word, a lone dash may be a bullet or mean that a list continues.
        return is_all(next).then_some(Slip::BlankBehindQualifier);
    }
    let body = word.trim_start_matches(['+', '-', '~', '?']);
    let name = body.trim_end_matches([':', '=']);
    let is_divided = name.len() < body.len();
    let known = needs_value(name)?;
    if next.starts_with([':', '=']) && !is_divided {
        return Some(Slip::BlankBehindColon);
    }
    let is_length = next.starts_with('/') && next.bytes().skip(1).all(|b| b.is_ascii_digit());
    if is_length && !is_divided && matches!(known, TermName::A | TermName::Mx) {
        return Some(Slip::BlankBehindColon);
    }
    let is_open = is_divided || !matches!(known, TermName::A | TermName::Mx | TermName::Ptr);
    let again = next
        .get(..name.len())
        .filter(|again| again.eq_ignore_ascii_case(name));
    let is_again = again.is_some()
        && next
            .get(name.len()..)
            .is_some_and(|rest| rest.starts_with([':', '=']));
    if is_open && is_again {
        return Some(Slip::DoubledPrefix);
    }
    let is_value = next.contains(['.', ':']) && !is_term(next);
    (is_open && is_value).then_some(Slip::BlankBehindColon)
}

/// The term for a name that a value may follow.
fn needs_value(name: &str) -> Option<TermName> {
    match name.to_ascii_lowercase().as_str() {
        "ip" | "ipv4" => Some(TermName::Ip4),
        "ipv6" => Some(TermName::Ip6),
        name => TermName::from_name(name).filter(|term| *term != TermName::All),
    }
}
