//! [`Draft`]: what can be read from any text that was meant as a record.

use super::addresses::{Addresses, is_stray};
use super::clean::Clean;
use super::pieces::{Piece, pieces, takes};
use super::words::nearest_policy;
use super::{Edit, Slip};
use crate::record::Span;
use crate::record::dmarc::TagName;
use crate::record::meant::is_near;
use crate::record::order;

/// The parts of a text, before their meaning is decided.
#[derive(Debug)]
pub(super) struct Draft {
    /// The values of all tags except the address lists, in order.
    pub(super) values: Vec<(TagName, String, Span)>,
    /// The tags, in order of their first appearance.
    pub(super) order: Vec<TagName>,
    /// The addresses from `rua`.
    pub(super) aggregate: Addresses,
    /// The addresses from `ruf`.
    pub(super) failure: Addresses,
    /// The changes made so far.
    pub(super) edits: Vec<Edit>,
    /// Whether every part can be read with certainty.
    pub(super) is_certain: bool,
    /// Whether something was skipped that may have been a policy.
    pub(super) has_skipped: bool,
    /// Where the version is.
    pub(super) version: VersionAt,
}

/// Where the version is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VersionAt {
    /// The text has no version.
    Nowhere,
    /// The version comes first, as it must.
    Start,
    /// The version follows something else.
    Later,
}

/// A text while it is read.
struct Reader<'a> {
    clean: &'a Clean,
    draft: Draft,
    /// The list that an address without a tag belongs to.
    list: Option<TagName>,
    /// The tags whose correct names appear in the text.
    known: Vec<TagName>,
}

impl Draft {
    /// Reads a text.
    pub(super) fn read(text: &str) -> Self {
        let mut edits = Vec::new();
        let clean = Clean::of(text, &mut edits);
        let pieces = pieces(&clean.text);
        let known = pieces.iter().filter_map(|piece| {
            let (name, _) = piece.span.of(&clean.text).split_once('=')?;
            TagName::from_name(name.trim())
        });
        let mut known: Vec<_> = known.collect();
        order::sort(&mut known);
        known.dedup();
        let mut reader = Reader {
            clean: &clean,
            draft: Self {
                values: Vec::new(),
                order: Vec::new(),
                aggregate: Addresses::default(),
                failure: Addresses::default(),
                edits,
                is_certain: true,
                has_skipped: false,
                version: VersionAt::Nowhere,
            },
            list: None,
            known,
        };
        let mut is_first = true;
        for piece in pieces {
            reader.read_piece(piece, is_first);
            is_first &= piece.span.is_empty();
        }
        reader.draft
    }

    /// The values given for a tag, in order.
    pub(super) fn values_of(&self, name: TagName) -> impl Iterator<Item = (&str, Span)> {
        self.values
            .iter()
            .filter(move |(tag, ..)| *tag == name)
            .map(|(_, value, span)| (value.as_str(), *span))
    }
}

impl Reader<'_> {
    /// Reads an element.
    fn read_piece(&mut self, piece: Piece, is_first: bool) {
        let clean = self.clean;
        let written = piece.span.of(&clean.text);
        if let Some((slip, span)) = piece.cut {
            let place = if span.is_empty() {
                Span::new(span.start, span.end + 1)
            } else {
                span
            };
            self.note(place, slip);
        }
        if written.is_empty() {
            self.note(piece.span, Slip::EmptyElement);
            return;
        }
        if let Some(slip) = version_slip(written, is_first) {
            self.read_version(piece.span, slip, is_first);
            return;
        }
        let parts = parts(written);
        let named = parts.and_then(|(name, ..)| TagName::from_name(name));
        if named.is_none() && is_stray(written) {
            self.read_stray(piece.span);
            return;
        }
        let Some((name, value)) = parts else {
            self.skip(piece.span, Slip::MissingEquals);
            return;
        };
        let at = |part: &str| {
            let offset = part.as_ptr().addr().wrapping_sub(written.as_ptr().addr());
            Span::new(
                piece.span.start + offset,
                piece.span.start + offset + part.len(),
            )
        };
        let (name_span, value_span) = (at(name), at(value));
        let plain = name.trim_matches(|c: char| !c.is_ascii_alphabetic());
        let tag = if let Some(tag) = TagName::from_name(plain) {
            if plain != name {
                self.note(name_span, Slip::MisspelledName(tag));
            } else if plain != tag.as_str() {
                self.note(name_span, Slip::TagNameCase(tag));
            }
            let between = Span::new(name_span.end, value_span.start.max(name_span.end));
            let sign = between.of(&clean.text).trim();
            if !sign.contains('=') {
                self.note(piece.span, Slip::MissingEquals);
            } else if sign != "=" {
                self.note(between, Slip::MisspelledValue(tag));
            }
            tag
        } else {
            let meant = self.meant(plain, value);
            match meant.as_slice() {
                [tag] => {
                    self.note(name_span, Slip::MisspelledName(*tag));
                    *tag
                }
                [] => {
                    self.skip(piece.span, Slip::UnknownTag);
                    return;
                }
                _ => {
                    self.draft.is_certain = false;
                    return;
                }
            }
        };
        self.read_tag(tag, value, value_span, piece.span);
    }

    /// Reads a tag with its value.
    fn read_tag(&mut self, tag: TagName, value: &str, value_span: Span, span: Span) {
        if self.draft.order.contains(&tag) {
            self.note(span, Slip::DuplicateTag(tag));
        } else {
            self.draft.order.push(tag);
        }
        self.list = None;
        let list = match tag {
            TagName::Version => {
                // Any other version means that the text was not meant as a DMARC record.
                self.draft.is_certain = false;
                return;
            }
            TagName::AggregateReports => &mut self.draft.aggregate,
            TagName::FailureReports => &mut self.draft.failure,
            _ => {
                let origin = self.clean.origin(value_span);
                let origin = if value.is_empty() {
                    self.clean.origin(span)
                } else {
                    origin
                };
                self.draft.values.push((tag, value.to_owned(), origin));
                return;
            }
        };
        if value.is_empty() {
            self.note(span, Slip::EmptyValue(tag));
        } else {
            list.read(self.clean, value_span, &mut self.draft.edits);
        }
        self.list = Some(tag);
    }

    /// Reads the version.
    fn read_version(&mut self, span: Span, slip: Option<Slip>, is_first: bool) {
        if let Some(slip) = slip {
            self.note(span, slip);
        }
        if self.draft.version != VersionAt::Nowhere {
            self.note(span, Slip::DuplicateTag(TagName::Version));
        } else if is_first {
            self.draft.version = VersionAt::Start;
        } else {
            self.draft.version = VersionAt::Later;
            self.note(span, Slip::VersionNotFirst);
        }
        self.list = None;
    }

    /// Reads an address without a tag.
    fn read_stray(&mut self, span: Span) {
        let list = match self.list {
            Some(TagName::AggregateReports) => &mut self.draft.aggregate,
            Some(TagName::FailureReports) => &mut self.draft.failure,
            _ => {
                // The address may belong to `rua` or `ruf`, and nothing says which.
                self.draft.is_certain = false;
                return;
            }
        };
        list.read(self.clean, span, &mut self.draft.edits);
        self.note(span, Slip::AddressAfterSemicolon);
    }

    /// Leaves out an element.
    fn skip(&mut self, span: Span, slip: Slip) {
        let written = span.of(&self.clean.text);
        let holds_more = written
            .split([' ', '=', ':', ','])
            .any(|word| nearest_policy(word).is_some())
            || written.contains('@')
            || (slip == Slip::MissingEquals && written.contains(' '));
        self.draft.is_certain &= !holds_more;
        self.draft.has_skipped = true;
        self.note(span, slip);
        self.list = None;
    }

    /// The tags that an unknown name may stand for: those with a similar name that allow the value and are not in the
    /// text yet.
    fn meant(&self, name: &str, value: &str) -> Vec<TagName> {
        let name = name.to_ascii_lowercase();
        let resembles = |tag: &TagName| match name.as_str() {
            "policy" => *tag == TagName::Policy,
            "pto" | "percent" => *tag == TagName::Percentage,
            _ => tag.as_str().len() >= 2 && name.len() <= 6 && is_near(&name, tag.as_str()),
        };
        let is_list =
            |tag: TagName| matches!(tag, TagName::AggregateReports | TagName::FailureReports);
        TagName::ALL
            .into_iter()
            // Declaring a Public Suffix Domain has too many consequences for a guess.
            .filter(|tag| *tag != TagName::PublicSuffixDomain)
            .filter(|tag| resembles(tag) && !self.known.contains(tag))
            .filter(|tag| takes(*tag, value) || (is_list(*tag) && value.contains('@')))
            .collect()
    }

    /// Adds an edit at a place of the clean text.
    fn note(&mut self, span: Span, kind: Slip) {
        let span = self.clean.origin(span);
        self.draft.edits.push(Edit { span, kind });
    }
}

/// Splits an element into name and value. It splits at `=`; at another sign if the name is a tag that allows the value;
/// or between a tag and a number if nothing separates them.
fn parts(written: &str) -> Option<(&str, &str)> {
    if let Some((name, value)) = written.split_once('=') {
        let (name, value) = (name.trim(), value.trim());
        if !name.contains([':', ' ']) {
            return Some((name, value.trim_start_matches(['=', ' '])));
        }
    }
    let end = written.find(|c: char| !c.is_ascii_alphabetic())?;
    let (name, value) = written.split_at_checked(end)?;
    let tag = TagName::from_name(name)?;
    let plain = value.trim_start_matches([':', ' ', '-', '=']);
    let is_list = matches!(tag, TagName::AggregateReports | TagName::FailureReports);
    let is_number = plain.len() == value.len() && plain.bytes().all(|b| b.is_ascii_digit());
    let is_apart = plain.len() < value.len();
    let is_taken = takes(tag, plain) || (is_list && plain.contains('@'));
    ((is_apart || is_number) && is_taken).then_some((name, plain))
}

/// Whether an element was meant as the version, and what is wrong with it.
#[expect(
    clippy::option_option,
    reason = "no version, a good one, one with a slip"
)]
fn version_slip(written: &str, is_first: bool) -> Option<Option<Slip>> {
    let is_version = |word: &str| word == "dmarc1" || word == "1" || is_near(word, "dmarc1");
    let letters: String = written
        .chars()
        .take(40)
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if let Some((name, value)) = written.split_once('=')
        && name.trim().eq_ignore_ascii_case("v")
    {
        let value = value.trim();
        let letters = letters.strip_prefix('v').unwrap_or_default();
        return if value == "DMARC1" {
            Some((name.trim() != "v").then_some(Slip::TagNameCase(TagName::Version)))
        } else if value.eq_ignore_ascii_case("DMARC1") {
            Some(Some(Slip::VersionCase))
        } else {
            let is_meant = is_version(letters) || (letters.is_empty() && is_first);
            is_meant.then_some(Some(Slip::VersionValue))
        };
    }
    let short = letters.len() <= 13 && !written.contains('@');
    let is_meant = letters.ends_with("dmarc1") || is_near(&letters, "dmarc1");
    (short && is_meant).then_some(Some(Slip::VersionMalformed))
}
