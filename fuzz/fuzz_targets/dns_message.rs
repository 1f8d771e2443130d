//! Any octets as the reply to a question: they become an answer, possibly a failed one, and every name in it can be queried in
//! turn. Any name as the target of a CNAME record: it is followed.
#![no_main]

use dmarc_engine::dns::{
    DohResolver, HttpReply, Mx, Outcome, Provider, Question, RecordData, RecordType, Resolver,
    Transport, TransportError,
};
use dmarc_engine::domain::{DomainName, MAX_LABEL};
use futures_util::FutureExt;
use libfuzzer_sys::fuzz_target;

/// A header with four answers, one of them in the authority section, and the question for `a.example` up to its type.
const HEAD: &[u8] = b"\0\0\x81\x80\0\x01\0\x03\0\x01\0\x01\x01a\x07example\0\0";

/// A header with two answers, and the question for TXT at `a.example`.
const HEAD_OF_TWO: &[u8] = b"\0\0\x81\x80\0\x01\0\x02\0\0\0\0\x01a\x07example\0\0\x10\0\x01";

/// The maximum length of a name on the wire, in octets.
const MAX_WIRE: usize = 255;

/// The maximum number of CNAME records to follow.
const MAX_ALIASES: usize = 16;

fuzz_target!(|octets: &[u8]| {
    let Some((first, rest)) = octets.split_first() else {
        return;
    };
    let kind = RecordType::ALL[usize::from(*first) % RecordType::ALL.len()];
    let question = Question::new(DomainName::new("a.example").expect("a name"), kind);
    // First with a valid header and question, so that the records after them are reached.
    assert_answer(&question, &[HEAD, &[number(kind), 0, 1], rest].concat());
    assert_answer(&question, rest);
    assert_followed(usize::from(*first) % MAX_LABEL + 1, rest);
});

/// Asserts that a CNAME record to a name of these octets, split into labels of `length`, is followed.
fn assert_followed(length: usize, octets: &[u8]) {
    let mut target = Vec::new();
    for label in octets.chunks(length) {
        if target.len() + 1 + label.len() < MAX_WIRE {
            target.push(u8::try_from(label.len()).expect("a label"));
            target.extend(label);
        }
    }
    target.push(0);
    if target == [0] || target.eq_ignore_ascii_case(b"\x01a\x07example\0") {
        return;
    }
    let body = [
        HEAD_OF_TWO,
        b"\xc0\x0c\0\x05\0\x01\0\0\0\x3c\0",
        &[u8::try_from(target.len()).expect("a name")],
        &target,
        &target,
        b"\0\x10\0\x01\0\0\0\x3c\0\x02\x01v",
    ];
    let question = Question::txt(DomainName::new("a.example").expect("a name"));
    let answer = ask(&question, Reply(&body.concat()));
    assert_eq!(
        answer.texts(),
        ["v"],
        "{target:?} becomes {:?}",
        answer.outcome
    );
    assert_eq!(answer.aliases.len(), 1);
    assert_eq!(answer.aliases[0].label_count(), labels_of(&target));
}

/// The number of labels of a name on the wire.
fn labels_of(wire: &[u8]) -> usize {
    let mut rest = wire;
    std::iter::from_fn(|| {
        let (length, behind) = rest.split_first()?;
        rest = behind.get(usize::from(*length)..)?;
        (*length > 0).then_some(())
    })
    .count()
}

/// The number of a record type.
fn number(kind: RecordType) -> u8 {
    match kind {
        RecordType::A => 1,
        RecordType::Ptr => 12,
        RecordType::Mx => 15,
        RecordType::Txt => 16,
        RecordType::Aaaa => 28,
        RecordType::Tlsa => 52,
    }
}

/// Asserts that a body becomes an answer.
fn assert_answer(question: &Question, body: &[u8]) {
    let answer = ask(question, Reply(body));
    assert_eq!(answer.question, *question);
    assert!(answer.aliases.len() <= MAX_ALIASES);
    if let Outcome::Records(records) = &answer.outcome {
        assert!(!records.is_empty() && records.iter().all(|record| record.kind() == question.kind));
    }
    let mut names = answer.aliases.clone();
    for record in answer.records() {
        match record {
            RecordData::Txt(strings) => {
                assert!(strings.iter().all(|string| string.chars().count() <= 255));
            }
            RecordData::Mx(Mx { exchange, .. }) => names.extend(exchange.clone()),
            RecordData::Ptr(name) => names.extend(name.clone()),
            RecordData::A(_) | RecordData::Aaaa(_) | RecordData::Tlsa(_) => {}
        }
    }
    for name in names {
        let question = Question::txt(name);
        assert_eq!(ask(&question, Echo).outcome, Outcome::NoData, "{question}");
    }
}

/// The answer to a question over a transport.
fn ask(question: &Question, transport: impl Transport) -> dmarc_engine::dns::Answer {
    let resolver = DohResolver::new(transport, Provider::on_offer());
    resolver
        .ask(question)
        .now_or_never()
        .expect("a transport that brings replies at once")
}

/// A transport that always returns the same body.
struct Reply<'a>(&'a [u8]);

impl Transport for Reply<'_> {
    async fn get(&self, _: &str, _: u32) -> Result<HttpReply, TransportError> {
        Ok(reply(self.0.to_vec()))
    }
}

/// A transport that returns the question as an empty reply.
struct Echo;

impl Transport for Echo {
    async fn get(&self, url: &str, _: u32) -> Result<HttpReply, TransportError> {
        let (_, query) = url.split_once("dns=").ok_or(TransportError::Unreachable)?;
        let mut body = base64_url(query);
        body[2] |= 0x80;
        Ok(reply(body))
    }
}

/// A body as an HTTP reply.
fn reply(body: Vec<u8>) -> HttpReply {
    HttpReply {
        status: 200,
        media_type: "application/dns-message".to_owned(),
        body,
        elapsed: 0,
    }
}

/// Decodes the base64url text of a URL.
fn base64_url(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut octets, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for octet in text.bytes() {
        let digit = DIGITS
            .iter()
            .position(|digit| *digit == octet)
            .expect("a digit");
        (bits, count) = (
            bits << 6 | u32::try_from(digit).expect("six bits"),
            count + 6,
        );
        if count >= 8 {
            count -= 8;
            octets.push((bits >> count & 0xff) as u8);
        }
    }
    octets
}
