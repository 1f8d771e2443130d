//! [`Evidence`]: an answer as a page shows it, so that anyone can repeat the question.

use super::dig::dig;
use super::words::in_words;
use crate::dns::{Answer, Outcome, RecordData};

/// An answer as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The name that was asked for.
    pub name: String,
    /// The type.
    pub kind: &'static str,
    /// Who answered.
    pub resolver: String,
    /// NOERROR, NXDOMAIN, or why it could not be asked.
    pub outcome: String,
    /// Whether it could not be asked.
    pub is_failure: bool,
    /// The records as zone files write them.
    pub records: Vec<String>,
    /// The time to live in words.
    pub ttl: Option<String>,
    /// Whether the resolver checked DNSSEC.
    pub is_authenticated: bool,
    /// How long it took, in milliseconds.
    pub elapsed: Option<u32>,
    /// CNAME records, failed tries, extended errors.
    pub notes: Vec<String>,
    /// A command that asks the same, safe to paste into a shell; `None` where the name allows none.
    pub command: Option<String>,
}

impl Evidence {
    /// Puts an answer into words.
    pub fn new(answer: &Answer) -> Self {
        let question = &answer.question;
        let mut notes: Vec<String> = answer
            .aliases
            .iter()
            .map(|target| format!("CNAME to {target}"))
            .collect();
        for (provider, error) in &answer.failed_before {
            notes.push(format!("{provider} failed first: {error}"));
        }
        for error in &answer.extended_errors {
            let text = if error.text.is_empty() {
                String::new()
            } else {
                format!(": {}", error.text)
            };
            notes.push(format!("Extended error {}{text}", error.code));
        }
        Self {
            name: question.name.to_string(),
            kind: question.kind.as_str(),
            resolver: answer.resolver.clone(),
            outcome: match &answer.outcome {
                Outcome::Records(records) if records.len() == 1 => "NOERROR, 1 record".to_owned(),
                Outcome::Records(records) => format!("NOERROR, {} records", records.len()),
                Outcome::NoData => "NOERROR, no record".to_owned(),
                Outcome::NxDomain => "NXDOMAIN".to_owned(),
                Outcome::Failed(error) => error.to_string(),
            },
            is_failure: answer.error().is_some(),
            records: answer.records().iter().map(in_zone_file).collect(),
            ttl: answer.ttl.map(in_words),
            is_authenticated: answer.is_authenticated,
            elapsed: answer.elapsed,
            notes,
            command: dig(question),
        }
    }
}

/// A record as zone files write it ([RFC 1035, section 5.1](https://www.rfc-editor.org/rfc/rfc1035#section-5.1)).
fn in_zone_file(record: &RecordData) -> String {
    match record {
        RecordData::A(address) => address.to_string(),
        RecordData::Aaaa(address) => address.to_string(),
        RecordData::Mx(mx) => match &mx.exchange {
            Some(host) => format!("{} {host}.", mx.preference),
            None => format!("{} .", mx.preference),
        },
        RecordData::Ptr(name) => name
            .as_ref()
            .map_or_else(|| ".".to_owned(), |name| format!("{name}.")),
        RecordData::Tlsa(tlsa) => tlsa.to_string(),
        RecordData::Txt(strings) => {
            let quoted: Vec<_> = strings
                .iter()
                .map(|string| format!("\"{}\"", string.replace('\\', "\\\\").replace('"', "\\\"")))
                .collect();
            quoted.join(" ")
        }
    }
}
