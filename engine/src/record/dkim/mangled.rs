//! [`mangled`]: detects how a key record was damaged on its way into DNS, and restores the original.
//!
//! All corrections are mechanical: characters that no key record contains are removed, and plus signs that became
//! blanks are restored. The result is parsed again. No letter of the key is ever guessed.

use super::parse::{is_key_list, parse};
use super::{DkimRecord, Outcome, ProblemKind, TagName};
use crate::record::Span;

/// How a key record was damaged on its way into DNS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// Backslashes, the escapes of zone files and shells, became part of the text.
    Backslashes,
    /// Quotation marks became part of the text, often together with the rest of a zone-file line.
    QuotationMarks,
    /// The BEGIN and END lines of a PEM file are still around the key.
    PemLines,
    /// Invisible characters, which often come from copying text off a web page.
    InvisibleCharacters,
    /// Every plus sign became a blank, as in a web form without URL encoding; holds the number of blanks.
    LostPlusSigns(usize),
}

/// A damaged key record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mangled {
    /// How it was damaged.
    pub slip: Slip,
    /// The first place where the damage shows.
    pub span: Span,
    /// The original record, as far as it can be restored. It may have other problems.
    pub given: DkimRecord,
}

impl Mangled {
    /// The record to publish, if the restored key is complete and verifiers can use it.
    pub fn repaired(&self) -> Option<&str> {
        is_whole(&self.given).then_some(self.given.text.as_str())
    }
}

/// Detects how an unusable key record was damaged; `None` if the record is usable or no known damage explains it.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::dkim::{Slip, mangled};
///
/// let text = r"v=DKIM1\; k=ed25519\; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
/// let mangled = mangled(text).unwrap();
/// assert_eq!(mangled.slip, Slip::Backslashes);
/// assert_eq!(mangled.repaired(), Some(text.replace('\\', "").as_str()));
/// ```
pub fn mangled(text: &str) -> Option<Mangled> {
    let original = parse(text);
    if original.outcome != Outcome::Unusable {
        return None;
    }
    let Some((slip, span)) = marks(text) else {
        return with_plus_signs(&original);
    };
    let given = parse(&without_marks(text));
    // If removing the marks fixes nothing, they are not the cause.
    let is_cause =
        given.outcome != Outcome::Unusable || given.problems.len() < original.problems.len();
    (is_key_list(&given.text) && is_cause && !is_private(&given)).then_some(Mangled {
        slip,
        span,
        given,
    })
}

/// Whether verifiers can use the key, and its length matches the length it declares.
fn is_whole(record: &DkimRecord) -> bool {
    record.outcome == Outcome::Ok
        && !record.problems.iter().any(|problem| {
            matches!(
                problem.kind,
                ProblemKind::KeyFollowedBy(_) | ProblemKind::KeyPadding
            )
        })
}

/// Whether the text contains a private key, which must never be published in any form.
fn is_private(record: &DkimRecord) -> bool {
    let mut problems = record.problems.iter();
    problems.any(|problem| problem.kind == ProblemKind::PrivateKey)
}

/// The marks in the text that no key record contains, most telling kind first, with the first place.
fn marks(text: &str) -> Option<(Slip, Span)> {
    let first = |is_mark: fn(char) -> bool| {
        let (at, c) = text.char_indices().find(|&(_, c)| is_mark(c))?;
        Some(Span::new(at, at + c.len_utf8()))
    };
    let pem = || {
        text.find("-----")
            .map(|at| Span::new(at, at + "-----".len()))
    };
    None.or_else(|| Some((Slip::Backslashes, first(|c| c == '\\')?)))
        .or_else(|| Some((Slip::QuotationMarks, first(is_quotation_mark)?)))
        .or_else(|| Some((Slip::PemLines, pem()?)))
        .or_else(|| Some((Slip::InvisibleCharacters, first(is_invisible)?)))
}

/// Whether the character is a straight or curly quotation mark.
const fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}')
}

/// Whether the character is invisible or looks like a space.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Whether the character is a blank or parenthesis, as found around the strings of a zone file.
const fn is_around_strings(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '(' | ')')
}

/// The text with all marks removed.
fn without_marks(text: &str) -> String {
    let plain = unescaped(text);
    let joined = strings(&plain);
    without_pem_lines(joined.trim_matches(is_around_strings))
}

/// The text without backslashes and invisible characters, and with straight quotation marks. `\n`, `\r` and `\t` count
/// as a line break or tab, as in source code.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '\\' => {
                if let Some((octet, after)) = decimal(rest) {
                    plain.push(octet);
                    rest = after;
                } else if rest.starts_with(['\\', 'n', 'r', 't']) {
                    rest = rest.get(1..).unwrap_or_default();
                }
            }
            c if is_quotation_mark(c) => plain.push('"'),
            '\u{a0}' => plain.push(' '),
            c if is_invisible(c) => {}
            c => plain.push(c),
        }
    }
    plain
}

/// Decodes three digits after a backslash to a character that a record may contain, and returns the rest of the text
/// ([RFC 1035, section 5.1](https://www.rfc-editor.org/rfc/rfc1035#section-5.1)).
fn decimal(text: &str) -> Option<(char, &str)> {
    let (digits, rest) = text.split_at_checked(3)?;
    let is_number = digits.bytes().all(|b| b.is_ascii_digit());
    let octet: u8 = digits.parse().ok().filter(|_| is_number)?;
    matches!(octet, b' '..=b'~').then(|| (char::from(octet), rest))
}

/// The quoted strings, joined as DNS joins them, without the name, type and comment of a zone-file line.
fn strings(text: &str) -> String {
    let (Some(first), Some(last)) = (text.find('"'), text.rfind('"')) else {
        return text.to_owned();
    };
    let (head, tail) = (
        text.get(..first).unwrap_or_default(),
        text.get(last + 1..).unwrap_or_default(),
    );
    let mut words = head.split(is_around_strings);
    let is_line = words.any(|word| word.eq_ignore_ascii_case("TXT"));
    let is_closed =
        tail.trim_start_matches(is_around_strings).len() < tail.len() && tail.contains(')');
    let head = if is_line { "" } else { head };
    let tail = if is_line || is_closed { "" } else { tail };
    let mut joined = String::from(head);
    let mut parts = text
        .get(first + 1..=last)
        .unwrap_or_default()
        .split('"')
        .peekable();
    // Blanks between strings are dropped. Other text there is kept, since a quotation mark may be missing.
    let mut is_string = true;
    while let Some(part) = parts.next() {
        let is_between = !is_string && part.chars().all(is_around_strings);
        let is_end = parts.peek().is_none() && part.is_empty();
        if !is_between && !is_end {
            joined.push_str(part);
        }
        is_string = !is_string;
    }
    joined.push_str(tail);
    joined
}

/// The text without the BEGIN and END lines of a PEM file.
fn without_pem_lines(text: &str) -> String {
    let is_label = |part: &&str| part.starts_with("BEGIN ") || part.starts_with("END ");
    text.split("-----").filter(|part| !is_label(part)).collect()
}

/// The record with each blank in its key replaced by a plus sign, if that makes the key complete. A key declares its
/// length, so no other number of plus signs fits.
fn with_plus_signs(record: &DkimRecord) -> Option<Mangled> {
    let text = record.text.as_str();
    let mut tags = record.tags.iter();
    let span = tags
        .find(|tag| tag.name == Some(TagName::PublicKey))?
        .value_span;
    let key = span.of(text);
    let blanks = key.matches(' ').count();
    if blanks == 0 || key.contains('+') {
        return None;
    }
    let better = [
        text.get(..span.start)?,
        &key.replace(' ', "+"),
        text.get(span.end..)?,
    ];
    let given = parse(&better.concat());
    let at = span.start + key.find(' ')?;
    is_whole(&given).then_some(Mangled {
        slip: Slip::LostPlusSigns(blanks),
        span: Span::new(at, at + 1),
        given,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A 1024-bit RSA key that contains plus signs.
    const KEY: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDs6OBVdAqxGmvj0TDFWMCLjDeXaxVnNo6ie22OGBRvWLA5JGRkzKxMRxAcNFI4is6s7eWT6/xCSV/mAJ4DmWM2Ol9HWX9weP9BxIilqI1+fnIDkXtB6yKQUvm712eXP9Y0OsXT1YIw/NM8A3fRli4hIf+M9vMNgseIwZgCwB7EyQIDAQAB";

    #[track_caller]
    fn repairs(text: &str, slip: Slip, expected: &str) {
        let found = mangled(text);
        let found = found.as_ref().map(|found| (found.slip, found.repaired()));
        assert_eq!(found, Some((slip, Some(expected))), "{text}");
    }

    #[test]
    fn marks_around_a_key_are_taken_away() {
        use Slip::{Backslashes, InvisibleCharacters, PemLines, QuotationMarks};
        let good = format!("v=DKIM1; k=rsa; p={KEY}");
        let (start, end) = KEY.split_at(100);
        for (text, slip) in [
            (good.replace(';', "\\;"), Backslashes),
            (good.replace(';', "\\;").replace('=', "\\="), Backslashes),
            (good.replace(';', "\\059"), Backslashes),
            (format!("\\\"{}\\\"", good.replace(';', "\\;")), Backslashes),
            (format!("v=DKIM1; k=rsa; p={start}\\n{end}"), Backslashes),
            (format!("v=DKIM1; k=rsa; p={start}\\\\{end}"), Backslashes),
            (format!("\"{good}\""), QuotationMarks),
            (format!("\u{201c}{good}\u{201d}"), QuotationMarks),
            (
                format!("\"v=DKIM1; k=rsa; p={start}\" \"{end}\""),
                QuotationMarks,
            ),
            (
                format!("( \"v=DKIM1; k=rsa; \"\n\t\"p={start}\"\n\t\"{end}\" )"),
                QuotationMarks,
            ),
            (
                format!(
                    "mail._domainkey\tIN\tTXT\t( \"v=DKIM1; k=rsa; \"\n\t  \"p={KEY}\" )  ; ----- DKIM key mail for shop.example"
                ),
                QuotationMarks,
            ),
            (
                format!("mail._domainkey.shop.example. 300 IN TXT \"{good}\""),
                QuotationMarks,
            ),
            (format!("{good}\""), QuotationMarks),
            (
                format!(
                    "v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----{KEY}-----END PUBLIC KEY-----"
                ),
                PemLines,
            ),
            (
                format!("v=DKIM1; k=rsa; p={start}\u{200b}{end}"),
                InvisibleCharacters,
            ),
            (format!("v=DKIM1;\u{a0}k=rsa; p={KEY}"), InvisibleCharacters),
        ] {
            repairs(&text, slip, &good);
        }
    }

    #[test]
    fn plus_signs_come_back_where_all_are_known() {
        let good = format!("v=DKIM1; k=rsa; p={KEY}");
        let count = KEY.matches('+').count();
        assert!(count > 1);
        repairs(&good.replace('+', " "), Slip::LostPlusSigns(count), &good);
        // One plus sign is gone entirely, or the key was cut as well.
        let text = good.replace('+', " ");
        for none in [
            text.replacen("1 f", "1f", 1),
            text.trim_end_matches("IDAQAB").to_owned(),
        ] {
            assert_eq!(mangled(&none), None, "{none}");
        }
        // A folded key has blanks of its own.
        let folded = good.replace("MIGf", "MIGf ");
        assert_eq!(mangled(&folded), None);
    }

    #[test]
    fn what_is_wrong_besides_stays_wrong() {
        let cut = format!("\"v=DKIM1; k=rsa; p={}\"", KEY.split_at(200).0);
        let found = mangled(&cut).unwrap();
        assert_eq!((found.slip, found.repaired()), (Slip::QuotationMarks, None));
        assert!(matches!(
            found.given.problems[..],
            [crate::record::Problem {
                kind: ProblemKind::KeyTruncated { .. },
                ..
            }]
        ));
    }

    #[test]
    fn nothing_is_repaired_that_did_not_happen() {
        for text in [
            format!("v=DKIM1; k=rsa; p={KEY}"),
            format!("v=DKIM1; k=rsa; n=\"a\\b\"; p={KEY}"),
            "v=DKIM1; n=\\; p=Zm9v".to_owned(),
            "v=DKIM1; p=".to_owned(),
            "\"v=spf1 -all\"".to_owned(),
            "\"v=DMARC1\\; p=none\"".to_owned(),
            format!("v=DKIM1; k=rsa; p={}", KEY.split_at(200).0),
            "v=DKIM1; p=-----BEGIN RSA PRIVATE KEY-----MAMCAQA=-----END RSA PRIVATE KEY-----"
                .to_owned(),
            "\\".to_owned(),
            "\"".to_owned(),
            String::new(),
        ] {
            assert_eq!(mangled(&text), None, "{text}");
        }
    }
}
