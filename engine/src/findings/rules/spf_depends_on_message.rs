//! Example: `v=spf1 exists:%{i}._spf.vendor.example -all`

use super::shared::{SpfText, listed};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{Content, DomainSpec, Mechanism, Modifier, Term};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-depends-on-message",
    topic: Topic::Spf,
    severity: Severity::Note,
    title: "SPF term that depends on the message",
    why: "A macro in the name stands for something known only when a message arrives, such as the sender's address. So \
          it cannot be seen in advance which senders the term allows, or how many lookups a record behind it needs.",
    what_to_do: "Do nothing if a service is meant to answer for each message. Otherwise name the senders without \
                 macros.",
    references: &[Reference::new(7208, "7.2"), Reference::new(7208, "5.7")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for terms whose names depend on the message.
fn find(text: &SpfText) -> Vec<Hit> {
    let terms = text.record.terms.iter().filter(|term| is_open(term));
    let spans: Vec<_> = terms.map(|term| term.span).collect();
    let Some(first) = spans.first() else {
        return Vec::new();
    };
    let terms: Vec<_> = spans.iter().map(|span| text.shown(*span)).collect();
    let message = format!(
        "{} in {} cannot be evaluated here: the result depends on the message.",
        listed(&terms),
        text.place
    );
    vec![Hit::at(*first, message)]
}

/// Whether a term points to a name that is unknown without a message.
fn is_open(term: &Term) -> bool {
    let is_open = |spec: &DomainSpec| spec.fixed("example.com").is_none();
    match &term.content {
        Content::Mechanism(Mechanism::Include(spec) | Mechanism::Exists(spec))
        | Content::Modifier(Modifier::Redirect(spec)) => is_open(spec),
        Content::Mechanism(Mechanism::A(spec, _) | Mechanism::Mx(spec, _)) => {
            spec.as_ref().is_some_and(is_open)
        }
        _ => false,
    }
}
