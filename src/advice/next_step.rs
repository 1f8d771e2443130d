//! [`NextStep`]: what to publish next, what to verify before, how long to wait, and how to go back.

use crate::discovery::{Facts, Found};
use crate::domain::DomainName;
use crate::record::dmarc::{Difference, difference};

/// The next step for a domain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NextStep {
    /// A heading.
    pub title: String,
    /// One or two sentences.
    pub intro: String,
    /// What to publish, in this order; empty where there is nothing to.
    pub publish: Vec<Publication>,
    /// What must hold before.
    pub verify: Vec<String>,
    /// How long to stay there, and what to look at meanwhile.
    pub wait: Option<String>,
    /// How to go back.
    pub roll_back: Option<String>,
}

/// A record to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The name.
    pub name: String,
    /// The type, `TXT` or `MX`.
    pub kind: &'static str,
    /// The value, as DNS consoles take it.
    pub value: String,
    /// What changes against today's record, where there is one.
    pub difference: Option<Difference>,
}

/// A DMARC record at a domain, against what is there today.
pub(super) fn publication(domain: &DomainName, value: String, today: Option<&str>) -> Publication {
    Publication {
        name: format!("_dmarc.{domain}"),
        kind: "TXT",
        difference: today.map(|today| difference(today, &value)),
        value,
    }
}

/// How to go back, with the time that receivers need to notice.
pub(super) fn roll_back(facts: &Facts, found: &Found) -> String {
    let answer = facts.answers.policy_answer(&found.domain);
    let ttl = answer
        .and_then(|answer| answer.ttl)
        .map_or_else(|| "its time to live".to_owned(), in_words);
    format!(
        "If legitimate mail suffers, publish today's record again. Receivers follow within {ttl}."
    )
}

/// A time to live in words, rounded up: seconds below two minutes, days from two days on.
pub(crate) fn in_words(seconds: u32) -> String {
    let (count, unit) = match seconds {
        0..=119 => (seconds, "second"),
        120..=3599 => (seconds.div_ceil(60), "minute"),
        3600..=172_799 => (seconds.div_ceil(3600), "hour"),
        _ => (seconds.div_ceil(86_400), "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
