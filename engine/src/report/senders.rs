//! [`SendersView`]: the services that appear to send for the domain, described in words.

mod message;

use message::{DkimMessage, HINT, Message, Phrase, SpfMessage, dkim_cell, passes_cell, spf_cell};

use super::remark::{Remark, remarks, remarks_about, with_remarks, worse};
use super::words::shown;
use crate::advice::State;
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
        let name = to_unicode(&facts.domain);
        let (base, headline) = headline(facts, mail_setup, &name);
        Self {
            state: with_remarks(worse(state, base), &remarks(findings, &[Topic::Senders])),
            headline: headline.to_string(),
            hint: HINT,
            vendors,
        }
    }
}

/// The overall state, and a sentence with the number of senders.
fn headline<'a>(facts: &Facts, mail_setup: &MailSetup, name: &'a str) -> (State, Message<'a>) {
    let count = mail_setup.senders.len();
    if count == 0 && !facts.is_complete {
        return (State::CouldNotTell, Message::Looking(name));
    }
    let senders = mail_setup.senders.iter().filter(|sender| may_send(sender));
    let is_partial = is_partial(mail_setup);
    let state = match count {
        _ if is_partial => State::CouldNotTell,
        0 => State::NotSet,
        _ => State::NotApplicable,
    };
    let message = Message::Services {
        name,
        count,
        sending: senders.count(),
        is_partial,
    };
    (state, message)
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
    let (spf_state, spf) = if is_sender {
        spf(facts, sender)
    } else {
        (State::NotApplicable, String::new())
    };
    let name = to_unicode(&facts.domain);
    let (dkim_state, dkim) = dkim(facts, mail_setup, sender, &name);
    let remarks = remarks_about(remarks, &About::Vendor(vendor.name));
    let mut places: Vec<_> = sender
        .sightings
        .iter()
        .take(MOST_PLACES)
        .map(|sighting| place(facts, mail_setup, sighting))
        .collect();
    if let Some(more) = sender.sightings.len().checked_sub(MOST_PLACES + 1) {
        places.push(Phrase::MorePlaces(more + 1).to_string());
    }
    VendorView {
        name: vendor.name,
        category: Phrase::Category(vendor.category, sender.confidence).to_string(),
        state: with_remarks(worse(spf_state, dkim_state), &remarks),
        spf,
        dkim: dkim.to_string(),
        setup: setup(sender).unwrap_or_default(),
        row: may_send(sender).then(|| row(sender)),
        places,
    }
}

/// A vendor that may send, in a few words.
fn row(sender: &Sender) -> VendorRow {
    let alignment = sender.vendor.spf_alignment;
    let is_included = sender.is_seen_in(Kind::SpfInclude);
    let is_aligned = alignment == Some(SpfAlignment::Yes) && is_included;
    let (passes, to_do) = passes_cell(&sender.key, is_aligned);
    let state = match &sender.key {
        VendorKey::Found(_) => State::Good,
        VendorKey::Unusable(_) => State::Advice,
        VendorKey::NotFound if sender.confidence == Confidence::Certain => State::Advice,
        VendorKey::NotFound
        | VendorKey::Pending
        | VendorKey::SelectorsUnknown
        | VendorKey::CouldNotTell
        | VendorKey::NotApplicable => State::CouldNotTell,
    };
    VendorRow {
        spf: spf_cell(alignment, is_included),
        dkim: dkim_cell(&sender.key),
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
    let message = match sender.vendor.spf_alignment {
        None => SpfMessage::NotKnown,
        Some(SpfAlignment::Yes) if is_included => SpfMessage::Included(&name),
        Some(SpfAlignment::Yes) => SpfMessage::OnceIncluded(&name),
        Some(SpfAlignment::WithSetting) => SpfMessage::AfterSetting,
        Some(SpfAlignment::WithReturnPath) if is_strict => {
            if !sender.is_indirect() {
                state = State::Advice;
            }
            SpfMessage::OnlyRelaxed
        }
        Some(SpfAlignment::WithReturnPath) if is_included && facts.is_return_path_of(sender) => {
            SpfMessage::WithReturnPath(&name)
        }
        Some(SpfAlignment::WithReturnPath) => SpfMessage::AfterReturnPath(&name),
        Some(SpfAlignment::WithDedicatedAddress) => SpfMessage::WithDedicatedAddress,
        Some(SpfAlignment::Never) => SpfMessage::Never,
    };
    if !facts.has_useless_include(sender) {
        return (state, message.to_string());
    }
    let is_checked = sender.vendor.checks_include;
    if !is_checked {
        state = State::Advice;
    }
    let include = SpfMessage::UselessInclude { is_checked };
    (state, format!("{message} {include}"))
}

/// Whether the vendor's mail can pass DMARC through DKIM.
fn dkim<'a>(
    facts: &Facts,
    mail_setup: &'a MailSetup,
    sender: &'a Sender,
    name: &'a str,
) -> (State, DkimMessage<'a>) {
    match &sender.key {
        VendorKey::Found(selectors) => (State::Good, DkimMessage::Found(selectors)),
        VendorKey::Unusable(selectors) => (
            State::Advice,
            DkimMessage::Unusable(&mail_setup.dkim, selectors),
        ),
        VendorKey::NotApplicable => (State::NotApplicable, DkimMessage::NotNeeded(name)),
        _ if sender.is_indirect() => (State::NotApplicable, DkimMessage::Indirect),
        VendorKey::Pending => (State::CouldNotTell, DkimMessage::Pending),
        VendorKey::NotFound => {
            let is_sure = sender.confidence == Confidence::Certain && !facts.mail.sends_nothing();
            let state = if is_sure {
                State::Advice
            } else {
                State::CouldNotTell
            };
            (state, DkimMessage::NotFound(&sender.vendor.selectors))
        }
        VendorKey::SelectorsUnknown => (State::CouldNotTell, DkimMessage::SelectorsUnknown),
        VendorKey::CouldNotTell => (State::CouldNotTell, DkimMessage::CouldNotTell),
    }
}

/// Describes where a name that points to a vendor was seen.
fn place(facts: &Facts, mail_setup: &MailSetup, sighting: &Sighting) -> String {
    let name = &shown(&sighting.name);
    match &sighting.seen {
        Seen::Spf {
            path,
            is_redirect,
            inside,
        } => {
            let above = path.split_last().map_or(&[][..], |(_, above)| above);
            let node = mail_setup.spf.node_at(above);
            let at = node.map_or_else(|| to_unicode(&facts.domain), |node| shown(&node.name));
            let term = Phrase::SpfTerm {
                name,
                is_redirect: *is_redirect,
                at: &at,
                inside: *inside,
            };
            term.to_string()
        }
        Seen::Mx => Phrase::MxHost(name).to_string(),
        Seen::DkimAlias { selector } => {
            let selector = &shown(selector);
            Phrase::DkimAlias { name, selector }.to_string()
        }
        Seen::Reports => Phrase::ReportAddress(name).to_string(),
    }
}
