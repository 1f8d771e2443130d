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
    /// Where its names were seen.
    pub places: Vec<String>,
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
        (0, _) => (
            State::NotSet,
            format!("No known service shows in the DNS records of {name}."),
        ),
        (1, 1) => (
            State::NotApplicable,
            format!("The DNS records of {name} show {services}, which may send as it."),
        ),
        (1, _) => (
            State::NotApplicable,
            format!("The DNS records of {name} show {services}, which does not send as it."),
        ),
        (_, 0) => (
            State::NotApplicable,
            format!("The DNS records of {name} show {services}, none of which sends as it."),
        ),
        (_, sending) if sending == count => (
            State::NotApplicable,
            format!("The DNS records of {name} show {services} that may send as it."),
        ),
        _ => (
            State::NotApplicable,
            format!("The DNS records of {name} show {services}; {sending} of them may send as it."),
        ),
    };
    if is_partial(mail_setup) {
        let more = if count == 0 { "some" } else { "more" };
        let _ = write!(
            sentence,
            " Not everything could be asked, so there may be {more}."
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
        places,
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
        None => "Whether SPF can align for its mail is not known.".to_owned(),
        Some(SpfAlignment::Yes) if is_included => {
            format!("SPF can align: mail may leave it with a bounce address at {name}.")
        }
        Some(SpfAlignment::Yes) => {
            format!("SPF can align once the SPF record of {name} includes it.")
        }
        Some(SpfAlignment::WithSetting) => {
            "SPF can align after a setting is changed there.".to_owned()
        }
        Some(SpfAlignment::WithReturnPath) if is_strict => {
            if !sender.is_indirect() {
                state = State::Advice;
            }
            "SPF cannot align: its bounce addresses are below the domain at best, and aspf=s wants the very domain."
                .to_owned()
        }
        Some(SpfAlignment::WithReturnPath) if is_included && facts.is_return_path_of(sender) => {
            format!("SPF can align where {name} is the bounce address that it uses.")
        }
        Some(SpfAlignment::WithReturnPath) => {
            format!(
                "SPF can align with a bounce address below {name}, which has to be set up there."
            )
        }
        Some(SpfAlignment::WithDedicatedAddress) => {
            "SPF can align only with an IP address of your own there.".to_owned()
        }
        Some(SpfAlignment::Never) => {
            "SPF never aligns: it has bounces sent to an address of its own.".to_owned()
        }
    };
    if facts.has_useless_include(sender) {
        if sender.vendor.checks_include {
            sentence
                .push_str(" The include does nothing for that, but its own check looks for it.");
        } else {
            state = State::Advice;
            sentence.push_str(" The include does nothing for that and costs lookups.");
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
                    "DKIM can align: there is a key at the selectors it uses: {}.",
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
            "Only the record of another service leads to it, so most likely it works for that one.".to_owned(),
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
                    "No DKIM key at the selectors it is known to use: {}.",
                    vendor.selectors.join(", ")
                )
            };
            (state, sentence)
        }
        VendorKey::SelectorsUnknown => (
            State::CouldNotTell,
            "Whether there is a DKIM key could not be told: its customers have selectors of their own.".to_owned(),
        ),
        VendorKey::CouldNotTell => (
            State::CouldNotTell,
            "Whether there is a DKIM key could not be told: not every selector gave a clear answer.".to_owned(),
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
            format!("CNAME of the DKIM selector {} to {name}", shown(selector))
        }
        Seen::Reports => capitalized(&format!("report address at {name}")),
    }
}
