//! [`Explanation`]: the meaning of a tag in one record.

use super::{alignment, discovery, historic, policy, reports};
use crate::findings::Reference;
use crate::record::dmarc::{DmarcRecord, Origin, ProblemKind, Tag, TagName, Value, is_dmarc};

/// How many characters of an unknown tag's name are shown.
const SHOWN_NAME: usize = 40;

/// The meaning of a tag in one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The subject of the tag.
    pub title: &'static str,
    /// What its value in this record requests.
    pub meaning: String,
    /// Where the value comes from, in a sentence.
    pub origin: String,
    /// The sections of the standards that define it.
    pub references: &'static [Reference],
}

/// Explains a tag in this record, whether it is present or not.
///
/// # Example
///
/// ```
/// use dmarc_engine::explain;
/// use dmarc_engine::record::dmarc::{TagName, parse};
///
/// let record = parse("v=DMARC1; p=reject");
/// let explained = explain::tag(&record, TagName::SubdomainPolicy);
/// assert_eq!(explained.origin, "Not set, so it has the value of p.");
/// ```
pub fn tag(record: &DmarcRecord, tag: TagName) -> Explanation {
    match tag {
        TagName::Version => version(record),
        TagName::Policy | TagName::SubdomainPolicy | TagName::NonexistentPolicy => {
            policy::explain(record, tag)
        }
        TagName::DkimAlignment | TagName::SpfAlignment => alignment::explain(record, tag),
        TagName::FailureOptions | TagName::AggregateReports | TagName::FailureReports => {
            reports::explain(record, tag)
        }
        TagName::PublicSuffixDomain | TagName::Testing => discovery::explain(record, tag),
        TagName::Percentage | TagName::ReportFormat | TagName::ReportInterval => {
            historic::explain(record, tag)
        }
    }
}

/// Explains what happens to a tag that neither standard defines.
pub fn unknown_tag(record: &DmarcRecord, tag: &Tag) -> Explanation {
    let written = tag.name_span.of(&record.text);
    // A name with an invisible character could be mistaken for one that receivers know.
    let visible = |c: char| {
        if c.is_control() || c.is_whitespace() {
            '\u{fffd}'
        } else {
            c
        }
    };
    let mut name: String = written.chars().take(SHOWN_NAME).map(visible).collect();
    if name.len() < written.len() {
        name.push('…');
    }
    let meaning = if name.is_empty() {
        "There is no name before the equals sign, so receivers ignore it.".to_owned()
    } else {
        format!("Neither RFC 9989 nor RFC 7489 defines {name}, so receivers ignore it.")
    };
    Explanation {
        title: "Unknown tag",
        meaning,
        origin: "Set in the record.".to_owned(),
        references: const { &[Reference::new(9989, "4.7"), Reference::new(7489, "6.3")] },
    }
}

/// The absent tags that have a default or inherited value, in the standard's order.
pub fn unstated(record: &DmarcRecord) -> Vec<TagName> {
    TagName::ALL
        .into_iter()
        .filter(|tag| tag.applies_unstated(|other| record.has(other)))
        .collect()
}

/// Explains `v`.
fn version(record: &DmarcRecord) -> Explanation {
    let meaning = if is_dmarc(&record.text) {
        "Marks the text as a DMARC record."
    } else {
        "Receivers treat a text as a DMARC record only if it begins with v=DMARC1, in capitals. This one does not."
    };
    Explanation {
        title: "Version",
        meaning: meaning.to_owned(),
        origin: origin(record, TagName::Version, Origin::Declared),
        references: const { &[Reference::new(9989, "4.7")] },
    }
}

/// Where the value of a tag comes from, in a sentence; `effective` is the origin that the parser found.
pub(super) fn origin(record: &DmarcRecord, tag: TagName, effective: Origin) -> String {
    let is_twice = record
        .problems
        .iter()
        .any(|problem| problem.kind == ProblemKind::DuplicateTag(tag));
    match record.tag(tag) {
        Some(written) if written.value == Value::Invalid => match effective {
            Origin::Default if tag.has_default() => {
                "Set in the record, but not valid, so the default applies.".to_owned()
            }
            _ => "Set in the record, but not valid.".to_owned(),
        },
        Some(_) if is_twice => {
            "Set more than once: many receivers use the last one, others none.".to_owned()
        }
        Some(_) => "Set in the record.".to_owned(),
        None => match effective {
            Origin::Inherited(from) => format!("Not set, so it has the value of {from}."),
            Origin::Default if tag.has_default() => "Not set, so the default applies.".to_owned(),
            _ => "Not set.".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::dmarc::parse;

    #[track_caller]
    fn originates(text: &str, name: TagName, expected: &str) {
        assert_eq!(tag(&parse(text), name).origin, expected, "{text}");
    }

    #[test]
    fn where_values_come_from() {
        use TagName::{DkimAlignment, NonexistentPolicy, Policy, SubdomainPolicy};
        let text = "v=DMARC1; p=none; sp=reject; adkim=x";
        originates(text, Policy, "Set in the record.");
        originates(
            text,
            NonexistentPolicy,
            "Not set, so it has the value of sp.",
        );
        originates(
            text,
            DkimAlignment,
            "Set in the record, but not valid, so the default applies.",
        );
        originates(
            text,
            TagName::SpfAlignment,
            "Not set, so the default applies.",
        );
        originates(text, TagName::AggregateReports, "Not set.");
        originates("v=DMARC1", SubdomainPolicy, "Not set.");
        originates(
            "v=DMARC1; p=rejct",
            Policy,
            "Set in the record, but not valid.",
        );
        originates(
            "v=DMARC1; p=none; p=reject",
            Policy,
            "Set more than once: many receivers use the last one, others none.",
        );
    }

    #[test]
    fn unknown_tags() {
        let meaning = |text: &str| {
            let record = parse(text);
            unknown_tag(&record, record.tags.last().unwrap()).meaning
        };
        assert_eq!(
            meaning("v=DMARC1; p=none; pto=1"),
            "Neither RFC 9989 nor RFC 7489 defines pto, so receivers ignore it."
        );
        assert_eq!(
            meaning("v=DMARC1; p=none; =1"),
            "There is no name before the equals sign, so receivers ignore it."
        );
        let long = format!("v=DMARC1; p=none; {}=1", "ü".repeat(41));
        assert!(meaning(&long).contains(&format!("{}…,", "ü".repeat(40))));
    }

    #[test]
    fn what_applies_unsaid() {
        let names = |text: &str| {
            unstated(&parse(text))
                .iter()
                .map(|tag| tag.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names("v=DMARC1; p=none"),
            ["sp", "np", "adkim", "aspf", "psd", "t"]
        );
        assert_eq!(
            names("v=DMARC1; p=none; sp=none; np=none; adkim=s; aspf=s; ruf=mailto:a@b.example"),
            ["fo", "psd", "t"]
        );
    }

    #[test]
    fn the_version() {
        let meaning = |text: &str| tag(&parse(text), TagName::Version).meaning;
        assert_eq!(
            meaning("v=DMARC1; p=none"),
            "Marks the text as a DMARC record."
        );
        assert_eq!(
            meaning("v=dmarc1; p=none"),
            "Receivers treat a text as a DMARC record only if it begins with v=DMARC1, in capitals. This one does not."
        );
    }

    #[test]
    fn every_tag_is_explained_in_every_record() {
        for text in [
            "",
            "v=DMARC1; p=; sp=; np=; adkim=; aspf=; fo=; rua=; ruf=; psd=; t=; pct=; rf=; ri=",
            "v=DMARC1; p=reject; sp=none; np=reject; adkim=s; aspf=r; fo=1:d:s; rua=mailto:a@b.example; \
             ruf=mailto:a@b.example; psd=n; t=y; pct=50; rf=afrf; ri=3600",
        ] {
            let record = parse(text);
            for name in TagName::ALL {
                let explained = tag(&record, name);
                assert!(explained.meaning.ends_with('.'), "{}", explained.meaning);
                assert!(explained.origin.ends_with('.'), "{}", explained.origin);
                assert!(!explained.references.is_empty(), "{name}");
            }
        }
    }
}
