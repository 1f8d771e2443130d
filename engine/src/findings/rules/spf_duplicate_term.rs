//! Example: `v=spf1 mx a mx -all`

use super::shared::{MOST, SpfText};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{Content, Mechanism};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-duplicate-term",
    topic: Topic::Spf,
    severity: Severity::Note,
    title: "SPF term appears twice",
    why: "A sender that does not match a term the first time does not match it the second time either. If the term \
          needs a DNS lookup, it still counts toward the limit of ten.",
    what_to_do: "Remove one of the two.",
    references: &[Reference::new(7208, "4.6.4")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for repeated mechanisms.
fn find(text: &SpfText) -> Vec<Hit> {
    if !text.is_deciding {
        return Vec::new();
    }
    let record = text.record;
    let mut seen: Vec<&str> = Vec::new();
    let mut hits = Vec::new();
    // A hostile record may have thousands of terms.
    for (_, term, mechanism) in record.effective_mechanisms().take(MOST * MOST) {
        let written = term.span.of(&record.text);
        let written = written.strip_prefix('+').unwrap_or(written);
        if seen.iter().any(|other| other.eq_ignore_ascii_case(written)) {
            let is_counted = !matches!(mechanism, Mechanism::All | Mechanism::Ip(_));
            let end = if is_counted {
                " and costs another lookup"
            } else {
                ""
            };
            hits.push(Hit {
                message: format!(
                    "{} appears again in {}{end}.",
                    text.shown(term.span),
                    text.place
                ),
                span: Some(term.span),
                about: Vec::new(),
                suggestion: text.without(term),
            });
        } else if term.content != Content::Invalid {
            seen.push(written);
        }
        if hits.len() == MOST {
            break;
        }
    }
    hits
}
