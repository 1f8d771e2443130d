//! Where the character-strings of an SPF record meet without the blank that belongs between two terms.

use crate::discovery::Facts;
use crate::dns::RecordData;
use crate::record::spf::{self, is_spf, was_meant_as_spf};

/// The places in the domain's own text at which two strings meet that are terms on either side.
pub(in super::super) fn joints(facts: &Facts) -> Vec<usize> {
    joined_text(facts).map_or_else(Vec::new, |(_, joints)| joints)
}

/// The domain's SPF text as receivers join it, where it has such places; a record before one that was only meant as one.
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
