//! Extended DNS errors that a resolver adds to an answer of the tree walk.

use super::shared::MOST;
use crate::discovery::Facts;
use crate::dns::ExtendedError;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

/// How many characters of the resolver's text are shown.
const SHOWN_TEXT: usize = 120;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "extended-error",
    topic: Topic::Resolver,
    severity: Severity::Note,
    title: "Resolver adds a note to its answer",
    why: "Resolvers can say more about an answer: that DNSSEC is broken, that the answer is old, or that they filter \
          the name. Receivers with other resolvers may get another answer.",
    what_to_do: "If the note is about DNSSEC or unreachable name servers, check the zone. If it is about filtering, \
                 check with another resolver.",
    references: &[Reference::new(8914, "4")],
    check: Check::Domain(check),
};

/// Looks for extended errors in the answers of the tree walk, and reports each one once.
fn check(facts: &Facts) -> Vec<Hit> {
    let mut remarks: Vec<&ExtendedError> = Vec::new();
    let mut hits = Vec::new();
    for step in facts.walk.steps_until_stop() {
        let Some(answer) = facts.answers.policy_answer(&step.name) else {
            continue;
        };
        for remark in &answer.extended_errors {
            if remarks.len() < MOST && !remarks.contains(&remark) {
                remarks.push(remark);
                hits.push(Hit::new(format!(
                    "{} adds to its answer for {}: {}.",
                    answer.resolver,
                    answer.question,
                    described(remark)
                )));
            }
        }
    }
    hits
}

/// Returns the code, its name and the resolver's own text.
fn described(remark: &ExtendedError) -> String {
    let code = remark.code;
    let mut words = purpose(code).map_or_else(
        || format!("code {code}"),
        |purpose| format!("{purpose} (code {code})"),
    );
    let text: String = remark
        .text
        .chars()
        .filter(|c| !c.is_control())
        .take(SHOWN_TEXT)
        .collect();
    if !text.is_empty() {
        words.push_str(", “");
        words.push_str(&text);
        words.push('”');
    }
    words
}

/// Returns what a code means ([RFC 8914, section 4](https://www.rfc-editor.org/rfc/rfc8914#section-4)); `None` for the code
/// without a specific meaning and for codes assigned later.
const fn purpose(code: u16) -> Option<&'static str> {
    Some(match code {
        1 => "unsupported DNSKEY algorithm",
        2 => "unsupported DS digest type",
        3 => "stale answer",
        4 => "forged answer",
        5 => "DNSSEC indeterminate",
        6 => "DNSSEC bogus",
        7 => "signature expired",
        8 => "signature not yet valid",
        9 => "DNSKEY missing",
        10 => "RRSIGs missing",
        11 => "no zone key bit set",
        12 => "NSEC missing",
        13 => "cached error",
        14 => "not ready",
        15 => "blocked",
        16 => "censored",
        17 => "filtered",
        18 => "prohibited",
        19 => "stale NXDOMAIN answer",
        20 => "not authoritative",
        21 => "not supported",
        22 => "no reachable authority",
        23 => "network error",
        24 => "invalid data",
        _ => return None,
    })
}
