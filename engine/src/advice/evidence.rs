//! What DNS shows about reports, SPF, DKIM and use for mail, as far as the advice depends on it.

use super::key_words::{key_faults, key_fix};
use crate::discovery::{Destination, Facts, Permission};
use crate::dns::{Question, RecordType};
use crate::domain::DomainName;
use crate::mail_setup::{Dkim, MxState, RecordState, Seen, Sender, Sighting, Subtree, VendorKey};
use crate::record::dmarc::TagName;
use crate::spf::Reach;
use crate::vendors::{Category, Vendor};

/// Whether aggregate reports can arrive anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// At least one address gets reports from at least one kind of receiver, as far as DNS shows.
    Arrives,
    /// The record names no address that reports can be sent to.
    NoAddress,
    /// The record names addresses, but none of them can get reports.
    Lost,
    /// The queries failed, or have not been sent yet.
    Unknown,
}

impl Arrival {
    /// Whether it is certain that no reports arrive.
    pub(super) const fn is_none(self) -> bool {
        matches!(self, Self::NoAddress | Self::Lost)
    }
}

/// Whether reports about the policy in effect arrive.
pub(super) fn arrival(facts: &Facts) -> Arrival {
    let aggregate = facts
        .destinations
        .iter()
        .filter(|destination| destination.tags.contains(&TagName::AggregateReports));
    let mut answer = Arrival::NoAddress;
    for destination in aggregate {
        answer = match (answer, arrives_at(facts, destination)) {
            (Arrival::Arrives, _) | (_, Some(true)) => Arrival::Arrives,
            (Arrival::Unknown, _) | (_, None) => Arrival::Unknown,
            (_, Some(false)) => Arrival::Lost,
        };
    }
    answer
}

/// Whether a host gets reports from either kind of receiver; `None` if that is unknown.
pub(super) fn arrives_at(facts: &Facts, destination: &Destination) -> Option<bool> {
    if destination.takes_mail == Some(false) {
        return Some(false);
    }
    let is_permitted = match destination.permission {
        Permission::NotNeeded | Permission::Given => Some(true),
        Permission::CouldNotTell(_) | Permission::Pending => None,
        // RFC 7489 requires no permission from a host under the same registered domain.
        Permission::Missing | Permission::GivenElsewhere(_) | Permission::CannotBeAsked => {
            let from = facts.policy().map(|found| found.domain);
            let registered =
                |name: &DomainName| facts.suffix_list.as_ref()?.registered_domain(name);
            let home = from.as_ref().and_then(registered);
            Some(home.is_some() && home == registered(&destination.host))
        }
    };
    match (is_permitted, destination.takes_mail) {
        (Some(true), None) if !facts.is_complete || failed_to_ask(facts, &destination.host) => None,
        (permitted, _) => permitted,
    }
}

/// The address to which BOD 18-01 requires aggregate reports from United States federal executive branch agencies.
pub(super) const BOD_ADDRESS: &str = "reports@dmarc.cyber.dhs.gov";

/// Whether BOD 18-01 may bind the domain's owner while the record in effect lacks its address.
pub(super) fn lacks_bod_address(facts: &Facts) -> bool {
    let has_address = facts.policy().is_some_and(|found| {
        let mut uris = found.record.aggregate_reports.iter();
        uris.any(|uri| {
            let address = uri.address.as_deref().unwrap_or_default();
            address.eq_ignore_ascii_case(BOD_ADDRESS)
        })
    });
    facts.domain.labels().next_back() == Some("gov") && !has_address
}

/// Whether a query failed that would show if a host accepts mail.
fn failed_to_ask(facts: &Facts, host: &DomainName) -> bool {
    let mut kinds = [RecordType::Mx, RecordType::A, RecordType::Aaaa].into_iter();
    kinds.any(|kind| {
        let answer = facts.answers.get(&Question::new(host.clone(), kind));
        answer.is_some_and(|answer| answer.error().is_some())
    })
}

/// Whether DNS shows that the domain sends mail; `None` if nothing points either way.
///
/// A key in test mode counts: only senders set one up.
pub(super) fn sends(facts: &Facts) -> Option<bool> {
    let mail_setup = facts.mail_setup.as_deref()?;
    if mail_setup.dkim.usable().next().is_some() {
        return Some(true);
    }
    match mail_setup.spf.reach() {
        Reach::Everyone | Reach::Named | Reach::PermError => return Some(true),
        Reach::Nobody if facts.mail.sends_nothing() => return Some(false),
        // An unread record may declare that the domain sends nothing; the domain then only receives mail.
        Reach::Unknown if facts.mail.spf_records.is_none() => return None,
        Reach::Nobody | Reach::NoRecord | Reach::Unknown => {}
    }
    let is_vendor_seen = mail_setup
        .senders
        .iter()
        .any(|sender| sender.vendor.is_sender() && !sender.is_indirect());
    let is_reached = matches!(
        mail_setup.mx.state,
        MxState::Hosts | MxState::NullBesideHosts
    );
    (is_vendor_seen || is_reached).then_some(true)
}

/// Whether a mailbox host accepts the domain's mail, so that people send from it, mailing lists included.
pub(super) fn has_mailboxes(facts: &Facts) -> bool {
    let mail_setup = facts.mail_setup.as_deref();
    mail_setup.is_some_and(|mail_setup| {
        mail_setup.senders.iter().any(|sender| {
            sender.vendor.category == Category::MailHost
                && sender.is_seen_in(crate::vendors::Kind::Mx)
        })
    })
}

/// What DNS shows about DKIM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DkimEvidence {
    /// The proof that mail is not signed as the domain, if DNS has one.
    pub(super) missing: Option<DkimGap>,
    /// Vendors known to lack keys: their selectors are known, and none has a working key.
    pub(super) vendors: Vec<Unsigned>,
    /// Vendors of which DNS can't show whether they sign.
    pub(super) unseen: Vec<Unsigned>,
    /// Whether any key was found that a policy can rely on.
    pub(super) has_key: bool,
}

/// A vendor that sends for the domain without a working key in DNS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unsigned {
    pub(super) vendor: &'static Vendor,
    /// What DNS shows instead of a working key, without a full stop; empty if nothing.
    pub(super) instead: String,
    /// What to do at the vendor.
    pub(super) what_to_do: String,
}

/// Why mail is known to be unsigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DkimGap {
    /// No name exists below `_domainkey`.
    NoKey,
    /// Keys were found, but a policy can rely on none of them.
    NoReliableKey,
}

/// Summarizes the DKIM keys; `None` if DKIM was not checked.
pub(super) fn dkim(facts: &Facts) -> Option<DkimEvidence> {
    let mail_setup = facts.mail_setup.as_deref()?;
    let dkim = &mail_setup.dkim;
    let has_key = dkim.reliable().next().is_some();
    let is_all_asked = !dkim.is_pending()
        && !dkim
            .selectors
            .iter()
            .any(|selector| selector.key.state.is_unknown());
    let missing = match &dkim.subtree {
        _ if has_key => None,
        Subtree::Empty => Some(DkimGap::NoKey),
        Subtree::Exists
            if is_all_asked && !dkim.has_wildcard() && dkim.found().next().is_some() =>
        {
            Some(DkimGap::NoReliableKey)
        }
        _ => None,
    };
    let signing = mail_setup.senders.iter().filter(|sender| {
        sender.vendor.is_sender() && sender.vendor.signs_for_customer && !sender.is_indirect()
    });
    let (mut vendors, mut unseen) = (Vec::new(), Vec::new());
    for sender in signing {
        let vendor = sender.vendor;
        match &sender.key {
            VendorKey::Unusable(_) if !vendor.has_other_selectors => {
                vendors.push(unsigned(dkim, sender));
            }
            VendorKey::NotFound if !vendor.has_other_selectors && !vendor.selectors.is_empty() => {
                vendors.push(unsigned(dkim, sender));
            }
            VendorKey::Unusable(_)
            | VendorKey::NotFound
            | VendorKey::SelectorsUnknown
            | VendorKey::CouldNotTell => {
                unseen.push(unsigned(dkim, sender));
            }
            VendorKey::Found(_) | VendorKey::Pending | VendorKey::NotApplicable => {}
        }
    }
    Some(DkimEvidence {
        missing,
        vendors,
        unseen,
        has_key,
    })
}

/// Describes a vendor without a working key: its unusable keys, or its CNAME records that lead to no key.
fn unsigned(dkim: &Dkim, sender: &Sender) -> Unsigned {
    let vendor = sender.vendor;
    let (instead, fix) = match &sender.key {
        VendorKey::Unusable(selectors) => (key_faults(dkim, selectors), key_fix(dkim, selectors)),
        _ => (Vec::new(), None),
    };
    let bare: Vec<_> = sender.sightings.iter().filter_map(bare_alias).collect();
    if !instead.is_empty() || bare.is_empty() {
        return Unsigned {
            vendor,
            instead: instead.join(", "),
            what_to_do: fix.or_else(|| vendor.what_to_do()).unwrap_or_default(),
        };
    }
    let (record, leads) = if bare.len() == 1 {
        ("CNAME record", "leads")
    } else {
        ("CNAME records", "lead")
    };
    Unsigned {
        vendor,
        instead: format!("the {record} at {} {leads} to no key", listed(&bare)),
        what_to_do: format!(
            "Turn on DKIM signing for the domain at {}. Keep the published {record}.",
            vendor.name
        ),
    }
}

/// Returns the selector of a CNAME record that leads to the vendor.
fn bare_alias(sighting: &Sighting) -> Option<&str> {
    match &sighting.seen {
        Seen::DkimAlias { selector } => Some(selector.as_str()),
        _ => None,
    }
}

/// Joins names with commas and a final "and".
pub(super) fn listed(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Whether a wildcard answers a made-up selector with a key.
pub(super) fn has_key_wildcard(facts: &Facts) -> bool {
    let mail_setup = facts.mail_setup.as_deref();
    mail_setup.is_some_and(|mail_setup| {
        matches!(
            mail_setup.dkim.control.state,
            RecordState::Published(_) | RecordState::Several(_)
        )
    })
}

/// Whether a selector to be tried got no answer, so that it may have a key.
pub(super) fn has_unanswered_selectors(facts: &Facts) -> bool {
    let mail_setup = facts.mail_setup.as_deref();
    mail_setup.is_some_and(|mail_setup| {
        let mut selectors = mail_setup.dkim.selectors.iter();
        selectors.any(|selector| selector.key.state.is_unknown())
    })
}

/// Returns the selectors whose signatures may pass. Keys in test mode count, since many verifiers ignore `t=y`.
pub(super) fn usable_selectors(facts: &Facts) -> Vec<&str> {
    let mail_setup = facts.mail_setup.as_deref();
    mail_setup.map_or_else(Vec::new, |mail_setup| {
        let usable = mail_setup.dkim.usable();
        usable.map(|(found, _)| found.selector.as_str()).collect()
    })
}

/// Whether names exist below `_domainkey` although no key is known.
pub(super) fn has_unknown_keys(facts: &Facts) -> bool {
    let mail_setup = facts.mail_setup.as_deref();
    mail_setup.is_some_and(|mail_setup| {
        mail_setup.dkim.subtree == Subtree::Exists
            && !mail_setup.dkim.has_wildcard()
            && !matches!(
                mail_setup.dkim.control.state,
                RecordState::NoData | RecordState::OtherText(_)
            )
            && mail_setup.dkim.usable().next().is_none()
    })
}
