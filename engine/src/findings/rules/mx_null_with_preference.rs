//! Example: `MX 10 .`

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-null-with-preference",
    topic: Topic::Mx,
    severity: Severity::Note,
    title: "Null MX with a preference",
    why: "The single dot says that the domain accepts no mail, and senders understand it with any preference. The \
          standard uses 0, which is what other software checks for.",
    what_to_do: "Publish the null MX as 0 and a single dot.",
    references: &[Reference::new(7505, "3")],
    check: Check::MailSetup(check),
};

/// Looks for a null MX whose preference is not 0.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let preference = mail_setup
        .mx
        .null_preference
        .filter(|preference| *preference > 0);
    let hit = preference.map(|preference| {
        Hit::new(format!(
            "The null MX of {} has the preference {preference}; by convention it is 0.",
            facts.domain
        ))
    });
    hit.into_iter().collect()
}
