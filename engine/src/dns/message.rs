//! Encodes queries and decodes replies in DNS wire format
//! ([RFC 1035, section 4](https://www.rfc-editor.org/rfc/rfc1035#section-4)).

use domain::base::iana::{Class, Rcode};
use domain::base::message_builder::MessageBuilder;
use domain::base::name::Name;
use domain::base::rdata::UnknownRecordData;
use domain::base::wire::ParseError;
use domain::base::{Message, ParsedName, ParsedRecord, RecordSection, Rtype, ToName};
use domain::rdata::{A, Aaaa, Cname, Mx as WireMx, Ptr, Soa, Txt};

use super::answer::text_of;
use super::{
    Answer, ExtendedError, LookupError, Mx, Outcome, Question, RecordData, RecordType, Tlsa,
};
use crate::domain::DomainName;

/// The most CNAME records that are followed within one answer.
const MAX_ALIASES: usize = 16;

/// The UDP size announced in EDNS for the path from resolver to name server; it has no effect over HTTPS.
const UDP_PAYLOAD: u16 = 1232;

/// A question that can't be encoded, or octets that are not a DNS message; holds the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed(pub String);

impl From<ParseError> for Malformed {
    fn from(error: ParseError) -> Self {
        Self(error.to_string())
    }
}

/// The URL that sends `question` in a GET request
/// ([RFC 8484, section 4.1](https://www.rfc-editor.org/rfc/rfc8484#section-4.1)).
///
/// # Errors
///
/// [`Malformed`] if the name does not fit into a message.
pub fn query_url(endpoint: &str, question: &Question) -> Result<String, Malformed> {
    let separator = if endpoint.contains('?') { '&' } else { '?' };
    Ok(format!(
        "{endpoint}{separator}dns={}",
        base64_url(&query(question)?)
    ))
}

/// The message that asks `question`. Its ID is 0 so that caches can store the answer. It sets RD, AD to learn about
/// DNSSEC ([RFC 6840, section 5.7](https://www.rfc-editor.org/rfc/rfc6840#section-5.7)), and EDNS, which extended
/// errors require.
fn query(question: &Question) -> Result<Vec<u8>, Malformed> {
    let name: Name<Vec<u8>> = question
        .name
        .as_str()
        .parse()
        .map_err(|_| Malformed("this name does not fit in a DNS message".to_owned()))?;
    let too_long = |_| Malformed("this name does not fit in a DNS message".to_owned());
    let mut message = MessageBuilder::new_vec();
    message.header_mut().set_id(0);
    message.header_mut().set_rd(true);
    message.header_mut().set_ad(true);
    let mut message = message.question();
    message
        .push((&name, rtype(question.kind), Class::IN))
        .map_err(too_long)?;
    let mut message = message.additional();
    message
        .opt(|opt| {
            opt.set_udp_payload_size(UDP_PAYLOAD);
            Ok(())
        })
        .map_err(too_long)?;
    Ok(message.finish())
}

/// Encodes octets in unpadded base64 with the URL-safe alphabet
/// ([RFC 4648, section 5](https://www.rfc-editor.org/rfc/rfc4648#section-5)).
fn base64_url(octets: &[u8]) -> String {
    domain::utils::base64::encode_string(octets)
        .chars()
        .filter_map(|c| match c {
            '+' => Some('-'),
            '/' => Some('_'),
            '=' => None,
            other => Some(other),
        })
        .collect()
}

/// The record type in the crate's representation.
const fn rtype(kind: RecordType) -> Rtype {
    match kind {
        RecordType::A => Rtype::A,
        RecordType::Aaaa => Rtype::AAAA,
        RecordType::Mx => Rtype::MX,
        RecordType::Ptr => Rtype::PTR,
        RecordType::Tlsa => Rtype::TLSA,
        RecordType::Txt => Rtype::TXT,
    }
}

/// Decodes a reply. If it can't be decoded or does not answer `question`, the answer is a failed one.
pub(super) fn read(octets: &[u8], question: &Question, resolver: &str) -> Answer {
    let mut answer = Answer::new(question.clone(), Outcome::NoData, resolver);
    if let Err(error) = read_into(&mut answer, octets) {
        answer.outcome = Outcome::Failed(error);
    }
    answer
}

impl From<Malformed> for LookupError {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed.0)
    }
}

impl From<ParseError> for LookupError {
    fn from(error: ParseError) -> Self {
        Self::Malformed(error.to_string())
    }
}

/// Fills `answer` from the message in `octets`.
fn read_into(answer: &mut Answer, octets: &[u8]) -> Result<(), LookupError> {
    let message = Message::from_octets(octets)
        .map_err(|_| LookupError::Malformed("shorter than a header".to_owned()))?;
    let header = message.header();
    if !header.qr() {
        return Err(LookupError::Malformed("a query came back".to_owned()));
    }
    answer.extended_errors = extended_errors(&message);
    let rcode = header.rcode();
    match rcode {
        Rcode::NOERROR | Rcode::NXDOMAIN => {}
        Rcode::SERVFAIL => return Err(LookupError::ServFail),
        Rcode::REFUSED => return Err(LookupError::Refused),
        other => return Err(LookupError::Rcode(other.to_int())),
    }
    if header.tc() {
        return Err(LookupError::Truncated);
    }
    let asked = message.sole_question().map_err(LookupError::from)?;
    let is_same = to_domain(asked.qname()).as_ref() == Some(&answer.question.name)
        && asked.qtype() == rtype(answer.question.kind)
        && asked.qclass() == Class::IN;
    if !is_same {
        return Err(LookupError::OtherQuestion);
    }

    let mut found = Vec::new();
    let mut aliases: Vec<(DomainName, DomainName, u32)> = Vec::new();
    for record in message.answer()? {
        let record = record?;
        if record.class() != Class::IN {
            continue;
        }
        let Some(owner) = to_domain(record.owner()) else {
            continue;
        };
        let ttl = record.ttl().as_secs();
        if let Some(cname) = record.to_record::<Cname<ParsedName<_>>>()? {
            if let Some(target) = to_domain(cname.data().cname()) {
                aliases.push((owner, target, ttl));
            }
        } else if record.rtype() == rtype(answer.question.kind) {
            found.push((owner, data_of(&record)?, ttl));
        }
    }
    // Only records at the end of the CNAME chain answer the question.
    let mut owner = answer.question.name.clone();
    while let Some((_, target, ttl)) = aliases.iter().find(|(from, ..)| *from == owner) {
        if answer.aliases.len() == MAX_ALIASES || answer.aliases.contains(target) {
            return Err(LookupError::Malformed(
                "an endless chain of CNAME records".to_owned(),
            ));
        }
        answer.ttl = Some(shortest(answer.ttl, *ttl));
        answer.aliases.push(target.clone());
        owner = target.clone();
    }
    let records: Vec<_> = found
        .into_iter()
        .filter(|(at, ..)| *at == owner)
        .map(|(_, data, ttl)| {
            answer.ttl = Some(shortest(answer.ttl, ttl));
            data
        })
        .collect();
    // Read every section to its end, so that a truncated message is never accepted.
    let negative_ttl = negative_ttl(message.authority()?)?;
    for record in message.additional()? {
        record?;
    }
    if records.is_empty() {
        answer.ttl = negative_ttl.map(|ttl| shortest(answer.ttl, ttl));
    }
    answer.is_authenticated = header.ad();
    answer.outcome = match (records.is_empty(), rcode) {
        (false, _) => Outcome::Records(records),
        (true, Rcode::NXDOMAIN) => Outcome::NxDomain,
        (true, _) => Outcome::NoData,
    };
    Ok(())
}

/// How long a negative answer may be cached: the smaller of the SOA record's TTL and its MINIMUM field
/// ([RFC 2308, section 5](https://www.rfc-editor.org/rfc/rfc2308#section-5)).
fn negative_ttl(authority: RecordSection<'_, &[u8]>) -> Result<Option<u32>, LookupError> {
    let mut ttl = None;
    for record in authority {
        if let Some(soa) = record?.to_record::<Soa<ParsedName<_>>>()? {
            ttl = Some(soa.ttl().min(soa.data().minimum()).as_secs());
        }
    }
    Ok(ttl)
}

/// The data of a record of the type that was queried.
fn data_of(record: &ParsedRecord<'_, &[u8]>) -> Result<RecordData, LookupError> {
    let data = if let Some(txt) = record.to_record::<Txt<_>>()? {
        Some(RecordData::Txt(txt.data().iter().map(text_of).collect()))
    } else if let Some(mx) = record.to_record::<WireMx<ParsedName<_>>>()? {
        Some(RecordData::Mx(Mx {
            preference: mx.data().preference(),
            exchange: to_domain(mx.data().exchange()),
        }))
    } else if let Some(ptr) = record.to_record::<Ptr<ParsedName<_>>>()? {
        Some(RecordData::Ptr(to_domain(ptr.data().ptrdname())))
    } else if record.rtype() == Rtype::TLSA {
        // The crate parses TLSA records only in zone files.
        let data = record.to_record::<UnknownRecordData<_>>()?;
        data.and_then(|record| tlsa(record.data().data()))
    } else if let Some(a) = record.to_record::<A>()? {
        Some(RecordData::A(a.data().addr()))
    } else {
        record
            .to_record::<Aaaa>()?
            .map(|aaaa| RecordData::Aaaa(aaaa.data().addr()))
    };
    data.ok_or_else(|| LookupError::Malformed("a record of an unexpected type".to_owned()))
}

/// Decodes a TLSA record: three octets, followed by the data to match.
fn tlsa(octets: &[u8]) -> Option<RecordData> {
    let &[usage, selector, matching_type, ref data @ ..] = octets else {
        return None;
    };
    Some(RecordData::Tlsa(Tlsa {
        usage,
        selector,
        matching_type,
        data: data.to_vec(),
    }))
}

/// The smaller of two TTLs.
fn shortest(so_far: Option<u32>, ttl: u32) -> u32 {
    so_far.map_or(ttl, |so_far| so_far.min(ttl))
}

/// Converts a name in the message; `None` for the root, which is not a [`DomainName`].
fn to_domain(name: impl ToName) -> Option<DomainName> {
    DomainName::new(&name.to_vec().to_string().replace("\\ ", "\\032")).ok()
}

/// The extended errors in the OPT record; malformed ones are ignored.
fn extended_errors(message: &Message<&[u8]>) -> Vec<ExtendedError> {
    let Some(opt) = message.opt() else {
        return Vec::new();
    };
    opt.opt()
        .iter::<domain::base::opt::ExtendedError<_>>()
        .filter_map(Result::ok)
        .map(|error| ExtendedError {
            code: error.code().to_int(),
            text: error.text_slice().map(text_of).unwrap_or_default(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reply to `question` with the flags and rcode in `head` and `answers` in wire format.
    fn reply(question: &Question, head: [u8; 2], answers: &[&[u8]]) -> Vec<u8> {
        let mut octets = query(question).unwrap();
        octets[2..4].copy_from_slice(&head);
        octets[7] = u8::try_from(answers.len()).unwrap();
        let opt = octets.split_off(octets.len() - 11);
        for answer in answers {
            octets.extend_from_slice(answer);
        }
        octets.extend(opt);
        octets
    }

    fn question() -> Question {
        Question::txt(DomainName::new("a.example").unwrap())
    }

    /// A TXT record at the question's name: 300 seconds, strings "v=" and "x".
    const TXT: &[u8] = b"\xc0\x0c\x00\x10\x00\x01\x00\x00\x01\x2c\x00\x05\x02v=\x01x";
    /// A CNAME record from the question's name to b.example, 60 seconds.
    const CNAME: &[u8] = b"\xc0\x0c\x00\x05\x00\x01\x00\x00\x00\x3c\x00\x04\x01b\xc0\x0e";
    /// A TXT record at b.example.
    const TXT_AT_B: &[u8] = b"\x01b\xc0\x0e\x00\x10\x00\x01\x00\x00\x01\x2c\x00\x02\x01y";

    #[test]
    fn a_question_is_a_get_url() {
        let url = query_url("https://dns.example/q?x=1", &question()).unwrap();
        assert_eq!(
            url,
            "https://dns.example/q?x=1&dns=AAABIAABAAAAAAABAWEHZXhhbXBsZQAAEAABAAApBNAAAAAAAAA"
        );
    }

    #[test]
    fn strings_stay_apart_and_the_ttl_is_kept() {
        let answer = read(&reply(&question(), [0x81, 0xa0], &[TXT]), &question(), "r");
        assert_eq!(
            answer.outcome,
            Outcome::Records(vec![RecordData::Txt(vec!["v=".into(), "x".into()])])
        );
        assert_eq!((answer.ttl, answer.is_authenticated), (Some(300), true));
        assert_eq!(answer.texts(), ["v=x"]);
    }

    #[test]
    fn how_long_there_is_nothing_is_up_to_the_soa() {
        // The SOA record of the root: TTL 900, MINIMUM 300.
        let soa: &[u8] = b"\0\0\x06\0\x01\0\0\x03\x84\0\x16\0\0\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\0\x01\x2c";
        let mut octets = reply(&question(), [0x81, 0x83], &[soa]);
        // Move the record from the answer section to the authority section.
        octets.swap(7, 9);
        let answer = read(&octets, &question(), "r");
        assert_eq!((answer.outcome, answer.ttl), (Outcome::NxDomain, Some(300)));
        octets.truncate(octets.len() - 15);
        let cut = read(&octets, &question(), "r").outcome;
        assert!(
            matches!(cut, Outcome::Failed(LookupError::Malformed(_))),
            "{cut:?}"
        );
    }

    #[test]
    fn an_alias_may_lead_to_any_octets() {
        // A label of 63 octets has four times as many characters when escaped.
        let target = [&[63][..], &[0xfc; 62], b".\x07example\0"].concat();
        let length = u8::try_from(target.len()).unwrap();
        let head: &[u8] = b"\xc0\x0c\0\x05\0\x01\0\0\0\x3c\0";
        let alias = [head, &[length], &target].concat();
        let txt = [&target[..], b"\0\x10\0\x01\0\0\x01\x2c\0\x02\x01y"].concat();
        let octets = reply(&question(), [0x81, 0x80], &[&alias, &txt]);
        let answer = read(&octets, &question(), "r");
        assert_eq!(answer.texts(), ["y"]);
        assert_eq!(answer.aliases[0].label_count(), 2);
        assert!(
            query_url(
                "https://dns.example",
                &Question::txt(answer.aliases[0].clone())
            )
            .is_ok()
        );
    }

    #[test]
    fn aliases_are_followed_and_shown() {
        let answer = read(
            &reply(&question(), [0x81, 0x80], &[CNAME, TXT_AT_B]),
            &question(),
            "r",
        );
        assert_eq!(answer.texts(), ["y"]);
        assert_eq!(answer.aliases, [DomainName::new("b.example").unwrap()]);
        assert_eq!((answer.ttl, answer.is_authenticated), (Some(60), false));
    }

    #[test]
    fn the_name_of_an_address() {
        let name = DomainName::new("1.2.0.192.in-addr.arpa").unwrap();
        let question = Question::new(name, RecordType::Ptr);
        let ptr: &[u8] = b"\xc0\x0c\x00\x0c\x00\x01\x00\x00\x00\x3c\x00\x06\x04host\x00";
        let answer = read(&reply(&question, [0x81, 0x80], &[ptr]), &question, "r");
        let host = DomainName::new("host").ok();
        assert_eq!(answer.records(), [RecordData::Ptr(host)]);
    }

    #[test]
    fn the_certificate_of_a_service() {
        let name = DomainName::new("_25._tcp.mx.example").unwrap();
        let question = Question::new(name, RecordType::Tlsa);
        let tlsa: &[u8] = b"\xc0\x0c\x00\x34\x00\x01\x00\x00\x00\x3c\x00\x05\x03\x01\x01\xab\x0c";
        let answer = read(&reply(&question, [0x81, 0xa0], &[tlsa]), &question, "r");
        let records: Vec<_> = answer
            .records()
            .iter()
            .map(|record| match record {
                RecordData::Tlsa(tlsa) => tlsa.to_string(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(records, ["3 1 1 AB0C"]);
        assert!(answer.is_authenticated);
    }

    #[test]
    fn names_with_blanks() {
        let question = Question::txt(DomainName::from_raw("a b\\.example").unwrap());
        let answer = read(&reply(&question, [0x81, 0xa0], &[TXT]), &question, "r");
        assert_eq!(answer.texts(), ["v=x"]);
    }

    #[test]
    fn no_data_and_no_such_name_stay_apart() {
        let no_data = read(&reply(&question(), [0x81, 0x80], &[]), &question(), "r");
        assert_eq!(no_data.outcome, Outcome::NoData);
        let no_name = read(&reply(&question(), [0x81, 0x83], &[]), &question(), "r");
        assert_eq!(no_name.outcome, Outcome::NxDomain);
        // A record at another name does not answer the question.
        let stray = read(
            &reply(&question(), [0x81, 0x80], &[TXT_AT_B]),
            &question(),
            "r",
        );
        assert_eq!(stray.outcome, Outcome::NoData);
    }

    #[test]
    fn what_is_no_answer_is_never_no_record() {
        let other = Question::txt(DomainName::new("c.example").unwrap());
        let ok = reply(&question(), [0x81, 0x80], &[TXT]);
        let cases: Vec<(Vec<u8>, LookupError)> = vec![
            (reply(&question(), [0x81, 0x82], &[]), LookupError::ServFail),
            (reply(&question(), [0x81, 0x85], &[]), LookupError::Refused),
            (reply(&question(), [0x81, 0x84], &[]), LookupError::Rcode(4)),
            (
                reply(&question(), [0x83, 0x80], &[]),
                LookupError::Truncated,
            ),
            (reply(&other, [0x81, 0x80], &[]), LookupError::OtherQuestion),
            (
                b"<html>".to_vec(),
                LookupError::Malformed("shorter than a header".into()),
            ),
            (
                query(&question()).unwrap(),
                LookupError::Malformed("a query came back".into()),
            ),
        ];
        for (octets, error) in cases {
            assert_eq!(
                read(&octets, &question(), "r").outcome,
                Outcome::Failed(error)
            );
        }
        for length in 0..ok.len() {
            let outcome = read(&ok[..length], &question(), "r").outcome;
            assert!(
                matches!(outcome, Outcome::Failed(LookupError::Malformed(_))),
                "{length}: {outcome:?}"
            );
        }
    }

    #[test]
    fn aliases_in_a_circle_end() {
        let circle: &[u8] = b"\xc0\x0c\x00\x05\x00\x01\x00\x00\x00\x3c\x00\x02\xc0\x0c";
        let answer = read(
            &reply(&question(), [0x81, 0x80], &[circle, circle]),
            &question(),
            "r",
        );
        assert_eq!(
            answer.outcome,
            Outcome::Failed(LookupError::Malformed(
                "an endless chain of CNAME records".into()
            ))
        );
    }
}
