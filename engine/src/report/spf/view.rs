//! [`SpfView`]: the SPF tree of a domain, described in words.

use super::headline::headline;
use super::limit::{SpfLimit, limits};
use super::node::{SpfNode, node, settle};
use super::share::{SpfShare, shares};
use super::term::{name_of, worse};
use super::words::HOW_TO_READ;
use crate::advice::State;
use crate::domain::DomainName;
use crate::spf::{Node, Tree};

/// The SPF tree of a domain, described in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfView {
    /// The domain; `None` only for a tree without nodes.
    pub domain: Option<DomainName>,
    /// The domain in Unicode.
    pub name: String,
    /// The overall state of SPF.
    pub state: State,
    /// That state as a sentence.
    pub headline: String,
    /// How much of each limit is used; empty if there is no record.
    pub limits: Vec<SpfLimit>,
    /// Who uses the lookups.
    pub shares: Vec<SpfShare>,
    /// How to read the counts; empty if there are none.
    pub note: &'static str,
    /// The nodes in tree order: the first is the domain's own, and [`SpfTerm::child`](super::SpfTerm) is an index into
    /// this list.
    pub nodes: Vec<SpfNode>,
}

impl SpfView {
    /// Describes a tree.
    ///
    /// # Example
    ///
    /// ```
    /// use dmarc_engine::{dns::{Question, Zone}, domain::DomainName, report::SpfView, spf::Tree};
    ///
    /// let domain = DomainName::new("shop.example").unwrap();
    /// let mut zone = Zone::new("zone");
    /// zone.add_text(&domain, "v=spf1 ip4:192.0.2.0/24 -all");
    /// let answer = zone.answer(&Question::txt(domain.clone()));
    /// let tree = Tree::new(&domain, |question| (*question == answer.question).then_some(&answer));
    /// let view = SpfView::new(&tree);
    /// assert_eq!(view.headline, "SPF allows 256 IPv4 addresses to send as shop.example; all others fail.");
    /// ```
    pub fn new(tree: &Tree) -> Self {
        let name = tree.root().map_or_else(String::new, name_of);
        let mut nodes: Vec<SpfNode> = tree
            .nodes
            .iter()
            .enumerate()
            .map(|(index, found)| node(tree, index, found))
            .collect();
        settle(&mut nodes);
        let limits = limits(tree);
        let (mut state, headline) = headline(tree, &name);
        for limit in &limits {
            state = worse(state, limit.state);
        }
        // Advice on a part is advice on the whole. Anything worse is already part of the headline.
        if nodes.iter().any(|node| node.state == State::Advice) {
            state = worse(state, State::Advice);
        }
        let note = if limits.is_empty() { "" } else { HOW_TO_READ };
        Self {
            domain: tree.root().and_then(|root: &Node| root.domain.clone()),
            name,
            state,
            headline,
            limits,
            shares: shares(tree),
            note,
            nodes,
        }
    }

    /// Whether the domain has a record that could be evaluated.
    pub const fn has_record(&self) -> bool {
        !self.limits.is_empty()
    }

    /// The index of the node reached by following these terms, one after the other, from the domain's own record. A
    /// loop leads to the ancestor.
    pub fn node_at(&self, path: &[usize]) -> Option<usize> {
        let mut index = 0;
        for place in path {
            let node = self.nodes.get(index)?;
            let term = node.terms.iter().find(|term| term.places.contains(place))?;
            index = term.child?;
            index = self.nodes.get(index)?.back_to.unwrap_or(index);
        }
        Some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::super::SpfTerm;
    use super::super::trial::{tree_in, view, zone};
    use super::*;
    use crate::dns::Fault;

    /// A record whose includes take thirteen lookups.
    const ZONE: &str = "\
        a.example. 300 TXT \"v=spf1 mx ip4:192.0.2.1 ip6:2001:db8::/32 include:b.example include:%{i}.c.example -all\"\n\
        a.example. 300 MX 10 mx.example.\n\
        b.example. 300 TXT \"v=spf1 a:mx.example a:mx.example a:mx.example include:d.example ~all\"\n\
        d.example. 300 TXT \"v=spf1 a:mx.example a:mx.example a:mx.example a:mx.example a:mx.example a:mx.example -all\"\n\
        mx.example. 300 A 192.0.2.25\n\
        mx.example. 300 AAAA 2001:db8::25";

    /// Formats a line.
    fn line(term: &SpfTerm) -> String {
        let notes = term.notes.iter();
        let notes = notes.map(|note| format!(" <{}> {}", note.state.as_str(), note.text));
        let notes: Vec<_> = notes.collect();
        format!(
            "{} | {} | {}{}",
            term.text,
            term.cost,
            term.meaning,
            notes.concat()
        )
    }

    #[test]
    fn every_term_says_what_it_names_and_costs() {
        let view = view(ZONE, "a.example");
        let lines: Vec<_> = view.nodes[0].terms.iter().map(line).collect();
        assert_eq!(
            lines,
            [
                "mx | 1 lookup, 1 so far | The mail hosts of a.example may send: 1 host with 192.0.2.25 and \
                 2001:db8::25.",
                "1 × ip4, 1 × ip6 |  | 1 IPv4 network and 1 IPv6 network may send.",
                "include:b.example | 1 + 10 below = 11 lookups, 12 so far | Allows every sender that b.example allows.",
                "include:%{i}.c.example | 1 lookup, 13 so far | Allows every sender that %{i}.c.example allows.",
                "-all |  | All other senders: fail (not authorized).",
            ]
        );
        assert_eq!(view.nodes[0].cost, "3 here + 10 below = 13 lookups");
        assert_eq!(
            view.nodes[0].sentence,
            "2 IPv4 addresses and 2 IPv6 networks and, depending on the message, others may send, including the records \
             below."
        );
        let past: Vec<_> = view.nodes[0]
            .terms
            .iter()
            .map(|term| term.is_past_limit)
            .collect();
        assert_eq!(past, [false, false, false, true, false]);
    }

    #[test]
    fn the_term_that_breaks_the_limit_is_marked_and_the_way_to_it_open() {
        let view = view(ZONE, "a.example");
        let d = view
            .nodes
            .iter()
            .find(|node| node.name == "d.example")
            .unwrap();
        let lines: Vec<_> = d.terms.iter().map(line).collect();
        assert_eq!(
            lines[4..],
            [
                "a:mx.example | 1 lookup, 11 so far | The addresses of mx.example may send: 192.0.2.25 and \
                 2001:db8::25. <problem> The 11th lookup: receivers stop here with permerror.",
                "a:mx.example | 1 lookup, 12 so far | The addresses of mx.example may send: 192.0.2.25 and \
                 2001:db8::25.",
                "-all |  | No other sender matches here; evaluation continues in the parent record.",
            ]
        );
        assert!(d.is_open && d.terms[5].is_past_limit && !d.terms[4].notes.is_empty());
        assert_eq!(
            (d.state, view.nodes[0].state),
            (State::Problem, State::Problem)
        );
        let lookups = &view.limits[0];
        assert_eq!(
            (lookups.figures.as_str(), lookups.state),
            ("at least 13 of 10", State::Problem)
        );
        assert_eq!(
            lookups.sentence,
            "Receivers allow 10 lookups across all records and return permerror at the 11th. Remove 3 lookups."
        );
        assert_eq!(
            view.limits[1].sentence,
            "Every lookup so far finds something."
        );
    }

    #[test]
    fn what_finds_nothing_is_counted_by_family() {
        let text = "\
            a.example. 300 TXT \"v=spf1 a:one.example a:two.example a:three.example ptr -all\"\n\
            one.example. 300 A 192.0.2.1\n\
            two.example. 300 A 192.0.2.2\n\
            three.example. 300 A 192.0.2.3";
        let view = view(text, "a.example");
        let lines: Vec<_> = view.nodes[0].terms.iter().map(line).collect();
        assert_eq!(
            lines[2..4],
            [
                "a:three.example | 1 lookup, 3 so far | The addresses of three.example may send: 192.0.2.3. <advice> \
                 The 3rd void lookup for IPv6 senders: receivers that apply the recommended limit of 2 \
                 stop here with permerror. <not-applicable> It finds no IPv6 address: a void lookup for IPv6 senders.",
                "ptr | 1 lookup, 4 so far | Servers whose reverse DNS name is a.example or below it may send. <advice> \
                 RFC 7208 says not to publish ptr: it is slow, and it fails when reverse DNS fails.",
            ]
        );
        let voids = &view.limits[1];
        assert_eq!(voids.figures, "0 of 2 for IPv4, 3 of 2 for IPv6");
        assert_eq!(
            (voids.state, voids.sentence.as_str()),
            (
                State::Advice,
                "Lookups that find nothing. RFC 7208 recommends a limit of 2. Receivers that apply it return \
                 permerror at the 3rd for IPv6 senders; others continue."
            )
        );
        assert_eq!(
            view.headline,
            "SPF allows 3 IPv4 addresses and, depending on the message, others to send as a.example; all others fail."
        );
    }

    #[test]
    fn what_is_wrong_below_shows_above() {
        let text = "\
            a.example. 300 TXT \"v=spf1 include:b.example redirect=two.example\"\n\
            b.example. 300 TXT \"v=spf1 include:c.example include:none.example include:a.example -all mx\"\n\
            c.example. 300 TXT \"v=spf1 ip4:192.0.2.1 -all\"\n\
            two.example. 300 TXT \"v=spf1 -all\"\n\
            two.example. 300 TXT \"v=spf1 a -all\"";
        let view = view(text, "a.example");
        let nodes: Vec<_> = view
            .nodes
            .iter()
            .map(|node| format!("{} {} {}", node.name, node.state.as_str(), node.sentence))
            .collect();
        assert_eq!(
            nodes,
            [
                "a.example problem 1 IPv4 address may send, including the records below.",
                "b.example problem 1 IPv4 address may send, including the records below.",
                "two.example problem 2 SPF records, so none counts. A receiver that gets here returns permerror.",
                "c.example good 1 IPv4 address may send.",
                "none.example problem The name does not exist, so there is no SPF record. A receiver that gets here \
                 returns permerror.",
                "a.example problem This loops back to a.example, further up, until the lookup limit is reached. A \
                 receiver that gets here returns permerror.",
            ]
        );
        assert_eq!(view.nodes[2].texts, ["v=spf1 -all", "v=spf1 a -all"]);
        assert_eq!(view.node_at(&[0, 2, 0]), Some(1));
        assert_eq!(view.node_at(&[0, 9]), None);
        assert!(!view.nodes[3].is_open && view.nodes[1].is_open);
        assert_eq!(
            line(&view.nodes[1].terms[4]),
            "mx |  | It has no effect. <advice> It comes after all, so receivers ignore it."
        );
    }

    #[test]
    fn what_was_not_answered_is_not_taken_for_nothing() {
        let text = "\
            a.example. 300 TXT \"v=spf1 mx include:b.example ip4:192.0.2.1 -all\"\n\
            a.example. 300 MX 10 mx.example.\n\
            b.example. 300 TXT \"v=spf1 include:c.example -all\"";
        let mut zone = zone(text);
        for name in ["mx.example", "c.example"] {
            zone.add_fault(&DomainName::new(name).unwrap(), None, Fault::Timeout);
        }
        let view = SpfView::new(&tree_in(&zone, "a.example"));
        let said: Vec<_> = view
            .nodes
            .iter()
            .map(|node| node.sentence.as_str())
            .collect();
        assert_eq!(
            said,
            [
                "At least 1 IPv4 address may send, including the records below. The rest is not known.",
                "It is not known who may send, including the records below.",
                "The query failed: no answer within 4 s. A receiver that gets no answer either returns temperror.",
            ]
        );
        let limits: Vec<_> = view
            .limits
            .iter()
            .map(|limit| (limit.state, limit.figures.as_str(), limit.sentence.as_str()))
            .collect();
        assert_eq!(
            limits,
            [
                (
                    State::CouldNotTell,
                    "at least 3 of 10",
                    "Receivers allow 10 lookups across all records. At most 7 left."
                ),
                (
                    State::CouldNotTell,
                    "at least 0 of 2",
                    "Every lookup so far finds something."
                ),
            ]
        );
    }
}
