//! [`repair`]: rewrites a broken record as it was meant.
//!
//! # When a repair is offered
//!
//! A repair is offered only if one reading is possible. Its result, parsed again, must be free of slips, name every
//! sender of the original text and authorize no others. A written qualifier of `all` is kept. Without one, `~all` is
//! assumed, because a bare `all` authorizes everyone
//! ([RFC 7208, section 4.6.2](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.2)). If the meaning of any word is
//! unclear, no repair is offered: a half-repaired record is still broken.

mod clean;
mod compose;
mod edit;
mod fix;
mod glue;
mod joints;
mod meant;
mod terms;
mod value;
mod version;
mod wide;
mod words;

use super::{Outcome, SpfRecord, is_spf, parse};
use crate::record::Span;
use crate::record::order;
use clean::Clean;
use compose::{Placed, composed};
use fix::fix;
use glue::{divisions, is_foreign};
use version::find_version;
use words::words;

pub(super) use meant::meant_by;

pub use edit::{Edit, Repair, Slip};
pub use joints::{joints, parted};
pub use wide::is_wide;

/// The longest text that is examined, in octets. Receivers would not get a longer one in a single answer.
const LONGEST: usize = 8192;

/// Rewrites a text as it was most likely meant; `None` if nothing is wrong or the meaning is unclear.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::spf::{Slip, repair};
///
/// let repair = repair("v=spf1 include:_spf.example.net-all").unwrap();
/// assert_eq!(repair.text, "v=spf1 include:_spf.example.net -all");
/// assert_eq!(repair.edits[0].kind, Slip::MissingBlank);
/// ```
pub fn repair(text: &str) -> Option<Repair> {
    let repair = attempt(text)?;
    let today = parse(text);
    let record = parse(&repair.text);
    // A valid record that authorizes nearly everyone may stay that way. A broken one must not start to.
    let was_wide = today.outcome == Outcome::Ok && is_wide(&today);
    let is_sound = record.outcome == Outcome::Ok && (was_wide || !is_wide(&record));
    (is_sound && attempt(&repair.text).is_none()).then_some(repair)
}

/// Whether a text begins with a version, even a misspelled one.
pub(super) fn begins_with_version(text: &str) -> bool {
    find_version(text).is_some()
}

/// Rewrites the text, without the checks on the result.
fn attempt(text: &str) -> Option<Repair> {
    if text.len() > LONGEST {
        return None;
    }
    let clean = Clean::of(text)?;
    let mut edits: Vec<Edit> = clean
        .odd
        .iter()
        .map(|span| Edit::new(Slip::OddCharacter, *span, ""))
        .collect();
    let version = find_version(&clean.text)?;
    let place = clean.origin(0, version.end);
    for slip in &version.slips {
        let span = match slip {
            Slip::MissingBlank => clean.origin(version.end, version.end),
            _ => place,
        };
        edits.push(Edit::new(*slip, span, "v=spf1 "));
    }
    if !is_spf(text) && version.slips.is_empty() {
        // There is a blank before the version or something unexpected after it.
        edits.push(Edit::new(
            Slip::TextBeforeVersion,
            clean.origin(0, version.start),
            "",
        ));
    }
    let mut placed = Vec::new();
    for word in words(&clean, version.end, &mut edits) {
        let mut start = 0;
        let mut divisions = divisions(&word.text);
        let is_whole = word.end - word.start == word.text.len();
        divisions.push(word.text.len());
        for end in divisions {
            let part = word.text.get(start..end)?;
            let span = if is_whole {
                clean.origin(word.start + start, word.start + end)
            } else {
                clean.origin(word.start, word.end)
            };
            let is_glued = start > 0;
            start = end;
            if is_glued
                && is_foreign(part)
                && fix(part).is_none_or(|fixed| fixed.text == part)
                && !is_known(part)
            {
                edits.push(Edit::new(Slip::ForeignText, span, ""));
                continue;
            }
            if is_glued {
                edits.push(Edit::new(
                    Slip::MissingBlank,
                    Span::new(span.start, span.start),
                    " ",
                ));
            }
            let fixed = fix(part)?;
            edits.extend(
                fixed
                    .slips
                    .iter()
                    .map(|slip| Edit::new(*slip, span, &fixed.text)),
            );
            placed.push(Placed { fixed, span });
        }
    }
    let text_before = text;
    let text = composed(placed, &mut edits)?;
    if edits.is_empty() || text == text_before {
        return None;
    }
    order::sort_by_key(&mut edits, |edit| edit.span);
    edits.dedup();
    Some(Repair { text, edits })
}

/// Whether receivers ignore a term that can't mean a sender either: a repeated version, or text of another service,
/// such as a verification code.
pub fn is_ignored_term(term: &str) -> bool {
    fix(term).is_some_and(|fixed| fixed.role.is_ignored())
}

/// Whether a word is a term that RFC 7208 defines, valid or not.
fn is_known(word: &str) -> bool {
    let record: SpfRecord = terms::alone(word);
    record.terms.first().is_some_and(|term| term.name.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn repairs(cases: &[(&str, &str)]) {
        for (terms, expected) in cases {
            let text = format!("v=spf1 {terms}");
            let repaired = repair(&text).map(|repair| repair.text);
            assert_eq!(repaired, Some(format!("v=spf1 {expected}")), "{text}");
        }
    }

    #[track_caller]
    fn leaves(texts: &[&str]) {
        for text in texts {
            assert_eq!(repair(text), None, "{text}");
        }
    }

    #[test]
    fn a_missing_blank() {
        repairs(&[
            ("include:spf.a.example-all", "include:spf.a.example -all"),
            ("include:spf.a.example~all", "include:spf.a.example ~all"),
            ("include:spf.a.example?all", "include:spf.a.example ?all"),
            ("a:mail.a.example-all", "a:mail.a.example -all"),
            ("ip4:192.0.2.1-all", "ip4:192.0.2.1 -all"),
            ("ip4:192.0.2.1~all", "ip4:192.0.2.1 ~all"),
            ("ip4:192.0.2.0/24-all", "ip4:192.0.2.0/24 -all"),
            ("ip4:mail.a.example-all", "a:mail.a.example -all"),
            ("ip6:2001:db8::1~all", "ip6:2001:db8::1 ~all"),
            (
                "ip6:2001:db8::a:mail.a.example ~all",
                "ip6:2001:db8:: a:mail.a.example ~all",
            ),
            ("mx-all", "mx -all"),
            ("mx~all", "mx ~all"),
            ("mx/24~all", "mx/24 ~all"),
            ("a-all", "a -all"),
            ("mxinclude:a.example ~all", "mx include:a.example ~all"),
            (
                "ip4:192.0.2.1include:_spf.a.example ~all",
                "ip4:192.0.2.1 include:_spf.a.example ~all",
            ),
            (
                "ip4:192.0.2.1ip4:192.0.2.2mx -all",
                "ip4:192.0.2.1 ip4:192.0.2.2 mx -all",
            ),
            (
                "include:a.exampleinclude:b.example -all",
                "include:a.example include:b.example -all",
            ),
            (
                "include:a.examplea:b.example -all",
                "include:a.example a:b.example -all",
            ),
            ("mx -allgoogle-site-verification=x", "mx -all"),
            ("mx ~allyahoo-verification-key=a.b/c", "mx ~all"),
            (
                "exists:%{i}._spf.a.example-all",
                "exists:%{i}._spf.a.example -all",
            ),
            (
                "redirect=_spf.a.example-all",
                "redirect=_spf.a.example -all",
            ),
        ]);
        let repaired = |text: &str| repair(text).map(|repair| repair.text);
        assert_eq!(
            repaired("v=spf1include:a.example~all").as_deref(),
            Some("v=spf1 include:a.example ~all")
        );
    }

    #[test]
    fn a_blank_too_many() {
        repairs(&[
            ("ip4: 192.0.2.1 -all", "ip4:192.0.2.1 -all"),
            (
                "include: marketing.a.example -all",
                "include:marketing.a.example -all",
            ),
            (
                "include :marketing.a.example -all",
                "include:marketing.a.example -all",
            ),
            (
                "include : marketing.a.example -all",
                "include:marketing.a.example -all",
            ),
            (
                "include marketing.a.example -all",
                "include:marketing.a.example -all",
            ),
            ("a: mail.a.example -all", "a:mail.a.example -all"),
            ("redirect= a.example", "redirect=a.example"),
            ("include: include:a.example ~all", "include:a.example ~all"),
            ("include:a.example ~ all", "include:a.example ~all"),
            ("mx - all", "mx -all"),
            ("mx ? all", "mx ?all"),
        ]);
        leaves(&[
            "v=spf1 aip4:ip4:192.0.2.1 -all",
            "v=spf1 a-_allgoogle-site-verification=x",
            "v=spf1 note=x",
        ]);
        leaves(&["v=spf1 a - mx -all", "v=spf1 include: ~all"]);
    }

    #[test]
    fn marks_that_do_not_belong_there() {
        repairs(&[
            (
                "include:a.example,include:b.example ~all",
                "include:a.example include:b.example ~all",
            ),
            ("a;include:b.example ~all", "a include:b.example ~all"),
            (
                "ip4:192.0.2.1, ip4:192.0.2.2; -all;",
                "ip4:192.0.2.1 ip4:192.0.2.2 -all",
            ),
            ("include:include:a.example -all", "include:a.example -all"),
            ("ip4:ip4:192.0.2.1 -all", "ip4:192.0.2.1 -all"),
            ("include::a.example -all", "include:a.example -all"),
            ("include:@a.example -all", "include:a.example -all"),
            ("include:https://a.example/ -all", "include:a.example -all"),
            ("mx\u{a0}~all", "mx ~all"),
            ("mx \u{2013}all", "mx -all"),
            ("mx \"include:a.example\" -all", "mx include:a.example -all"),
        ]);
    }

    #[test]
    fn names_that_were_meant() {
        repairs(&[
            ("include.spf.a.example -all", "include:spf.a.example -all"),
            ("include-spf.a.example -all", "include:spf.a.example -all"),
            ("includespf.a.example -all", "include:spf.a.example -all"),
            ("include_spf.a.example -all", "include:_spf.a.example -all"),
            ("include;spf.a.example -all", "include:spf.a.example -all"),
            ("includes:a.example -all", "include:a.example -all"),
            ("include=a.example -all", "include:a.example -all"),
            ("ip:192.0.2.1 -all", "ip4:192.0.2.1 -all"),
            ("ip:2001:db8::1 -all", "ip6:2001:db8::1 -all"),
            (
                "ipv4:192.0.2.0/24 ipv4:198.51.100.0/24 -all",
                "ip4:192.0.2.0/24 ip4:198.51.100.0/24 -all",
            ),
            ("ip4:2001:db8::1 -all", "ip6:2001:db8::1 -all"),
            ("ip6:192.0.2.1 -all", "ip4:192.0.2.1 -all"),
            ("ip4:::ffff:192.0.2.1 -all", "ip4:192.0.2.1 -all"),
            ("2001:db8:6f:200::/64 ~all", "ip6:2001:db8:6f:200::/64 ~all"),
            ("192.0.2.0/24 -all", "ip4:192.0.2.0/24 -all"),
            ("a:192.0.2.1 -all", "ip4:192.0.2.1 -all"),
            ("redirect:a.example", "redirect=a.example"),
            ("-redirect=a.example", "redirect=a.example"),
            ("a: -all", "a -all"),
        ]);
        leaves(&[
            "v=spf1 spf.a.example -all",
            "v=spf1 include:a.example b.example -all",
            "v=spf1 ip4:192.0.2 -all",
            "v=spf1 include:localhost -all",
            "v=spf1 hello -all",
        ]);
    }

    #[test]
    fn all_is_never_loosened() {
        for word in [
            "_all",
            "all-",
            "all:",
            "al",
            "alls",
            "all;",
            "all.",
            "all,",
            "allow",
            "all-softfail",
            "all:b.example",
            "iall",
            "ll",
            "all",
            "+all",
        ] {
            repairs(&[(&format!("mx {word}"), "mx ~all")]);
            let text = format!("v=spf1 {word}");
            assert_eq!(repair(&text), None, "{text}");
        }
        for word in [
            "-_all",
            "-all-",
            "-all:",
            "-al",
            "-alls",
            "-all;",
            "-all.",
            "-all:b.example",
            "--all",
        ] {
            repairs(&[(&format!("mx {word}"), "mx -all")]);
        }
        repairs(&[
            ("mx ll -all", "mx -all"),
            (
                "include:a.example ~all v=spf1 include:b.example -all",
                "include:a.example include:b.example ~all",
            ),
            ("-all mx", "mx -all"),
        ]);
        leaves(&[
            "v=spf1 -all ip6:::/0",
            "v=spf1 ip:0.0.0.0/0 -all",
            "v=spf1 mx -~all",
        ]);
    }

    #[test]
    fn versions_that_were_meant() {
        for head in [
            "v= spf1 ",
            "v=spf1;",
            "v=spf1.0 ",
            "TXT v=spf1 ",
            "\"v=spf1 ",
            " v=spf1 ",
            "v=spf1",
            "spf1 ",
            "v=spf ",
        ] {
            let text = format!("{head}include:a.example ~all");
            let repaired = repair(&text).map(|repair| repair.text);
            assert_eq!(
                repaired.as_deref(),
                Some("v=spf1 include:a.example ~all"),
                "{text}"
            );
        }
        leaves(&["v=spf2 mx -all", "v=spf10 mx -all", "hello", ""]);
    }

    #[test]
    fn what_is_sound_stays() {
        leaves(&[
            "v=spf1",
            "v=spf1 -all",
            "V=SPF1  A mx:a.example/24//64 ip6:2001:db8:a:1::a:1 exists:%{i},%{h}._spf.a.example ~all ",
            "v=spf1 include:mail-all.example -all",
            "v=spf1 include:include.a.example a:spf.mx.example -all",
            "v=spf1 include:*.a.example -all",
            "v=spf1 mx redirect=a.example -all",
        ]);
    }

    #[test]
    fn edits_have_their_places() {
        let text = "v=spf1 ip4: 192.0.2.1 include:a.example-all";
        let repair = repair(text).unwrap();
        let edits: Vec<_> = repair
            .edits
            .iter()
            .map(|edit| (edit.kind, edit.span.start, edit.span.of(text)))
            .collect();
        assert_eq!(
            edits,
            [
                (Slip::BlankBehindColon, 11, " "),
                (Slip::MissingBlank, 39, "")
            ]
        );
    }
}
