//! A separate record for a name that follows another name's policy.

use crate::advice::TaskId;
use crate::advice::draft::Draft;
use crate::advice::situation::{Home, Situation};
use crate::discovery::{Facts, Found, Handling, Proposal, RowKind};
use crate::domain::DomainName;
use crate::mail_setup::MxState;
use crate::record::dmarc::{Outcome, Psd};

/// Proposes a separate record if the policy belongs to another organization, or if the name seems to be run separately.
///
/// It starts with what is asked today, so that only the reports move.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    match &situation.home {
        Home::Foreign(found) => Some(from_foreign(situation, found)),
        Home::Above(parent) => from_parent(situation, parent),
        Home::Here | Home::Nowhere(_) => None,
    }
}

/// The policy belongs to a registry or another public suffix.
fn from_foreign(situation: &Situation<'_>, found: &Found) -> Draft {
    let domain = situation.domain();
    let suffix = &found.domain;
    let is_registry = found.record.psd.value == Psd::Yes;
    let registered = situation.home_of_own(found);
    if registered.as_ref() != Some(domain) {
        let at = registered.map_or_else(
            || "the domain you registered".to_owned(),
            |name| name.to_string(),
        );
        return Draft::new(
            TaskId::OwnRecord,
            format!("Check {at} and publish the record there"),
            format!(
                "The policy for {domain} comes from {suffix}, which others run. A record at {at} replaces it."
            ),
        );
    }
    let why = if is_registry {
        format!(
            "{domain} has the policy of {suffix}, under which you registered it. Reports about your mail go to {suffix}, \
             which can change the policy at any time."
        )
    } else {
        format!(
            "{domain} has the policy of {suffix}, under which others register names. That record lacks psd=y, so \
             receivers on RFC 9989 treat all names below it as one organization. psd=n in your own record prevents that."
        )
    };
    let psd = if is_registry { "" } else { "; psd=n" };
    let draft = Draft::new(TaskId::OwnRecord, "Publish your own record", why);
    same_as_today(situation, draft, psd)
}

/// Adds a record that asks for the same as today, with one option per kind of receiver if they are asked for different things.
fn same_as_today(situation: &Situation<'_>, draft: Draft, psd: &str) -> Draft {
    let asked = asked_today(situation.facts);
    let strictest = asked.iter().copied().max().unwrap_or(Handling::NoDmarc);
    let mildest = asked.iter().copied().min().unwrap_or(Handling::NoDmarc);
    let (strict, mild) = (policy_of(strictest), policy_of(mildest));
    let is_step = strictest == Handling::Quarantine && mildest == Handling::NoDmarc;
    if strict == mild || is_step {
        return match record(situation, strict, psd) {
            Some(proposal) => draft.proposing(proposal),
            None => draft,
        };
    }
    // Keeping the stricter policy asks one kind of receiver for more at once; the milder one asks the other kind for less.
    let options = [
        (
            format!("Keep p={strict}. Receivers asked for less today are then asked for it too"),
            strict,
        ),
        (
            format!(
                "Start with p={mild}. Receivers asked for p={strict} today are then asked for less"
            ),
            mild,
        ),
    ];
    let options = options.into_iter();
    Draft {
        options: options
            .filter_map(|(label, policy)| Some((label, record(situation, policy, psd)?)))
            .collect(),
        ..draft
    }
}

/// The policy belongs to another name of the same owner.
fn from_parent(situation: &Situation<'_>, parent: &DomainName) -> Option<Draft> {
    let facts = situation.facts;
    let found = facts
        .policy()
        .filter(|found| found.record.outcome == Outcome::Policy)?;
    let mail_setup = facts.mail_setup.as_deref()?;
    let domain = situation.domain();
    let takes_mail = matches!(
        mail_setup.mx.state,
        MxState::Hosts | MxState::NullBesideHosts
    );
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
        format!("Receivers are asked for p={policy} today.")
    } else {
        "The two kinds of receivers are asked for different things today.".to_owned()
    };
    let draft = Draft::new(
        TaskId::OwnRecord,
        format!("Publish a separate record for {domain}"),
        format!(
            "Optional. Do this if different people run the mail of {domain} and of {parent}. {what} Reports then go to \
             you, and {domain} can have its own policy."
        ),
    );
    let draft = same_as_today(situation, draft, "");
    // A record with psd=n would also end the tree walk of names below it.
    let is_one_way = draft.options.is_empty();
    if found.record.psd.value == Psd::Unknown && is_one_way {
        let policy = policy_of(asked_today(facts).into_iter().max()?);
        let apart = record(situation, policy, "; psd=n")?;
        return Some(draft.unless(
            format!(
                "Subdomains of {domain} should follow its record too, and their mail is not signed as {parent}. With \
                 psd=n, mail signed that way no longer aligns"
            ),
            apart,
        ));
    }
    Some(draft)
}

/// Returns what both kinds of receivers are asked today for the name itself.
fn asked_today(facts: &Facts) -> Vec<Handling> {
    let row = facts.effect(RowKind::This);
    let asked = row
        .into_iter()
        .flat_map(|row| [row.rfc9989.handling, row.rfc7489.handling]);
    asked
        .filter(|handling| handling.as_str().is_some())
        .collect()
}

/// Returns the policy value that asks for this handling.
const fn policy_of(handling: Handling) -> &'static str {
    match handling {
        Handling::Reject => "reject",
        Handling::Quarantine => "quarantine",
        _ => "none",
    }
}

/// Proposes a first record at the name with this policy.
fn record(situation: &Situation<'_>, policy: &str, psd: &str) -> Option<Proposal> {
    let (address, needs_address) = situation.report_address(situation.domain());
    let value = format!("v=DMARC1; p={policy}; rua={address}{psd}");
    situation.in_place_of_today(value, needs_address)
}
