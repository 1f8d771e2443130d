//! [`judge_spf`]: what the rules about SPF find in the text of one record.

use super::registry::run;
use super::rules::{self, SpfText};
use super::{Findings, Hit};
use crate::record::spf::{Outcome, SpfRecord};

/// Looks for what a rule is about in a text.
type Find = fn(&SpfText) -> Vec<Hit>;

/// The rules that need nothing but the text, by name.
const RULES: &[(&str, Find)] = &[
    (
        "spf-depends-on-message",
        rules::spf_depends_on_message::find,
    ),
    ("spf-duplicate-term", rules::spf_duplicate_term::find),
    ("spf-everyone-passes", rules::spf_everyone_passes::find),
    (
        "spf-explanation-unused",
        rules::spf_explanation_unused::find,
    ),
    ("spf-fail-all", rules::spf_fail_all::find),
    ("spf-failing-senders", rules::spf_failing_senders::find),
    (
        "spf-misspelled-modifier",
        rules::spf_misspelled_modifier::find,
    ),
    ("spf-neutral-all", rules::spf_neutral_all::find),
    ("spf-no-all", rules::spf_no_all::find),
    ("spf-odd-character", rules::spf_odd_character::find),
    ("spf-private-address", rules::spf_private_address::find),
    ("spf-ptr", rules::spf_ptr::find),
    (UNRECOGNIZED, rules::spf_record_not_recognized::find),
    (
        "spf-redirect-beside-all",
        rules::spf_redirect_beside_all::find,
    ),
    (
        "spf-softfail-without-senders",
        rules::spf_softfail_without_senders::find,
    ),
    ("spf-syntax-error", rules::spf_syntax_error::find),
    ("spf-terms-after-all", rules::spf_terms_after_all::find),
    ("spf-unknown-mechanism", rules::spf_unknown_mechanism::find),
    ("spf-unknown-modifier", rules::spf_unknown_modifier::find),
    ("spf-version-twice", rules::spf_version_twice::find),
    ("spf-wide-network", rules::spf_wide_network::find),
];

/// The rule about a text that is no record. Of such a text nothing else is said.
const UNRECOGNIZED: &str = "spf-record-not-recognized";

/// Runs the rules about SPF that need nothing but the text on a record, wherever it may be meant for. Their spans are
/// in its text.
pub fn judge_spf(record: &SpfRecord) -> Findings {
    let text = SpfText::draft(record);
    let is_record = record.outcome != Outcome::Ignored;
    run(|rule| {
        let (_, find) = RULES.iter().find(|(id, _)| *id == rule.id)?;
        (is_record || rule.id == UNRECOGNIZED).then(|| find(&text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::rule;
    use crate::record::spf::parse;

    /// The names of the rules that find something, with the texts at their places.
    #[track_caller]
    fn found(text: &str, expected: &[(&str, &str)]) {
        let findings = judge_spf(&parse(text));
        let found = findings.found.iter();
        let found: Vec<_> = found
            .map(|finding| {
                let span = finding.hit.span;
                (finding.rule.id, span.map_or("", |span| span.of(text)))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_name_is_that_of_a_rule() {
        for (id, _) in RULES {
            assert!(rule(id).is_some(), "{id}");
        }
    }

    #[test]
    fn one_mistake_has_one_name() {
        for (text, id, at) in [
            (
                "v=spf1 ip:192.0.2.1 ~all",
                "spf-unknown-mechanism",
                "ip:192.0.2.1",
            ),
            (
                "v=spf1 ip4=192.0.2.1 ~all",
                "spf-misspelled-modifier",
                "ip4=192.0.2.1",
            ),
            ("v=spf1 ip4:192.0.2 ~all", "spf-syntax-error", "192.0.2"),
            ("v=spf1 mx\u{a0}~all", "spf-odd-character", "\u{a0}"),
            ("v=spf1 mx all", "spf-everyone-passes", "all"),
            (
                "v=spf1 ip4:0.0.0.0/0 ~all",
                "spf-everyone-passes",
                "ip4:0.0.0.0/0",
            ),
            (
                "v=spf1 ip4:10.0.0.0/8 ~all",
                "spf-private-address",
                "ip4:10.0.0.0/8",
            ),
            (
                "v=spf1 ip4:20.0.0.0/8 ~all",
                "spf-wide-network",
                "ip4:20.0.0.0/8",
            ),
            ("v=spf1 ?all", "spf-softfail-without-senders", "?all"),
            ("v=spf1 mx ?all", "spf-neutral-all", "?all"),
            ("v=spf1 mx", "spf-no-all", ""),
            ("v=spf1", "spf-no-all", ""),
            ("v=spf1 mx -all", "spf-fail-all", "-all"),
            ("v=spf1 ~all mx", "spf-terms-after-all", "mx"),
            ("v=spf1 -mx a ~all", "spf-failing-senders", "-mx"),
            ("v=spf1; mx ~all", "spf-record-not-recognized", ";"),
            ("hello", "spf-record-not-recognized", "hello"),
        ] {
            found(text, &[(id, at)]);
        }
        for text in ["v=spf1 -all", "v=spf1 mx ~all", "v=spf1 redirect=a.example"] {
            found(text, &[]);
        }
    }
}
