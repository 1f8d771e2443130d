//! Domains for plans: a zone, and the owner's statements.

use std::fmt::Write as _;
use std::rc::Rc;

use dmarc_engine::advice::{Known, Plan, Publication, Stage, advise};
use dmarc_engine::discovery::{ChangeKind, Facts, Options, SuffixList, gather};
use dmarc_engine::dns::{Fault, RecordType, Zone};
use dmarc_engine::domain::DomainName;
use futures_util::FutureExt;

/// A usable key.
pub(crate) const KEY: &str = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

/// The public suffixes.
const SUFFIXES: &str =
    "# Public Suffix List of 2026-05-20\n. example bank\nexample hosted council\n";

/// A zone, as lines that can be changed.
#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    /// Name, type and value of each record.
    pub(crate) records: Vec<(String, ChangeKind, String)>,
    /// Other lines in zone file syntax.
    pub(crate) lines: String,
    /// Names at which lookups fail, for one type or all types.
    pub(crate) faults: Vec<(String, Option<RecordType>)>,
}

/// The result of a check of a world.
pub(crate) struct Checked {
    /// The facts that the check found.
    pub(crate) facts: Facts,
    /// The plan for these facts.
    pub(crate) plan: Plan,
}

impl Checked {
    /// The stage of the domain.
    pub(crate) fn stage(&self) -> Stage {
        dmarc_engine::advice::stage(&self.facts)
    }
}

impl World {
    /// A world with these lines below the root.
    pub(crate) fn new(lines: &str) -> Self {
        Self {
            lines: lines.to_owned(),
            ..Self::default()
        }
    }

    /// Adds a TXT record.
    pub(crate) fn with(mut self, name: &str, text: &str) -> Self {
        self.records
            .push((name.to_owned(), ChangeKind::Txt, text.to_owned()));
        self
    }

    /// Makes lookups at a name fail, for one type or all types.
    pub(crate) fn failing(mut self, name: &str, kind: Option<RecordType>) -> Self {
        self.faults.push((name.to_owned(), kind));
        self
    }

    /// The world after these records are published.
    pub(crate) fn following(&self, records: &[Publication]) -> Self {
        let mut world = self.clone();
        for record in records {
            let name = record.name.to_string();
            world.records.retain(|(at, kind, text)| {
                *at != name || *kind != record.kind || !record.today.contains(text)
            });
            if record.kind == ChangeKind::Cname {
                let start = format!("{name}. CNAME");
                let lines: Vec<_> = world
                    .lines
                    .lines()
                    .filter(|line| !line.starts_with(&start))
                    .collect();
                world.lines = format!("{}\n", lines.join("\n"));
            }
            if let Some(value) = &record.value {
                world.records.push((name, record.kind, value.clone()));
            }
        }
        world
    }

    /// The same world with its records in reverse order.
    pub(crate) fn reversed(&self) -> Self {
        let mut world = self.clone();
        world.records.reverse();
        world
    }

    /// The zone that DNS serves.
    pub(crate) fn zone(&self) -> Zone {
        let mut text = self.lines.clone();
        for (name, kind, value) in &self.records {
            if *kind != ChangeKind::Txt {
                writeln!(text, "{name}. {} {value}", kind.as_str()).unwrap();
            }
        }
        let mut zone = Zone::from_file("zone", "", &text).unwrap();
        for (name, kind, value) in &self.records {
            if *kind == ChangeKind::Txt {
                zone.add_text(&DomainName::new(name).unwrap(), value);
            }
        }
        for (name, kind) in &self.faults {
            zone.add_fault(&DomainName::new(name).unwrap(), *kind, Fault::Timeout);
        }
        zone
    }

    /// Checks a domain.
    pub(crate) fn check(&self, domain: &str, known: &Known) -> Checked {
        let domain = DomainName::new(domain).unwrap();
        let zone = self.zone();
        let options = Options::default();
        let facts = gather(&zone, &domain, &options, |_| (), |_, _| ());
        let facts = facts.now_or_never().unwrap();
        let list = Rc::new(SuffixList::parse(SUFFIXES).unwrap());
        let facts = facts.settled(&list);
        let plan = advise(&facts, known);
        Checked { facts, plan }
    }
}
