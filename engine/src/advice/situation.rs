//! [`Situation`]: what the steps need to know about the facts, computed once.

use std::cell::OnceCell;
use std::rc::Rc;

use super::Known;
use super::evidence::{Arrival, arrival};
use super::movement::Movement;
use super::readings::{AsRead, as_read};
use crate::discovery::{Facts, Found, Place, Proposal, StepOutcome};
use crate::dns::Answer;
use crate::domain::DomainName;
use crate::findings::{Finding, judge};
use crate::record::dmarc::{DmarcRecord, Psd, resembles_dmarc};
use crate::record::order;

/// The facts of a check, the owner's answers, and whose record has to change.
pub(super) struct Situation<'a> {
    pub(super) facts: &'a Facts,
    /// The owner's answers.
    pub(super) known: &'a Known,
    /// Where the domain's record is, or belongs.
    pub(super) home: Home,
    /// Whether reports arrive.
    pub(super) arrival: Arrival,
    /// Cache of [`Self::readings`].
    readings: OnceCell<Vec<AsRead>>,
    /// Cache of [`Self::found`].
    found: OnceCell<Vec<Finding>>,
}

/// Where the record that applies to a domain is, or belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Home {
    /// At the domain itself.
    Here,
    /// At another name of the same owner.
    Above(DomainName),
    /// At a name of another organization: a top-level domain or another public suffix.
    Foreign(Found),
    /// There is none. It belongs at the registered name, which may be the domain itself.
    Nowhere(Option<DomainName>),
}

impl<'a> Situation<'a> {
    /// Works out where the record belongs and whether reports arrive.
    pub(super) fn new(facts: &'a Facts, known: &'a Known) -> Self {
        let home = home(facts, known);
        // Reports about another organization's policy go to that organization.
        let arrival = match home {
            Home::Foreign(_) => Arrival::NoAddress,
            _ => arrival(facts),
        };
        Self {
            facts,
            known,
            home,
            arrival,
            readings: OnceCell::new(),
            found: OnceCell::new(),
        }
    }

    /// Returns the ways in which receivers read the domain's own record; empty if all read it alike.
    pub(super) fn readings(&self) -> &[AsRead] {
        self.readings.get_or_init(|| as_read(self))
    }

    /// Returns today's findings.
    pub(super) fn found(&self) -> &[Finding] {
        self.found.get_or_init(|| judge(self.facts).found)
    }

    /// Simulates a proposal and returns what it changes for mail.
    pub(super) fn movement(&self, proposal: &Proposal) -> Movement {
        if proposal.changes.is_empty() {
            return Movement::default();
        }
        // If the own record does not change, receivers keep reading it as they do today.
        let readings = if self.changes_own_record(proposal) {
            self.readings()
        } else {
            &[]
        };
        Movement::between(self.facts, &self.facts.with(proposal), proposal, readings)
    }

    /// Returns the checked domain.
    pub(super) const fn domain(&self) -> &'a DomainName {
        &self.facts.domain
    }

    /// Returns the domain's own record if it is the policy in effect and receivers can use it.
    pub(super) fn own_policy(&self) -> Option<Rc<DmarcRecord>> {
        let found = self.facts.policy()?;
        (found.place == Place::AuthorDomain).then_some(found.record)
    }

    /// Whether the domain's own record decides for names below it.
    pub(super) fn is_organizational(&self) -> bool {
        self.facts.is_organizational()
    }

    /// Whether it decides for at least one kind of receiver. Those on RFC 7489 take the registered name as the organizational
    /// domain.
    pub(super) fn is_organizational_to_some(&self) -> bool {
        self.is_organizational() || self.is_registered_name()
    }

    /// Whether the domain is the registered name, as far as is known.
    pub(super) fn is_registered_name(&self) -> bool {
        registered_name(self.facts, self.known).as_ref() == Some(&self.facts.domain)
    }

    /// Returns where a record overrides another organization's policy: right below a public suffix domain, otherwise at the
    /// registered name.
    pub(super) fn home_of_own(&self, found: &Found) -> Option<DomainName> {
        if found.record.psd.value == Psd::Yes {
            return self.facts.organizational_domain();
        }
        registered_name(self.facts, self.known)
    }

    /// Returns the answer at the domain's own `_dmarc` name.
    pub(super) fn own_answer(&self) -> Option<&'a Answer> {
        self.facts.answers.policy_answer(&self.facts.domain)
    }

    /// Returns the texts at the domain's own `_dmarc` name that are records or were meant as records.
    ///
    /// They are sorted, so that the order of the answers does not change the advice.
    pub(super) fn own_records(&self) -> Vec<String> {
        let mut texts = match self.facts.own_step() {
            StepOutcome::Found(record) => vec![record.text.clone()],
            StepOutcome::Several(records) => {
                records.iter().map(|record| record.text.clone()).collect()
            }
            StepOutcome::OtherText(texts) => texts
                .iter()
                .filter(|text| resembles_dmarc(text))
                .cloned()
                .collect(),
            _ => Vec::new(),
        };
        order::sort(&mut texts);
        texts
    }

    /// Returns the name of the domain's own record.
    pub(super) fn own_name(&self) -> Option<DomainName> {
        self.facts.domain.child("_dmarc")
    }
}

/// Finds out whose record has to change.
fn home(facts: &Facts, known: &Known) -> Home {
    let is_meant = |outcome: &StepOutcome| match outcome {
        StepOutcome::Found(_) | StepOutcome::Several(_) => true,
        StepOutcome::OtherText(texts) => texts.iter().any(|text| resembles_dmarc(text)),
        _ => false,
    };
    if is_meant(facts.own_step()) {
        return Home::Here;
    }
    if let Some(found) = facts.policy() {
        let is_foreign = found.place == Place::PublicSuffixDomain
            || found.record.psd.value == Psd::Yes
            || !facts.is_same_owner(&found.domain, &facts.domain);
        return if is_foreign {
            Home::Foreign(found)
        } else {
            Home::Above(found.domain)
        };
    }
    // A broken record, or several, at the name that would apply: repair it there.
    let mut above = facts.walk.steps.iter().rev();
    let broken = above
        .find(|step| is_meant(&step.outcome) && facts.is_same_owner(&step.name, &facts.domain));
    match broken {
        Some(step) => Home::Above(step.name.clone()),
        None => Home::Nowhere(registered_name(facts, known)),
    }
}

/// Returns the registered name, if known. A public suffix whose owner says that it is not one counts as an ordinary name.
fn registered_name(facts: &Facts, known: &Known) -> Option<DomainName> {
    if known.is_registry == Some(false) && facts.is_suffix(&facts.domain) {
        return Some(facts.domain.clone());
    }
    match &facts.suffix_list {
        Some(_) => facts.registered_domain.clone(),
        None => (facts.domain.label_count() == 2).then(|| facts.domain.clone()),
    }
}
