//! [`readings`]: the ways in which receivers interpret a record differently.

use super::repair;
use crate::record::dmarc::{
    DmarcRecord, Origin, Outcome, Policy, ProblemKind, TagName, is_dmarc, parse,
};

/// How some receivers interpret a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The rule that these receivers follow.
    pub manner: Manner,
    /// The policy they apply to the domain; `None` if they apply no DMARC.
    pub policy: Option<Policy>,
    /// The policy they apply to existing subdomains; `None` if they apply no DMARC.
    pub subdomain_policy: Option<Policy>,
    /// The policy they apply to nonexistent subdomains; `None` if they apply no DMARC.
    pub nonexistent_policy: Option<Policy>,
}

/// A rule for interpreting a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Manner {
    /// Follow RFC 9989. Where it is silent on duplicate tags, the last one applies.
    Standard,
    /// Follow the rules for tag lists, which make a list with a duplicate tag invalid
    /// ([RFC 6376, section 3.2](https://www.rfc-editor.org/rfc/rfc6376#section-3.2)).
    InvalidList,
    /// Use the first of two tags.
    FirstWins,
    /// Use the last of two tags.
    LastWins,
    /// Use the declared `p` although RFC 9989 does not, and ignore what can't be parsed.
    AsDeclared,
    /// Read the text as it was meant, as receivers that trim blanks and the like do.
    AsMeant,
}

/// The distinct ways in which receivers interpret a text, the strict reading first. A record that all receivers read
/// alike has one.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::dmarc::{Policy, readings};
///
/// let policies = |text| readings(text).iter().map(|r| r.policy).collect::<Vec<_>>();
/// assert_eq!(policies("v=DMARC1; p=reject"), [Some(Policy::Reject)]);
/// assert_eq!(
///     policies("v=DMARC1; p=reject; p=none"),
///     [None, Some(Policy::Reject), Some(Policy::None)]
/// );
/// ```
pub fn readings(text: &str) -> Vec<Reading> {
    let record = parse(text);
    let mut readings = Vec::new();
    let is_doubled = record
        .problems
        .iter()
        .any(|problem| matches!(problem.kind, ProblemKind::DuplicateTag(_)));
    if is_dmarc(text) {
        if is_doubled {
            readings.push(nothing(Manner::InvalidList));
            readings.push(by_standard(&first_wins(&record), Manner::FirstWins));
            readings.push(by_standard(&record, Manner::LastWins));
        } else {
            readings.push(by_standard(&record, Manner::Standard));
        }
        if record.outcome != Outcome::Policy {
            readings.extend(as_declared(&record));
        }
    } else {
        readings.push(nothing(Manner::Standard));
    }
    if let Some(repair) = repair(text).filter(super::Repair::is_needed) {
        readings.push(by_standard(&parse(&repair.text), Manner::AsMeant));
    }
    let mut kept: Vec<Reading> = Vec::new();
    for reading in readings {
        if !kept.iter().any(|other| other.is_same(reading)) {
            kept.push(reading);
        }
    }
    kept
}

impl Reading {
    /// Whether both readings give the same policies.
    fn is_same(self, other: Self) -> bool {
        self.policy == other.policy
            && self.subdomain_policy == other.subdomain_policy
            && self.nonexistent_policy == other.nonexistent_policy
    }
}

/// The reading of receivers that apply no DMARC.
const fn nothing(manner: Manner) -> Reading {
    Reading {
        manner,
        policy: None,
        subdomain_policy: None,
        nonexistent_policy: None,
    }
}

/// The reading under RFC 9989.
fn by_standard(record: &DmarcRecord, manner: Manner) -> Reading {
    let [policy, subdomain_policy, nonexistent_policy] = match record.outcome {
        Outcome::Ignored => [None; 3],
        Outcome::Monitoring => [Some(Policy::None); 3],
        Outcome::Policy => [
            Some(record.policy.value),
            Some(record.subdomain_policy.value),
            Some(record.nonexistent_policy.value),
        ],
    };
    Reading {
        manner,
        policy,
        subdomain_policy,
        nonexistent_policy,
    }
}

/// The policy as declared. RFC 7489 has no `np`.
fn as_declared(record: &DmarcRecord) -> Option<Reading> {
    let is_declared = record.policy.origin == Origin::Declared;
    let subdomain = Some(record.subdomain_policy.value);
    is_declared.then_some(Reading {
        manner: Manner::AsDeclared,
        policy: Some(record.policy.value),
        subdomain_policy: subdomain,
        nonexistent_policy: subdomain,
    })
}

/// The record with only the first tag of each name.
fn first_wins(record: &DmarcRecord) -> DmarcRecord {
    let mut seen: Vec<TagName> = Vec::new();
    let mut kept = Vec::new();
    for tag in &record.tags {
        match tag.name {
            Some(name) if seen.contains(&name) => {}
            name => {
                seen.extend(name);
                kept.push(tag.span.of(&record.text));
            }
        }
    }
    parse(&kept.join("; "))
}
