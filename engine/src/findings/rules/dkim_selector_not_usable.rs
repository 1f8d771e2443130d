//! A selector entered by the visitor that is not a valid selector.

use super::shared::{most, shown};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-selector-not-usable",
    topic: Topic::Dkim,
    severity: Severity::Note,
    title: "Selector was not tried",
    why: "A selector is one or more labels of letters, digits and hyphens. Anything else cannot be looked up or used \
          in a signature. The number of selectors to try is limited too.",
    what_to_do: "Copy the selector from s= in the DKIM-Signature field of a sent message.",
    references: &[Reference::new(6376, "3.1"), Reference::new(6376, "3.5")],
    check: Check::MailSetup(check),
};

/// Looks for selectors of the visitor that were left out.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let unusable = mail_setup.dkim.unusable.iter();
    most(unusable.map(|typed| {
        Hit::new(format!(
            "“{}” was not tried: it is not a valid selector, or there were too many.",
            shown(typed)
        ))
    }))
}
