//! The serializable twins of what leaves the crate, versioned by [`SCHEMA`]. Nothing else knows JSON; which
//! serializer writes it is the caller's choice.
//!
//! Names are those of the fields in camelCase, values those of the standards. Spans count UTF-16 code units, as
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

/// The version of these shapes. Fields may be added within a version; none changes or goes away.
pub const SCHEMA: u32 = 2;

/// A span of a text in UTF-16 code units: from the first up to, but without, the second.
type Span = [usize; 2];

/// Counts spans of one text in UTF-16 code units. The text is gone through once, since it may hold thousands.
struct Places(Vec<usize>);

impl Places {
    /// Counts the units of `text`.
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

    /// A span of the text.
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
