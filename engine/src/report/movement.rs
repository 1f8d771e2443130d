//! Describes how a task changes what happens to mail.

mod message;

use message::{Message, Method, Today};

use crate::advice::{Asked, CanPass, Move, Movement, Reader};
use crate::discovery::{Handling, RowKind};
use crate::domain::DomainName;
use crate::spf::Reach;

/// Names whose handling changes in the same way at the same receivers.
struct Alike {
    /// The names, each with the kinds of names affected, indexed by `RowKind`: the name itself, existing names below
    /// it, and nonexistent ones.
    names: Vec<(DomainName, [bool; 3])>,
    /// The kind of receiver; `None` if both kinds change alike.
    reader: Option<Reader>,
    /// What receivers are asked to do today.
    from: Today,
    /// What they are asked to do after the task.
    to: Asked,
}

/// Describes a movement, one sentence per change. Names that change alike share a sentence, as do both kinds of
/// receivers.
pub fn moves_in_words(movement: &Movement) -> Vec<String> {
    let mut groups: Vec<Alike> = Vec::new();
    for change in &movement.0 {
        let (from, to) = (today(change), told(change.to));
        if from == Today::Clear(to) {
            continue;
        }
        let twin = |other: &Move| {
            other.name == change.name && other.kind == change.kind && other.reader != change.reader
        };
        let other = movement.0.iter().find(|other| twin(other));
        let is_both = other.is_some_and(|other| today(other) == from && told(other.to) == to);
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
    let mut passing: Vec<Message> = Vec::new();
    for change in &movement.0 {
        let Some((before, after)) = &change.can_pass else {
            continue;
        };
        for message in passes(&change.name, before, after) {
            if !passing.contains(&message) {
                passing.push(message);
            }
        }
    }
    let handling = groups.iter().map(ToString::to_string);
    handling
        .chain(passing.iter().map(ToString::to_string))
        .collect()
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
}

/// What is asked today, which may depend on which standard a receiver follows.
fn today(change: &Move) -> Today {
    if change.lowest == change.highest {
        Today::Clear(told(change.from))
    } else {
        Today::Between(told(change.lowest), told(change.highest))
    }
}

/// What is asked, without the reason why it is unknown, which a sentence about a change does not tell.
const fn told(mut asked: Asked) -> Asked {
    if matches!(asked.handling, Handling::NeedsSuffixList) {
        asked.handling = Handling::CouldNotTell;
    }
    asked
}

/// What changes about which mail can pass at a name.
fn passes<'a>(name: &'a DomainName, before: &'a CanPass, after: &'a CanPass) -> Vec<Message<'a>> {
    let mut changes = Vec::new();
    if let (Some(from), Some(to)) = (before.spf, after.spf)
        && from != to
        && ![from, to].contains(&Reach::Unknown)
    {
        changes.push(Message::Spf(name, from, to));
    }
    let (from, to) = (&before.organizational_domain, &after.organizational_domain);
    if from != to {
        changes.push(Message::Alignment(name, from, to));
    }
    for (by, was_strict, is_strict) in [
        (Method::Dkim, before.is_dkim_strict, after.is_dkim_strict),
        (Method::Spf, before.is_spf_strict, after.is_spf_strict),
    ] {
        if was_strict != is_strict {
            changes.push(Message::Strictness {
                name,
                by,
                is_strict,
            });
        }
    }
    changes
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
