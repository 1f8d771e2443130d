//! Resolves what the terms of a record point to.

use super::build::{At, Building};
use super::{Count, Cut, Host, Node, NodeState, Target, TermNode};
use crate::dns::{Answer, LookupError, Outcome, Question, RecordData, RecordType};
use crate::domain::DomainName;
use crate::record::spf::{
    Content, DomainSpec, Lengths, Mechanism, Modifier, Network, SpfRecord, Term,
};
use crate::spf::target::shortened;
use crate::spf::{MAX_ADDRESSES, MAX_DEPTH, MAX_MX_HOSTS, MAX_NODES};

impl<'a, L: Fn(&Question) -> Option<&'a Answer>> Building<L> {
    /// Resolves what a term points to.
    pub(super) fn follow(&mut self, record: &SpfRecord, term: &Term, at: At<'_>) -> TermNode {
        let mut found = TermNode {
            is_effective: true,
            own: Count {
                lookups: usize::from(term.is_lookup()),
                ..Count::default()
            },
            ..TermNode::default()
        };
        match &term.content {
            Content::Mechanism(Mechanism::Include(spec))
            | Content::Modifier(Modifier::Redirect(spec)) => {
                self.add_child(record, spec, at, &mut found);
            }
            Content::Mechanism(Mechanism::Ip(network)) => found.networks.push(*network),
            Content::Mechanism(Mechanism::A(spec, lengths)) => {
                found.target = target(record, spec.as_ref(), at.domain);
                if let Target::Name(name) = found.target.clone() {
                    self.add_host(&name, *lengths, at, at.round, &mut found);
                }
            }
            Content::Mechanism(Mechanism::Mx(spec, lengths)) => {
                found.target = target(record, spec.as_ref(), at.domain);
                if let Target::Name(name) = found.target.clone() {
                    self.add_mx(name, *lengths, at, &mut found);
                }
            }
            Content::Mechanism(Mechanism::Exists(spec)) => {
                found.target = target(record, Some(spec), at.domain);
                if let Target::Name(name) = found.target.clone() {
                    let question = Question::new(name, RecordType::A);
                    if self.is_void(question, at, at.round, &mut found) {
                        found.own.voids_ipv4 = 1;
                        found.own.voids_ipv6 = 1;
                    }
                }
            }
            Content::Mechanism(Mechanism::Ptr(spec)) => {
                // Which addresses have this reverse DNS name can't be found from the name.
                let name = spec.as_ref().map_or("", |spec| spec.span.of(&record.text));
                found.target = Target::DependsOnMessage(name.to_owned());
            }
            Content::Mechanism(Mechanism::All) | Content::Modifier(_) | Content::Invalid => {}
        }
        found
    }

    /// Adds the node that an `include` or `redirect` leads to.
    fn add_child(
        &mut self,
        record: &SpfRecord,
        spec: &DomainSpec,
        at: At<'_>,
        found: &mut TermNode,
    ) {
        let depth = self.nodes.get(at.node).map_or(0, |node| node.depth) + 1;
        let cut = if self.nodes.len() >= MAX_NODES {
            Some(Cut::Nodes)
        } else {
            (depth > MAX_DEPTH).then_some(Cut::Depth)
        };
        found.target = target(record, Some(spec), at.domain);
        if let Some(cut) = cut {
            self.cut(cut);
            found.is_cut = true;
            return;
        }
        let written = spec.span.of(&record.text).to_owned();
        let mut child = Node::new(written, None);
        child.parent = Some((at.node, at.term));
        child.depth = depth;
        match &found.target {
            Target::Name(name) if name.label_count() > 1 => {
                child.name = name.to_string();
                if let Some(ancestor) = self.ancestor(at.node, name) {
                    child.state = NodeState::Loop(ancestor);
                }
                child.domain = Some(name.clone());
            }
            Target::DependsOnMessage(_) => child.state = NodeState::DependsOnMessage,
            _ => child.state = NodeState::BadName,
        }
        found.child = Some(self.nodes.len());
        self.nodes.push(child);
    }

    /// The node with this domain among `from` and its ancestors.
    fn ancestor(&self, from: usize, domain: &DomainName) -> Option<usize> {
        let mut index = from;
        loop {
            let node = self.nodes.get(index)?;
            if node.domain.as_ref() == Some(domain) {
                return Some(index);
            }
            (index, _) = node.parent?;
        }
    }

    /// Adds the addresses of a host.
    fn add_host(
        &mut self,
        name: &DomainName,
        lengths: Lengths,
        at: At<'_>,
        round: usize,
        found: &mut TermNode,
    ) {
        let mut networks = Vec::new();
        for kind in [RecordType::A, RecordType::Aaaa] {
            let question = Question::new(name.clone(), kind);
            let Some(answer) = self.ask(question, round, at.node, Some(at.term)) else {
                found.is_pending = true;
                continue;
            };
            match &answer.outcome {
                Outcome::Records(records) => {
                    if records.len() > MAX_ADDRESSES {
                        self.cut(Cut::Addresses);
                        found.is_cut = true;
                    }
                    let addresses = records.iter().filter_map(RecordData::address);
                    let addresses = addresses.take(MAX_ADDRESSES);
                    networks.extend(addresses.map(|address| Network::mail_setup(address, lengths)));
                }
                Outcome::NoData | Outcome::NxDomain if kind == RecordType::A => {
                    found.own.voids_ipv4 = 1;
                }
                Outcome::NoData | Outcome::NxDomain => found.own.voids_ipv6 = 1,
                Outcome::Failed(error) => self.fail(error, found),
            }
        }
        found.hosts.push(Host {
            name: name.clone(),
            networks,
        });
    }

    /// Adds the mail hosts of a name.
    fn add_mx(&mut self, name: DomainName, lengths: Lengths, at: At<'_>, found: &mut TermNode) {
        let question = Question::new(name, RecordType::Mx);
        let Some(answer) = self.ask(question, at.round, at.node, Some(at.term)) else {
            found.is_pending = true;
            return;
        };
        match &answer.outcome {
            Outcome::Records(records) => {
                let hosts: Vec<_> = records.iter().filter_map(RecordData::exchange).collect();
                found.mx_hosts = hosts.len();
                for host in hosts.into_iter().take(MAX_MX_HOSTS) {
                    self.add_host(host, lengths, at, at.round + 1, found);
                }
            }
            Outcome::NoData | Outcome::NxDomain => {
                found.own.voids_ipv4 = 1;
                found.own.voids_ipv6 = 1;
            }
            Outcome::Failed(error) => self.fail(error, found),
        }
    }

    /// Whether the answer to a question makes a void lookup.
    fn is_void(
        &mut self,
        question: Question,
        at: At<'_>,
        round: usize,
        found: &mut TermNode,
    ) -> bool {
        let Some(answer) = self.ask(question, round, at.node, Some(at.term)) else {
            found.is_pending = true;
            return false;
        };
        if let Outcome::Failed(error) = &answer.outcome {
            self.fail(error, found);
        }
        matches!(answer.outcome, Outcome::NoData | Outcome::NxDomain)
    }

    /// Records a failed query on a term, or a cut if the query limit was the reason.
    fn fail(&mut self, error: &LookupError, found: &mut TermNode) {
        if let LookupError::OverLimit(_) = error {
            self.cut(Cut::Questions);
            found.is_cut = true;
        } else {
            found.errors.push(error.clone());
        }
    }
}

/// What a domain-spec points to; `domain` itself if there is no domain-spec.
fn target(record: &SpfRecord, spec: Option<&DomainSpec>, domain: &DomainName) -> Target {
    let Some(spec) = spec else {
        return Target::Name(domain.clone());
    };
    let Some(expanded) = spec.fixed(&domain.to_raw()) else {
        return Target::DependsOnMessage(spec.span.of(&record.text).to_owned());
    };
    match DomainName::from_raw(shortened(&expanded)) {
        Ok(name) => Target::Name(name),
        Err(_) => Target::BadName(expanded),
    }
}
