//! [`SendersView`]: the services that appear to send for the domain, described in words.

use std::fmt::Write as _;

use super::remark::{Remark, remarks, remarks_about, with_remarks, worse};
use super::words::{capitalized, counted, shown};
use crate::advice::{State, key_faults};
use crate::discovery::Facts;
use crate::domain::to_unicode;
use crate::findings::{About, Findings, Topic};
use crate::mail_setup::{MailSetup, MxState, Seen, Sender, Sighting, VendorKey};
use crate::record::dmarc::Alignment;
use crate::spf::Cause;
use crate::vendors::{Confidence, Kind, SpfAlignment};

/// The most places listed per vendor.
const MOST_PLACES: usize = 8;

/// The services that appear to send for the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendersView {
    /// The overall state of the senders, with the findings included.
    pub state: State,
    /// That state as a sentence.
    pub headline: String,
    /// How reliable such a list is.
    pub hint: &'static str,
    /// The vendors; those that send mail come first.
    pub vendors: Vec<VendorView>,
}

/// A vendor, described in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorView {
    /// The vendor's name.
    pub name: &'static str,
    /// What the service does, and how certain the match is.
    pub category: String,
    /// The state of its authentication.
    pub state: State,
    /// Whether its mail can pass DMARC through SPF.
    pub spf: String,
    /// Whether its mail can pass DMARC through DKIM.
    pub dkim: String,
    /// What to set up at the vendor; empty if nothing is needed.
    pub setup: String,
    /// The same in a few words, for a table; `None` for a vendor that sends no mail as the domain.
    pub row: Option<VendorRow>,
    /// Where its names were seen.
    pub places: Vec<String>,
}

/// A vendor in a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorRow {
    /// Whether SPF can align for its mail.
    pub spf: &'static str,
    /// The selectors of its keys, or that none is known.
    pub dkim: String,
    /// Whether its mail can pass DMARC.
    pub passes: &'static str,
    /// How good that is.
    pub state: State,
    /// What is left to do there.
    pub to_do: &'static str,
}

impl SendersView {
    /// Describes the vendors in words.
    pub(super) fn new(facts: &Facts, mail_setup: &MailSetup, findings: &Findings) -> Self {
        let about_vendors = remarks(findings, &[Topic::Senders, Topic::Dkim, Topic::Spf]);
        let vendors: Vec<_> = mail_setup
            .senders
            .iter()
            .map(|sender| vendor(facts, mail_setup, &about_vendors, sender))
            .collect();
        let mut state = State::NotApplicable;
        for vendor in &vendors {
            state = worse(state, vendor.state);
        }
        let (base, headline) = headline(facts, mail_setup);
        Self {
            state: with_remarks(worse(state, base), &remarks(findings, &[Topic::Senders])),
            headline,
            hint: "Names in DNS are hints: aggregate reports show who really sends.",
            vendors,
        }
    }
}

/// The overall state, and a sentence with the number of senders.
fn headline(facts: &Facts, mail_setup: &MailSetup) -> (State, String) {
    let name = to_unicode(&facts.domain);
    let count = mail_setup.senders.len();
    let senders = mail_setup.senders.iter().filter(|sender| may_send(sender));
    let sending = senders.count();
    let services = counted(count, "known service", "known services");
    let (state, mut sentence) = match (count, sending) {
        (0, _) if !facts.is_complete => {
            return (
                State::CouldNotTell,
                format!("Looking for services that send as {name}."),
            );
        }
        (0, _) => (State::NotSet, "DNS shows no known service.".to_owned()),
        (1, 1) => (
            State::NotApplicable,
            format!("DNS shows {services}, which may send."),
        ),
        (1, _) => (
            State::NotApplicable,
            format!("DNS shows {services}, which does not send as {name}."),
        ),
        (_, 0) => (
            State::NotApplicable,
            format!("DNS shows {services}, none of which sends as {name}."),
        ),
        (_, sending) if sending == count => (
            State::NotApplicable,
            format!("DNS shows {services}, all of which may send."),
        ),
        _ => (
            State::NotApplicable,
            format!("DNS shows {services}, {sending} of which may send."),
        ),
    };
    if is_partial(mail_setup) {
        let more = if count == 0 { "some" } else { "more" };
        let _ = write!(
            sentence,
            " Not everything could be checked, so there may be {more}."
        );
        return (State::CouldNotTell, sentence);
    }
    (state, sentence)
}

/// Whether the vendor sends as the domain directly, not through another service.
fn may_send(sender: &Sender) -> bool {
    sender.vendor.is_sender() && !sender.is_indirect()
}

/// Whether failed queries or a cut-off SPF tree may hide more vendors.
fn is_partial(mail_setup: &MailSetup) -> bool {
    let is_open = matches!(mail_setup.mx.state, MxState::Failed(_));
    let mut breaks = mail_setup.spf.breaks.iter();
    is_open
        || mail_setup.spf.is_cut()
        || breaks.any(|found| matches!(found.cause, Cause::CouldNotAsk(_)))
}

/// Describes one vendor.
fn vendor(
    facts: &Facts,
    mail_setup: &MailSetup,
    remarks: &[Remark],
    sender: &Sender,
) -> VendorView {
    let vendor = sender.vendor;
    let is_sender = vendor.is_sender();
    let probably = match sender.confidence {
        Confidence::Certain => "",
        Confidence::Probable => ", probably",
    };
    let (spf_state, spf) = if is_sender {
        spf(facts, sender)
    } else {
        (State::NotApplicable, String::new())
    };
    let (dkim_state, dkim) = dkim(facts, mail_setup, sender);
    let remarks = remarks_about(remarks, &About::Vendor(vendor.name));
    let mut places: Vec<_> = sender
        .sightings
        .iter()
        .take(MOST_PLACES)
        .map(|sighting| place(facts, mail_setup, sighting))
        .collect();
    if let Some(more) = sender.sightings.len().checked_sub(MOST_PLACES + 1) {
        places.push(counted(more + 1, "more place", "more places"));
    }
    VendorView {
        name: vendor.name,
        category: format!("{}{probably}", vendor.category.label()),
        state: with_remarks(worse(spf_state, dkim_state), &remarks),
        spf,
        dkim,
        setup: setup(sender).unwrap_or_default(),
        row: may_send(sender).then(|| row(sender)),
        places,
    }
}

/// A vendor that may send, in a few words.
fn row(sender: &Sender) -> VendorRow {
    let by_spf = sender.vendor.spf_alignment;
    let spf = match by_spf {
        None => "Not known",
        Some(SpfAlignment::Yes) if sender.is_seen_in(Kind::SpfInclude) => "Yes",
        Some(SpfAlignment::Yes) => "Once included",
        Some(SpfAlignment::WithSetting) => "After a setting change",
        Some(SpfAlignment::WithReturnPath) => "With own return-path",
        Some(SpfAlignment::WithDedicatedAddress) => "With own IP address",
        Some(SpfAlignment::Never) => "Never",
    };
    let is_aligned = by_spf == Some(SpfAlignment::Yes) && sender.is_seen_in(Kind::SpfInclude);
    let selectors = |selectors: &[String]| {
        let listed: Vec<_> = selectors.iter().map(|text| shown(text)).collect();
        listed.join(", ")
    };
    let (dkim, passes, state, to_do) = match &sender.key {
        VendorKey::Found(found) if is_aligned => {
            (selectors(found), "By SPF and DKIM", State::Good, "")
        }
        VendorKey::Found(found) => (selectors(found), "By DKIM", State::Good, ""),
        VendorKey::Unusable(found) => (
            selectors(found),
            "Not by DKIM",
            State::Advice,
            "Replace the DKIM key",
        ),
        VendorKey::NotFound => {
            let state = match sender.confidence {
                Confidence::Certain => State::Advice,
                Confidence::Probable => State::CouldNotTell,
            };
            ("Not found".to_owned(), "Not by DKIM", state, "Set up DKIM")
        }
        VendorKey::Pending => (String::new(), "Checking", State::CouldNotTell, ""),
        VendorKey::SelectorsUnknown | VendorKey::CouldNotTell | VendorKey::NotApplicable => (
            "Not known".to_owned(),
            "Could not tell",
            State::CouldNotTell,
            "Find selector",
        ),
    };
    VendorRow {
        spf,
        dkim,
        passes,
        state,
        to_do,
    }
}

/// What to set up at a vendor; `None` if its key was found, or if it sends only through another service.
fn setup(sender: &Sender) -> Option<String> {
    let is_done = matches!(sender.key, VendorKey::Found(_)) && sender.vendor.is_sender();
    if is_done || sender.vendor.is_sender() && sender.is_indirect() {
        return None;
    }
    sender.vendor.what_to_do()
}

/// Whether the vendor's mail can pass DMARC through SPF.
fn spf(facts: &Facts, sender: &Sender) -> (State, String) {
    let name = to_unicode(&facts.domain);
    let is_strict = facts
        .policy()
        .is_some_and(|found| found.record.spf_alignment.value == Alignment::Strict);
    let is_included = sender.is_seen_in(Kind::SpfInclude);
    let mut state = State::NotApplicable;
    let mut sentence = match sender.vendor.spf_alignment {
        None => "It is not known whether SPF can align for its mail.".to_owned(),
        Some(SpfAlignment::Yes) if is_included => {
            format!("SPF can align: it may send with a return-path (bounce address) at {name}.")
        }
        Some(SpfAlignment::Yes) => {
            format!("SPF can align once the SPF record of {name} includes it.")
        }
        Some(SpfAlignment::WithSetting) => {
            "SPF can align after you change a setting there.".to_owned()
        }
        Some(SpfAlignment::WithReturnPath) if is_strict => {
            if !sender.is_indirect() {
                state = State::Advice;
            }
            "SPF cannot align: its return-path is a subdomain at best, and aspf=s requires the exact domain."
                .to_owned()
        }
        Some(SpfAlignment::WithReturnPath) if is_included && facts.is_return_path_of(sender) => {
            format!("SPF can align where it uses {name} as the return-path (bounce address).")
        }
        Some(SpfAlignment::WithReturnPath) => {
            format!(
                "SPF can align after you set up a return-path (bounce address) below {name} there."
            )
        }
        Some(SpfAlignment::WithDedicatedAddress) => {
            "SPF can align only with your own IP address there.".to_owned()
        }
        Some(SpfAlignment::Never) => {
            "SPF never aligns: it uses its own return-path (bounce address).".to_owned()
        }
    };
    if facts.has_useless_include(sender) {
        if sender.vendor.checks_include {
            sentence
                .push_str(" The include does not help, but the vendor's own check looks for it.");
        } else {
            state = State::Advice;
            sentence.push_str(" The include does not help, and it costs lookups.");
        }
    }
    (state, sentence)
}

/// Whether the vendor's mail can pass DMARC through DKIM.
fn dkim(facts: &Facts, mail_setup: &MailSetup, sender: &Sender) -> (State, String) {
    let vendor = sender.vendor;
    let name = to_unicode(&facts.domain);
    match &sender.key {
        VendorKey::Found(selectors) => {
            let listed: Vec<_> = selectors.iter().map(|text| shown(text)).collect();
            (
                State::Good,
                format!(
                    "DKIM can align: there is a key at {}.",
                    listed.join(", ")
                ),
            )
        }
        VendorKey::Unusable(selectors) => {
            let faults = key_faults(&mail_setup.dkim, selectors);
            (
                State::Advice,
                format!("DKIM cannot align: {}.", faults.join(", ")),
            )
        }
        VendorKey::NotApplicable => (
            State::NotApplicable,
            format!("It sends no mail as {name}, so it needs no key."),
        ),
        _ if sender.is_indirect() => (
            State::NotApplicable,
            "Only the record of another service leads to it, so it probably works for that service.".to_owned(),
        ),
        VendorKey::Pending => (State::CouldNotTell, "Looking for its DKIM key.".to_owned()),
        VendorKey::NotFound => {
            let is_sure = sender.confidence == Confidence::Certain && !facts.mail.sends_nothing();
            let state = if is_sure {
                State::Advice
            } else {
                State::CouldNotTell
            };
            let sentence = if vendor.selectors.is_empty() {
                "No DKIM key: no selector exists at the domain.".to_owned()
            } else {
                format!(
                    "No DKIM key at its known selectors: {}.",
                    vendor.selectors.join(", ")
                )
            };
            (state, sentence)
        }
        VendorKey::SelectorsUnknown => (
            State::CouldNotTell,
            "Can't tell whether there is a DKIM key: each customer has its own selectors.".to_owned(),
        ),
        VendorKey::CouldNotTell => (
            State::CouldNotTell,
            "Can't tell whether there is a DKIM key: not every selector gave a clear answer.".to_owned(),
        ),
    }
}

/// Describes where a name that points to a vendor was seen.
fn place(facts: &Facts, mail_setup: &MailSetup, sighting: &Sighting) -> String {
    let name = shown(&sighting.name);
    match &sighting.seen {
        Seen::Spf {
            path,
            is_redirect,
            inside,
        } => {
            let above = path.split_last().map_or(&[][..], |(_, above)| above);
            let node = mail_setup.spf.node_at(above);
            let at = node.map_or_else(|| to_unicode(&facts.domain), |node| shown(&node.name));
            let term = if *is_redirect {
                "redirect="
            } else {
                "include:"
            };
            let of = inside.map(|inside| format!(", a record of {inside}"));
            format!(
                "{term}{name} in the SPF record of {at}{}",
                of.unwrap_or_default()
            )
        }
        Seen::Mx => format!("MX host {name}"),
        Seen::DkimAlias { selector } => {
            format!("CNAME at the DKIM selector {} to {name}", shown(selector))
        }
        Seen::Reports => capitalized(&format!("report address at {name}")),
    }
}
