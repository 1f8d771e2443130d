//! Where the character-strings of an SPF record meet without the blank that belongs between two terms.

use super::MOST;
use crate::discovery::Facts;
use crate::dns::RecordData;
use crate::record::spf::{Content, is_spf, parse};

/// The places in the domain's own record at which two strings meet that are terms on either side. Receivers join
/// strings as they are ([RFC 7208, section 3.3](https://www.rfc-editor.org/rfc/rfc7208#section-3.3)), so they read one
/// term there.
pub(in super::super) fn joints(facts: &Facts) -> Vec<usize> {
    let mut joints = Vec::new();
    let answer = facts.answers.txt(&facts.domain);
    for record in answer.map_or(&[][..], |answer| answer.records()) {
        let RecordData::Txt(strings) = record else {
            continue;
        };
        if strings.len() < 2 || !is_spf(&strings.concat()) {
            continue;
        }
        let mut at = 0;
        // A hostile record has thousands of strings.
        for pair in strings.windows(2).take(MOST * MOST) {
            let [first, second] = pair else {
                continue;
            };
            at += first.len();
            let before = first.rsplit(' ').next().unwrap_or_default();
            let behind = second.split(' ').next().unwrap_or_default();
            if is_term(before) && is_term(behind) {
                joints.push(at);
            }
        }
    }
    joints
}

/// Whether a word is a term that RFC 7208 knows. A single letter may as well be a part of a name.
fn is_term(word: &str) -> bool {
    let record = parse(&format!("v=spf1 {word}"));
    let is_known =
        |term: &crate::record::spf::Term| term.name.is_some() && term.content != Content::Invalid;
    word.len() > 1 && record.terms.first().is_some_and(is_known)
}
