//! Extracts report addresses from a list, however it was written.

use super::clean::Clean;
use super::words::nearest_policy;
use super::{Edit, Slip};
use crate::record::Span;
use crate::record::dmarc::uri::is_size_limit;
use crate::record::meant::is_near;
use crate::record::seen::SeenTexts;
use crate::record::uri;

/// What was extracted from all lists of one tag.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// `mailto:` URIs that reports can be sent to, in order, without duplicates.
    pub(super) mail: Vec<String>,
    /// `https:` URIs, in order, without duplicates.
    pub(super) web: Vec<String>,
    /// Whether something meant as an address was dropped.
    pub(super) has_lost: bool,
    /// Whether the unreadable text may hide another tag.
    pub(super) hides_more: bool,
    /// The addresses seen so far, to find duplicates.
    seen: SeenTexts,
}

/// A word of a list: text between blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word<'a> {
    /// A mail address, as written after `mailto:`.
    Mail(&'a str),
    /// A lone `mailto:`, or a misspelling of it.
    Prefix,
    /// A separator, such as a slash, a bar or `and`.
    Separator,
    /// An `https:` URI with a host.
    Web(&'a str),
    /// A URI with another scheme, which reports are never sent to.
    Other,
    /// A word that can't be part of an address, such as a person's name.
    Name,
    /// Anything else.
    Unreadable,
}

impl Addresses {
    /// Reads the address list at the span `list`.
    pub(super) fn read(&mut self, clean: &Clean, list: Span, edits: &mut Vec<Edit>) {
        if list.is_empty() {
            return;
        }
        let text = &clean.text;
        for item in list.split(text, ',', |c| c == ' ') {
            let origin = clean.origin(item);
            if item.is_empty() {
                edits.push(edit(origin, Slip::EmptyAddress));
                continue;
            }
            self.read_item(text, item, &|kind| edit(clean.origin(item), kind), edits);
        }
    }

    /// Reads the text between two commas.
    fn read_item(
        &mut self,
        text: &str,
        item: Span,
        at: &dyn Fn(Slip) -> Edit,
        edits: &mut Vec<Edit>,
    ) {
        let (written, limit) = without_size_limit(item.of(text));
        let has_limit = limit.is_some();
        let mut slips = Vec::new();
        let words = words(written, &mut slips);
        let count = |pick: fn(&Word) -> bool| words.iter().filter(|word| pick(word)).count();
        let mails = count(|word| matches!(word, Word::Mail(_)));
        let names = count(|word| *word == Word::Name);
        let unreadable = count(|word| *word == Word::Unreadable);
        // A name only makes sense in front of a single address in angle brackets.
        let is_named = names > 0 && mails == 1 && written.contains('<');
        if unreadable > 0 || (names > 0 && !is_named) || (has_limit && mails == 0) {
            let mut parts = written.split([' ', ':', '/']);
            self.hides_more |=
                written.contains('=') || parts.any(|word| nearest_policy(word).is_some());
            self.has_lost = true;
            edits.push(at(Slip::UnreadableAddress));
            return;
        }
        if is_named {
            slips.push(Slip::DisplayName);
        }
        let webs = count(|word| matches!(word, Word::Web(_) | Word::Other));
        if mails + webs > 1 || count(|word| *word == Word::Separator) > 0 {
            slips.push(Slip::AddressSeparator);
        }
        slips.extend(limit.map(|limit| {
            if is_size_limit(limit) {
                Slip::SizeLimit
            } else {
                Slip::BrokenSizeLimit
            }
        }));
        if mails == 0 && count(|word| matches!(word, Word::Web(_) | Word::Other)) == 0 {
            self.has_lost = true;
            slips = vec![Slip::UnreadableAddress];
        }
        for word in words {
            let (kept, uri) = match word {
                Word::Mail(address) => (&mut self.mail, format!("mailto:{address}")),
                Word::Web(uri) => (&mut self.web, uri.to_owned()),
                Word::Other => {
                    self.has_lost = true;
                    slips.push(Slip::OtherScheme);
                    continue;
                }
                _ => continue,
            };
            if self.seen.is_new_in_any_case(&uri) {
                kept.push(uri);
            } else {
                slips.push(Slip::DuplicateAddress);
            }
        }
        slips.dedup();
        edits.extend(slips.into_iter().map(at));
    }
}

const fn edit(span: Span, kind: Slip) -> Edit {
    Edit { span, kind }
}

/// Whether an element is an address outside any list, such as one after a semicolon.
pub(super) fn is_stray(element: &str) -> bool {
    let first = element.split([' ', ',']).next().unwrap_or_default();
    let prefix = without_prefix(first);
    let is_prefixed = prefix.len() < first.len();
    let name = first.split('=').next().unwrap_or_default();
    is_prefixed || name.contains('@')
}

/// Splits a list item into words and adds the slips found in them.
fn words<'a>(item: &'a str, slips: &mut Vec<Slip>) -> Vec<Word<'a>> {
    let mut words = Vec::new();
    for part in item.split(' ').filter(|part| !part.is_empty()) {
        let lower = part.to_ascii_lowercase();
        let mut start = 0;
        while let Some(at) = next_start(&lower, start) {
            let first = part.get(start..at).unwrap_or_default();
            words.extend(read_word(
                first.trim_end_matches(['/', '|', ';', '&', '+']),
                slips,
            ));
            slips.push(Slip::AddressSeparator);
            start = at;
        }
        words.extend(read_word(part.get(start..).unwrap_or_default(), slips));
    }
    // In `mailto: a@x`, the prefix belongs to the word after it.
    if words.contains(&Word::Prefix) {
        slips.push(Slip::MalformedMailto);
        let place = slips.iter().position(|slip| *slip == Slip::MissingMailto);
        if let Some(place) = place {
            slips.remove(place);
        }
    }
    words
}

/// The position of the next address that follows the one at `start` without a blank. `part` is in lower case.
fn next_start(part: &str, start: usize) -> Option<usize> {
    let at_sign = start + part.get(start..)?.find('@')?;
    let rest = part.get(at_sign..)?;
    // Every prefix ends in a colon, so there is no need to look past the first one.
    let colon = rest.find(':')?;
    let before = rest.get(..=colon)?;
    ["mailto:", "https:", "http:"]
        .into_iter()
        .find(|scheme| before.ends_with(scheme))
        .map(|scheme| at_sign + colon + 1 - scheme.len())
}

/// Reads one word; `None` if nothing is left of it.
fn read_word<'a>(word: &'a str, slips: &mut Vec<Slip>) -> Option<Word<'a>> {
    if word.is_empty() {
        return None;
    }
    if matches!(
        word.to_ascii_lowercase().as_str(),
        "/" | "|" | "&" | "+" | "-" | "and" | "or" | "//"
    ) {
        return Some(Word::Separator);
    }
    let plain = word.trim_matches(['<', '>', '(', ')', '[', ']']);
    let plain = plain.strip_suffix('.').unwrap_or(plain);
    let rest = without_prefix(plain);
    let rest = rest.trim_matches(['<', '>']);
    if rest.is_empty() {
        return Some(if plain.is_empty() {
            Word::Unreadable
        } else {
            Word::Prefix
        });
    }
    let prefix = plain.strip_suffix(rest).unwrap_or(plain);
    if is_mail(rest) {
        if prefix.is_empty() {
            slips.push(Slip::MissingMailto);
        } else if !prefix.eq_ignore_ascii_case("mailto:") {
            slips.push(Slip::MalformedMailto);
        } else if plain.len() < word.len() {
            slips.push(Slip::DisplayName);
        }
        return Some(Word::Mail(rest));
    }
    if let Some((mail, name)) = bracketed(rest) {
        slips.push(if name {
            Slip::DisplayName
        } else {
            Slip::MalformedMailto
        });
        return Some(Word::Mail(mail));
    }
    Some(match uri::read(plain) {
        Ok(read) if read.is("https") && read.host.is_some() => Word::Web(plain),
        Ok(read) if !read.is("mailto") && !plain.contains('@') => Word::Other,
        _ if !rest.contains(['@', ':', '/', '=', '\u{1a}', '.']) => Word::Name,
        _ => Word::Unreadable,
    })
}

/// The address in angle brackets at the end of a word, and whether a name precedes it.
fn bracketed(word: &str) -> Option<(&str, bool)> {
    let (name, address) = word.trim_end_matches('>').rsplit_once('<')?;
    let address = without_prefix(address);
    (!name.contains(['@', '<', '>']) && is_mail(address)).then_some((address, !name.is_empty()))
}

/// Whether `mailto:` followed by this text is a URI that reports can be sent to.
fn is_mail(address: &str) -> bool {
    uri::read(&format!("mailto:{address}")).is_ok_and(|read| read.address.is_some())
}

/// The word without `mailto:` in front, even if that is repeated or misspelled.
fn without_prefix(word: &str) -> &str {
    let mut rest = word;
    while let Some((name, after)) = rest.split_once(if rest.len() < word.len() {
        // An address may contain an equals sign, but no colon.
        &[':'][..]
    } else {
        &[':', '=', ';']
    }) {
        let is_mailto = ["mailto", "mail", "email", "smtp"]
            .into_iter()
            .any(|prefix| name.eq_ignore_ascii_case(prefix))
            || is_near(name, "mailto");
        if !is_mailto {
            break;
        }
        rest = after.trim_start_matches('/');
    }
    if rest.eq_ignore_ascii_case("mailto") {
        ""
    } else {
        rest
    }
}

/// Splits a list item into the URI and the size limit after it.
fn without_size_limit(item: &str) -> (&str, Option<&str>) {
    match item.split_once('!') {
        Some((before, limit)) => (before.trim_end(), Some(limit)),
        None => (item, None),
    }
}
