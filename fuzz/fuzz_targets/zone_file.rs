//! Any text as a zone file: each line is accepted or refused by its number, a rewritten record parses as the same record, and
//! the zone answers every question about its names.
#![no_main]

use dmarc_engine::dns::zone_file::{Data, Entry, entries};
use dmarc_engine::dns::{Outcome, Question, RecordData, RecordType, Zone};
use dmarc_engine::domain::DomainName;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for origin in ["example", ""] {
        let lines: Vec<_> = entries(origin, text).collect();
        for line in &lines {
            match line {
                Ok(entry) => assert_written_anew(entry),
                Err(error) => assert!(error.to_string().starts_with("line ")),
            }
        }
        assert!(lines.len() <= text.lines().count());
        let zone = Zone::from_file("zone", origin, text);
        assert_eq!(zone.is_err(), lines.iter().any(Result::is_err));
        if let Ok(zone) = zone {
            assert_answers(&zone, lines.into_iter().flatten());
        }
    }
});

/// Asserts that an entry, rewritten in its simplest form, parses as the same entry.
fn assert_written_anew(entry: &Entry) {
    let name = |name: Option<&DomainName>| {
        name.map_or_else(|| ".".to_owned(), |name| quoted(&format!("{name}.")))
    };
    let data = match &entry.data {
        Data::Record(RecordData::A(address)) => format!("A {address}"),
        Data::Record(RecordData::Aaaa(address)) => format!("AAAA {address}"),
        Data::Record(RecordData::Mx(mx)) => {
            format!("MX {} {}", mx.preference, name(mx.exchange.as_ref()))
        }
        Data::Record(RecordData::Ptr(host)) => format!("PTR {}", name(host.as_ref())),
        Data::Record(RecordData::Tlsa(tlsa)) => format!("TLSA {tlsa}"),
        Data::Record(RecordData::Txt(strings)) => {
            let strings: Vec<_> = strings.iter().map(|string| quoted(string)).collect();
            format!("TXT {}", strings.join(" "))
        }
        Data::Alias(target) => format!("CNAME {}", name(Some(target))),
        Data::Other => "SOA".to_owned(),
    };
    let ttl = entry.ttl.map(|ttl| ttl.to_string()).unwrap_or_default();
    let line = format!("{} {ttl} {data}", name(Some(&entry.owner)));
    let again: Vec<_> = entries("", &line).collect();
    assert_eq!(again, [Ok(entry.clone())], "{line}");
}

/// A string in quotation marks, with escapes.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\0'..' ' | '\x7f' => quoted.extend(format!("\\{:03}", u32::from(c)).chars()),
            _ => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Asserts that every question about the names of a zone has an answer, and that existing records are found.
fn assert_answers(zone: &Zone, entries: impl Iterator<Item = Entry>) {
    for entry in entries {
        for kind in RecordType::ALL {
            let answer = zone.answer(&Question::new(entry.owner.clone(), kind));
            if let Outcome::Records(records) = &answer.outcome {
                assert!(!records.is_empty() && records.iter().all(|record| record.kind() == kind));
            }
            if let Data::Record(data) = &entry.data
                && data.kind() == kind
            {
                assert!(
                    answer.records().contains(data) && answer.aliases.is_empty(),
                    "{data:?} at {}",
                    entry.owner
                );
            }
        }
        if let Some(below) = entry.owner.child("below") {
            zone.answer(&Question::txt(below));
        }
    }
}
