//! A key record that verifiers can't read.

use super::shared::{Kept, key_hit, shown, why_unusable};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::ListProblem;
use crate::record::dkim::{DkimRecord, ProblemKind, Slip, mangled};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-not-readable",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "DKIM key cannot be read",
    why: "Verifiers ignore a key record that breaks the format. No signature passes with this selector, so mail signed \
          with it counts as unsigned.",
    what_to_do: "Copy the record again from where the key was made. Leave out quotation marks, line breaks and the \
                 lines that begin with hyphens.",
    references: &[
        Reference::new(6376, "3.6.1"),
        Reference::new(6376, "3.2"),
        Reference::new(6376, "6.1.2"),
    ],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for values that are not keys and texts that are not tag lists. Other rules report backslashes and quotation marks.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    let Some(mangled) = mangled(&key.record.text) else {
        return why_unusable(key, described);
    };
    let end = match mangled.slip {
        Slip::PemLines => "still has the first or last line of its file",
        Slip::InvisibleCharacters => "contains an invisible character, which breaks it",
        Slip::Backslashes | Slip::QuotationMarks | Slip::LostPlusSigns(_) => {
            return why_unusable(key, described);
        }
    };
    let hit = key_hit(key, end);
    vec![Hit {
        span: key.name.is_none().then_some(mangled.span),
        suggestion: mangled.repaired().and_then(|text| key.instead(text)),
        ..hit
    }]
}

/// Describes what is wrong at a place, unless another rule reports it.
fn described(kind: ProblemKind, place: &str) -> Option<String> {
    let what = match kind {
        ProblemKind::MissingKey => "has no p tag, so there is no key".to_owned(),
        ProblemKind::KeyNotBase64(_) => {
            format!("contains “{}”, which is not base64", shown(place))
        }
        ProblemKind::PemLines => "still has the first or last line of its file".to_owned(),
        ProblemKind::KeyNotReadable => format!("cannot be read as a key: “{}”", shown(place)),
        // These do not make the tag list invalid.
        ProblemKind::List(ListProblem::UnknownTag | ListProblem::TagNameCase) => return None,
        ProblemKind::List(ListProblem::EmptyElement) => {
            "has two semicolons in a row, which is not allowed".to_owned()
        }
        ProblemKind::List(ListProblem::DuplicateTag) => {
            format!("has a tag twice, which is not allowed: “{}”", shown(place))
        }
        ProblemKind::List(_) => format!("is broken by “{}” in its record", shown(place)),
        _ => return None,
    };
    Some(what)
}
