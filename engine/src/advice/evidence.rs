//! What DNS shows of reports, SPF, DKIM and use, as far as advice rests on it.

use super::key_words::{key_faults, key_fix};
use crate::discovery::{Destination, Facts, Permission};
use crate::dns::{Question, RecordType};
use crate::domain::DomainName;
use crate::mail_setup::{Dkim, MxState, RecordState, Seen, Sender, Sighting, Subtree, VendorKey};
use crate::record::dmarc::TagName;
use crate::spf::Reach;
use crate::vendors::{Category, Vendor};

/// Whether aggregate reports arrive anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// At one address at least, for one kind of receiver at least, as far as DNS shows.
    Arrives,
    /// The record names no address that a report can be sent to.
    NoAddress,
    /// It names some, and none can get a report.
    Lost,
    /// It could not be asked, or was not asked so far.
    Unknown,
}

impl Arrival {
    /// Whether it is known that none arrives.
    pub(super) const fn is_none(self) -> bool {
        matches!(self, Self::NoAddress | Self::Lost)
    }
}

/// Whether reports of the policy that holds arrive.
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

/// Whether a report arrives at a host from either kind of receiver; `None` where that is not known.
pub(super) fn arrives_at(facts: &Facts, destination: &Destination) -> Option<bool> {
    if destination.takes_mail == Some(false) {
        return Some(false);
    }
    let is_permitted = match destination.permission {
        Permission::NotNeeded | Permission::Given => Some(true),
        Permission::CouldNotTell(_) | Permission::Pending => None,
        // Receivers on RFC 7489 need none from the same registered domain.
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

/// Where BOD 18-01 asks federal executive branch agencies of the United States to have aggregate reports sent.
pub(super) const BOD_ADDRESS: &str = "reports@dmarc.cyber.dhs.gov";

/// Whether BOD 18-01 may bind the owner of a domain, and the record that holds does not name its address.
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

/// Whether a question failed that shows whether a host takes mail.
fn failed_to_ask(facts: &Facts, host: &DomainName) -> bool {
    let mut kinds = [RecordType::Mx, RecordType::A, RecordType::Aaaa].into_iter();
    kinds.any(|kind| {
        let answer = facts.answers.get(&Question::new(host.clone(), kind));
        answer.is_some_and(|answer| answer.error().is_some())
    })
}

/// Whether DNS shows that mail is sent in the domain's name; `None` where it shows nothing either way. A key in test mode
/// shows it as well: only those who send set one up.
pub(super) fn sends(facts: &Facts) -> Option<bool> {
    let mail_setup = facts.mail_setup.as_deref()?;
    if mail_setup.dkim.usable().next().is_some() {
        return Some(true);
    }
    match mail_setup.spf.reach() {
        Reach::Everyone | Reach::Named | Reach::PermError => return Some(true),
        Reach::Nobody if facts.mail.sends_nothing() => return Some(false),
        // The record may say that nobody sends, and then the domain only takes mail.
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

/// Whether a mailbox host takes the domain's mail, so that people write from it, and to mailing lists as well.
pub(super) fn has_mailboxes(facts: &Facts) -> bool {
    let mail_setup = facts.mail_setup.as_deref();
    mail_setup.is_some_and(|mail_setup| {
        mail_setup.senders.iter().any(|sender| {
            sender.vendor.category == Category::MailHost
                && sender.is_seen_in(crate::vendors::Kind::Mx)
        })
    })
}

/// What DNS shows of DKIM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DkimEvidence {
    /// Why DNS shows that mail is not signed in the domain's name, if it does.
    pub(super) missing: Option<DkimGap>,
    /// The vendors whose keys are known to be missing: their selectors are known, and none has a key that works.
    pub(super) vendors: Vec<Unsigned>,
    /// The vendors of which DNS cannot show whether they sign.
    pub(super) unseen: Vec<Unsigned>,
    /// Whether a key was found that a policy can rely on.
    pub(super) has_key: bool,
}

/// A vendor that sends, and of which DNS shows no working key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unsigned {
    /// Who it is.
    pub(super) vendor: &'static Vendor,
    /// What DNS shows in place of a working key, without a full stop; empty where it shows nothing.
    pub(super) instead: String,
    /// What to do there.
    pub(super) what_to_do: String,
}

/// Why it is known that mail is not signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DkimGap {
    /// Nothing exists below `_domainkey`.
    NoKey,
    /// A policy can rely on none of the keys that were found.
    NoReliableKey,
}

/// Looks at the keys; `None` where nobody looked.
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

/// What DNS shows of a vendor without a working key: keys that cannot work, or CNAME records behind which no key is.
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
            "Turn DKIM signing on for the domain at {}. The {record} can stay as published.",
            vendor.name
        ),
    }
}

/// The selector of a CNAME record that leads to the vendor.
fn bare_alias(sighting: &Sighting) -> Option<&str> {
    match &sighting.seen {
        Seen::DkimAlias { selector } => Some(selector.as_str()),
        _ => None,
    }
}

/// Names with commas and an "and".
pub(super) fn listed(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Whether a made-up selector is answered with a key.
pub(super) fn has_key_wildcard(facts: &Facts) -> bool {
    let mail_setup = facts.mail_setup.as_deref();
    mail_setup.is_some_and(|mail_setup| {
        matches!(
            mail_setup.dkim.control.state,
            RecordState::Published(_) | RecordState::Several(_)
        )
    })
}

/// Whether a selector that was to be tried is not answered, so that there may be a key at it.
pub(super) fn has_unanswered_selectors(facts: &Facts) -> bool {
    let mail_setup = facts.mail_setup.as_deref();
    mail_setup.is_some_and(|mail_setup| {
        let mut selectors = mail_setup.dkim.selectors.iter();
        selectors.any(|selector| selector.key.state.is_unknown())
    })
}

/// The selectors at which a signature may pass. Keys in test mode are among them: many verifiers overlook the mark.
pub(super) fn usable_selectors(facts: &Facts) -> Vec<&str> {
    let mail_setup = facts.mail_setup.as_deref();
    mail_setup.map_or_else(Vec::new, |mail_setup| {
        let usable = mail_setup.dkim.usable();
        usable.map(|(found, _)| found.selector.as_str()).collect()
    })
}

/// Whether anything exists below `_domainkey` of which no key is known.
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
