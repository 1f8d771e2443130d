//! SPF that ends in `permerror`: it comes before any stricter policy, since such mail passes by DKIM alone.

use crate::advice::next_step::{NextStep, Publication};
use crate::around::{Around, Seen};
use crate::discovery::Facts;
use crate::record::spf::{Outcome, parse};
use crate::spf::{Break, Cause, MAX_LOOKUPS, Node, NodeState, SpfResult, Tree};

/// How many of a record's terms are named with what they cost.
const MOST_TERMS: usize = 5;

/// The step, where SPF is known to break.
pub(in crate::advice) fn mend_spf(facts: &Facts) -> Option<NextStep> {
    let around = facts.around.as_deref()?;
    let broken = first_break(facts, around)?;
    let domain = &facts.domain;
    let tree = &around.spf;
    let publish = mended(around).map(|value| Publication {
        name: domain.to_string(),
        kind: "TXT",
        value,
        difference: None,
    });
    let mut verify = what_to_correct(tree, broken);
    if publish.is_some() && matches!(broken.cause, Cause::TooManyLookups) {
        verify.push(format!(
            "The record to publish leaves out what does nothing for {domain}: services that send with a return-path of \
             their own, and names without a record. None of these services was set up otherwise."
        ));
    }
    verify.push(format!(
        "Checked again, SPF of {domain} comes to an end without permerror. Until then, stay at the policy of today."
    ));
    Some(NextStep {
        title: "Next step: mend SPF first".to_owned(),
        intro: format!("{} {}", clause(facts, tree, broken), whom_it_hits(broken)),
        publish: publish.into_iter().collect(),
        verify,
        wait: Some(
            "Once the time to live has passed, look in the reports whether SPF passes. Then go on with DMARC."
                .to_owned(),
        ),
        roll_back: None,
    })
}

/// A point of another step, where SPF is known to break.
pub(in crate::advice) fn mend_spf_too(facts: &Facts) -> Option<String> {
    let around = facts.around.as_deref()?;
    let broken = first_break(facts, around)?;
    Some(format!(
        "SPF is mended before any stricter policy. {}",
        clause(facts, &around.spf, broken)
    ))
}

/// The first break that every receiver answers with `permerror`; the limit of void look-ups is only recommended.
fn first_break<'a>(facts: &Facts, around: &'a Around) -> Option<&'a Break> {
    if !around.spf.is_complete() && !facts.is_complete {
        return None;
    }
    around.spf.breaks.iter().find(|broken| is_hard(broken))
}

/// Whether every receiver that comes there answers with `permerror`.
const fn is_hard(broken: &Break) -> bool {
    matches!(broken.cause.result(), SpfResult::PermError)
        && !matches!(
            broken.cause,
            Cause::TooManyVoidsIpv4 | Cause::TooManyVoidsIpv6
        )
}

/// The cause, with the record and the term.
fn clause(facts: &Facts, tree: &Tree, broken: &Break) -> String {
    let at = tree
        .nodes
        .get(broken.node)
        .map_or("", |node| node.name.as_str());
    let term = term_that_breaks(tree, broken);
    match &broken.cause {
        Cause::Syntax => format!("The SPF record of {at} has a syntax error."),
        Cause::SeveralRecords(count) => {
            format!("{at} has {count} SPF records, and only one may be there.")
        }
        Cause::MissingRecord => format!("The term {term} leads to a name without an SPF record."),
        Cause::Loop => format!("The SPF records lead in a circle: {term} leads back to {at}."),
        Cause::TooManyMxHosts(count) => {
            format!("The term {term} names {count} mail servers; SPF allows 10.")
        }
        _ => format!(
            "Evaluating SPF of {} takes {} look-ups; {MAX_LOOKUPS} are allowed.",
            facts.domain,
            tree.total().lookups
        ),
    }
}

/// Which mail ends in `permerror`.
fn whom_it_hits(broken: &Break) -> &'static str {
    match broken.cause {
        Cause::Syntax | Cause::SeveralRecords(_) if broken.node == 0 => {
            "Receivers end with permerror, so no mail passes SPF, and DMARC can pass by DKIM alone."
        }
        _ => {
            "Receivers that find no match before that end with permerror, so that mail does not pass SPF, and DMARC \
             can pass by DKIM alone."
        }
    }
}

/// The text of the term that breaks, or that leads to the record that does.
fn term_that_breaks(tree: &Tree, broken: &Break) -> String {
    let place = match broken.term {
        Some(term) => Some((broken.node, term)),
        None => tree.nodes.get(broken.node).and_then(|node| node.parent),
    };
    place
        .and_then(|(node, term)| term_text(tree.nodes.get(node)?, term))
        .unwrap_or_default()
}

/// The text of a term.
fn term_text(node: &Node, term: usize) -> Option<String> {
    let record = node.record()?;
    Some(record.terms.get(term)?.span.of(&record.text).to_owned())
}

/// What has to be corrected or removed, and where.
fn what_to_correct(tree: &Tree, broken: &Break) -> Vec<String> {
    let Some(node) = tree.nodes.get(broken.node) else {
        return Vec::new();
    };
    let at = node.name.as_str();
    let whose = if broken.node == 0 {
        ""
    } else {
        " If that record is somebody else's, tell them, or remove the term that leads there."
    };
    match &broken.cause {
        Cause::Syntax => {
            let Some(record) = node.record() else {
                return Vec::new();
            };
            let wrong = record
                .fatal_problem()
                .map_or("", |problem| problem.span.of(&record.text));
            vec![format!(
                "\"{wrong}\" in the SPF record of {at} is corrected or removed.{whose}"
            )]
        }
        Cause::SeveralRecords(_) => vec![format!(
            "{at} has one SPF record. It begins with v=spf1 once, has the terms of all records that are still needed, \
             and ends with one all.{whose}"
        )],
        Cause::MissingRecord => vec![format!(
            "Nobody who still sends needs {0}. If the name in it is misspelled, correct it instead of removing it.",
            term_that_breaks(tree, broken)
        )],
        Cause::Loop => vec![format!(
            "{} is removed: the record that it leads to is being evaluated already.",
            term_that_breaks(tree, broken)
        )],
        Cause::TooManyMxHosts(_) => vec![format!(
            "The term {} in the SPF record of {at} is replaced by the addresses of the hosts that send.{whose}",
            term_that_breaks(tree, broken)
        )],
        _ => vec![format!(
            "Terms of services that no longer send are removed. These cost most: {}.",
            costliest(tree).join(", ")
        )],
    }
}

/// The terms of the domain's own record that cost most, in words.
fn costliest(tree: &Tree) -> Vec<String> {
    let Some(root) = tree.root() else {
        return Vec::new();
    };
    let mut costs: Vec<(usize, usize)> = (0..root.terms.len())
        .map(|term| (cost(tree, term), term))
        .filter(|(cost, _)| *cost > 0)
        .collect();
    costs.sort_unstable_by(|(one, first), (other, second)| other.cmp(one).then(first.cmp(second)));
    costs
        .into_iter()
        .take(MOST_TERMS)
        .filter_map(|(cost, term)| Some(format!("{} ({cost})", term_text(root, term)?)))
        .collect()
}

/// How many look-ups a term of the domain's own record costs, all below it included.
fn cost(tree: &Tree, term: usize) -> usize {
    let Some(term) = tree.root().and_then(|root| root.terms.get(term)) else {
        return 0;
    };
    let below = term.child.and_then(|child| tree.nodes.get(child));
    term.own.lookups + below.map_or(0, |node| node.total().lookups)
}

/// The domain's own record without the terms that can only do harm, where nothing breaks any more then.
fn mended(around: &Around) -> Option<String> {
    let tree = &around.spf;
    let root = tree.root()?;
    if let NodeState::Several(texts) = &root.state {
        let (first, others) = texts.split_first()?;
        let is_mended = others.iter().all(|text| text == first)
            && parse(first).outcome == Outcome::Ok
            && !tree.is_cut();
        return is_mended.then(|| first.clone());
    }
    let record = root.record()?;
    if record.outcome != Outcome::Ok || tree.is_cut() {
        return None;
    }
    let mut harmful = dead_includes(tree);
    if tree.total().lookups > MAX_LOOKUPS {
        harmful.extend(useless_includes(around));
    }
    harmful.sort_unstable();
    harmful.dedup();
    let saved: usize = harmful.iter().map(|term| cost(tree, *term)).sum();
    let breaks_still = tree.breaks.iter().any(|broken| {
        is_hard(broken)
            && match broken.cause {
                Cause::TooManyLookups => tree.total().lookups - saved > MAX_LOOKUPS,
                _ => own_term(tree, broken).is_none_or(|term| !harmful.contains(&term)),
            }
    });
    if harmful.is_empty() || breaks_still {
        return None;
    }
    let kept = record.terms.iter().enumerate();
    let kept = kept.filter(|(place, _)| !harmful.contains(place));
    let mut text = "v=spf1".to_owned();
    for (_, term) in kept {
        text.push(' ');
        text.push_str(term.span.of(&record.text));
    }
    Some(text)
}

/// The `include` terms of the domain's own record that lead to no record, or back to the domain.
fn dead_includes(tree: &Tree) -> Vec<usize> {
    let nodes = tree.nodes.iter();
    nodes
        .filter(|node| {
            matches!(
                node.state,
                NodeState::Missing(_) | NodeState::BadName | NodeState::Loop(0)
            )
        })
        .filter_map(|node| match node.parent {
            Some((0, term)) if is_include(tree, term) => Some(term),
            _ => None,
        })
        .collect()
}

/// Whether a term of the domain's own record is an `include`, without which all others mean the same.
fn is_include(tree: &Tree, term: usize) -> bool {
    let text = tree.root().and_then(|root| term_text(root, term));
    text.is_some_and(|text| text.to_ascii_lowercase().contains("include:"))
}

/// The `include` terms of vendors by which SPF cannot pass for the domain.
fn useless_includes(around: &Around) -> Vec<usize> {
    let senders = around.senders.iter();
    let sightings = senders
        .filter(|sender| sender.has_useless_include)
        .flat_map(|sender| &sender.sightings);
    sightings
        .filter_map(|sighting| match &sighting.seen {
            Seen::Spf {
                path,
                is_redirect: false,
                ..
            } => match path.as_slice() {
                [term] => Some(*term),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

/// The term of the domain's own record below which a break stands.
fn own_term(tree: &Tree, broken: &Break) -> Option<usize> {
    let (mut node, mut term) = (broken.node, broken.term);
    while node != 0 {
        let (parent, place) = tree.nodes.get(node)?.parent?;
        (node, term) = (parent, Some(place));
    }
    term
}
