//! [`Reach`]: which senders pass SPF, as far as the tree shows.

use super::{Break, Cause, NodeState, SpfResult, TermNode, Tree};
use crate::record::order;
use crate::record::spf::{Content, Mechanism, Modifier, Network, Outcome, Qualifier, Term};

/// The number of IPv4 addresses that counts as all of them: half of the address space.
const MOST_IPV4: u128 = 1 << 31;

/// The IPv6 global unicast range `2000::/3`: its first address and its size
/// ([RFC 4291, section 2.4](https://www.rfc-editor.org/rfc/rfc4291#section-2.4)).
const IPV6_IN_USE: (u128, u128) = (0x2 << 124, 1 << 125);

/// Which senders pass SPF for a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Every sender, or every sender in at least half of the address space.
    Everyone,
    /// Only senders that the records name.
    Named,
    /// No sender, because the records name none.
    Nobody,
    /// Evaluation ends in `permerror` for every sender that does not match before the break.
    PermError,
    /// No sender, because there is no record.
    NoRecord,
    /// A query failed whose answer could change the result.
    Unknown,
}

impl Reach {
    /// The name used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Named => "named",
            Self::Nobody => "nobody",
            Self::PermError => "permerror",
            Self::NoRecord => "no-record",
            Self::Unknown => "unknown",
        }
    }
}

/// The senders that match, collected term by term.
#[derive(Default)]
struct Matched {
    /// The networks in evaluation order; the flag tells whether a match passes.
    networks: Vec<(bool, Network)>,
    /// Whether senders pass that no network describes.
    others_pass: bool,
    /// Whether a term matches every sender; the value tells whether they pass.
    everyone: Option<bool>,
    /// Whether an answer is missing.
    is_unknown: bool,
    is_broken: bool,
}

impl Tree {
    /// Which senders pass SPF, as far as the records show. The limit on void lookups is not a break here, because it is
    /// only recommended ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
    pub fn reach(&self) -> Reach {
        let Some(root) = self.root() else {
            return Reach::Unknown;
        };
        match &root.state {
            NodeState::Missing(_) | NodeState::BadName => return Reach::NoRecord,
            NodeState::Several(_) => return Reach::PermError,
            NodeState::Found(record) if record.outcome == Outcome::PermError => {
                return Reach::PermError;
            }
            NodeState::Found(_) => {}
            _ => return Reach::Unknown,
        }
        let mut matched = Matched::default();
        self.evaluate(0, &mut matched);
        if matched.is_unknown {
            Reach::Unknown
        } else if matched.everyone == Some(true) || passes_most(&matched.networks) {
            Reach::Everyone
        } else if matched.is_broken {
            Reach::PermError
        } else if matched.others_pass || matched.networks.iter().any(|(passes, _)| *passes) {
            Reach::Named
        } else {
            Reach::Nobody
        }
    }

    /// Collects the terms of a record in evaluation order, until one matches every sender or evaluation breaks.
    fn evaluate(&self, index: usize, matched: &mut Matched) {
        let Some((node, record)) = self
            .nodes
            .get(index)
            .and_then(|node| Some((node, node.record()?)))
        else {
            return;
        };
        let mechanisms = record
            .effective_mechanisms()
            .map(|(place, term, _)| (place, term));
        let redirect = record
            .effective_redirect()
            .and_then(|(place, _)| Some((place, record.terms.get(place)?)));
        for (place, term) in mechanisms.chain(redirect) {
            let Some(found) = node.terms.get(place) else {
                matched.is_unknown = true;
                return;
            };
            // The terms so far stay valid, no matter how this one turns out.
            if found.is_pending || found.is_cut || !found.errors.is_empty() {
                matched.is_unknown = true;
                return;
            }
            if self
                .breaks
                .iter()
                .any(|broken| is_hard(broken) && broken.node == index && broken.term == Some(place))
            {
                matched.is_broken = true;
                return;
            }
            self.evaluate_term(term, found, matched);
            if matched.is_unknown || matched.is_broken || matched.everyone.is_some() {
                return;
            }
        }
    }

    /// Collects the senders that a term matches.
    fn evaluate_term(&self, term: &Term, found: &TermNode, matched: &mut Matched) {
        let passes = matches!(term.qualifier, None | Some(Qualifier::Pass));
        match &term.content {
            Content::Mechanism(Mechanism::All) => matched.everyone = Some(passes),
            // The query is the same for every sender, and it has an answer.
            Content::Mechanism(Mechanism::Exists(_)) if !found.depends_on_message() => {
                if found.own.voids_ipv4 == 0 {
                    matched.everyone = Some(passes);
                }
            }
            Content::Mechanism(Mechanism::Exists(_) | Mechanism::Ptr(_)) => {
                matched.others_pass |= passes;
            }
            Content::Mechanism(Mechanism::Include(_)) => {
                let mut below = Matched::default();
                self.follow(found, &mut below);
                matched.is_unknown |= below.is_unknown;
                // Senders that pass before the included record breaks do match.
                matched.others_pass |= passes && below.others_pass;
                let networks = below.networks.into_iter().filter(|(passes, _)| *passes);
                matched
                    .networks
                    .extend(networks.map(|(_, network)| (passes, network)));
                matched.is_broken |= below.is_broken;
                if below.everyone == Some(true) {
                    matched.everyone = Some(passes);
                }
            }
            Content::Modifier(Modifier::Redirect(_)) => self.follow(found, matched),
            _ => {
                let hosts = found.hosts.iter().flat_map(|host| &host.networks);
                let networks = found.networks.iter().chain(hosts);
                matched
                    .networks
                    .extend(networks.map(|network| (passes, *network)));
                // These are the hosts of a name that depends on the message.
                matched.others_pass |= passes && found.depends_on_message();
            }
        }
    }

    /// Collects the record that a term leads to.
    fn follow(&self, found: &TermNode, matched: &mut Matched) {
        let Some((index, node)) = found
            .child
            .and_then(|child| Some((child, self.nodes.get(child)?)))
        else {
            matched.is_unknown = true;
            return;
        };
        match &node.state {
            NodeState::Found(record) if record.outcome == Outcome::Ok => {
                self.evaluate(index, matched);
            }
            NodeState::Found(_)
            | NodeState::Several(_)
            | NodeState::Missing(_)
            | NodeState::Loop(_)
            | NodeState::BadName => matched.is_broken = true,
            NodeState::DependsOnMessage => matched.others_pass = true,
            NodeState::Pending | NodeState::Failed(_) | NodeState::Cut => matched.is_unknown = true,
        }
    }
}

impl Break {
    /// Whether every receiver that gets here returns `permerror`. The limit on void lookups is only recommended.
    pub const fn is_hard(&self) -> bool {
        is_hard(self)
    }
}

/// Whether every receiver that gets here returns `permerror`.
const fn is_hard(broken: &Break) -> bool {
    matches!(broken.cause.result(), SpfResult::PermError)
        && !matches!(
            broken.cause,
            Cause::TooManyVoidsIpv4 | Cause::TooManyVoidsIpv6
        )
}

/// Whether the networks that pass cover at least half of the addresses in use.
fn passes_most(networks: &[(bool, Network)]) -> bool {
    let (first_in_use, in_use) = IPV6_IN_USE;
    let v4 = count_passing(networks, false, (0, u128::from(u32::MAX)));
    let v6 = count_passing(networks, true, (first_in_use, first_in_use + (in_use - 1)));
    v4 >= MOST_IPV4 || v6 >= in_use / 2
}

/// How many addresses of a family within a range pass, without those that a term with another qualifier names.
fn count_passing(networks: &[(bool, Network)], is_ipv6: bool, (from, to): (u128, u128)) -> u128 {
    let ranges = |passes: Option<bool>, end: usize| {
        let networks = networks.iter().take(end);
        let wanted = networks.filter(move |(does, network)| {
            network.address.is_ipv6() == is_ipv6 && passes.is_none_or(|passes| passes == *does)
        });
        let ranges = wanted.map(|(_, network)| network.range());
        let inside = ranges.filter(move |(first, last)| *first <= to && *last >= from);
        inside
            .map(move |(first, last)| (first.max(from), last.min(to)))
            .collect::<Vec<_>>()
    };
    // Only networks before the last passing one can exclude addresses.
    let last = networks
        .iter()
        .rposition(|(passes, _)| *passes)
        .map_or(0, |last| last + 1);
    let all = count(ranges(None, last));
    all.saturating_sub(count(ranges(Some(false), last)))
}

/// The number of distinct addresses in the ranges.
fn count(mut ranges: Vec<(u128, u128)>) -> u128 {
    order::sort(&mut ranges);
    let (mut count, mut next) = (0, 0);
    for (first, last) in ranges {
        if last >= next {
            count += last - first.max(next) + 1;
            next = last + 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{Answer, Fault, Zone};
    use crate::domain::DomainName;

    fn tree(zone: &Zone) -> Tree {
        let domain = DomainName::new("shop.example").unwrap();
        let mut answers: Vec<Answer> = Vec::new();
        loop {
            let tree = Tree::new(&domain, |question| {
                answers.iter().find(|known| known.question == *question)
            });
            let Some(question) = tree.questions().get(answers.len()) else {
                return tree;
            };
            answers.push(zone.answer(question));
        }
    }

    fn zone(terms: &str) -> Zone {
        let text = format!(
            "shop TXT \"v=spf1 {terms}\"\n A 192.0.2.1\nnamed TXT \"v=spf1 ip4:192.0.2.9 ~all\"\nopen TXT \"v=spf1 +all\"\n\
             half TXT \"v=spf1 ip4:0.0.0.0/1 -all\"\nnobody TXT \"v=spf1 -all\"\nbroken TXT \"v=spf1 foo\"\n"
        );
        Zone::from_file("zone", "example", &text).unwrap()
    }

    #[track_caller]
    fn reaches(reach: Reach, cases: &[&str]) {
        for terms in cases {
            assert_eq!(tree(&zone(terms)).reach(), reach, "{terms}");
        }
    }

    #[test]
    fn who_passes() {
        reaches(
            Reach::Everyone,
            &[
                "+all",
                "all",
                "include:open.example -all",
                "redirect=open.example",
                "include:half.example -all",
                "ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all",
                "ip4:0.0.0.0/0 -all",
                "a/0 -all",
                "ip6:::/0 -all",
                "ip6:2000::/3 -all",
                "exists:shop.example -all",
                "-ip4:192.0.2.7 +all",
                "+all include:none.example",
                "ip4:0.0.0.0/0 include:none.example",
            ],
        );
        reaches(
            Reach::Named,
            &[
                "ip4:192.0.2.1 -all",
                "a ~all",
                "include:named.example ?all",
                "exists:%{i}.shop.example -all",
                "redirect=named.example",
                "ip4:0.0.0.0/2 -all",
            ],
        );
        reaches(
            Reach::Nobody,
            &[
                "-all",
                "",
                "include:nobody.example -all",
                "?include:open.example -all",
                "-exists:shop.example +all",
            ],
        );
        reaches(
            Reach::PermError,
            &[
                "foo +all",
                "include:none.example +all",
                "a include:none.example -all",
                "redirect=broken.example",
                "a include:shop.example",
            ],
        );
        let none = Zone::from_file("zone", "example", "shop A 192.0.2.1\n").unwrap();
        assert_eq!(tree(&none).reach(), Reach::NoRecord);
        let several = Zone::from_file(
            "zone",
            "example",
            "shop TXT \"v=spf1 a\"\n TXT \"v=spf1 mx\"\n",
        )
        .unwrap();
        assert_eq!(tree(&several).reach(), Reach::PermError);
    }

    #[test]
    fn what_was_not_answered_may_change_it() {
        let mut zone = zone("include:named.example +all");
        assert_eq!(tree(&zone).reach(), Reach::Everyone);
        zone.add_fault(
            &DomainName::new("named.example").unwrap(),
            None,
            Fault::ServFail,
        );
        assert_eq!(tree(&zone).reach(), Reach::Unknown);
        let domain = DomainName::new("shop.example").unwrap();
        assert_eq!(Tree::new(&domain, |_| None).reach(), Reach::Unknown);
    }
}
