//! A selector with a CNAME record that leads to no key.

use super::shared::{most, shown};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{Dkim, RecordState, Selector};
use crate::vendors::{Kind, find};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-alias-without-key",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "DKIM alias without a key",
    why: "The selector was set up for a service that has no key at the target: signing was never turned on, or the \
          account is closed. Mail signed with it counts as unsigned. Anyone who controls the target name can publish a \
          key there and sign as this domain.",
    what_to_do: "Turn on signing at the service, or remove the CNAME record if you no longer use the service.",
    references: &[
        Reference::new(6376, "3.6.2.1"),
        Reference::new(6376, "6.1.2"),
    ],
    check: Check::Domain(check),
};

/// Looks for aliases that lead to no key. A wildcard alias, as set up for web sites, says nothing about selectors.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(dkim) = facts
        .mail_setup
        .as_deref()
        .map(|mail_setup| &mail_setup.dkim)
    else {
        return Vec::new();
    };
    if !dkim.control.aliases.is_empty() || dkim.control.state.is_unknown() {
        return Vec::new();
    }
    let selectors = dkim.selectors.iter();
    let hits = selectors
        .filter(|selector| !is_spare(dkim, selector))
        .filter_map(|selector| {
            let key = &selector.key;
            let what = match key.state {
                RecordState::NoData => "which has no TXT record",
                RecordState::NxDomain => "which does not exist",
                _ => return None,
            };
            let target = key.aliases.last()?.as_str();
            let hit = Hit::new(format!(
                "{} is an alias of {}, {what}.",
                key.name.as_ref()?,
                shown(target)
            ));
            let hit = hit.about(About::Selector(selector.selector.clone()));
            Some(match find(Kind::DkimCname, target) {
                Some(found) => hit.about(About::Vendor(found.vendor.name)),
                None => hit,
            })
        });
    most(hits)
}

/// The two selectors between which Microsoft alternates. The one that is not in use has no key until it takes over.
const MICROSOFT: [&str; 2] = ["selector1", "selector2"];

/// The suffixes of the names at which Microsoft publishes keys.
const MICROSOFT_TARGETS: [&str; 3] = ["onmicrosoft.com", "onmicrosoft.us", "dkim.mail.microsoft"];

/// Whether a selector is, or may be, the one of Microsoft's pair that is not in use.
fn is_spare(dkim: &Dkim, selector: &Selector) -> bool {
    let is_microsoft = |selector: &Selector| {
        let target = selector.key.aliases.last();
        MICROSOFT.contains(&selector.selector.as_str())
            && target.is_some_and(|name| {
                let labels = |end: &&str| {
                    name.as_str()
                        .strip_suffix(end)
                        .is_some_and(|rest| rest.ends_with('.'))
                };
                MICROSOFT_TARGETS.iter().any(labels)
            })
    };
    let is_other = |other: &Selector| {
        other.selector != selector.selector && MICROSOFT.contains(&other.selector.as_str())
    };
    let mut unknown = dkim.selectors.iter().filter(|other| is_other(other));
    let mut usable = dkim.usable();
    is_microsoft(selector)
        && (usable.any(|(other, _)| is_other(other) && is_microsoft(other))
            || unknown.any(|other| other.key.state.is_unknown()))
}
