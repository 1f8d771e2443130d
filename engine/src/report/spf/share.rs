//! [`SpfShare`]: who uses the lookups of a record.

use super::words::OTHERS;
use crate::domain::to_unicode;
use crate::report::words::shown;
use crate::spf::{NodeState, Tree};
use crate::vendors::{Kind, find};

/// The most shares that are told apart; the rest is one.
const MOST: usize = 12;

/// The lookups that one service, or one term, takes of those that a record may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfShare {
    /// The service; where none is known the name, or the mechanism, as the record writes it.
    pub label: String,
    /// How many lookups it takes, those of the records below included.
    pub lookups: usize,
}

/// The shares in the order of the record, each service once. Terms without a lookup have none.
pub(super) fn shares(tree: &Tree) -> Vec<SpfShare> {
    let Some(root) = tree.root() else {
        return Vec::new();
    };
    let NodeState::Found(record) = &root.state else {
        return Vec::new();
    };
    let mut shares: Vec<SpfShare> = Vec::new();
    let (mut before, mut rest) = (0, 0);
    for (term, found) in record.terms.iter().zip(&root.terms) {
        let after = found.running.lookups;
        let lookups = after.saturating_sub(before);
        before = after.max(before);
        if lookups == 0 {
            continue;
        }
        let child = found.child.and_then(|child| tree.nodes.get(child));
        let label = match child.and_then(|child| child.domain.as_ref()) {
            Some(domain) => find(Kind::SpfInclude, domain.as_str()).map_or_else(
                || shown(&to_unicode(domain)),
                |found| found.vendor.name.to_owned(),
            ),
            None => shown(term.span.of(&record.text)),
        };
        let is_last = shares.len() + 1 >= MOST;
        match shares.iter_mut().find(|share| share.label == label) {
            Some(share) => share.lookups += lookups,
            None if is_last => rest += lookups,
            None => shares.push(SpfShare { label, lookups }),
        }
    }
    if rest > 0 {
        shares.push(SpfShare {
            label: OTHERS.to_owned(),
            lookups: rest,
        });
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::super::trial::view;

    fn shares(zone: &str) -> Vec<String> {
        let shares = view(zone, "a.example").shares;
        let shares = shares.iter();
        shares
            .map(|share| format!("{} {}", share.label, share.lookups))
            .collect()
    }

    #[test]
    fn services_and_terms_share_what_the_record_uses() {
        let zone = "a.example. 300 TXT \"v=spf1 a ip4:192.0.2.1 include:sendgrid.net include:b.example include:u1.sendgrid.net -all\"\n\
            sendgrid.net. 300 TXT \"v=spf1 include:c.example -all\"\n\
            u1.sendgrid.net. 300 TXT \"v=spf1 -all\"\n\
            b.example. 300 TXT \"v=spf1 a a -all\"\n\
            c.example. 300 TXT \"v=spf1 -all\"";
        assert_eq!(shares(zone), ["a 1", "Twilio SendGrid 3", "b.example 3"]);
    }

    #[test]
    fn a_redirect_is_a_share_and_terms_past_all_are_none() {
        let zone = "a.example. 300 TXT \"v=spf1 redirect=b.example\"\n\
            b.example. 300 TXT \"v=spf1 mx -all a\"";
        assert_eq!(shares(zone), ["b.example 2"]);
    }

    #[test]
    fn shares_sum_up_to_the_lookups_however_many_there_are() {
        let terms: Vec<_> = (0..300).map(|n| format!("a:{n}.example")).collect();
        let zone = format!("a.example. 300 TXT \"v=spf1 {} -all\"", terms.join(" "));
        let view = view(&zone, "a.example");
        let sum: usize = view.shares.iter().map(|share| share.lookups).sum();
        assert_eq!(sum, view.limits[0].spent);
        assert_eq!(view.shares.len(), super::MOST);
    }
}
