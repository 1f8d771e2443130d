//! The report addresses that can be read out of a list, however it was written.

use super::clean::Clean;
use super::words::nearest_policy;
use super::{Edit, Slip};
use crate::record::Span;
use crate::record::dmarc::uri::is_size_limit;
use crate::record::meant::is_near;
use crate::record::seen::SeenTexts;
use crate::record::uri;

/// What was read out of the lists of one tag.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// `mailto:` URIs that reports can go to, in order, none twice.
    pub(super) mail: Vec<String>,
    /// `https:` URIs, in order, none twice.
    pub(super) web: Vec<String>,
    /// Whether it has something that was meant as an address and is not among them.
    pub(super) has_lost: bool,
    /// Whether another tag may be hidden in what cannot be read.
    pub(super) hides_more: bool,
    /// The addresses so far, in lower case.
    seen: SeenTexts,
}

/// A word of a list: the text between blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word<'a> {
    /// A mail address, as written after `mailto:`.
    Mail(&'a str),
    /// `mailto:` or what was meant as that, alone.
    Prefix,
    /// A slash, a bar, `and`.
    Separator,
    /// A URI of another scheme.
    Web(&'a str),
    /// A URI of a scheme that reports never go by.
    Other,
    /// A word without anything of an address, as in the name of a person.
    Name,
    /// Anything else.
    Unreadable,
}

impl Addresses {
    /// Reads the list at `list`.
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
        // A name makes sense in front of one address in brackets alone.
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

/// An edit.
const fn edit(span: Span, kind: Slip) -> Edit {
    Edit { span, kind }
}

/// Whether an element is an address that lost its list, as behind a semicolon.
pub(super) fn is_stray(element: &str) -> bool {
    let first = element.split([' ', ',']).next().unwrap_or_default();
    let prefix = without_prefix(first);
    let is_prefixed = prefix.len() < first.len();
    let name = first.split('=').next().unwrap_or_default();
    is_prefixed || name.contains('@')
}

/// The words of a list item, with the slips in them.
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
    // `mailto: a@x`: the prefix goes with the word after it.
    if words.contains(&Word::Prefix) {
        slips.push(Slip::MalformedMailto);
        let place = slips.iter().position(|slip| *slip == Slip::MissingMailto);
        if let Some(place) = place {
            slips.remove(place);
        }
    }
    words
}

/// Where, behind the address that begins at `start`, another one begins without a blank in front of it. The part
/// is in lower case.
fn next_start(part: &str, start: usize) -> Option<usize> {
    let at_sign = start + part.get(start..)?.find('@')?;
    let rest = part.get(at_sign..)?;
    // All of them end in a colon, so looking further than the first is of no use.
    let colon = rest.find(':')?;
    let before = rest.get(..=colon)?;
    ["mailto:", "https:", "http:"]
        .into_iter()
        .find(|scheme| before.ends_with(scheme))
        .map(|scheme| at_sign + colon + 1 - scheme.len())
}

/// Reads one word; `None` where there is nothing.
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

/// The address in brackets at the end of a word, and whether a name precedes it.
fn bracketed(word: &str) -> Option<(&str, bool)> {
    let (name, address) = word.trim_end_matches('>').rsplit_once('<')?;
    let address = without_prefix(address);
    (!name.contains(['@', '<', '>']) && is_mail(address)).then_some((address, !name.is_empty()))
}

/// Whether reports can be sent to `mailto:` with this behind it.
fn is_mail(address: &str) -> bool {
    uri::read(&format!("mailto:{address}")).is_ok_and(|read| read.address.is_some())
}

/// A word without `mailto:` in front, however often and however it is written.
fn without_prefix(word: &str) -> &str {
    let mut rest = word;
    while let Some((name, after)) = rest.split_once(if rest.len() < word.len() {
        // An address may have an equals sign, but no colon.
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

/// A list item without the size limit behind it, and that.
fn without_size_limit(item: &str) -> (&str, Option<&str>) {
    match item.split_once('!') {
        Some((before, limit)) => (before.trim_end(), Some(limit)),
        None => (item, None),
    }
}
