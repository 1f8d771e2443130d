//! The JSON forms of everything that leaves the crate, versioned by [`SCHEMA`]. No other module knows about JSON, and
//! the caller chooses the serializer.
//!
//! Names are the field names in camelCase; values are those of the standards. Spans count UTF-16 code units, as
//! JavaScript does.

mod dkim_keys;
mod explanation;
mod finding;
mod mail_hosts;
mod mail_setup;
mod plan;
mod policy_file;
mod record;
mod recording;
mod report;
mod requirements;
mod rule;
mod senders;
mod spf;
mod spf_tree;
mod tagged;
mod zone;

pub use explanation::{ExplanationJson, explanation};
pub use policy_file::{PolicyFileJson, policy_file};
pub use record::{FindingJson, RecordJson, record};
pub use recording::{RecordingJson, recording};
pub use report::{ReportJson, report};
pub use requirements::{RequirementsJson, requirements};
pub use rule::{RuleJson, rules};
pub use spf::{SpfEvaluationJson, SpfRecordJson, spf_evaluation, spf_record};
pub use tagged::{
    BimiJson, DkimJson, MtaStsJson, TlsRptJson, bimi, bimi_draft, dkim, dkim_draft, mta_sts,
    mta_sts_draft, tls_rpt, tls_rpt_draft,
};
pub use zone::{NodeJson, ZoneJson, zone};

/// The version of these formats. Within a version, fields may be added, but never changed or removed.
pub const SCHEMA: u32 = 2;

/// A range of UTF-16 code units in a text: start, and end (exclusive).
type Span = [usize; 2];

/// Converts spans of one text to UTF-16 code units. It scans the text once, because there may be thousands of spans.
struct Places(Vec<usize>);

impl Places {
    /// Counts the code units before each byte of `text`.
    fn new(text: &str) -> Self {
        let mut units = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for c in text.chars() {
            units.extend(std::iter::repeat_n(count, c.len_utf8()));
            count += c.len_utf16();
        }
        units.push(count);
        Self(units)
    }

    /// Converts a span of the text.
    fn span(&self, span: crate::record::Span) -> Span {
        let units = |at: usize| self.0.get(at).copied().unwrap_or_default();
        [units(span.start), units(span.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_as_javascript_does() {
        let text = "ü𝔳=1";
        assert_eq!(
            Places::new(text).span(crate::record::Span::new(2, 6)),
            [1, 3]
        );
        assert_eq!(
            Places::new(text).span(crate::record::Span::new(8, 8)),
            [5, 5]
        );
    }
}
