//! What is wrong with SPF and what has to be decided, in sentences.

use crate::discovery::{Facts, SpfCause, SpfQuestion, SpfRepair};
use crate::domain::DomainName;
use crate::record::seen::SeenTexts;
use crate::record::spf::{Edit, Outcome, Slip};
use crate::spf::{Cause, MAX_LOOKUPS};

/// How many causes are named at most.
const MOST: usize = 4;

/// How many characters of a term a sentence shows.
const SHOWN: usize = 60;

/// Returns why SPF has to be fixed, in a sentence or two.
pub(super) fn reason(repair: &SpfRepair, facts: &Facts) -> String {
    let domain = &facts.domain;
    let causes = repair.causes.iter().take(MOST);
    let causes: Vec<_> = causes.map(|cause| sentence(cause, domain)).collect();
    format!("{} {}", causes.join(" "), consequence(repair, facts))
}

/// Returns what that means for mail.
fn consequence(repair: &SpfRepair, facts: &Facts) -> String {
    let domain = &facts.domain;
    let has = |is_it: fn(&SpfCause) -> bool| repair.causes.iter().any(is_it);
    let root = facts
        .mail_setup
        .as_ref()
        .and_then(|mail_setup| mail_setup.spf.root());
    let is_whole = has(|cause| matches!(cause, SpfCause::SeveralRecords { .. }))
        || root
            .and_then(|root| root.record())
            .is_some_and(|record| record.outcome == Outcome::PermError);
    if has(|cause| matches!(cause, SpfCause::Everyone { .. })) {
        format!("Anyone then passes SPF, and so DMARC, as {domain}.")
    } else if has(|cause| matches!(cause, SpfCause::NotRecognized { .. })) {
        "Without SPF, DMARC depends on DKIM alone.".to_owned()
    } else if is_whole {
        "Receivers give up on the whole record, so no sender passes SPF and DMARC depends on DKIM alone.".to_owned()
    } else {
        "Senders not allowed by an earlier term don't pass SPF, so their mail depends on DKIM alone."
            .to_owned()
    }
}

/// Returns what only the owner can decide or check, one sentence each.
pub(super) fn points(repair: &SpfRepair, domain: &DomainName) -> Vec<String> {
    let mut points: Vec<String> = repair.causes.iter().filter_map(point).take(MOST).collect();
    points.extend(repair.question.map(|question| decision(question, domain)));
    points
}

/// Describes a cause in a sentence.
fn sentence(cause: &SpfCause, domain: &DomainName) -> String {
    match cause {
        SpfCause::NotRecognized { .. } => {
            format!("A TXT record at {domain} was meant as SPF, but receivers don't recognize it.")
        }
        SpfCause::Slips { text, edits } => {
            let mut seen = SeenTexts::default();
            let places = edits.iter().map(|edit| place(edit, text));
            let places = places.filter(|place| seen.is_new(place)).take(MOST);
            let places: Vec<_> = places.collect();
            format!(
                "The SPF record of {domain} has mistakes: {}.",
                places.join(", ")
            )
        }
        SpfCause::Unreadable { term, .. } if term.is_empty() => {
            format!("Receivers can't read the SPF record of {domain}.")
        }
        SpfCause::Unreadable { term, .. } => {
            format!(
                "Receivers can't read {} in the SPF record of {domain}.",
                shown(term)
            )
        }
        SpfCause::StringsJoined { before, behind } => format!(
            "Two strings of the SPF record join without a space: {} and {} become one term.",
            shown(before),
            shown(behind)
        ),
        SpfCause::SeveralRecords { count } => {
            format!("{domain} has {count} SPF records; only one is allowed.")
        }
        SpfCause::Misspelled {
            term,
            instead,
            vendor,
        } => {
            let whose = vendor.map_or_else(String::new, |vendor| format!(" of {vendor}"));
            format!(
                "{} leads to a name without an SPF record. Likely meant: {}{whose}.",
                shown(term),
                shown(instead)
            )
        }
        SpfCause::NoRecord { term } => {
            format!("{} leads to a name without an SPF record.", shown(term))
        }
        SpfCause::Loop { term } => format!("{} leads back to {domain} itself.", shown(term)),
        SpfCause::TooManyLookups { lookups, .. } => {
            format!("SPF of {domain} takes {lookups} lookups; {MAX_LOOKUPS} are allowed.")
        }
        SpfCause::TooManyMxHosts { term, count } => {
            format!("{} names {count} mail hosts; SPF allows 10.", shown(term))
        }
        SpfCause::Everyone { term } => {
            format!(
                "{} in the SPF record of {domain} lets everyone pass.",
                shown(term)
            )
        }
        SpfCause::Elsewhere { name, term, cause } => {
            let what = match cause {
                Cause::Syntax => "has a syntax error",
                Cause::SeveralRecords(_) => "is one of several",
                _ => "returns an error",
            };
            format!(
                "{} leads to {}, whose SPF record {what}.",
                shown(term),
                shown(name)
            )
        }
    }
}

/// Returns what to check before the record is published.
fn point(cause: &SpfCause) -> Option<String> {
    match cause {
        SpfCause::NoRecord { term } => Some(format!(
            "No sender needs {} any more: the service is gone. If its name is misspelled, correct it instead.",
            shown(term)
        )),
        SpfCause::TooManyLookups { left_out, .. } if !left_out.is_empty() => {
            let terms: Vec<_> = left_out.iter().take(MOST).map(|term| shown(term)).collect();
            Some(format!(
                "None of these services sends with your domain as return-path, so the record leaves them out: {}.",
                terms.join(", ")
            ))
        }
        SpfCause::Everyone { .. } => Some(
            "The record lists every server and service that sends. All others no longer pass."
                .to_owned(),
        ),
        SpfCause::SeveralRecords { .. } => {
            Some("The one record has every term you still need, one v=spf1 and one all.".to_owned())
        }
        _ => None,
    }
}

/// Returns what has to be decided.
fn decision(question: SpfQuestion, domain: &DomainName) -> String {
    match question {
        SpfQuestion::WhatWasMeant => {
            "Decide what was meant and correct the record: it can be read in more than one way."
                .to_owned()
        }
        SpfQuestion::WhichRecord => {
            "Combine them into one record that lists every sender you still need.".to_owned()
        }
        SpfQuestion::WhoSends => format!(
            "List who sends as {domain}, then end the record with ~all. DNS does not show the senders, so no record is \
             suggested here."
        ),
        SpfQuestion::WhichServices => {
            "Remove the terms of services that no longer send.".to_owned()
        }
        SpfQuestion::OtherRecord => {
            "Tell the owner of that record, or remove the term that leads there if you no longer need it."
                .to_owned()
        }
    }
}

/// Names what an edit corrects.
fn place(edit: &Edit, text: &str) -> String {
    let written = shown(edit.span.of(text));
    let instead = shown(&edit.instead);
    match edit.kind {
        Slip::MissingBlank => {
            let rest = text.get(edit.span.start..).unwrap_or_default();
            let next = rest.split(' ').find(|word| !word.is_empty());
            format!(
                "a space is missing before {}",
                shown(next.unwrap_or_default())
            )
        }
        Slip::BlankBehindColon => "a space separates a term from its value".to_owned(),
        Slip::BlankBehindQualifier => "a space separates all from its qualifier".to_owned(),
        Slip::Separator => "terms are separated by spaces, not by commas or semicolons".to_owned(),
        Slip::Quotes => "it contains quotation marks or backslashes".to_owned(),
        Slip::OddCharacter => "it contains a character that is not ASCII".to_owned(),
        Slip::Version => "it must begin with v=spf1 and a space".to_owned(),
        Slip::TextBeforeVersion => format!("{written} comes before v=spf1"),
        Slip::SecondVersion => "v=spf1 appears twice".to_owned(),
        Slip::BehindAll => format!("receivers ignore {written}, which comes after all"),
        _ if edit.instead.is_empty() => format!("{written} does not belong in it"),
        _ => format!("{written} should be {instead}"),
    }
}

/// Prepares a text from DNS for a sentence: cut to length, without invisible characters.
fn shown(text: &str) -> String {
    let visible = |c: char| {
        if c.is_ascii_graphic() || c == ' ' {
            c
        } else {
            '\u{fffd}'
        }
    };
    let mut shown: String = text.chars().take(SHOWN).map(visible).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
