//! Explains `rua`, `ruf` and `fo`.

use super::Explanation;
use super::explanation::origin;
use crate::findings::Reference;
use crate::record::dmarc::{DmarcRecord, FailureOption, Origin, ReportUri, TagName};

/// The most addresses that a sentence lists.
const SHOWN_ADDRESSES: usize = 3;

/// Explains `rua`, `ruf` or `fo`.
pub(super) fn explain(record: &DmarcRecord, tag: TagName) -> Explanation {
    match tag {
        TagName::FailureOptions => failure_options(record),
        TagName::FailureReports => Explanation {
            title: "Failure reports",
            meaning: match recipients(&record.failure_reports) {
                Some(to) => format!(
                    "Receivers may send reports about single failing messages to {to}. Most send none, for privacy. \
                     Those that arrive may contain personal data."
                ),
                None => "No reports about single failing messages are requested.".to_owned(),
            },
            origin: origin(record, tag, Origin::Default),
            references: const { &[Reference::new(9989, "4.7"), Reference::new(7489, "7.3")] },
        },
        _ => Explanation {
            title: "Aggregate reports",
            meaning: match recipients(&record.aggregate_reports) {
                Some(to) => format!(
                    "Receivers are asked to send a daily summary of the mail they saw to {to}."
                ),
                None => "No summaries are sent, so you do not learn who sends as this domain."
                    .to_owned(),
            },
            origin: origin(record, tag, Origin::Default),
            references: const { &[Reference::new(9989, "4.7"), Reference::new(9990, "3.5")] },
        },
    }
}

/// Explains `fo`.
fn failure_options(record: &DmarcRecord) -> Explanation {
    let cases: Vec<_> = record
        .failure_options
        .value
        .iter()
        .map(|option| match option {
            FailureOption::All => "neither SPF nor DKIM gave an aligned pass",
            FailureOption::Any => "SPF or DKIM gave no aligned pass",
            FailureOption::Dkim => "a DKIM signature failed, aligned or not",
            FailureOption::Spf => "SPF failed, aligned or not",
        })
        .collect();
    let mut meaning = format!(
        "A failure report is requested when {}.",
        cases.join(", or when ")
    );
    if !record.has(TagName::FailureReports) {
        meaning.push_str(" Without ruf there is nowhere to send it, so this has no effect.");
    }
    Explanation {
        title: "When failure reports are requested",
        meaning,
        origin: origin(
            record,
            TagName::FailureOptions,
            record.failure_options.origin,
        ),
        references: const { &[Reference::new(9989, "4.7"), Reference::new(7489, "6.3")] },
    }
}

/// The addresses that receive reports, as a phrase; `None` if there are none.
fn recipients(uris: &[ReportUri]) -> Option<String> {
    let addresses: Vec<_> = uris
        .iter()
        .filter(|uri| uri.is_mailto())
        .filter_map(|uri| uri.address.as_deref())
        .collect();
    let more = addresses.len().saturating_sub(SHOWN_ADDRESSES);
    let shown = addresses.get(..SHOWN_ADDRESSES).unwrap_or(&addresses);
    match (shown.split_last()?, more) {
        ((last, []), _) => Some((*last).to_owned()),
        ((last, others), 0) => Some(format!("{} and {last}", others.join(", "))),
        (_, more) => Some(format!("{} and {more} more", shown.join(", "))),
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
    fn aggregate_reports() {
        let tag = TagName::AggregateReports;
        means(
            "v=DMARC1; p=none; rua=mailto:a@b.example",
            tag,
            "Receivers are asked to send a daily summary of the mail they saw to a@b.example.",
        );
        means(
            "v=DMARC1; p=none; rua=mailto:a@b.example,mailto:c@d.example,https://e.example",
            tag,
            "Receivers are asked to send a daily summary of the mail they saw to a@b.example and \
             c@d.example.",
        );
        means(
            "v=DMARC1; p=none; rua=mailto:a@b.example,mailto:b@b.example,mailto:c@b.example,mailto:d@b.example",
            tag,
            "Receivers are asked to send a daily summary of the mail they saw to a@b.example, b@b.example, \
             c@b.example and 1 more.",
        );
        means(
            "v=DMARC1; p=none; rua=a@b.example",
            tag,
            "No summaries are sent, so you do not learn who sends as this domain.",
        );
    }

    #[test]
    fn failure_reports() {
        means(
            "v=DMARC1; p=none; ruf=mailto:a@b.example; fo=1:s",
            TagName::FailureOptions,
            "A failure report is requested when SPF or DKIM gave no aligned pass, or when SPF failed, aligned or not.",
        );
        means(
            "v=DMARC1; p=none; fo=d",
            TagName::FailureOptions,
            "A failure report is requested when a DKIM signature failed, aligned or not. Without ruf there is nowhere \
             to send it, so this has no effect.",
        );
        means(
            "v=DMARC1; p=none; ruf=mailto:a@b.example",
            TagName::FailureReports,
            "Receivers may send reports about single failing messages to a@b.example. Most send none, for privacy. \
             Those that arrive may contain personal data.",
        );
    }
}
