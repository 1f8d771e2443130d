//! Describes how a task changes what happens to mail.

use super::words::joined;
use crate::advice::{Asked, CanPass, Move, Movement, Reader};
use crate::discovery::{Handling, RowKind};
use crate::domain::{DomainName, to_unicode};
use crate::spf::Reach;

/// Names whose handling changes in the same way at the same receivers.
struct Alike {
    /// The names, each with the kinds of names affected, indexed by `RowKind`: the name itself, existing names below
    /// it, and nonexistent ones.
    names: Vec<(DomainName, [bool; 3])>,
    /// The kind of receiver; `None` if both kinds change alike.
    reader: Option<Reader>,
    /// What receivers are asked to do today.
    from: String,
    /// What they are asked to do after the task.
    to: String,
}

/// Describes a movement, one sentence per change. Names that change alike share a sentence, as do both kinds of
/// receivers.
pub fn moves_in_words(movement: &Movement) -> Vec<String> {
    let mut groups: Vec<Alike> = Vec::new();
    for change in &movement.0 {
        let (from, to) = (today(change), asked(change.to));
        if from == format!("{to} today") {
            continue;
        }
        let twin = |other: &Move| {
            other.name == change.name && other.kind == change.kind && other.reader != change.reader
        };
        let other = movement.0.iter().find(|other| twin(other));
        let is_both = other.is_some_and(|other| today(other) == from && asked(other.to) == to);
        if is_both && change.reader == Reader::Rfc7489 {
            continue;
        }
        let reader = (!is_both).then_some(change.reader);
        let like =
            |group: &&mut Alike| group.reader == reader && group.from == from && group.to == to;
        if let Some(group) = groups.iter_mut().find(like) {
            group.add(change);
        } else {
            let mut group = Alike {
                names: Vec::new(),
                reader,
                from,
                to,
            };
            group.add(change);
            groups.push(group);
        }
    }
    let mut sentences: Vec<_> = groups.iter().map(Alike::in_words).collect();
    for change in &movement.0 {
        let Some((before, after)) = &change.can_pass else {
            continue;
        };
        for sentence in passes(&change.name, before, after) {
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
    }
    sentences
}

impl Alike {
    /// Adds the name of a move to the group.
    fn add(&mut self, change: &Move) {
        let place = change.kind as usize;
        // Rows about names below use an example name, so its parent is the name to show.
        let base = match change.kind {
            RowKind::This => Some(change.name.clone()),
            RowKind::Subdomain | RowKind::Invented => change.name.parent(),
        };
        let base = base.unwrap_or_else(|| change.name.clone());
        let known = self.names.iter().position(|(name, _)| *name == base);
        let at = known.unwrap_or_else(|| {
            self.names.push((base, [false; 3]));
            self.names.len() - 1
        });
        let kinds = self.names.get_mut(at).map(|(_, kinds)| kinds);
        if let Some(kind) = kinds.and_then(|kinds| kinds.get_mut(place)) {
            *kind = true;
        }
    }

    /// The sentence for the group.
    fn in_words(&self) -> String {
        let names: Vec<_> = self
            .names
            .iter()
            .map(|(name, kinds)| named(name, *kinds))
            .collect();
        let names = joined(&names).unwrap_or_default();
        let lead = match self.reader {
            None => "Failing",
            Some(Reader::Rfc9989) => "At receivers on RFC 9989, failing",
            Some(Reader::Rfc7489) => "At receivers on RFC 7489, failing",
        };
        format!("{lead} mail from {names}: {}, then {}.", self.from, self.to)
    }
}

/// A name with the kinds of names that change with it, in words.
fn named(name: &DomainName, [this, existing, invented]: [bool; 3]) -> String {
    let name = to_unicode(name);
    match (this, existing, invented) {
        (true, true, true) => format!("{name} and all its subdomains"),
        (true, true, false) => format!("{name} and its existing subdomains"),
        (true, false, true) => format!("{name} and its subdomains that do not exist"),
        (true, false, false) => name,
        (false, true, true) => format!("all subdomains of {name}"),
        (false, true, false) => format!("existing subdomains of {name}"),
        (false, false, _) => format!("subdomains of {name} that do not exist"),
    }
}

/// What is asked today, which may depend on which standard a receiver follows.
fn today(change: &Move) -> String {
    if change.lowest == change.highest {
        return format!("{} today", asked(change.from));
    }
    let (lowest, highest) = (asked(change.lowest), asked(change.highest));
    format!("{lowest} or {highest} today (receivers read the record differently)")
}

/// A requested handling as a noun.
fn asked(asked: Asked) -> String {
    let word = match asked.handling {
        Handling::NoDmarc => "no DMARC policy",
        Handling::None => "no action requested",
        Handling::Quarantine => "quarantine",
        Handling::Reject => "reject",
        Handling::CouldNotTell | Handling::NeedsSuffixList => "unknown",
    };
    if asked.percent < 100 {
        format!("{word} for {}% of it", asked.percent)
    } else {
        word.to_owned()
    }
}

/// Which mail can pass at a name before and after, one sentence per difference.
fn passes(name: &DomainName, before: &CanPass, after: &CanPass) -> Vec<String> {
    let name = to_unicode(name);
    let mut sentences = Vec::new();
    let mut add = |what: &str, from: &str, to: &str| {
        if from != to {
            sentences.push(format!("{what} for {name}: {from} today, then {to}."));
        }
    };
    let is_known = |reach: Option<Reach>| !matches!(reach, None | Some(Reach::Unknown));
    if is_known(before.spf) && is_known(after.spf) {
        add("SPF", reached(before.spf), reached(after.spf));
    }
    let aligned =
        |can_pass: &CanPass| format!("within {}", to_unicode(&can_pass.organizational_domain));
    add("Alignment", &aligned(before), &aligned(after));
    for (what, from, to) in [
        ("DKIM", before.is_dkim_strict, after.is_dkim_strict),
        ("SPF", before.is_spf_strict, after.is_spf_strict),
    ] {
        add(
            &format!("{what} alignment"),
            strictness(from),
            strictness(to),
        );
    }
    sentences
}

/// Which senders pass SPF.
const fn reached(reach: Option<Reach>) -> &'static str {
    match reach {
        Some(Reach::Everyone) => "every sender passes",
        Some(Reach::Named) => "only listed senders pass",
        Some(Reach::Nobody) => "no sender passes",
        Some(Reach::PermError) => "an error (permerror) for some or all senders",
        Some(Reach::NoRecord) => "no record",
        Some(Reach::Unknown) | None => "unknown",
    }
}

/// The alignment mode in words.
const fn strictness(is_strict: bool) -> &'static str {
    if is_strict { "strict" } else { "relaxed" }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A move of all mail that every receiver reads alike.
    fn change(name: &str, kind: RowKind, reader: Reader, from: Handling, to: Handling) -> Move {
        let (from, to) = (Asked::whole(from), Asked::whole(to));
        Move {
            name: DomainName::new(name).unwrap(),
            kind,
            reader,
            from,
            to,
            lowest: from,
            highest: from,
            other: from,
            can_pass: None,
        }
    }

    /// The moves of a domain and of the names below it at both kinds of receivers.
    fn everywhere(from: Handling, to: Handling) -> Vec<Move> {
        let rows = [
            ("a.example", RowKind::This),
            ("x.a.example", RowKind::Subdomain),
            ("y.a.example", RowKind::Invented),
        ];
        rows.into_iter()
            .flat_map(|(name, kind)| Reader::ALL.map(|reader| change(name, kind, reader, from, to)))
            .collect()
    }

    #[test]
    fn what_moves_alike_is_one_sentence() {
        let all = everywhere(Handling::None, Handling::Quarantine);
        assert_eq!(
            moves_in_words(&Movement(all)),
            [
                "Failing mail from a.example and all its subdomains: no action requested today, then quarantine."
            ]
        );
    }

    #[test]
    fn receivers_and_names_that_differ_are_told_apart() {
        let mut some = everywhere(Handling::Quarantine, Handling::Reject);
        some.retain(|change| change.kind != RowKind::Subdomain);
        // Receivers that follow RFC 7489 have no separate policy for nonexistent names.
        some.retain(|change| change.kind == RowKind::This || change.reader == Reader::Rfc9989);
        assert_eq!(
            moves_in_words(&Movement(some)),
            [
                "Failing mail from a.example: quarantine today, then reject.",
                "At receivers on RFC 9989, failing mail from subdomains of a.example that do not exist: quarantine today, \
                 then reject."
            ]
        );
    }

    #[test]
    fn shares_and_readings_are_said() {
        let mut part = change(
            "a.example",
            RowKind::This,
            Reader::Rfc7489,
            Handling::Reject,
            Handling::Reject,
        );
        part.from.percent = 20;
        part.lowest = part.from;
        part.highest = part.from;
        let mut read = change(
            "a.example",
            RowKind::This,
            Reader::Rfc9989,
            Handling::None,
            Handling::None,
        );
        read.highest = Asked::whole(Handling::Reject);
        assert_eq!(
            moves_in_words(&Movement(vec![read, part])),
            [
                "At receivers on RFC 9989, failing mail from a.example: no action requested or reject today (receivers read \
                 the record differently), then no action requested.",
                "At receivers on RFC 7489, failing mail from a.example: reject for 20% of it today, then reject."
            ]
        );
    }

    #[test]
    fn who_can_pass_is_said_once() {
        let before = CanPass {
            spf: Some(Reach::Everyone),
            organizational_domain: DomainName::new("example.org").unwrap(),
            is_dkim_strict: false,
            is_spf_strict: false,
        };
        let after = CanPass {
            spf: Some(Reach::Named),
            organizational_domain: DomainName::new("a.example.org").unwrap(),
            is_dkim_strict: true,
            is_spf_strict: false,
        };
        let moves = Reader::ALL.map(|reader| Move {
            can_pass: Some((before.clone(), after.clone())),
            ..change(
                "a.example.org",
                RowKind::This,
                reader,
                Handling::None,
                Handling::None,
            )
        });
        assert_eq!(
            moves_in_words(&Movement(moves.to_vec())),
            [
                "SPF for a.example.org: every sender passes today, then only listed senders pass.",
                "Alignment for a.example.org: within example.org today, then within a.example.org.",
                "DKIM alignment for a.example.org: relaxed today, then strict."
            ]
        );
    }
}
