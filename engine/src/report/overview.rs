//! [`Overview`]: what is known after the first round trip: the verdict, and what receivers are asked to do.

use std::rc::Rc;

use crate::advice::{State, Verdict, verdict};
use crate::discovery::{Effect, EffectRow, Existence, Facts, Handling, RowKind};
use crate::domain::{DomainName, to_unicode};
use crate::explain;

/// What is known after the first round trip. A page shows it while the other queries are still running.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The domain in Unicode, as people write it.
    pub unicode: String,
    /// How well the domain is protected.
    pub verdict: Verdict,
    /// What receivers are asked to do with failing mail, one row per kind of name.
    pub effects: Vec<EffectView>,
    /// The facts that the overview is built from.
    pub facts: Rc<Facts>,
}

/// What both kinds of receivers are asked to do with failing mail from one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectView {
    /// The row in data form.
    pub row: EffectRow,
    /// The name to show. For nonexistent names, it is the name that was queried as an example.
    pub name: String,
    /// Which kind of name it is, in words.
    pub kind: &'static str,
    /// What receivers that follow RFC 9989 are asked to do.
    pub rfc9989: EffectCell,
    /// What receivers that follow RFC 7489 are asked to do.
    pub rfc7489: EffectCell,
    /// Why the two differ; `None` if they do not.
    pub difference: Option<String>,
}

/// One cell of the effects table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectCell {
    /// The requested handling, in a few words.
    pub text: &'static str,
    /// How good or bad that is for the domain owner.
    pub state: State,
    /// The record and tag that decide it.
    pub reason: String,
}

impl Overview {
    /// Builds the overview from facts.
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

/// Describes a row in words.
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
            (RowKind::Invented, Existence::Exists) => "a made-up subdomain that DNS says exists",
            (RowKind::Invented, _) => "any made-up subdomain",
        },
        rfc9989: cell(&row.rfc9989),
        rfc7489: cell(&row.rfc7489),
        difference: explain::effect::difference(row),
        row: row.clone(),
    }
}
