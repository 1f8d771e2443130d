//! Judges how far a domain meets a requirement, as far as DNS shows.

use super::Fulfilment::{CouldNotTell, Met, NotInDns, NotMet};
use super::{Judgement, Requirement, Subject};
use crate::discovery::{Facts, Handling, RowKind};
use crate::mail_setup::Subtree;
use crate::spf::{Cause, NodeState, Tree};

/// How many selectors are named.
const NAMED: usize = 3;

impl Requirement {
    /// Returns how far the domain meets the requirement. What is unknown, because an answer is missing or a query failed, does
    /// not count as a failure.
    pub fn judge(&self, facts: &Facts) -> Judgement {
        match self.subject {
            Subject::SpfOrDkim => either(spf(facts), dkim(facts)),
            Subject::Spf => spf(facts),
            Subject::Dkim => dkim(facts),
            Subject::Dmarc => dmarc(facts),
            Subject::Alignment => Judgement::new(
                NotInDns,
                "Messages and aggregate reports show whether mail passes for the From domain or for one of the same \
                 organization.",
            ),
            Subject::Ptr => Judgement::new(
                NotInDns,
                "The sending addresses are not known here. Each needs a PTR record whose name resolves back to it; the \
                 operator of the servers sets it.",
            ),
            Subject::Tls => Judgement::new(
                NotInDns,
                "The logs of the sending servers show whether mail is delivered over TLS.",
            ),
            Subject::Unsubscription => Judgement::new(
                NotInDns,
                "Messages show unsubscribe links and the header fields List-Unsubscribe and List-Unsubscribe-Post (RFC \
                 8058).",
            ),
            Subject::SpamRate => Judgement::new(
                NotInDns,
                "The receiver's own tools for senders show how often recipients report the mail as spam.",
            ),
        }
    }
}

/// Combines two judgements of which one has to be met.
fn either(one: Judgement, other: Judgement) -> Judgement {
    match (one.fulfilment, other.fulfilment) {
        (Met, _) => one,
        (_, Met) => other,
        (NotMet, NotMet) => Judgement::new(NotMet, format!("{} {}", one.sentence, other.sentence)),
        _ => Judgement::new(CouldNotTell, format!("{} {}", one.sentence, other.sentence)),
    }
}

/// Whether an SPF record lets at least one sender pass.
fn spf(facts: &Facts) -> Judgement {
    let domain = &facts.domain;
    let tree = facts.mail_setup.as_ref().map(|mail_setup| &mail_setup.spf);
    let Some((tree, root)) = tree.and_then(|tree| Some((tree, tree.root()?))) else {
        return Judgement::new(CouldNotTell, "SPF is not checked yet.");
    };
    match &root.state {
        NodeState::Found(_) if facts.mail.sends_nothing() => Judgement::new(
            NotMet,
            format!("The SPF record of {domain} allows no sender."),
        ),
        NodeState::Found(_) => evaluated(facts, tree),
        NodeState::Several(texts) => Judgement::new(
            NotMet,
            format!(
                "{domain} has {} SPF records, so SPF passes for no sender.",
                texts.len()
            ),
        ),
        NodeState::Missing(_) => Judgement::new(
            NotMet,
            format!(
                "{domain} has no SPF record. Mail with a return-path (bounce address) in another domain is checked there."
            ),
        ),
        NodeState::Failed(error) => Judgement::new(
            CouldNotTell,
            format!("Could not check whether {domain} has an SPF record: {error}."),
        ),
        _ => Judgement::new(CouldNotTell, "SPF is not checked yet."),
    }
}

/// Judges an SPF record with everything it leads to.
fn evaluated(facts: &Facts, tree: &Tree) -> Judgement {
    let domain = &facts.domain;
    let is_broken = tree
        .breaks
        .first()
        .is_some_and(|broken| broken.node == 0 && broken.cause == Cause::Syntax);
    if is_broken {
        return Judgement::new(
            NotMet,
            format!("The SPF record of {domain} has a syntax error, so SPF passes for no sender."),
        );
    }
    if !tree.is_complete() {
        return Judgement::new(
            CouldNotTell,
            "Not everything that the SPF record leads to is checked yet.",
        );
    }
    if !tree.breaks.is_empty() || tree.is_cut() {
        return Judgement::new(
            CouldNotTell,
            format!(
                "{domain} has an SPF record, but it returns an error for some senders or could not be fully evaluated."
            ),
        );
    }
    Judgement::new(
        Met,
        format!(
            "{domain} has an SPF record. DNS does not show whether it lists every server that sends."
        ),
    )
}

/// Whether the domain has a DKIM key that a receiver accepts. For a subdomain, a signature of the organizational domain is as
/// good, but its keys are not checked here.
fn dkim(facts: &Facts) -> Judgement {
    let domain = &facts.domain;
    let Some(mail_setup) = &facts.mail_setup else {
        return Judgement::new(CouldNotTell, "DKIM is not checked yet.");
    };
    let dkim = &mail_setup.dkim;
    let reliable: Vec<_> = dkim
        .reliable()
        .take(NAMED)
        .map(|selector| selector.selector.as_str())
        .collect();
    if !reliable.is_empty() {
        return Judgement::new(
            Met,
            format!(
                "{domain} has a DKIM key ({}). DNS does not show whether all mail is signed.",
                reliable.join(", ")
            ),
        );
    }
    if let Some((testing, _)) = dkim.usable().next() {
        return Judgement::new(
            CouldNotTell,
            format!(
                "Only DKIM keys in test mode were found at {domain} ({}). Receivers treat mail signed with them as \
                 unsigned. DNS does not list selectors, so {domain} may have other keys.",
                testing.selector
            ),
        );
    }
    match &dkim.subtree {
        Subtree::Empty | Subtree::NameTooLong if is_below_organization(facts) => Judgement::new(
            CouldNotTell,
            format!(
                "There is nothing at _domainkey.{domain}. Mail from {domain} may be signed as {} instead, which counts \
                 too; those keys are not checked here.",
                facts
                    .registered_domain
                    .as_ref()
                    .map_or_else(|| "a parent domain".to_owned(), ToString::to_string)
            ),
        ),
        Subtree::Empty | Subtree::NameTooLong => Judgement::new(
            NotMet,
            format!(
                "There is nothing at _domainkey.{domain}, so no mail can be signed as {domain}."
            ),
        ),
        Subtree::CouldNotTell(error) => Judgement::new(
            CouldNotTell,
            format!("Could not check whether {domain} has DKIM keys: {error}."),
        ),
        _ if dkim.is_pending() => Judgement::new(CouldNotTell, "Looking for DKIM keys."),
        _ if dkim.wildcard_failure().is_some() => Judgement::new(
            CouldNotTell,
            format!(
                "There are answers where {domain} may have DKIM keys. They may come from a wildcard, which could not be \
                 checked."
            ),
        ),
        _ if let Some((selector, error)) = dkim.failed().next() => Judgement::new(
            CouldNotTell,
            format!(
                "It is not known whether {domain} has a DKIM key that verifiers can use: the query for the selector {} \
                 failed ({error}).",
                selector.selector
            ),
        ),
        _ => {
            let left_out = if dkim.is_cut() {
                " Some were not tried, since a check makes a limited number of queries."
            } else {
                ""
            };
            Judgement::new(
                CouldNotTell,
                format!(
                    "No selector that was tried has a DKIM key that verifiers can use.{left_out} DNS does not list \
                     selectors, so {domain} may have others."
                ),
            )
        }
    }
}

/// Whether the name is below its registered name, or may be while the registered name is unknown.
fn is_below_organization(facts: &Facts) -> bool {
    match &facts.registered_domain {
        Some(registered) => *registered != facts.domain,
        None => facts.domain.label_count() > 2,
    }
}

/// Whether the domain has a policy, including `p=none`.
fn dmarc(facts: &Facts) -> Judgement {
    let domain = &facts.domain;
    let row = facts.effect(RowKind::This);
    let rfc9989 = row.map_or(Handling::CouldNotTell, |row| row.rfc9989.handling);
    let rfc7489 = row.map_or(Handling::CouldNotTell, |row| row.rfc7489.handling);
    let has = |handling| {
        matches!(
            handling,
            Handling::None | Handling::Quarantine | Handling::Reject
        )
    };
    match (rfc9989, rfc7489) {
        (one, other) if has(one) && has(other) => {
            Judgement::new(Met, format!("A DMARC policy applies to {domain}."))
        }
        (Handling::NoDmarc, Handling::NoDmarc) => {
            Judgement::new(NotMet, format!("No DMARC policy applies to {domain}."))
        }
        (Handling::CouldNotTell, _) | (_, Handling::CouldNotTell) => Judgement::new(
            CouldNotTell,
            format!("Could not check whether a DMARC policy applies to {domain}."),
        ),
        (one, Handling::NeedsSuffixList) if has(one) => Judgement::new(
            CouldNotTell,
            format!(
                "A DMARC policy applies to {domain} by RFC 9989. By RFC 7489, it depends on which name is registered."
            ),
        ),
        _ => Judgement::new(
            CouldNotTell,
            format!(
                "Whether a DMARC policy applies to {domain} depends on which standard the receiver follows."
            ),
        ),
    }
}
