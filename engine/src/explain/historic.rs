//! Explains `pct`, `rf` and `ri`, which RFC 9989 removed and RFC 7489 receivers still use.

use super::Explanation;
use super::explanation::origin;
use crate::findings::Reference;
use crate::record::dmarc::{DmarcRecord, Origin, Policy, TagName, Value};

/// Explains `pct`, `rf` or `ri`.
pub(super) fn explain(record: &DmarcRecord, tag: TagName) -> Explanation {
    let (title, meaning, effective) = match tag {
        TagName::Percentage => (
            "Percentage of mail (historic)",
            percentage(record),
            record.percentage.origin,
        ),
        TagName::ReportFormat => (
            "Format of failure reports (historic)",
            "Only one format was ever defined, afrf. RFC 9989 removed the tag, and receivers ignore it."
                .to_owned(),
            Origin::Default,
        ),
        _ => (
            "Report interval (historic)",
            interval(record),
            Origin::Default,
        ),
    };
    Explanation {
        title,
        meaning,
        origin: origin(record, tag, effective),
        references: const {
            &[
                Reference::new(7489, "6.3"),
                Reference::new(9989, "9.3"),
                Reference::new(9989, "A.6"),
            ]
        },
    }
}

/// Describes `pct`.
fn percentage(record: &DmarcRecord) -> String {
    let has_effect =
        record.policy.value != Policy::None || record.subdomain_policy.value != Policy::None;
    match record.percentage.value {
        100 => {
            "The policy applies to all mail that fails, which is the default. RFC 9989 removed the tag."
                .to_owned()
        }
        _ if !has_effect => {
            "It has no effect while the policy is none. RFC 9989 removed the tag.".to_owned()
        }
        0 => "Receivers on RFC 7489 are asked for one step less for all mail that fails. Those on RFC 9989 ignore pct and \
              are asked for the policy in full."
            .to_owned(),
        percent => format!(
            "Receivers on RFC 7489 are asked to apply the policy to about {percent}% of the mail that fails, and one step less to \
             the rest. Those on RFC 9989 ignore pct and apply the policy to all of it."
        ),
    }
}

/// Describes `ri`.
fn interval(record: &DmarcRecord) -> String {
    let seconds = record
        .tag(TagName::ReportInterval)
        .filter(|tag| tag.value == Value::Valid)
        .map(|tag| tag.value_span.of(&record.text));
    match seconds {
        Some(seconds) => format!(
            "It asks for a report every {seconds} seconds. RFC 9989 removed the tag; reports come daily or more often."
        ),
        None => "RFC 9989 removed the tag; reports come daily or more often.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::dmarc::parse;

    #[track_caller]
    fn means(text: &str, tag: TagName, expected: &str) {
        assert_eq!(explain(&parse(text), tag).meaning, expected, "{text}");
    }

    #[test]
    fn percentages() {
        let tag = TagName::Percentage;
        means(
            "v=DMARC1; p=reject; pct=25",
            tag,
            "Receivers on RFC 7489 are asked to apply the policy to about 25% of the mail that fails, and one step less to \
             the rest. Those on RFC 9989 ignore pct and apply the policy to all of it.",
        );
        means(
            "v=DMARC1; p=reject; pct=0",
            tag,
            "Receivers on RFC 7489 are asked for one step less for all mail that fails. Those on RFC 9989 ignore pct and \
              are asked for the policy in full.",
        );
        means(
            "v=DMARC1; p=none; pct=5",
            tag,
            "It has no effect while the policy is none. RFC 9989 removed the tag.",
        );
        means(
            "v=DMARC1; p=reject; pct=100",
            tag,
            "The policy applies to all mail that fails, which is the default. RFC 9989 removed the tag.",
        );
    }

    #[test]
    fn intervals() {
        let tag = TagName::ReportInterval;
        means(
            "v=DMARC1; p=none; ri=3600",
            tag,
            "It asks for a report every 3600 seconds. RFC 9989 removed the tag; reports come daily or more often.",
        );
        means(
            "v=DMARC1; p=none; ri=soon",
            tag,
            "RFC 9989 removed the tag; reports come daily or more often.",
        );
    }
}
