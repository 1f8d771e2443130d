//! The headline above the SPF tree.

mod message;

use message::Message;

use super::cause::{Clause, is_recommended};
use super::term::name_of;
use crate::advice::State;
use crate::record::spf::{Qualifier, resembles_spf};
use crate::spf::{Break, Cause, Missing, Node, NodeState, Tree};

/// The state of a domain's SPF, and a sentence that explains it.
pub(super) fn headline(tree: &Tree, name: &str) -> (State, String) {
    let Some(root) = tree.root() else {
        return (State::CouldNotTell, String::new());
    };
    let (state, message) = match &root.state {
        NodeState::Found(_) => found(tree, root, name),
        NodeState::Several(texts) => (State::Problem, Message::Several(name, texts.len())),
        NodeState::Missing(Missing::NxDomain) => (State::NotSet, Message::NxDomain(name)),
        NodeState::Missing(Missing::OtherTexts(texts))
            if texts.iter().any(|text| resembles_spf(text)) =>
        {
            (State::Problem, Message::Unrecognized(name))
        }
        NodeState::Missing(_) => (State::NotSet, Message::NoRecord(name)),
        NodeState::Failed(error) => (State::CouldNotTell, Message::Failed(name, error)),
        NodeState::Pending
        | NodeState::Cut
        | NodeState::Loop(_)
        | NodeState::DependsOnMessage
        | NodeState::BadName => (State::CouldNotTell, Message::NotKnownYet(name)),
    };
    (state, message.to_string())
}

/// The sentence for a domain with a record.
fn found<'a>(tree: &'a Tree, root: &'a Node, name: &'a str) -> (State, Message<'a>) {
    let is_open = |found: &&Break| matches!(found.cause, Cause::CouldNotAsk(_));
    let clause = |found: &'a Break| Clause {
        cause: &found.cause,
        at: tree.nodes.get(found.node).map_or_else(String::new, name_of),
    };
    if let Some(found) = worst(tree, root) {
        let message = if found.node == 0 && found.term.is_none() {
            Message::SyntaxError(name)
        } else {
            Message::Breaks(name, clause(found))
        };
        return (State::Problem, message);
    }
    if let Some(found) = tree.breaks.iter().find(is_open) {
        return (
            State::CouldNotTell,
            Message::PartlyKnown(name, clause(found)),
        );
    }
    if !tree.is_complete() {
        return (State::CouldNotTell, Message::Following(name));
    }
    if tree.is_cut() {
        return (State::CouldNotTell, Message::Cut(name));
    }
    works(tree, root, name)
}

/// The break to report: the first that stops every receiver, else the first that exceeds the recommended limit. If the
/// record authorizes no IPv6 senders, breaks that only IPv6 senders meet don't concern the owner.
fn worst<'a>(tree: &'a Tree, root: &Node) -> Option<&'a Break> {
    let has_ipv6 = root.authorized.ipv6_networks > 0;
    let is_sure = |found: &&Break| {
        !is_recommended(&found.cause) && !matches!(found.cause, Cause::CouldNotAsk(_))
    };
    let matters = |found: &&Break| {
        is_recommended(&found.cause) && (found.cause != Cause::TooManyVoidsIpv6 || has_ipv6)
    };
    let mut breaks = tree.breaks.iter();
    breaks
        .find(is_sure)
        .or_else(|| tree.breaks.iter().find(matters))
}

/// The sentence for a tree that evaluates without a break.
fn works<'a>(tree: &Tree, root: &'a Node, name: &'a str) -> (State, Message<'a>) {
    if root.authorized.is_everyone {
        return (State::Problem, Message::AllowsEveryone(name));
    }
    let last = last_word(tree);
    let state = match last {
        Last::Says(Qualifier::Fail | Qualifier::SoftFail) | Last::Depends => State::Good,
        Last::Says(Qualifier::Pass) => State::Problem,
        Last::Says(Qualifier::Neutral) | Last::Nothing => State::Advice,
    };
    (state, Message::Allows(name, &root.authorized, last))
}

/// The result for senders that no mechanism matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// An `all` decides with this qualifier.
    Says(Qualifier),
    /// There is neither `all` nor `redirect`.
    Nothing,
    /// A `redirect` decides, and its target depends on the message.
    Depends,
}

/// Follows every `redirect` to find the result for senders that nothing matches.
fn last_word(tree: &Tree) -> Last {
    let mut index = 0;
    // A tree without breaks has no loops, so each `redirect` leads further down.
    for _ in 0..tree.nodes.len() {
        let Some(record) = tree.nodes.get(index).and_then(Node::record) else {
            return Last::Depends;
        };
        if let Some(qualifier) = record.all() {
            return Last::Says(qualifier);
        }
        let Some((place, _)) = record.effective_redirect() else {
            return Last::Nothing;
        };
        let term = tree.nodes.get(index).and_then(|node| node.terms.get(place));
        let Some(child) = term.and_then(|term| term.child) else {
            return Last::Depends;
        };
        index = child;
    }
    Last::Depends
}

#[cfg(test)]
mod tests {
    use super::super::SpfView;
    use super::super::trial::{tree_in, view, zone};
    use super::*;
    use crate::dns::{Fault, LookupError};
    use crate::domain::DomainName;

    #[track_caller]
    fn says(text: &str, state: State, expected: &str) {
        let view = view(text, "a.example");
        assert_eq!((view.state, view.headline.as_str()), (state, expected));
    }

    /// A zone with one record.
    fn record(text: &str) -> String {
        format!(
            "a.example. 300 TXT \"{text}\"\nb.example. 300 TXT \"v=spf1 ip6:2001:db8::/32 ?all\""
        )
    }

    #[test]
    fn who_may_send_and_what_others_get() {
        for (text, state, expected) in [
            (
                "v=spf1 -all",
                State::Good,
                "SPF allows no sender for a.example.",
            ),
            (
                "v=spf1 ip4:192.0.2.0/23 ~all",
                State::Good,
                "SPF allows 512 IPv4 addresses to send as a.example; all others get softfail (probably not authorized).",
            ),
            (
                "v=spf1 ip4:192.0.2.1 include:b.example -all",
                State::Good,
                "SPF allows 1 IPv4 address and 1 IPv6 network to send as a.example; all others fail.",
            ),
            (
                "v=spf1 redirect=b.example",
                State::Advice,
                "SPF allows 1 IPv6 network to send as a.example; all others get neutral (no statement).",
            ),
            (
                "v=spf1 ip4:192.0.2.1",
                State::Advice,
                "SPF allows 1 IPv4 address to send as a.example; all others get neutral, since there is no all.",
            ),
            (
                "v=spf1 ip4:192.0.2.1 +all",
                State::Problem,
                "SPF allows every address on the internet to send as a.example.",
            ),
            (
                "v=spf1 exists:%{i}.b.example ~all",
                State::Good,
                "SPF allows addresses that depend on the message to send as a.example; all others get softfail (probably \
                 not authorized).",
            ),
        ] {
            says(&record(text), state, expected);
        }
    }

    #[test]
    fn records_that_break() {
        for (text, expected) in [
            (
                "v=spf1 ip4:192.0.2.300 -all",
                "The SPF record of a.example has a syntax error, so receivers return permerror. No mail passes SPF as \
                 a.example.",
            ),
            (
                "v=spf1 include:none.example -all",
                "SPF of a.example breaks: a term leads to none.example, which has no SPF record. Unless an earlier term \
                 matches, receivers return permerror.",
            ),
            (
                "v=spf1 include:a.example -all",
                "SPF of a.example breaks: the records loop back to a.example. Unless an earlier term \
                 matches, receivers return permerror.",
            ),
            (
                "v=spf1 a:1.example a:2.example a:3.example -all",
                "SPF of a.example breaks: more than 2 lookups find nothing for IPv4 senders. Unless \
                 an earlier term matches, many receivers return permerror.",
            ),
        ] {
            says(&record(text), State::Problem, expected);
        }
        let two = "a.example. 300 TXT \"v=spf1 -all\"\na.example. 300 TXT \"v=spf1 a -all\"";
        says(
            two,
            State::Problem,
            "a.example has 2 SPF records, so receivers return permerror. No mail passes SPF as a.example.",
        );
    }

    #[test]
    fn names_without_a_record() {
        says(
            "b.example. 300 TXT \"x\"",
            State::NotSet,
            "a.example does not exist in DNS, so no mail passes SPF as a.example.",
        );
        says(
            "a.example. 300 TXT \"x\"",
            State::NotSet,
            "a.example has no SPF record, so no mail passes SPF as a.example.",
        );
        says(
            "a.example. 300 TXT \" v=spf1 -all\"",
            State::Problem,
            "A TXT record at a.example looks like SPF, but receivers do not recognize it. No mail passes SPF as \
             a.example.",
        );
    }

    #[test]
    fn what_could_not_be_asked_is_open() {
        let mut zone = zone(&record("v=spf1 include:b.example -all"));
        zone.add_fault(
            &DomainName::new("b.example").unwrap(),
            None,
            Fault::ServFail,
        );
        let view = SpfView::new(&tree_in(&zone, "a.example"));
        assert_eq!(view.state, State::CouldNotTell);
        assert_eq!(
            view.headline,
            format!(
                "A query about b.example failed: {}. The SPF result for a.example is only partly known.",
                LookupError::ServFail
            )
        );
        assert_eq!(view.limits[0].figures, "at least 1 of 10");
    }
}
