//! Finds where the character-strings of an SPF record join without the blank that two terms need between them.

use crate::discovery::Facts;
use crate::dns::RecordData;
use crate::record::spf::{self, is_spf, was_meant_as_spf};

/// Returns the offsets in the domain's own text at which two strings join, with a term on either side.
pub(in super::super) fn joints(facts: &Facts) -> Vec<usize> {
    joined_text(facts).map_or_else(Vec::new, |(_, joints)| joints)
}

/// Returns the domain's SPF text as receivers join it, with these offsets, if there are any. A valid record goes before a text
/// that was only meant as one.
pub(in super::super) fn joined_text(facts: &Facts) -> Option<(String, Vec<usize>)> {
    let answer = facts.answers.txt(&facts.domain)?;
    let texts = answer.records().iter().filter_map(|record| match record {
        RecordData::Txt(strings) if strings.len() > 1 => Some(strings),
        _ => None,
    });
    let found = |is_chosen: fn(&str) -> bool| {
        let mut joined = texts
            .clone()
            .map(|strings| (strings.concat(), spf::joints(strings)));
        joined.find(|(text, joints)| !joints.is_empty() && is_chosen(text))
    };
    found(is_spf).or_else(|| found(was_meant_as_spf))
}
