//! [`Overview`]: what the first round trip decides: the verdict, and what receivers are asked to do.

use std::rc::Rc;

use crate::advice::{State, Verdict, verdict};
use crate::discovery::{Effect, EffectRow, Existence, Facts, Handling, RowKind};
use crate::domain::{DomainName, to_unicode};
use crate::explain;

/// What the first round trip decides. A page shows it while the rest is still being asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The domain as people write it.
    pub unicode: String,
    /// Where it stands.
    pub verdict: Verdict,
    /// What receivers do with failing mail.
    pub effects: Vec<EffectView>,
    /// Everything it was worked out from.
    pub facts: Rc<Facts>,
}

/// What both kinds of receivers do with mail from one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectView {
    /// The facts.
    pub row: EffectRow,
    /// The name to show. The invented one is the one that was asked for.
    pub name: String,
    /// Which name that is, in words.
    pub kind: &'static str,
    /// Receivers on RFC 9989: what is asked of them.
    pub rfc9989: EffectCell,
    /// Receivers on RFC 7489: what is asked of them.
    pub rfc7489: EffectCell,
    /// Why the two differ, where they do.
    pub difference: Option<String>,
}

/// One cell of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectCell {
    /// What is asked, in a few words.
    pub text: &'static str,
    /// What that amounts to for the owner.
    pub state: State,
    /// Which record and tag decide.
    pub reason: String,
}

impl Overview {
    /// Works it out.
    pub fn new(facts: Rc<Facts>) -> Self {
        Self {
            unicode: to_unicode(&facts.domain),
            verdict: verdict(&facts),
            effects: facts.effects.iter().map(effect_view).collect(),
            facts,
        }
    }

    /// The domain that was checked.
    pub fn domain(&self) -> &DomainName {
        &self.facts.domain
    }
}

/// Puts a row into words.
fn effect_view(row: &EffectRow) -> EffectView {
    let cell = |effect: &Effect| EffectCell {
        text: explain::effect::handling(effect.handling),
        state: match effect.handling {
            Handling::NoDmarc | Handling::None => State::Problem,
            Handling::Quarantine => State::Advice,
            Handling::Reject => State::Good,
            Handling::CouldNotTell | Handling::NeedsSuffixList => State::CouldNotTell,
        },
        reason: explain::effect::reason(effect, row),
    };
    EffectView {
        name: to_unicode(&row.name),
        kind: match (row.kind, row.existence) {
            (RowKind::This, Existence::DoesNotExist) => "this name, which does not exist",
            (RowKind::This, _) => "this name",
            (RowKind::Subdomain, _) => "any subdomain that exists",
            (RowKind::Invented, Existence::Exists) => "a made-up name that DNS says exists",
            (RowKind::Invented, _) => "any made-up name",
        },
        rfc9989: cell(&row.rfc9989),
        rfc7489: cell(&row.rfc7489),
        difference: explain::effect::difference(row),
        row: row.clone(),
    }
}
