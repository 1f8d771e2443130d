//! [`Proposal`]: changes to records, as data. [`Facts::with`] returns what the facts would then be.

use std::rc::Rc;

use super::rest::settle;
use super::{Answers, Facts, Permission};
use crate::dns::{Answer, Mx, Outcome, Question, RecordData, RecordType};
use crate::domain::DomainName;
use crate::record::dmarc::parse;

/// Changes to records, in the order in which they should be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The changes; empty if nothing has to be published.
    pub changes: Vec<Change>,
}

/// One change to the records at a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The name whose records change.
    pub name: DomainName,
    /// The record type.
    pub kind: ChangeKind,
    /// The records of today to remove, as they are written. Other records at the name stay.
    pub today: Vec<String>,
    /// The record to add; `None` if today's records are only removed.
    pub value: Option<String>,
    /// Whether the report address in `value` is a placeholder that the owner has to replace.
    pub needs_address: bool,
}

/// The types of records that a proposal can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// A TXT record, such as DMARC or SPF.
    Txt,
    /// An MX record.
    Mx,
    /// A CNAME record, which is only ever removed.
    Cname,
}

impl ChangeKind {
    /// Returns the mnemonic as DNS consoles show it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Txt => "TXT",
            Self::Mx => "MX",
            Self::Cname => "CNAME",
        }
    }
}

impl Change {
    /// Creates a change that replaces today's records with a TXT record.
    pub fn txt(name: DomainName, today: Vec<String>, value: impl Into<String>) -> Self {
        Self {
            name,
            kind: ChangeKind::Txt,
            today,
            value: Some(value.into()),
            needs_address: false,
        }
    }

    /// Sets whether the owner has to fill in the report address.
    #[must_use]
    pub fn needing_address(mut self, needs_address: bool) -> Self {
        self.needs_address = needs_address;
        self
    }

    /// Returns the hosts of the report addresses in the new record.
    fn report_hosts(&self) -> Vec<String> {
        let record = parse(self.value.as_deref().unwrap_or_default());
        let uris = record.aggregate_reports.into_iter();
        uris.filter_map(|uri| uri.host).collect()
    }

    /// Returns the domain whose DMARC record changes, if the change is about one.
    pub fn policy_domain(&self) -> Option<DomainName> {
        let is_policy = self.kind == ChangeKind::Txt && self.name.labels().next() == Some("_dmarc");
        is_policy.then(|| self.name.parent()).flatten()
    }
}

impl Facts {
    /// Returns the facts as they would be with these changes, evaluated from the same answers.
    ///
    /// It sends no queries: whatever the changed records lead to stays unknown unless an answer already tells it. A report
    /// address that the owner still has to fill in counts as working.
    #[must_use]
    pub fn with(&self, proposal: &Proposal) -> Self {
        let mut answers = self.answers.0.clone();
        for change in &proposal.changes {
            lay_over(&mut answers, change);
        }
        let mut facts = Self::new(&self.domain, &self.options, Answers(answers));
        if self.mail_setup.is_some() {
            settle(&mut facts);
            let filled_in: Vec<_> = proposal
                .changes
                .iter()
                .filter(|change| change.needs_address)
                .flat_map(Change::report_hosts)
                .collect();
            for destination in &mut facts.destinations {
                if filled_in
                    .iter()
                    .any(|host| *host == destination.host.as_str())
                {
                    destination.permission = Permission::NotNeeded;
                    destination.takes_mail = Some(true);
                }
            }
        }
        facts.is_complete = self.is_complete;
        match &self.suffix_list {
            Some(list) => facts.settled(list),
            None => facts,
        }
    }
}

/// Applies a change to the answers.
fn lay_over(answers: &mut Vec<Rc<Answer>>, change: &Change) {
    let kind = match change.kind {
        ChangeKind::Txt | ChangeKind::Cname => RecordType::Txt,
        ChangeKind::Mx => RecordType::Mx,
    };
    let mut is_known = false;
    for answer in answers.iter_mut() {
        let question = &answer.question;
        let is_there = question.kind == kind
            && (question.name == change.name || answer.aliases.last() == Some(&change.name));
        if is_there {
            *answer = Rc::new(changed(answer, change));
            is_known = true;
        } else if change.value.is_some()
            && answer.outcome == Outcome::NxDomain
            && (question.name == change.name || change.name.is_below(&question.name))
        {
            // A name with another name below it exists (RFC 8020).
            let mut answer_now = (**answer).clone();
            answer_now.outcome = Outcome::NoData;
            *answer = Rc::new(answer_now);
        }
    }
    if !is_known && let Some(data) = data(change) {
        let question = Question::new(change.name.clone(), kind);
        let outcome = Outcome::Records(vec![data]);
        answers.push(Rc::new(Answer::new(question, outcome, "")));
    }
}

/// Returns an answer with a change applied.
fn changed(answer: &Answer, change: &Change) -> Answer {
    let mut answer = answer.clone();
    // A record at the name itself replaces the alias there, and everything it led to.
    let is_alias = answer.question.name == change.name && !answer.aliases.is_empty();
    if is_alias {
        answer.aliases.clear();
    }
    let mut records = match answer.outcome {
        Outcome::Records(records) if !is_alias => records,
        _ => Vec::new(),
    };
    records.retain(|record| !change.today.contains(&written(record)));
    records.extend(data(change));
    answer.outcome = if records.is_empty() {
        Outcome::NoData
    } else {
        Outcome::Records(records)
    };
    answer
}

/// Returns the record that a change adds.
fn data(change: &Change) -> Option<RecordData> {
    let value = change.value.as_deref()?;
    Some(match change.kind {
        ChangeKind::Txt => RecordData::Txt(vec![value.to_owned()]),
        ChangeKind::Mx => {
            let (preference, exchange) = value.split_once(' ')?;
            RecordData::Mx(Mx {
                preference: preference.parse().ok()?,
                exchange: DomainName::new(exchange).ok().filter(|_| exchange != "."),
            })
        }
        ChangeKind::Cname => return None,
    })
}

/// Returns a record in the form of [`Change::today`]; empty for types that no change is about.
fn written(record: &RecordData) -> String {
    match record {
        RecordData::Txt(strings) => strings.concat(),
        RecordData::Mx(mx) => match &mx.exchange {
            Some(exchange) => format!("{} {exchange}", mx.preference),
            None => format!("{} .", mx.preference),
        },
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::held::check;
    use super::*;
    use crate::discovery::{Handling, Options, RowKind, StepOutcome};
    use crate::dns::Zone;

    /// Returns the facts of a domain in a zone below `example`.
    fn facts(domain: &str, zone: &str) -> Facts {
        let zone = Zone::from_file("zone", "example", zone).unwrap();
        check(&zone, domain, &Options::default()).0
    }

    fn name(text: &str) -> DomainName {
        DomainName::new(text).unwrap()
    }

    /// Returns the facts with one change applied.
    fn with(facts: &Facts, change: Change) -> Facts {
        facts.with(&Proposal {
            changes: vec![change],
        })
    }

    #[test]
    fn a_record_takes_the_place_of_another() {
        let today = "v=DMARC1; p=none";
        let facts = facts(
            "shop.example",
            "_dmarc.shop TXT \"v=DMARC1; p=none\"\n TXT \"x\"\nshop MX 10 mx\n",
        );
        let change = Change::txt(
            name("_dmarc.shop.example"),
            vec![today.to_owned()],
            "v=DMARC1; p=reject",
        );
        let then = with(&facts, change);
        let row = then.effect(RowKind::This).unwrap();
        assert_eq!(row.rfc9989.handling, Handling::Reject);
        assert_eq!(then.own_texts(), ["x", "v=DMARC1; p=reject"]);
        assert_eq!(
            facts.own_record().unwrap().text,
            today,
            "today stays as it is"
        );
    }

    #[test]
    fn nothing_changes_without_a_change() {
        let facts = facts(
            "shop.example",
            "_dmarc.shop TXT \"v=DMARC1; p=none; rua=mailto:a@shop.example\"\nshop MX 10 mx.shop\n \
             TXT \"v=spf1 mx -all\"\nmx.shop A 192.0.2.1\n",
        );
        assert_eq!(facts.with(&Proposal::default()), facts);
    }

    #[test]
    fn an_alias_that_goes_leaves_nothing_and_one_that_stays_leads_on() {
        let facts = facts(
            "shop.example",
            "_dmarc.shop CNAME at.host\nat.host TXT \"v=DMARC1; p=none\"\nshop MX 10 mx\n",
        );
        let gone = Change {
            name: name("_dmarc.shop.example"),
            kind: ChangeKind::Cname,
            today: vec!["at.host.example".to_owned()],
            value: None,
            needs_address: false,
        };
        assert_eq!(*with(&facts, gone).own_step(), StepOutcome::NoData);
        let there = Change::txt(
            name("at.host.example"),
            vec!["v=DMARC1; p=none".to_owned()],
            "v=DMARC1; p=quarantine",
        );
        let row = with(&facts, there);
        let row = row.effect(RowKind::This).unwrap();
        assert_eq!(row.rfc9989.handling, Handling::Quarantine);
    }

    #[test]
    fn what_is_published_below_a_name_makes_it_exist() {
        let facts = facts("gone.shop.example", "shop MX 10 mx\n");
        let change = Change::txt(
            name("_dmarc.gone.shop.example"),
            Vec::new(),
            "v=DMARC1; p=none",
        );
        let then = with(&facts, change);
        assert_eq!(
            (facts.existence, then.existence),
            (
                super::super::Existence::DoesNotExist,
                super::super::Existence::Exists
            )
        );
    }

    #[test]
    fn the_null_mx_and_an_address_to_fill_in() {
        let facts = facts("shop.example", "shop A 192.0.2.1\n");
        let null = Change {
            name: name("shop.example"),
            kind: ChangeKind::Mx,
            today: Vec::new(),
            value: Some("0 .".to_owned()),
            needs_address: false,
        };
        assert!(with(&facts, null).mail.has_null_mx());
        let value = "v=DMARC1; p=none; rua=mailto:reports@shop.example";
        let change = Change::txt(name("_dmarc.shop.example"), Vec::new(), value);
        let then = with(&facts, change.needing_address(true));
        assert!(!then.destinations[0].gets_nothing());
    }
}
