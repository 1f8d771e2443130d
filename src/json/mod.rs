//! The serializable twins of what leaves the crate, versioned by [`SCHEMA`]. Nothing else knows JSON; which
//! serializer writes it is the caller's choice.
//!
//! Names are those of the fields in camelCase, values those of the standards. Spans count UTF-16 code units, as
//! JavaScript does.

mod record;
mod recording;
mod report;
mod tagged;
mod zone;

pub use record::{FindingJson, RecordJson, record};
pub use recording::{RecordingJson, recording};
pub use report::{ReportJson, report};
pub use tagged::{BimiJson, DkimJson, MtaStsJson, TlsRptJson, bimi, dkim, mta_sts, tls_rpt};
pub use zone::{NodeJson, ZoneJson, zone};

/// The version of these shapes. Fields may be added within a version; none changes or goes away.
pub const SCHEMA: u32 = 1;

/// A span of a text in UTF-16 code units: from the first up to, but without, the second.
type Span = [usize; 2];

/// Counts a span in UTF-16 code units.
fn span(text: &str, span: crate::record::Span) -> Span {
    let units = |end: usize| {
        text.get(..end)
            .map_or(0, |head| head.encode_utf16().count())
    };
    [units(span.start), units(span.end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_as_javascript_does() {
        let text = "ü𝔳=1";
        assert_eq!(span(text, crate::record::Span::new(2, 6)), [1, 3]);
    }
}
