//! [`Evidence`]: an answer as a page shows it, with a command that repeats the question.

use super::dig::dig;
use super::words::in_words;
use crate::dns::{Answer, Outcome, RecordData};

/// A DNS answer as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The name queried.
    pub name: String,
    /// The record type queried, such as `TXT`.
    pub kind: &'static str,
    /// The resolver that answered.
    pub resolver: String,
    /// NOERROR, NXDOMAIN, or why the query failed.
    pub outcome: String,
    /// Whether the query failed.
    pub is_failure: bool,
    /// The records in zone-file notation.
    pub records: Vec<String>,
    /// The TTL in words.
    pub ttl: Option<String>,
    /// Whether the resolver validated the answer with DNSSEC.
    pub is_authenticated: bool,
    /// How long the query took, in milliseconds.
    pub elapsed: Option<u32>,
    /// CNAME records followed, failed attempts, extended DNS errors.
    pub notes: Vec<String>,
    /// A command that repeats the query, safe to paste into a shell; `None` if the name allows none.
    pub command: Option<String>,
}

impl Evidence {
    /// Describes an answer.
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

/// A record in zone-file notation ([RFC 1035, section 5.1](https://www.rfc-editor.org/rfc/rfc1035#section-5.1)).
pub(super) fn in_zone_file(record: &RecordData) -> String {
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
