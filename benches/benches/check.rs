//! A complete check with answers in memory: everything except the network.

use criterion::{Criterion, criterion_group, criterion_main};
use dmarc_engine::discovery::Options;
use dmarc_engine::dns::example_zone;
use dmarc_engine::domain::DomainName;
use dmarc_engine::report::check;
use futures_util::FutureExt;

fn whole_check(c: &mut Criterion) {
    let zone = example_zone();
    let Ok(domain) = DomainName::new("www.mail.in-between.example") else {
        return;
    };
    c.bench_function("check from memory", |b| {
        b.iter(|| check(&zone, &domain, &Options::default(), |_| (), |_, _| ()).now_or_never());
    });
}

criterion_group!(benches, whole_check);
criterion_main!(benches);
