//! A record of its own for a name that is under another name's policy.

use crate::advice::draft::Draft;
use crate::advice::situation::{Home, Situation};
use crate::advice::{By, TaskId};
use crate::around::MxState;
use crate::discovery::{Change, Facts, Found, Handling, Proposal, RowKind};
use crate::domain::DomainName;
use crate::record::dmarc::Psd;

/// Proposes a record of its own where the policy is somebody else's, or where the name seems to be run apart. It starts
/// with what is asked today, so that only reports move.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    match &situation.home {
        Home::Foreign(found) => Some(from_foreign(situation, found)),
        Home::Above(parent) => from_parent(situation, parent),
        Home::Here | Home::Nowhere(_) => None,
    }
}

/// The policy is that of a registry or another public suffix.
fn from_foreign(situation: &Situation<'_>, found: &Found) -> Draft {
    let domain = situation.domain();
    let suffix = &found.domain;
    let is_registry = found.record.psd.value == Psd::Yes;
    // Directly below psd=y each name is an organization, whatever a list of suffixes says.
    let organization = if is_registry {
        situation.facts.organizational_domain()
    } else {
        situation.facts.registered_domain.clone()
    };
    let is_own_organization = match &organization {
        Some(name) => name == domain,
        None => situation.is_registered_name(),
    };
    if !is_own_organization {
        let at = organization.as_ref().map_or_else(
            || "the domain you registered".to_owned(),
            ToString::to_string,
        );
        return Draft::new(
            TaskId::OwnRecord,
            format!("Check {at} and publish the record there"),
            format!(
                "The policy for {domain} comes from {suffix}, which other people run. A record at {at} takes its place."
            ),
        );
    }
    let why = if is_registry {
        format!(
            "The policy for {domain} is that of {suffix}, below which you registered it. Reports about your mail go to {suffix}, \
             which can change the policy at any time."
        )
    } else {
        format!(
            "The policy for {domain} is that of {suffix}, below which other people register names. Its record lacks psd=y, so \
             receivers on RFC 9989 take all names below it for one organization. psd=n in your own record ends that."
        )
    };
    let psd = if is_registry { "" } else { "; psd=n" };
    let draft = Draft::new(TaskId::OwnRecord, "Publish a record of your own", why);
    let asked = asked_today(situation.facts);
    let strictest = asked.iter().copied().max().unwrap_or(Handling::NoDmarc);
    let differs_by_two =
        strictest == Handling::Reject && asked.iter().any(|other| *other < Handling::Quarantine);
    if !differs_by_two {
        return match record(situation, policy_of(strictest), psd) {
            Some(proposal) => Draft { proposal, ..draft },
            None => draft,
        };
    }
    // Keeping it makes one kind of receiver refuse mail at once; starting anew opens the domain at the other.
    let options = [
        (
            "Keep p=reject. Receivers on RFC 7489 are asked for nothing today, and are then asked to refuse mail that fails",
            "reject",
        ),
        (
            "Start with p=none. Receivers on RFC 9989 are asked to refuse mail that fails today, and are then asked for nothing",
            "none",
        ),
    ];
    let options = options.into_iter();
    Draft {
        options: options
            .filter_map(|(label, policy)| Some((label.to_owned(), record(situation, policy, psd)?)))
            .collect(),
        ..draft
    }
}

/// The policy is that of a name of the same owner.
fn from_parent(situation: &Situation<'_>, parent: &DomainName) -> Option<Draft> {
    let facts = situation.facts;
    let found = facts.policy()?;
    let around = facts.around.as_deref()?;
    let domain = situation.domain();
    let takes_mail = matches!(around.mx.state, MxState::Hosts | MxState::NullBesideHosts);
    let has_spf = facts
        .mail
        .spf_records
        .as_ref()
        .is_some_and(|records| !records.is_empty());
    let is_alias = facts
        .answers
        .txt(domain)
        .is_some_and(|answer| !answer.aliases.is_empty());
    if is_alias || !takes_mail && !has_spf {
        return None;
    }
    let asked = asked_today(facts);
    let policy = policy_of(asked.iter().copied().max()?);
    let what = if asked.iter().all(|asked| policy_of(*asked) == policy) {
        format!("p={policy} is what receivers are asked today.")
    } else {
        format!(
            "p={policy} is what the stricter receivers are asked today; the others then are as well."
        )
    };
    let draft = Draft::new(
        TaskId::OwnRecord,
        format!("Give {domain} a record of its own"),
        format!(
            "Optional. Do this if other people run the mail of {domain} than run that of {parent}. {what} The reports then go \
             to you, and {domain} can have a policy of its own."
        ),
    );
    let draft = Draft {
        proposal: record(situation, policy, "")?,
        ..draft
    };
    // It would end the walk of names below it as well.
    if found.record.psd.value == Psd::Unknown {
        let apart = record(situation, policy, "; psd=n")?;
        return Some(draft.unless(
            format!(
                "Names below {domain} follow its record too, and mail from them is not signed as {parent}. With psd=n, mail \
                 that is signed so no longer aligns"
            ),
            (apart, By::Owner),
        ));
    }
    Some(draft)
}

/// What both kinds of receivers are asked today for the name itself.
fn asked_today(facts: &Facts) -> Vec<Handling> {
    let row = facts.effect(RowKind::This);
    let asked = row
        .into_iter()
        .flat_map(|row| [row.rfc9989.handling, row.rfc7489.handling]);
    asked
        .filter(|handling| handling.as_str().is_some())
        .collect()
}

/// The policy that asks for the same.
const fn policy_of(handling: Handling) -> &'static str {
    match handling {
        Handling::Reject => "reject",
        Handling::Quarantine => "quarantine",
        _ => "none",
    }
}

/// A first record of the name with this policy.
fn record(situation: &Situation<'_>, policy: &str, psd: &str) -> Option<Proposal> {
    let (address, needs_address) = situation.report_address(situation.domain());
    let value = format!("v=DMARC1; p={policy}; rua={address}{psd}");
    let change = Change::txt(situation.own_name()?, Vec::new(), value);
    let changes = vec![change.needing_address(needs_address)];
    Some(Proposal { changes })
}
