//! [`Objects`]: the native results of the engine, to compare the module and its types with.

use std::fmt::Write as _;
use std::fs;
use std::ops::Add;
use std::path::Path;
use std::rc::Rc;

use dmarc_engine::discovery::{Options, SuffixList, gather};
use dmarc_engine::dns::{EXAMPLES, Fault, RecordType, Zone, example_zone};
use dmarc_engine::domain::DomainName;
use dmarc_engine::json;
use dmarc_engine::record::{dmarc, spf};
use dmarc_engine::report::Report;
use futures_util::FutureExt;
use serde::Serialize;
use serde_json::{Value, json};

/// The project root.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Objects of every kind that the module returns.
#[derive(Default)]
pub(crate) struct Objects {
    pub(crate) reports: Vec<Value>,
    /// DMARC records.
    pub(crate) records: Vec<Value>,
    /// The explanations of these records.
    pub(crate) explanations: Vec<Value>,
    pub(crate) spf_records: Vec<Value>,
    pub(crate) rules: Vec<Value>,
}

impl Objects {
    /// The reports on all domains of the example zone, their records, and the catalogue.
    pub(crate) fn of_examples() -> Self {
        let mut objects = Self::default();
        let zone = example_zone();
        for example in EXAMPLES {
            objects.add_report(&zone, example.domain, &Options::default());
        }
        objects.rules = json::rules().iter().map(value).collect();
        objects
    }

    /// The same for the fixtures of all rules, which together contain every mistake that a rule detects.
    pub(crate) fn of_fixtures() -> Self {
        let mut objects = Self::default();
        let folder = Path::new(ROOT).join("engine/tests/rules");
        for entry in fs::read_dir(folder).expect("there are fixtures").flatten() {
            let text = fs::read_to_string(entry.path()).expect("a fixture is text");
            for block in text
                .split("\n```")
                .filter_map(|block| block.split_once('\n'))
            {
                match block {
                    ("record", text) => objects.add_record(text),
                    (info, text) => {
                        if let Some(domain) = info.strip_prefix("zone ") {
                            objects.add_report(&zone(text), domain, &options(text));
                        }
                    }
                }
            }
        }
        objects
    }

    /// Adds the report on a domain, and the records in it.
    fn add_report(&mut self, zone: &Zone, domain: &str, options: &Options) {
        let domain = DomainName::new(domain).expect("a domain");
        let facts = gather(zone, &domain, options, |_| (), |_, _| ());
        let facts = facts.now_or_never().expect("all answers are there");
        let list = include_str!("../../../../assets/public-suffix-list.txt");
        let list = Rc::new(SuffixList::parse(list).expect("a list"));
        let report = value(&json::report(&Report::new(Rc::new(facts.settled(&list)))));
        if let Some(text) = report.pointer("/dmarc/text").and_then(Value::as_str) {
            self.add_record(text);
        }
        if let Some(text) = report
            .pointer("/spf/nodes/0/record/text")
            .and_then(Value::as_str)
        {
            self.spf_records
                .push(value(&json::spf_record(&spf::parse(text))));
        }
        self.reports.push(report);
    }

    /// Adds a DMARC record and its explanation.
    fn add_record(&mut self, text: &str) {
        let record = dmarc::parse(text);
        self.records.push(value(&json::record(&record)));
        self.explanations.push(value(&json::explanation(&record)));
    }

    /// Writes the objects as typed literals, so that a missing or an extra field fails to compile.
    pub(crate) fn as_typescript(&self) -> String {
        let mut text = String::new();
        for (kind, objects) in [
            ("Report", &self.reports),
            ("DmarcRecord", &self.records),
            ("Explanation", &self.explanations),
            ("SpfRecord", &self.spf_records),
            ("Rule", &self.rules),
        ] {
            assert!(!objects.is_empty(), "no {kind}");
            for (number, object) in objects.iter().enumerate() {
                let _ = writeln!(
                    text,
                    "export const {kind}{number}: import(\"dmarc-checker\").{kind} = {object};"
                );
            }
        }
        text
    }
}

impl Add for Objects {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self.reports.extend(other.reports);
        self.records.extend(other.records);
        self.explanations.extend(other.explanations);
        self.spf_records.extend(other.spf_records);
        self.rules.extend(other.rules);
        self
    }
}

/// The zone of a fixture, with its faults; see `engine/tests/catalogue.rs`.
fn zone(text: &str) -> Zone {
    let mut zone = Zone::from_file("fixture", "example", &format!("$TTL 300\n{text}\n"))
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    for line in text
        .lines()
        .filter_map(|line| line.strip_prefix("; fault "))
    {
        let words: Vec<_> = line.split_whitespace().collect();
        let (name, kind) = match words.as_slice() {
            [name, _] => (name, None),
            [name, "TXT", _] => (name, Some(RecordType::Txt)),
            [name, "MX", _] => (name, Some(RecordType::Mx)),
            _ => panic!("{line}"),
        };
        let name = DomainName::new(name).expect("a name");
        zone.add_fault(&name, kind, Fault::ServFail);
    }
    zone
}

/// The check options of a fixture.
fn options(text: &str) -> Options {
    let words = |beginning: &'static str| {
        text.lines()
            .filter_map(move |line| line.strip_prefix(beginning))
    };
    let default = Options::default();
    let limit = words("; limit ")
        .next()
        .and_then(|limit| limit.parse().ok());
    Options {
        selectors: words("; selector ").map(str::to_owned).collect(),
        max_questions: limit.unwrap_or(default.max_questions),
        ..default
    }
}

/// Converts a serializable twin to JSON.
fn value(twin: &impl Serialize) -> Value {
    json!(twin)
}
