//! [`DkimView`]: the DKIM keys that were found, described in words.

mod message;

use message::{ENTERED, KeyMessage, Message};

use super::remark::{Remark, remarks, remarks_about, with_remarks, worse};
use super::words::shown;
use crate::advice::State;
use crate::discovery::{Facts, Options};
use crate::dns::LookupError;
use crate::domain::to_unicode;
use crate::findings::{About, Findings, Topic};
use crate::mail_setup::{Dkim, MailSetup, RecordState, Selector, Subtree, Tried};
use crate::record::dkim::{DkimRecord, KeyType, Outcome};
use crate::vendors::vendors;

/// The DKIM keys that were found, and how complete that picture is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimView {
    /// The overall state of DKIM, with the remarks included.
    pub state: State,
    /// That state as a sentence.
    pub headline: String,
    /// How many selectors were tried, and what the unlisted ones returned.
    pub tried: String,
    /// How to find the selectors in use.
    pub how_to_find: String,
    /// The keys in short, those of a service that are alike in one row.
    pub rows: Vec<DkimRow>,
    /// The selectors worth listing.
    pub keys: Vec<DkimKeyView>,
    /// Findings about DKIM that neither the headline nor a key already shows.
    pub remarks: Vec<Remark>,
    /// How many more queries a check of every known selector sends; 0 if they could not find anything.
    pub untried: usize,
}

/// Keys of a service that are alike, in a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimRow {
    /// Their selectors.
    pub selectors: Vec<String>,
    /// The service that uses them, or that the visitor entered them; empty if neither is known.
    pub service: &'static str,
    /// The type and length of the keys, or why there is none.
    pub key: String,
    /// Whether CNAME records lead to them.
    pub is_alias: bool,
    /// Their state.
    pub state: State,
}

/// A selector and its key, described in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimKeyView {
    /// The selector: the label or labels before `._domainkey`.
    pub selector: String,
    /// The state of its key.
    pub state: State,
    /// What was found: the key type and length, or why there is no key.
    pub sentence: String,
    /// Why this selector was tried.
    pub tried: String,
    /// Where its CNAME records lead; empty if there are none.
    pub alias: String,
    /// The TXT records at its name.
    pub texts: Vec<String>,
    /// Findings about this selector.
    pub remarks: Vec<Remark>,
}

impl DkimView {
    /// Describes the keys in words.
    pub(super) fn new(facts: &Facts, mail_setup: &MailSetup, findings: &Findings) -> Self {
        let dkim = &mail_setup.dkim;
        let mut remarks = remarks(findings, &[Topic::Dkim]);
        let name = to_unicode(&facts.domain);
        let (mut state, headline) = headline(facts, dkim, &name);
        // A domain that may be unused needs no keys, and a key whose query failed may be broken.
        let is_open = facts.mail.may_be_parked() || dkim.is_unknown_in_part();
        if state == State::Good && is_open {
            state = State::CouldNotTell;
        }
        state = with_remarks(state, &remarks);
        let keys: Vec<_> = dkim
            .selectors
            .iter()
            .filter(|selector| is_listed(dkim, selector))
            .map(|selector| key(dkim, selector, &remarks))
            .collect();
        for key in &keys {
            if matches!(key.state, State::Advice | State::Problem) {
                state = worse(state, key.state);
            }
        }
        let listed = dkim
            .selectors
            .iter()
            .filter(|selector| is_listed(dkim, selector));
        let rows = rows(listed.zip(&keys));
        remarks.retain(|remark| {
            // The headline already covers findings about the whole.
            let is_said = remark.speaks_of(&About::Whole);
            let mut listed = keys.iter().map(|key| &key.remarks);
            !is_said && !listed.any(|of_key| of_key.contains(remark))
        });
        Self {
            state,
            headline: headline.to_string(),
            tried: tried(dkim).to_string(),
            how_to_find: Message::HowToFind(&name).to_string(),
            rows,
            keys,
            remarks,
            untried: if dkim.subtree == Subtree::Empty {
                0
            } else {
                untried(facts, dkim)
            },
        }
    }
}

/// The overall state, and a sentence that explains it.
fn headline<'a>(facts: &Facts, dkim: &'a Dkim, name: &'a str) -> (State, Message<'a>) {
    let found = dkim.found().count();
    let usable = dkim.usable().count();
    let sends_nothing = facts.mail.sends_nothing();
    let is_revoked = |key: &DkimRecord| key.outcome == Outcome::Revoked;
    let mut states = dkim.selectors.iter().map(|selector| &selector.key.state);
    if dkim.is_pending() {
        let message = match found {
            0 => Message::Looking(name),
            _ => Message::FoundSoFar(found),
        };
        (State::CouldNotTell, message)
    } else if usable > 0 {
        let message = if usable == found {
            Message::Usable {
                name,
                count: usable,
            }
        } else {
            Message::PartlyUsable { found, usable }
        };
        (State::Good, message)
    } else if found > 0 {
        none_usable(dkim, sends_nothing)
    } else if let Some(error) = dkim.wildcard_failure() {
        (State::CouldNotTell, Message::WildcardFailed(error))
    } else if dkim.subtree == Subtree::Empty && states.all(RecordState::is_none) {
        (State::NotSet, Message::NoSubtree(name))
    } else if let RecordState::Published(key) = &dkim.control.state
        && is_revoked(key)
    {
        let state = if sends_nothing {
            State::Good
        } else {
            State::CouldNotTell
        };
        (state, Message::WildcardRevoked)
    } else if dkim.has_wildcard() {
        (State::CouldNotTell, Message::Wildcard)
    } else if let Subtree::CouldNotTell(error) = &dkim.subtree {
        (State::CouldNotTell, Message::SubtreeFailed(name, error))
    } else {
        let answered = states
            .filter(|state| !matches!(state, RecordState::Failed(_)))
            .count();
        (State::CouldNotTell, Message::NoneAt(answered))
    }
}

/// The sentence for a domain whose keys exist but cannot be used by verifiers.
fn none_usable(dkim: &Dkim, sends_nothing: bool) -> (State, Message<'static>) {
    let found = dkim.found().count();
    let mut states = dkim.selectors.iter().map(|selector| &selector.key.state);
    let is_all_revoked = dkim.found().all(|(_, key)| key.outcome == Outcome::Revoked);
    if is_all_revoked {
        let state = if sends_nothing {
            State::Good
        } else {
            State::CouldNotTell
        };
        let message = Message::AllRevoked {
            found,
            sends_nothing,
        };
        return (state, message);
    }
    let is_open = states.any(RecordState::is_unknown);
    let state = if is_open {
        State::CouldNotTell
    } else {
        State::Problem
    };
    (state, Message::NoneUsable { found, is_open })
}

/// How many selectors were tried, and how many queries failed.
fn tried(dkim: &Dkim) -> Message<'static> {
    let is = |wanted: fn(&RecordState<DkimRecord>) -> bool| {
        let states = dkim.selectors.iter().map(|selector| &selector.key.state);
        states.filter(|state| wanted(state)).count()
    };
    Message::Tried {
        count: dkim.selectors.len(),
        failed: is(|state| matches!(state, RecordState::Failed(_))),
        pending: is(|state| matches!(state, RecordState::Pending)),
    }
}

/// The rows for these selectors and their descriptions.
fn rows<'a>(keys: impl Iterator<Item = (&'a Selector, &'a DkimKeyView)>) -> Vec<DkimRow> {
    let mut rows: Vec<DkimRow> = Vec::new();
    for (selector, view) in keys {
        let service = match selector.tried {
            Tried::Vendor(vendor) => vendor,
            Tried::Visitor => ENTERED,
            Tried::Common | Tried::Known => "",
        };
        let is_alias = !view.alias.is_empty();
        let alike = rows.iter_mut().find(|row| {
            (row.service, &row.key, row.is_alias, row.state)
                == (service, &view.sentence, is_alias, view.state)
        });
        match alike {
            Some(row) => row.selectors.push(view.selector.clone()),
            None => rows.push(DkimRow {
                selectors: vec![view.selector.clone()],
                service,
                key: view.sentence.clone(),
                is_alias,
                state: view.state,
            }),
        }
    }
    rows
}

/// Whether a selector is worth listing.
fn is_listed(dkim: &Dkim, selector: &Selector) -> bool {
    let key = &selector.key;
    let is_wildcard = selector.is_wildcard;
    let has_text = matches!(
        key.state,
        RecordState::Published(_) | RecordState::Several(_) | RecordState::OtherText(_)
    );
    let has_own_alias = !key.aliases.is_empty() && dkim.control.aliases.is_empty();
    selector.tried == Tried::Visitor || !is_wildcard && (has_text || has_own_alias)
}

/// Describes a selector, with the findings about it.
fn key(dkim: &Dkim, selector: &Selector, all: &[Remark]) -> DkimKeyView {
    let at = &selector.key;
    let (state, message) = match &at.state {
        RecordState::OtherText(_) if selector.is_wildcard => {
            (State::NotSet, KeyMessage::WildcardText)
        }
        _ if selector.is_wildcard && dkim.wildcard_failure().is_some() => {
            (State::CouldNotTell, KeyMessage::WildcardFailed)
        }
        _ if selector.is_wildcard => (State::CouldNotTell, KeyMessage::Wildcard),
        RecordState::Published(record) => published(record),
        RecordState::Several(texts) => (State::Problem, KeyMessage::Several(texts.len())),
        RecordState::OtherText(_) => (State::Advice, KeyMessage::OtherText),
        RecordState::Pending => (State::CouldNotTell, KeyMessage::Pending),
        RecordState::Failed(error) => (State::CouldNotTell, KeyMessage::Failed(error)),
        RecordState::NameTooLong => (State::NotSet, KeyMessage::NameTooLong),
        RecordState::NoData | RecordState::NxDomain => (State::NotSet, KeyMessage::None),
    };
    let texts = match &at.state {
        _ if selector.is_wildcard => Vec::new(),
        RecordState::Published(record) => vec![record.text.clone()],
        RecordState::Several(texts) | RecordState::OtherText(texts) => texts.clone(),
        _ => Vec::new(),
    };
    let remarks = remarks_about(all, &About::Selector(selector.selector.clone()));
    let alias = at.aliases.last();
    DkimKeyView {
        selector: shown(&selector.selector),
        state: with_remarks(state, &remarks),
        sentence: message.to_string(),
        tried: KeyMessage::Tried(selector.tried).to_string(),
        alias: alias.map_or_else(String::new, |alias| KeyMessage::Alias(alias).to_string()),
        texts,
        remarks,
    }
}

/// Describes a published key.
fn published(record: &DkimRecord) -> (State, KeyMessage<'_>) {
    match record.outcome {
        Outcome::Revoked => (State::NotApplicable, KeyMessage::Revoked),
        Outcome::Unusable => (State::Problem, KeyMessage::Unusable(record)),
        Outcome::Ok if record.is_testing => (State::Advice, KeyMessage::Testing(record)),
        Outcome::Ok if is_weak(record) => (State::Advice, KeyMessage::Weak(record)),
        Outcome::Ok => (State::Good, KeyMessage::Good(record)),
    }
}

/// Whether an RSA key is shorter than the 2048 bits that signers should use
/// ([RFC 8301, section 3.2](https://www.rfc-editor.org/rfc/rfc8301#section-3.2)).
fn is_weak(record: &DkimRecord) -> bool {
    record.key_type == Some(KeyType::Rsa) && record.bits.is_some_and(|bits| bits < 2048)
}

/// How many known selectors were not queried, capped at the query limit of a check of all selectors.
fn untried(facts: &Facts, dkim: &Dkim) -> usize {
    let is_left_out = |state: &RecordState<DkimRecord>| {
        matches!(state, RecordState::Failed(LookupError::OverLimit(_)))
    };
    let left_out = dkim
        .selectors
        .iter()
        .filter(|selector| is_left_out(&selector.key.state));
    let mut untried: Vec<&str> = left_out
        .map(|selector| selector.selector.as_str())
        .collect();
    for selector in vendors().iter().flat_map(|vendor| &vendor.selectors) {
        let is_listed = dkim
            .selectors
            .iter()
            .any(|tried| tried.selector == *selector);
        if !is_listed && !untried.contains(selector) {
            untried.push(selector);
        }
    }
    let for_all = Options {
        all_selectors: true,
        ..facts.options.clone()
    };
    let left = for_all.limit().saturating_sub(facts.budget.asked);
    untried.len().min(left)
}
