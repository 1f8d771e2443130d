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
                "Whether mail passes for the From domain, or for one of the same organization, shows in messages and in \
                 aggregate reports.",
            ),
            Subject::Ptr => Judgement::new(
                NotInDns,
                "Which addresses send is not known here. Each needs a PTR record whose name leads back to it; whoever \
                 runs the servers sets it.",
            ),
            Subject::Tls => Judgement::new(
                NotInDns,
                "Whether mail is delivered over TLS shows in the logs of the sending servers.",
            ),
            Subject::Unsubscription => Judgement::new(
                NotInDns,
                "Unsubscribe links show in messages, as do the header fields List-Unsubscribe and List-Unsubscribe-Post \
                 (RFC 8058).",
            ),
            Subject::SpamRate => Judgement::new(
                NotInDns,
                "The receiver's own tools for senders show how often recipients call the mail spam.",
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
        return Judgement::new(CouldNotTell, "SPF is not looked at yet.");
    };
    match &root.state {
        NodeState::Found(_) if facts.mail.sends_nothing() => Judgement::new(
            NotMet,
            format!("The SPF record of {domain} lets nobody send."),
        ),
        NodeState::Found(_) => evaluated(facts, tree),
        NodeState::Several(texts) => Judgement::new(
            NotMet,
            format!(
                "{domain} has {} SPF records, so SPF passes for nobody.",
                texts.len()
            ),
        ),
        NodeState::Missing(_) => Judgement::new(
            NotMet,
            format!(
                "{domain} has no SPF record. Mail with a return address in another domain is checked there."
            ),
        ),
        NodeState::Failed(error) => Judgement::new(
            CouldNotTell,
            format!("Whether {domain} has an SPF record could not be asked: {error}."),
        ),
        _ => Judgement::new(CouldNotTell, "SPF is not looked at yet."),
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
            format!("The SPF record of {domain} breaks the grammar, so SPF passes for nobody."),
        );
    }
    if !tree.is_complete() {
        return Judgement::new(
            CouldNotTell,
            "Not all that the SPF record leads to is answered yet.",
        );
    }
    if !tree.breaks.is_empty() || tree.is_cut() {
        return Judgement::new(
            CouldNotTell,
            format!(
                "{domain} has an SPF record, but its evaluation ends in an error for some senders, or could not be \
                 followed to its end."
            ),
        );
    }
    Judgement::new(
        Met,
        format!(
            "{domain} has an SPF record. Whether it names every server that sends cannot be seen in DNS."
        ),
    )
}

/// Whether the domain has a DKIM key that a receiver accepts. For a subdomain, a signature of the organizational domain is as
/// good, but its keys are not checked here.
fn dkim(facts: &Facts) -> Judgement {
    let domain = &facts.domain;
    let Some(mail_setup) = &facts.mail_setup else {
        return Judgement::new(CouldNotTell, "DKIM is not looked at yet.");
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
                "{domain} has a DKIM key ({}). Whether all mail is signed cannot be seen in DNS.",
                reliable.join(", ")
            ),
        );
    }
    if let Some((testing, _)) = dkim.usable().next() {
        return Judgement::new(
            CouldNotTell,
            format!(
                "{domain} has only DKIM keys in test mode ({}). Receivers treat mail signed with them as unsigned. DNS does \
                 not list selectors, so {domain} may have other keys.",
                testing.selector
            ),
        );
    }
    match &dkim.subtree {
        Subtree::Empty | Subtree::NameTooLong if is_below_organization(facts) => Judgement::new(
            CouldNotTell,
            format!(
                "There is nothing at _domainkey.{domain}. Mail from {domain} may be signed as {} instead, which counts too; \
                 those keys are not looked at here.",
                facts
                    .registered_domain
                    .as_ref()
                    .map_or_else(|| "a domain above it".to_owned(), ToString::to_string)
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
            format!("Whether {domain} has DKIM keys could not be asked: {error}."),
        ),
        _ if dkim.is_pending() => Judgement::new(CouldNotTell, "DKIM keys are being looked for."),
        _ if dkim.wildcard_failure().is_some() => Judgement::new(
            CouldNotTell,
            format!(
                "There are answers where {domain} may have DKIM keys. Whether a wildcard gives them could not be asked."
            ),
        ),
        _ if let Some((selector, error)) = dkim.failed().next() => Judgement::new(
            CouldNotTell,
            format!(
                "Whether {domain} has a DKIM key that verifiers can use is not known: the question for the selector {} \
                 failed ({error}).",
                selector.selector
            ),
        ),
        _ => {
            let left_out = if dkim.is_cut() {
                " Some were not, since a check asks only so many questions."
            } else {
                ""
            };
            Judgement::new(
                CouldNotTell,
                format!(
                    "No selector that was tried has a DKIM key that verifiers can use.{left_out} DNS does not list selectors, \
                     so {domain} may have others."
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
            format!("Whether a DMARC policy applies to {domain} could not be asked."),
        ),
        (one, Handling::NeedsSuffixList) if has(one) => Judgement::new(
            CouldNotTell,
            format!(
                "A DMARC policy applies to {domain} by RFC 9989. Whether one does by RFC 7489 depends on which name is \
                 registered."
            ),
        ),
        _ => Judgement::new(
            CouldNotTell,
            format!(
                "Whether a DMARC policy applies to {domain} depends on which standard the receiver goes by."
            ),
        ),
    }
}
