//! Plans for domains of small zones, and their contents as short lines.

use std::rc::Rc;

use dmarc_engine::advice::{Gate, Known, Movement, Plan, Publication, Task, TaskId, advise};
use dmarc_engine::discovery::{Facts, Options, SuffixList, gather};
use dmarc_engine::dns::{Fault, Zone};
use dmarc_engine::domain::DomainName;
use futures_util::FutureExt;

/// A usable key.
pub(crate) const KEY: &str = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

/// The setup of `shop.example`: a mail host, and its address.
pub(crate) const MAIL: &str = "shop MX 10 mx.shop\nmx.shop A 192.0.2.1\n";

/// The public suffixes.
const SUFFIXES: &str = "# Public Suffix List of 2026-05-20\n. example bank\nexample hosted\n";

/// The answers about a domain of a zone below `example`, after each round trip; the last set is complete.
fn rounds(domain: &str, zone: &str) -> Vec<Facts> {
    rounds_in(domain, &Zone::from_file("zone", "example", zone).unwrap())
}

/// The same for a parsed zone.
fn rounds_in(domain: &str, zone: &Zone) -> Vec<Facts> {
    let domain = DomainName::new(domain).unwrap();
    let list = Rc::new(SuffixList::parse(SUFFIXES).unwrap());
    let mut rounds = Vec::new();
    let on_facts = |facts: &Facts| rounds.push(facts.settled(&list));
    let options = Options::default();
    let complete = gather(zone, &domain, &options, on_facts, |_, _| ());
    let complete = complete.now_or_never().unwrap();
    rounds.push(complete.settled(&list));
    rounds
}

/// The plans after each round trip.
pub(crate) fn plans(domain: &str, zone: &str) -> Vec<Plan> {
    let rounds = rounds(domain, zone);
    let plan = |facts: &Facts| advise(facts, &Known::default());
    rounds.iter().map(plan).collect()
}

/// The plan after all answers.
pub(crate) fn plan(domain: &str, zone: &str) -> Plan {
    plan_knowing(domain, zone, &Known::default())
}

/// The plan after all answers, with the owner's statements.
pub(crate) fn plan_knowing(domain: &str, zone: &str, known: &Known) -> Plan {
    advise(rounds(domain, zone).last().unwrap(), known)
}

/// The plan if the server fails for a name of the zone.
pub(crate) fn faulty(domain: &str, zone: &str, name: &str) -> Plan {
    let mut zone = Zone::from_file("zone", "example", zone).unwrap();
    let name = DomainName::new(&format!("{name}.example")).unwrap();
    zone.add_fault(&name, None, Fault::ServFail);
    advise(rounds_in(domain, &zone).last().unwrap(), &Known::default())
}

/// A domain with mail, this SPF record, a key, and this DMARC record.
pub(crate) fn shop(record: &str, spf: &str) -> String {
    format!(
        "{}mail._domainkey.shop TXT \"{KEY}\"\n",
        unsigned(record, spf)
    )
}

/// The same without a key.
pub(crate) fn unsigned(record: &str, spf: &str) -> String {
    format!("{MAIL}shop TXT \"{spf}\"\n_dmarc.shop TXT \"{record}\"\n")
}

/// The same with sound SPF, a key, and reports that arrive.
pub(crate) fn reported(tags: &str) -> String {
    shop(
        &format!("v=DMARC1; {tags}; rua=mailto:d@shop.example"),
        "v=spf1 mx -all",
    )
}

/// The tasks in order, each with those that it waits for.
pub(crate) fn tasks(plan: &Plan) -> Vec<String> {
    let line = |task: &Task| {
        let first = task.waits_for.iter().map(|id| id.as_str());
        let first: Vec<_> = first.collect();
        match first.as_slice() {
            [] => task.id.as_str().to_owned(),
            ids => format!("{} after {}", task.id.as_str(), ids.join(" ")),
        }
    };
    plan.tasks.iter().map(line).collect()
}

/// The task with this id.
#[track_caller]
pub(crate) fn task(plan: &Plan, id: TaskId) -> &Task {
    plan.task(id)
        .unwrap_or_else(|| panic!("no {} in {:?}", id.as_str(), tasks(plan)))
}

/// One line for each record to publish; a record that is only removed has no value.
pub(crate) fn records(publish: &[Publication]) -> Vec<String> {
    let line = |record: &Publication| {
        let value = record.value.as_deref().unwrap_or("(removed)");
        let blank = if record.needs_address {
            " (address)"
        } else {
            ""
        };
        format!("{} {} {value}{blank}", record.name, record.kind.as_str())
    };
    publish.iter().map(line).collect()
}

/// The records of the task with this id.
#[track_caller]
pub(crate) fn published(plan: &Plan, id: TaskId) -> Vec<String> {
    records(&task(plan, id).publish)
}

/// The gates of the task with this id.
#[track_caller]
pub(crate) fn gates(plan: &Plan, id: TaskId) -> Vec<&'static str> {
    task(plan, id).gates.iter().map(|gate| gate.id).collect()
}

/// One gate of the task with this id.
#[track_caller]
pub(crate) fn gate<'p>(plan: &'p Plan, id: TaskId, gate: &str) -> &'p Gate {
    let gates = &task(plan, id).gates;
    gates
        .iter()
        .find(|other| other.id == gate)
        .unwrap_or_else(|| panic!("no {gate} in {gates:?}"))
}

/// One line for each change of a movement.
pub(crate) fn moves(movement: &Movement) -> Vec<String> {
    let lines = movement.0.iter().map(|change| {
        let kind = format!("{:?}", change.kind).to_lowercase();
        let asked = |asked: dmarc_engine::advice::Asked| {
            let word = asked.handling.as_str().unwrap_or("unknown");
            let share = format!(" {}%", asked.percent);
            format!("{word}{}", if asked.percent < 100 { &share } else { "" })
        };
        let (from, to) = (asked(change.from), asked(change.to));
        format!(
            "{} {kind} {}: {from} to {to}",
            change.name,
            change.reader.as_str()
        )
    });
    lines.collect()
}
