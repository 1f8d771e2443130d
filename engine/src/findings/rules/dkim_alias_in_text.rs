//! Example: `selector1._domainkey.example.com TXT "selector1-example-com._domainkey.example.onmicrosoft.com"`

use super::shared::{alias_target, most, shown};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, RecordState};
use crate::vendors::{Kind, find};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-alias-in-text",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "DKIM alias published as a TXT record",
    why: "The service keeps its key at another name, and a CNAME record here must point to it. A TXT record with that \
          name points nowhere: verifiers find no key, and mail signed with this selector counts as unsigned.",
    what_to_do: "Remove the TXT record, and publish a CNAME record at the same name with this text as its target.",
    references: &[
        Reference::new(6376, "3.6.2.1"),
        Reference::new(1034, "3.6.2"),
    ],
    check: Check::MailSetup(check),
};

/// Looks for TXT records at selectors that contain the name of a key, as a CNAME record would.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let selectors = mail_setup.dkim.selectors.iter();
    let hits = selectors
        .filter(|selector| !selector.is_wildcard)
        .filter_map(|selector| {
            let RecordState::OtherText(texts) = &selector.key.state else {
                return None;
            };
            let target = texts.iter().find_map(|text| alias_target(text))?;
            let name = selector.key.name.as_ref()?;
            let hit = Hit::new(format!(
                "The TXT record at {name} contains {}, which belongs in a CNAME record.",
                shown(target.as_str())
            ));
            let hit = hit.about(About::Selector(selector.selector.clone()));
            Some(match find(Kind::DkimCname, target.as_str()) {
                Some(found) => hit.about(About::Vendor(found.vendor.name)),
                None => hit,
            })
        });
    most(hits)
}
