//! [`Movement`]: what a proposal changes for mail, computed from the facts before and after it.

use super::readings::AsRead;
use crate::discovery::{Change, Effect, EffectRow, Facts, Handling, Proposal, RowKind};
use crate::domain::DomainName;
use crate::record::dmarc::{Alignment, Policy};
use crate::record::order;
use crate::spf::Reach;

/// What changes for mail, per name and kind of receiver. Unchanged combinations are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Movement(pub Vec<Move>);

/// What changes for mail from one kind of name at one kind of receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The name that the row is about; see [`EffectRow::name`].
    pub name: DomainName,
    /// Which names this covers: the name itself, its subdomains or nonexistent names.
    pub kind: RowKind,
    /// The kind of receiver.
    pub reader: Reader,
    /// What is asked today, by the standard's reading of the record.
    pub from: Asked,
    /// What is asked after the change.
    pub to: Asked,
    /// The least that any receiver is asked today, across lenient and strict readings of the record.
    pub lowest: Asked,
    /// The most that any receiver is asked today, across the same readings.
    pub highest: Asked,
    /// What the other kind of receiver is asked today.
    pub other: Asked,
    /// Who can pass before and after the change; `None` if that stays the same.
    pub can_pass: Option<(CanPass, CanPass)>,
}

/// A kind of receiver, by the standard that it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reader {
    /// Receivers on RFC 9989.
    Rfc9989,
    /// Receivers still on RFC 7489.
    Rfc7489,
}

/// What a kind of receiver is asked to do with failing mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The requested handling.
    pub handling: Handling,
    /// The share of failing mail that this is asked for, in percent. The rest gets the next weaker handling.
    pub percent: u8,
}

/// Who can pass DMARC at a name, as far as DNS shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanPass {
    /// Which senders SPF allows; `None` if SPF was not checked.
    pub spf: Option<Reach>,
    /// The organizational domain, with which signatures and return-paths have to align.
    pub organizational_domain: DomainName,
    /// Whether DKIM alignment is strict.
    pub is_dkim_strict: bool,
    /// Whether SPF alignment is strict.
    pub is_spf_strict: bool,
}

/// Whether more or less is asked, or fewer or more senders can pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// More is asked of receivers, or fewer senders can pass while something is asked.
    Rise,
    /// Less is asked, or more senders can pass.
    Fall,
    /// Neither, or unknown.
    Level,
}

impl Reader {
    /// Both kinds, the current standard first.
    pub const ALL: [Self; 2] = [Self::Rfc9989, Self::Rfc7489];

    /// Returns the identifier used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rfc9989 => "rfc9989",
            Self::Rfc7489 => "rfc7489",
        }
    }

    /// Returns the other kind.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Rfc9989 => Self::Rfc7489,
            Self::Rfc7489 => Self::Rfc9989,
        }
    }

    /// Returns the effect of a row for this kind.
    pub const fn of(self, row: &EffectRow) -> &Effect {
        match self {
            Self::Rfc9989 => &row.rfc9989,
            Self::Rfc7489 => &row.rfc7489,
        }
    }
}

impl Asked {
    /// Returns what an effect asks of receivers.
    pub fn of(effect: &Effect) -> Self {
        Self {
            handling: effect.handling,
            percent: effect
                .source
                .as_ref()
                .map_or(100, |source| match source.percentage {
                    // With `pct=0` the handling is not asked as declared, and the effect already reflects that.
                    0 => 100,
                    percent => percent,
                }),
        }
    }

    /// The handling, asked for all failing mail.
    pub const fn whole(handling: Handling) -> Self {
        Self {
            handling,
            percent: 100,
        }
    }

    /// Returns the handling as a number: 0 for none, 1 for quarantine, 2 for reject; `None` if unknown.
    pub const fn rung(self) -> Option<u8> {
        match self.handling {
            Handling::NoDmarc | Handling::None => Some(0),
            Handling::Quarantine => Some(1),
            Handling::Reject => Some(2),
            Handling::CouldNotTell | Handling::NeedsSuffixList => None,
        }
    }

    /// Returns the rung that is asked for every message, whatever `pct` selects.
    pub fn floor(self) -> Option<u8> {
        let rung = self.rung()?;
        Some(if self.percent < 100 {
            rung.saturating_sub(1)
        } else {
            rung
        })
    }

    /// Orders requests from weak to strict: by rung, then by percentage.
    fn rank(self) -> Option<(u8, u8)> {
        let rung = self.rung()?;
        Some((rung, if rung == 0 { 100 } else { self.percent }))
    }
}

impl CanPass {
    /// Works out who can pass at a name.
    fn of(facts: &Facts, name: &DomainName) -> Self {
        let policy = facts.policy().map(|found| found.record);
        let is_strict = |alignment: Option<Alignment>| alignment == Some(Alignment::Strict);
        Self {
            spf: facts
                .mail_setup
                .as_ref()
                .filter(|_| *name == facts.domain)
                .map(|mail_setup| mail_setup.spf.reach()),
            organizational_domain: facts.organizational_domain_of(name),
            is_dkim_strict: is_strict(policy.as_ref().map(|record| record.dkim_alignment.value)),
            is_spf_strict: is_strict(policy.as_ref().map(|record| record.spf_alignment.value)),
        }
    }

    /// Whether fewer or more senders can pass than before.
    fn direction_to(&self, then: &Self) -> Direction {
        let rank = |reach: Option<Reach>| match reach {
            Some(Reach::Everyone) => Some(2),
            Some(Reach::Named) => Some(1),
            Some(Reach::Nobody | Reach::PermError | Reach::NoRecord) => Some(0),
            Some(Reach::Unknown) | None => None,
        };
        let spf = match (rank(self.spf), rank(then.spf)) {
            (Some(before), Some(after)) if before > after => Direction::Rise,
            (Some(before), Some(after)) if before < after => Direction::Fall,
            _ => Direction::Level,
        };
        let is_narrower = (self.organizational_domain != then.organizational_domain
            && then
                .organizational_domain
                .is_below(&self.organizational_domain))
            || then.is_dkim_strict && !self.is_dkim_strict
            || then.is_spf_strict && !self.is_spf_strict;
        let is_wider = self
            .organizational_domain
            .is_below(&then.organizational_domain)
            || self.is_dkim_strict && !then.is_dkim_strict
            || self.is_spf_strict && !then.is_spf_strict;
        match spf {
            Direction::Level if is_narrower => Direction::Rise,
            Direction::Level if is_wider => Direction::Fall,
            known => known,
        }
    }

    /// Returns what differs from `other`, for exports: the SPF reach, the organizational domain or the alignment mode.
    pub fn in_words(&self, other: &Self) -> String {
        if self.spf != other.spf {
            return self.spf.map_or("could-not-tell", Reach::as_str).to_owned();
        }
        if self.organizational_domain != other.organizational_domain {
            return format!("aligned with {}", self.organizational_domain);
        }
        let strict = self.is_dkim_strict || self.is_spf_strict;
        if strict { "strict" } else { "relaxed" }.to_owned()
    }
}

impl Move {
    /// Returns whether this is a rise and whether it is a fall.
    ///
    /// A rise asks for more than the receiver that is asked least today; a fall asks for less than the one that is asked most.
    /// Both can be true if receivers read today's record in different ways.
    pub fn directions(&self) -> (bool, bool) {
        let passes = self
            .can_pass
            .as_ref()
            .map_or(Direction::Level, |(before, after)| {
                before.direction_to(after)
            });
        let is_asked = self.to.rung().is_some_and(|rung| rung > 0);
        let is_rise = self.asks_more() || passes == Direction::Rise && is_asked;
        let is_fall = self.to.rank() < self.highest.rank() && self.to.rank().is_some()
            || passes == Direction::Fall;
        (is_rise, is_fall)
    }

    /// Whether this covers nonexistent names at receivers that know `np`.
    fn is_by_np(&self) -> bool {
        self.kind == RowKind::Invented && self.reader == Reader::Rfc9989
    }

    /// Whether more is asked than at the receiver that is asked least today.
    pub fn asks_more(&self) -> bool {
        self.to.rank().is_some() && self.lowest.rank() < self.to.rank()
    }

    /// Whether this asks no more than the other kind of receiver is already asked for all mail.
    pub fn is_catching_up(&self) -> bool {
        let other = self.other.floor().unwrap_or(0);
        self.to.rung().is_some_and(|to| to <= other)
    }

    /// Whether less is asked than today, by the standard's reading of today's record.
    pub fn asks_less_than_today(&self) -> bool {
        self.to.rank().is_some() && self.to.rank() < self.from.rank()
    }

    /// Whether less is asked than today, by the standard's reading of today's record, or more senders can pass.
    pub fn falls_from_today(&self) -> bool {
        let passes = self.can_pass.as_ref();
        let opens =
            passes.is_some_and(|(before, after)| before.direction_to(after) == Direction::Fall);
        opens || self.asks_less_than_today()
    }

    /// Whether more is asked, or fewer senders can pass while something is asked; see [`Self::directions`].
    pub fn is_rise(&self) -> bool {
        self.directions().0
    }

    /// Whether less is asked or more senders can pass; see [`Self::directions`].
    pub fn is_fall(&self) -> bool {
        self.directions().1
    }
}

impl Movement {
    /// Computes what changes between two sets of facts, `after` being the one with `proposal` applied. `readings` are the ways in
    /// which receivers read today's record.
    pub(super) fn between(
        before: &Facts,
        after: &Facts,
        proposal: &Proposal,
        readings: &[AsRead],
    ) -> Self {
        let mut moves = Vec::new();
        for name in names(before, after, proposal) {
            let (today, then) = (before.effects_at(&name), after.effects_at(&name));
            let others: Vec<_> = readings
                .iter()
                .map(|read| (read.facts.effects_at(&name), read.is_for_rfc7489))
                .collect();
            for row in &today {
                let Some(row_then) = then.iter().find(|other| other.kind == row.kind) else {
                    continue;
                };
                let passes = (row.kind == RowKind::This)
                    .then(|| (CanPass::of(before, &name), CanPass::of(after, &name)))
                    .filter(|(today, then)| today != then);
                for reader in Reader::ALL {
                    let from = Asked::of(reader.of(row));
                    let to = Asked::of(reader.of(row_then));
                    let other = Asked::of(reader.other().of(row));
                    let is_among = |(_, is_for_rfc7489): &&(Vec<EffectRow>, bool)| {
                        reader == Reader::Rfc9989 || *is_for_rfc7489
                    };
                    let read = others.iter().filter(is_among).filter_map(|(rows, _)| {
                        let row = rows.iter().find(|other| other.kind == row.kind)?;
                        Some(Asked::of(reader.of(row)))
                    });
                    let all: Vec<_> = read.chain([from]).collect();
                    let by_rank = |asked: &&Asked| asked.rank();
                    let lowest = all.iter().min_by_key(by_rank).copied().unwrap_or(from);
                    let highest = all.iter().max_by_key(by_rank).copied().unwrap_or(from);
                    if from == to && lowest == to && highest == to && passes.is_none() {
                        continue;
                    }
                    moves.push(Move {
                        name: row.name.clone(),
                        kind: row.kind,
                        reader,
                        from,
                        to,
                        lowest,
                        highest,
                        other,
                        can_pass: passes.clone(),
                    });
                }
            }
        }
        Self(moves)
    }

    /// Iterates over the moves that change something for receivers that read today's record as the standards do.
    pub fn changes(&self) -> impl Iterator<Item = &Move> {
        let moves = self.0.iter();
        moves.filter(|change| change.from != change.to || change.can_pass.is_some())
    }

    /// Iterates over the moves that ask for more or let fewer senders pass.
    pub fn rises(&self) -> impl Iterator<Item = &Move> {
        self.0.iter().filter(|change| change.is_rise())
    }

    /// Iterates over the moves that ask for less or let more senders pass.
    pub fn falls(&self) -> impl Iterator<Item = &Move> {
        self.0.iter().filter(|change| change.is_fall())
    }

    /// Returns the strictest policy that a rise asks for at names of these kinds, `None` if there is no such rise.
    pub fn strictest(&self, kinds: &[RowKind]) -> Option<Policy> {
        self.rises()
            .filter(|change| kinds.contains(&change.kind))
            .filter_map(|change| match change.to.handling {
                Handling::Quarantine => Some(Policy::Quarantine),
                Handling::Reject => Some(Policy::Reject),
                _ => None,
            })
            .max()
    }

    /// Whether every rise is at most one rung above what a receiver is asked today, or only catches up with the other kind of
    /// receiver.
    ///
    /// What `np` asks for nonexistent names does not count: nobody sends mail as them.
    pub fn is_step_by_step(&self) -> bool {
        let mut rises = self
            .0
            .iter()
            .filter(|change| change.asks_more() && !change.is_by_np());
        rises.all(|change| {
            let Some(to) = change.to.rung() else {
                return true;
            };
            let floor = change.lowest.floor().unwrap_or(0);
            to <= floor + 1 || change.is_catching_up()
        })
    }

    /// Whether every rise only catches up with what the other kind of receiver is asked today.
    pub fn is_catching_up(&self) -> bool {
        // `np` may rise alone in a record that one kind of receiver already enforces, but not in one that nobody enforces yet.
        let is_in_force = |change: &&Move| change.other.floor() > Some(0);
        let mut rises = self
            .0
            .iter()
            .filter(|change| change.asks_more() && !(change.is_by_np() && is_in_force(change)));
        rises.all(Move::is_catching_up)
    }
}

/// Returns the names that a proposal may affect: those whose records change, the checked domain, and those on the tree walk that
/// have a record.
fn names(before: &Facts, after: &Facts, proposal: &Proposal) -> Vec<DomainName> {
    let changed = proposal.changes.iter().filter_map(Change::policy_domain);
    let hosted = before
        .walk
        .steps
        .iter()
        .filter(|step| step.outcome.record().is_some())
        .map(|step| step.name.clone());
    let walked = after.walk.steps.iter().map(|step| &step.name);
    let walked: Vec<_> = walked.collect();
    let mut names: Vec<_> = hosted.collect();
    names.extend(changed.filter(|name| walked.contains(&name)));
    names.push(before.domain.clone());
    order::sort(&mut names);
    names.dedup();
    names
}
