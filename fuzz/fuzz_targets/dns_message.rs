//! Any octets as the reply to a question: an answer comes of them, if only a failed one.
#![no_main]

use dmarc_checker::dns::{DohResolver, HttpReply, Provider, Question, Resolver, Transport, TransportError};
use dmarc_checker::domain::DomainName;
use futures_util::FutureExt;
use libfuzzer_sys::fuzz_target;

/// Always brings the same body.
struct Reply<'a>(&'a [u8]);

impl Transport for Reply<'_> {
    async fn get(&self, _: &str, _: u32) -> Result<HttpReply, TransportError> {
        let media_type = "application/dns-message".to_owned();
        Ok(HttpReply { status: 200, media_type, body: self.0.to_vec(), elapsed: 0 })
    }
}

fuzz_target!(|octets: &[u8]| {
    // A header and question that fit, so that the records behind them are reached.
    let mut body = b"\0\0\x81\x80\0\x01\0\x04\0\0\0\x01\x01a\x07example\0\0\x10\0\x01".to_vec();
    body.extend(octets);
    let name = DomainName::new("a.example").expect("a name");
    for body in [body.as_slice(), octets] {
        let resolver = DohResolver::new(Reply(body), Provider::on_offer());
        resolver.ask(&Question::txt(name.clone())).now_or_never();
    }
});
