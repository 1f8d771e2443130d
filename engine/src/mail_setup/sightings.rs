//! [`Sightings`]: collects the names that reveal vendors.

use super::dkim::is_reliable;
use super::{Dkim, HostKind, MailHosts, RecordState, Seen, Sender, Sighting, Subtree, VendorKey};
use crate::domain::DomainName;
use crate::record::order;
use crate::record::spf::{Content, Modifier};
use crate::spf::{Node, NodeState, Tree};
use crate::vendors::{Confidence, Kind, Match, SpfAlignment, Vendor, find};

/// The vendors found so far, each with the names that reveal it.
#[derive(Default)]
pub(super) struct Sightings {
    /// In the order in which they were found.
    found: Vec<(&'static Vendor, Vec<Sighting>)>,
}

impl Sightings {
    /// Adds the vendors that `include` and `redirect` lead to.
    pub(super) fn add_spf(&mut self, tree: &Tree) {
        for node in &tree.nodes {
            // A loop leads to a record that was seen further up.
            let (Some((parent, term)), false) =
                (node.parent, matches!(node.state, NodeState::Loop(_)))
            else {
                continue;
            };
            let Some(found) = find(Kind::SpfInclude, &node.name) else {
                continue;
            };
            let inside = vendor_above(tree, node);
            // How a vendor splits its own record does not matter.
            if inside.is_some_and(|inside| inside.name == found.vendor.name) {
                continue;
            }
            let content = tree.nodes.get(parent).and_then(Node::record);
            let content = content.and_then(|record| record.terms.get(term));
            let is_redirect = content.is_some_and(|term| {
                matches!(term.content, Content::Modifier(Modifier::Redirect(_)))
            });
            let seen = Seen::Spf {
                path: path(tree, node),
                is_redirect,
                inside: inside.map(|vendor| vendor.name),
            };
            self.add(found, &node.name, seen);
        }
    }

    /// Adds the vendors of MX hosts.
    pub(super) fn add_mail_hosts(&mut self, mx: &MailHosts) {
        for host in mx.hosts.iter().filter(|host| host.kind == HostKind::Name) {
            if let Some(found) = find(Kind::Mx, host.name.as_str()) {
                self.add(found, host.name.as_str(), Seen::Mx);
            }
        }
    }

    /// Adds the vendors of report hosts.
    pub(super) fn add_report_hosts(&mut self, hosts: &[&DomainName]) {
        for host in hosts {
            if let Some(found) = find(Kind::ReportHost, host.as_str()) {
                self.add(found, host.as_str(), Seen::Reports);
            }
        }
    }

    /// Adds the vendors that the selectors' CNAME records lead to, with or without a key there.
    pub(super) fn add_dkim_aliases(&mut self, dkim: &Dkim) {
        for selector in dkim
            .selectors
            .iter()
            .filter(|selector| !selector.is_wildcard)
        {
            if let Some((found, alias)) = vendor_of_alias(&selector.key.aliases) {
                let selector = selector.selector.clone();
                self.add(found, alias.as_str(), Seen::DkimAlias { selector });
            }
        }
    }

    /// Returns the vendors found so far.
    pub(super) fn vendors(&self) -> Vec<&'static Vendor> {
        self.found.iter().map(|(vendor, _)| *vendor).collect()
    }

    /// Completes the vendors with everything known about them, those that send first.
    pub(super) fn senders(self, dkim: &Dkim) -> Vec<Sender> {
        let seen = self.vendors();
        let mut senders: Vec<_> = self
            .found
            .into_iter()
            .map(|(vendor, sightings)| Sender {
                confidence: sightings
                    .iter()
                    .map(|sighting| sighting.confidence)
                    .max()
                    .unwrap_or(Confidence::Probable),
                key: key(vendor, &seen, dkim),
                has_useless_include: has_useless_include(vendor, &sightings),
                vendor,
                sightings,
            })
            .collect();
        order::sort_by_key(&mut senders, |sender| {
            (!sender.vendor.is_sender(), sender.is_indirect())
        });
        senders
    }

    /// Adds a sighting to its vendor.
    fn add(&mut self, found: Match, name: &str, seen: Seen) {
        let sighting = Sighting {
            name: name.to_owned(),
            seen,
            confidence: found.pattern.confidence,
        };
        let vendor = found.vendor;
        let mut known = self.found.iter_mut();
        match known.find(|(known, _)| known.name == vendor.name) {
            Some((_, sightings)) => sightings.push(sighting),
            None => self.found.push((vendor, vec![sighting])),
        }
    }
}

/// Returns the nearest vendor whose record leads to the node.
fn vendor_above(tree: &Tree, node: &Node) -> Option<&'static Vendor> {
    let mut above = node.parent;
    while let Some((index, _)) = above {
        let node = tree.nodes.get(index)?;
        above = node.parent;
        // The domain itself may be a vendor's. That is no reason to ignore what it includes.
        if above.is_some()
            && let Some(found) = find(Kind::SpfInclude, &node.name)
        {
            return Some(found.vendor);
        }
    }
    None
}

/// Returns the positions of the terms that lead to a node, starting at the domain's own record.
fn path(tree: &Tree, node: &Node) -> Vec<usize> {
    let mut path = Vec::new();
    let mut above = node.parent;
    while let Some((index, term)) = above {
        path.push(term);
        above = tree.nodes.get(index).and_then(|node| node.parent);
    }
    path.reverse();
    path
}

/// Returns the vendor that CNAME records lead to: the last one that is known.
fn vendor_of_alias(aliases: &[DomainName]) -> Option<(Match, &DomainName)> {
    aliases
        .iter()
        .rev()
        .find_map(|alias| Some((find(Kind::DkimCname, alias.as_str())?, alias)))
}

/// Works out whether a vendor's key is published, given all the vendors that were seen.
///
/// The CNAME record of a selector shows whose it is. Without one, a selector that several of the seen vendors use proves none of
/// them.
fn key(vendor: &Vendor, seen: &[&'static Vendor], dkim: &Dkim) -> VendorKey {
    let (mut found, mut unusable) = (Vec::new(), Vec::new());
    let (mut is_pending, mut is_unclear) = (dkim.subtree == Subtree::Pending, false);
    let mut tried = 0;
    for selector in &dkim.selectors {
        let shown = vendor_of_alias(&selector.key.aliases).map(|(shown, _)| shown.vendor.name);
        let is_listed = uses(vendor, &selector.selector);
        tried += usize::from(is_listed);
        if shown.map_or(!is_listed, |shown| shown != vendor.name) {
            continue;
        }
        let is_shared = shown.is_none()
            && seen.iter().any(|other| {
                other.name != vendor.name && other.is_sender() && uses(other, &selector.selector)
            });
        match &selector.key.state {
            // A text that is not a key shows that there is no key, even if it comes from a wildcard.
            RecordState::Published(_) | RecordState::Several(_)
                if selector.is_wildcard || is_shared =>
            {
                is_unclear = true;
            }
            RecordState::Published(key) if is_reliable(key) => {
                found.push(selector.selector.clone());
            }
            RecordState::Published(_) => unusable.push(selector.selector.clone()),
            RecordState::Pending => is_pending = true,
            RecordState::Failed(_) | RecordState::Several(_) => is_unclear = true,
            RecordState::OtherText(_)
            | RecordState::NoData
            | RecordState::NxDomain
            | RecordState::NameTooLong => {}
        }
    }
    if !found.is_empty() {
        VendorKey::Found(found)
    } else if !vendor.is_sender() {
        VendorKey::NotApplicable
    } else if is_pending {
        VendorKey::Pending
    } else if !unusable.is_empty() {
        VendorKey::Unusable(unusable)
    } else if dkim.subtree == Subtree::Empty && !is_unclear {
        VendorKey::NotFound
    } else if vendor.selectors.is_empty() || vendor.has_other_selectors {
        VendorKey::SelectorsUnknown
    } else if is_unclear || tried < vendor.selectors.len() {
        VendorKey::CouldNotTell
    } else {
        VendorKey::NotFound
    }
}

/// Whether a vendor is known to use a selector.
fn uses(vendor: &Vendor, selector: &str) -> bool {
    vendor.selectors.contains(&selector)
}

/// Whether the domain's own record includes the vendor although that can't make SPF pass for the domain.
fn has_useless_include(vendor: &Vendor, sightings: &[Sighting]) -> bool {
    let is_own_include = |sighting: &Sighting| matches!(&sighting.seen, Seen::Spf { path, is_redirect: false, .. } if path.len() == 1);
    let is_needed = vendor.spf_alignment.is_none_or(SpfAlignment::needs_include);
    !is_needed && sightings.iter().any(is_own_include)
}

#[cfg(test)]
mod tests {
    use super::super::on_zone::{mail_setup, mail_setup_with, name, zone};
    use super::*;
    use crate::dns::{Fault, Zone};

    /// Returns the vendors as text: name, where seen, key, whether the include is useless.
    fn senders(zone: &Zone) -> Vec<String> {
        mail_setup(zone)
            .senders
            .iter()
            .map(|sender| {
                let seen: Vec<_> = sender.sightings.iter().map(seen).collect();
                let useless = if sender.has_useless_include {
                    " useless"
                } else {
                    ""
                };
                format!(
                    "{}: {}; {:?}{useless}",
                    sender.vendor.name,
                    seen.join(", "),
                    sender.key
                )
            })
            .collect()
    }

    /// Returns where a name was seen, as text.
    fn seen(sighting: &Sighting) -> String {
        match &sighting.seen {
            Seen::Spf {
                path,
                is_redirect,
                inside,
            } => {
                let term = if *is_redirect { "redirect" } else { "include" };
                let inside = inside.map(|vendor| format!(" inside {vendor}"));
                format!("{term} {path:?}{}", inside.unwrap_or_default())
            }
            Seen::Mx => format!("mx {}", sighting.name),
            Seen::DkimAlias { selector } => format!("{selector} to {}", sighting.name),
            Seen::Reports => format!("reports to {}", sighting.name),
        }
    }

    #[test]
    fn wherever_a_name_shows_a_vendor() {
        let zone = zone(
            "shop TXT \"v=spf1 a include:_spf.mail-vendor.example include:_spf.newsletter-vendor.example -all\"\n\
             shop MX 10 mx.mail-vendor\n\
             _spf.mail-vendor TXT \"v=spf1 include:b._spf.mail-vendor.example include:_spf.shop-vendor.example -all\"\n\
             mail._domainkey.shop CNAME em1.dkim.mail-vendor\n\
             em1.dkim.mail-vendor TXT \"v=DKIM1; p=\"\n",
        );
        assert_eq!(
            senders(&zone),
            [
                "Example Mail: include [1], mx mx.mail-vendor.example, mail to em1.dkim.mail-vendor.example; \
                 Unusable([\"mail\"])",
                "Example Newsletters: include [2]; NotFound useless",
                "Example Shop: include [1, 1] inside Example Mail; SelectorsUnknown",
                "Example Reports: reports to reports.example; NotApplicable",
            ]
        );
        let senders = mail_setup(&zone).senders;
        assert!(senders[2].is_indirect() && !senders[0].is_indirect());
        assert!(senders[0].is_seen_in(Kind::Mx) && !senders[1].is_seen_in(Kind::Mx));
        let tree = mail_setup(&zone).spf;
        assert_eq!(
            tree.node_at(&[1, 1]).unwrap().name,
            "_spf.shop-vendor.example"
        );
    }

    #[test]
    fn behind_a_redirect_and_behind_records_of_the_domain_itself() {
        let zone = zone(
            "shop TXT \"v=spf1 redirect=_spf.shop.example\"\n\
             _spf.shop TXT \"v=spf1 include:_spf.shop.example redirect=_spf.crm-vendor.example\"\n",
        );
        assert_eq!(
            senders(&zone)[0],
            "Example CRM: redirect [0, 1]; NotFound",
            "a loop leads to nothing new"
        );
    }

    /// A usable key.
    const KEY: &str = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// Returns the key state of Example Mail.
    fn key_of(zone: &Zone) -> VendorKey {
        let senders = mail_setup_with(zone, &[], false).0.senders;
        let mut senders = senders.into_iter();
        senders
            .find(|sender| sender.vendor.name == "Example Mail")
            .unwrap()
            .key
    }

    #[test]
    fn the_key_of_a_vendor() {
        let spf = "shop TXT \"v=spf1 include:_spf.mail-vendor.example -all\"\n";
        let key = |records: &str| key_of(&zone(&format!("{spf}{records}\n")));
        assert_eq!(key(""), VendorKey::NotFound);
        assert_eq!(key("x._domainkey.shop A 192.0.2.1"), VendorKey::NotFound);
        assert_eq!(
            key(&format!("em2._domainkey.shop TXT \"{KEY}\"")),
            VendorKey::Found(vec!["em2".to_owned()])
        );
        // The selector `em2` with another vendor's key, and an alias that leads to no key.
        assert_eq!(
            key(
                "em2._domainkey.shop CNAME k.dkim.newsletter-vendor\nk.dkim.newsletter-vendor TXT \"p=\""
            ),
            VendorKey::NotFound
        );
        assert_eq!(
            key("em1._domainkey.shop CNAME k.dkim.mail-vendor"),
            VendorKey::NotFound
        );
        assert_eq!(
            key("*._domainkey.shop TXT \"v=DKIM1; p=\""),
            VendorKey::CouldNotTell
        );
        assert_eq!(key("*.shop TXT \"v=spf1 -all\""), VendorKey::NotFound);
        let mut zone = zone(spf);
        zone.add_fault(&name("em1._domainkey.shop.example"), None, Fault::Timeout);
        assert_eq!(key_of(&zone), VendorKey::CouldNotTell);
    }

    #[test]
    fn a_key_that_no_policy_can_rely_on_is_unusable() {
        let spf = "shop TXT \"v=spf1 include:_spf.mail-vendor.example -all\"\n";
        let key = |records: &str| key_of(&zone(&format!("{spf}{records}\n")));
        let at = |selectors: &[&str]| {
            VendorKey::Unusable(selectors.iter().map(|&at| at.to_owned()).collect())
        };
        for text in ["v=DKIM1; p=", "v=DKIM1; p=x", &format!("{KEY}; t=y")] {
            let record = format!("em2._domainkey.shop TXT \"{text}\"");
            assert_eq!(key(&record), at(&["em2"]), "{text}");
        }
        // One working key is enough, and it is the one named.
        let both =
            format!("em1._domainkey.shop TXT \"v=DKIM1; p=\"\nem2._domainkey.shop TXT \"{KEY}\"");
        assert_eq!(key(&both), VendorKey::Found(vec!["em2".to_owned()]));
        // A wildcard that answers with another text shows that there is no key.
        assert_eq!(key("*.shop TXT \"v=spf1 -all\""), VendorKey::NotFound);
    }

    /// Returns the name and key state of all vendors that send.
    fn keys(records: &str) -> Vec<String> {
        let senders = mail_setup(&zone(records)).senders;
        let senders = senders.iter().filter(|sender| sender.vendor.is_sender());
        senders
            .map(|sender| format!("{}: {:?}", sender.vendor.name, sender.key))
            .collect()
    }

    #[test]
    fn a_selector_that_several_vendors_use_shows_none_of_them_alone() {
        let spf = |includes: &str| format!("shop TXT \"v=spf1 {includes} -all\"\n");
        let both = spf("include:servers.mcsv.net include:mailgun.org");
        let key = format!("k1._domainkey.shop TXT \"{KEY}\"\n");
        assert_eq!(
            keys(&format!("{both}{key}")),
            ["Mailchimp: CouldNotTell", "Mailgun: SelectorsUnknown"]
        );
        // The alias target decides.
        let alias =
            format!("k1._domainkey.shop CNAME dkim.mcsv.net.\ndkim.mcsv.net. TXT \"{KEY}\"\n");
        assert_eq!(
            keys(&format!("{both}{alias}")),
            ["Mailchimp: Found([\"k1\"])", "Mailgun: SelectorsUnknown"]
        );
        // So does seeing only one of the two vendors.
        assert_eq!(
            keys(&format!("{}{key}", spf("include:servers.mcsv.net"))),
            ["Mailchimp: Found([\"k1\"])"]
        );
        // A selector alone reveals no vendor.
        assert_eq!(keys(&key), <[&str; 0]>::default());
    }

    #[test]
    fn a_selector_of_a_vendor_without_include_shows_it_by_where_it_leads() {
        let records = format!(
            "km1._domainkey.shop CNAME km1.acme.klaviyodns.com.\nkm1.acme.klaviyodns.com. TXT \"{KEY}\"\n"
        );
        assert_eq!(keys(&records), ["Klaviyo: Found([\"km1\"])"]);
    }
}
