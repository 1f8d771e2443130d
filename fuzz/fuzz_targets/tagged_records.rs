//! Any text as a BIMI, MTA-STS or TLS-RPT record: nothing is lost, every span is in the text, and a rewritten valid record is
//! valid and has the same meaning.
#![no_main]

use dmarc_engine::json;
use dmarc_engine::record::{RecordOutcome, bimi, mta_sts, tls_rpt};
use dmarc_engine_fuzz::assert_places;
use dmarc_engine_fuzz::list::{assert_list, written};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    assert_bimi(text);
    assert_mta_sts(text);
    assert_tls_rpt(text);
});

/// Asserts the properties for BIMI.
fn assert_bimi(text: &str) {
    let record = bimi::parse(text);
    assert_eq!(record.text, text);
    assert_list(text, &record.tags, &record.problems);
    json::bimi(&record);
    if record.outcome == RecordOutcome::Ok {
        assert!(bimi::is_bimi(text), "{text:?}");
        assert!(
            record.is_declined || record.logo.is_some() || record.evidence.is_some(),
            "{text:?}"
        );
        let again = bimi::parse(&written(text, &record.tags));
        assert_eq!(
            (again.outcome, again.is_declined),
            (record.outcome, record.is_declined),
            "{text:?}"
        );
        assert_eq!(
            (again.logo, again.evidence),
            (record.logo, record.evidence),
            "{text:?}"
        );
    }
}

/// Asserts the properties for MTA-STS.
fn assert_mta_sts(text: &str) {
    let record = mta_sts::parse(text);
    assert_eq!(record.text, text);
    assert_list(text, &record.tags, &record.problems);
    json::mta_sts(&record);
    if record.outcome == RecordOutcome::Ok {
        assert!(mta_sts::is_mta_sts(text) && record.id.is_some(), "{text:?}");
        let again = mta_sts::parse(&written(text, &record.tags));
        assert_eq!(
            (again.outcome, again.id),
            (record.outcome, record.id),
            "{text:?}"
        );
    }
}

/// Asserts the properties for TLS-RPT.
fn assert_tls_rpt(text: &str) {
    let record = tls_rpt::parse(text);
    assert_eq!(record.text, text);
    assert_list(text, &record.tags, &record.problems);
    assert_places(
        text,
        record
            .destinations
            .iter()
            .map(|destination| destination.span),
    );
    assert!(
        record
            .destinations
            .iter()
            .all(|destination| destination.span.of(text) == destination.uri)
    );
    json::tls_rpt(&record);
    if record.outcome == RecordOutcome::Ok {
        assert!(
            tls_rpt::is_tls_rpt(text) && !record.destinations.is_empty(),
            "{text:?}"
        );
        let again = tls_rpt::parse(&written(text, &record.tags));
        let uris = |record: &tls_rpt::TlsRptRecord| -> Vec<_> {
            record
                .destinations
                .iter()
                .map(|d| (d.uri.clone(), d.host.clone()))
                .collect()
        };
        assert_eq!(
            (again.outcome, uris(&again)),
            (record.outcome, uris(&record)),
            "{text:?}"
        );
    }
}
