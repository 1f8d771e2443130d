//! Example: `v=spf1 ptr -all`

use super::shared::{SpfText, most};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{Content, DomainSpec, MacroLetter, Mechanism, Modifier, Term};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-ptr",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF uses reverse lookups",
    why: "Evaluating ptr and %{p} is slow and depends on name servers that have nothing to do with the domain. If one \
          of them fails, there is no match, and mail that depends on it does not pass. The standard says that neither \
          should be published.",
    what_to_do: "Name the hosts with a, mx, ip4 or ip6.",
    references: &[Reference::new(7208, "5.5"), Reference::new(7208, "7.2")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for `ptr` and for macros that expand to the host name of the sender's address.
fn find(text: &SpfText) -> Vec<Hit> {
    let terms = text.record.terms.iter();
    most(terms.filter(|term| asks_for_names(term)).map(|term| {
        let (term_text, place) = (text.shown(term.span), &text.place);
        let message = format!("{term_text} in {place} looks up the name of the sender's address.");
        Hit::at(term.span, message)
    }))
}

/// Whether a term depends on the host name of the sender's address.
fn asks_for_names(term: &Term) -> bool {
    let has_macro = |spec: &DomainSpec| {
        let mut expansions = spec.string.expansions();
        expansions.any(|expansion| expansion.letter == MacroLetter::ValidatedName)
    };
    match &term.content {
        Content::Mechanism(Mechanism::Ptr(_)) => true,
        Content::Mechanism(Mechanism::Include(spec) | Mechanism::Exists(spec))
        | Content::Modifier(Modifier::Redirect(spec)) => has_macro(spec),
        Content::Mechanism(Mechanism::A(spec, _) | Mechanism::Mx(spec, _)) => {
            spec.as_ref().is_some_and(has_macro)
        }
        _ => false,
    }
}
