//! Parsing a DMARC record, compared with mail-auth. mail-auth keeps no spans and stops at the first mistake; we keep every
//! byte, so a diagnosis costs a multiple of its time.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use dmarc_engine::findings::judge_record;
use dmarc_engine::record::dmarc::parse;
use mail_auth::common::parse::TxtRecordParser;

/// A record as large senders publish it.
const RECORD: &str = "v=DMARC1; p=quarantine; sp=reject; np=reject; adkim=s; fo=1; \
     rua=mailto:dmarc@example.com,mailto:abc123@reports.example.net!10m; ruf=mailto:failures@example.com";

fn record(c: &mut Criterion) {
    let mut group = c.benchmark_group("record");
    group.bench_function("parse", |b| b.iter(|| parse(black_box(RECORD))));
    group.bench_function("parse and judge", |b| {
        b.iter(|| judge_record(&parse(black_box(RECORD))));
    });
    group.bench_function("mail-auth parse", |b| {
        b.iter(|| mail_auth::dmarc::Dmarc::parse(black_box(RECORD.as_bytes())));
    });
    group.finish();
}

criterion_group!(benches, record);
criterion_main!(benches);
