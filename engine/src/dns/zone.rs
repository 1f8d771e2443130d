//! [`Zone`]: records in memory that answer like an authoritative server.

use super::zone_file::{self, Data, ZoneError};
use super::{Answer, LookupError, Outcome, Question, RecordData, RecordType, Resolver};
use crate::domain::DomainName;

/// The most CNAME records that are followed.
const MAX_ALIASES: usize = 16;

/// A simulated failure, for tests and replayed zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The query times out.
    Timeout,
    /// The resolver returns SERVFAIL.
    ServFail,
    /// The resolver returns REFUSED.
    Refused,
}

/// What a zone has at one name.
#[derive(Debug, Clone, Default)]
struct Node {
    /// The records of all types except CNAME.
    records: Vec<RecordData>,
    /// The target of the name's CNAME record.
    alias: Option<DomainName>,
    /// The failures of questions, by record type; `None` applies to all types.
    faults: Vec<(Option<RecordType>, Fault)>,
    /// The TTL in seconds.
    ttl: Option<u32>,
}

/// Records in memory that answer questions. Wildcards are synthesized
/// ([RFC 4592](https://www.rfc-editor.org/rfc/rfc4592)) and CNAME records are followed.
#[derive(Debug, Clone, Default)]
pub struct Zone {
    /// The resolver name that its answers carry.
    name: String,
    /// The nodes, sorted by name.
    nodes: Vec<(DomainName, Node)>,
    /// The zone's apex, outside of which questions fail; `None` to answer for every name.
    origin: Option<DomainName>,
    /// The names whose answers, like those of all names below them, count as validated with DNSSEC.
    signed: Vec<DomainName>,
}

impl Zone {
    /// An empty zone whose answers carry `name` as their resolver.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            nodes: Vec::new(),
            origin: None,
            signed: Vec::new(),
        }
    }

    /// Reads a zone file whose relative names are below `origin`; [`zone_file`](super::zone_file) lists the supported
    /// syntax.
    ///
    /// # Errors
    ///
    /// A [`ZoneError`] with the line of the mistake.
    pub fn from_file(name: &str, origin: &str, text: &str) -> Result<Self, ZoneError> {
        let mut zone = Self::new(name);
        for entry in zone_file::entries(origin, text) {
            let entry = entry?;
            zone.edit(&entry.owner, |node| node.ttl = entry.ttl);
            match entry.data {
                Data::Record(record) => zone.add(&entry.owner, record),
                Data::Alias(target) => zone.add_alias(&entry.owner, target),
                Data::Other => {}
            }
        }
        Ok(zone)
    }

    /// Makes a name exist without any records.
    pub fn add_name(&mut self, name: &DomainName) {
        self.edit(name, |_| ());
    }

    /// Adds a record at a name.
    pub fn add(&mut self, name: &DomainName, record: RecordData) {
        self.edit(name, |node| node.records.push(record));
    }

    /// Adds a TXT record with a single character-string.
    pub fn add_text(&mut self, name: &DomainName, text: &str) {
        self.add(name, RecordData::Txt(vec![text.to_owned()]));
    }

    /// Adds a CNAME record.
    pub fn add_alias(&mut self, name: &DomainName, target: DomainName) {
        self.edit(name, |node| node.alias = Some(target));
    }

    /// Makes questions at a name fail, for one record type or for all.
    pub fn add_fault(&mut self, name: &DomainName, kind: Option<RecordType>, fault: Fault) {
        self.edit(name, |node| node.faults.push((kind, fault)));
    }

    /// Makes questions outside of `origin` fail, instead of returning NXDOMAIN.
    pub fn keep_to(&mut self, origin: DomainName) {
        self.origin = Some(origin);
    }

    /// Marks answers about a name and the names below it as validated with DNSSEC.
    pub fn sign(&mut self, name: DomainName) {
        self.signed.push(name);
    }

    /// The names in the zone, including wildcards.
    pub fn names(&self) -> impl Iterator<Item = &DomainName> {
        self.nodes.iter().map(|(name, _)| name)
    }

    /// Answers a question.
    pub fn answer(&self, question: &Question) -> Answer {
        let mut answer = Answer::new(question.clone(), Outcome::NoData, &self.name);
        let mut name = question.name.clone();
        let is_within =
            |name: &DomainName, other: &DomainName| name == other || name.is_below(other);
        answer.outcome = loop {
            if self
                .origin
                .as_ref()
                .is_some_and(|origin| !is_within(&name, origin))
            {
                break Outcome::Failed(LookupError::NotRecorded);
            }
            let Some(node) = self.node(&name) else {
                break if self.has_below(&name) {
                    Outcome::NoData
                } else {
                    Outcome::NxDomain
                };
            };
            let is_asked = |&&(kind, _): &&(Option<RecordType>, Fault)| {
                kind.is_none_or(|kind| kind == question.kind)
            };
            if let Some((_, fault)) = node.faults.iter().find(is_asked) {
                break Outcome::Failed(fault.into());
            }
            if let Some(ttl) = node.ttl {
                answer.ttl = Some(answer.ttl.map_or(ttl, |so_far| so_far.min(ttl)));
            }
            let records = node
                .records
                .iter()
                .filter(|record| record.kind() == question.kind);
            let records: Vec<_> = records.cloned().collect();
            if !records.is_empty() {
                break Outcome::Records(records);
            }
            match &node.alias {
                Some(_) if answer.aliases.len() == MAX_ALIASES => {
                    break Outcome::Failed(LookupError::ServFail);
                }
                Some(target) => {
                    answer.aliases.push(target.clone());
                    name = target.clone();
                }
                None => break Outcome::NoData,
            }
        };
        let mut names = std::iter::once(&question.name).chain(&answer.aliases);
        let is_signed =
            |name: &DomainName| self.signed.iter().any(|signed| is_within(name, signed));
        answer.is_authenticated = answer.error().is_none() && names.all(is_signed);
        answer
    }

    /// The node of a name, or of the wildcard that covers it
    /// ([RFC 4592, section 3.3](https://www.rfc-editor.org/rfc/rfc4592#section-3.3)).
    fn node(&self, name: &DomainName) -> Option<&Node> {
        if let Some(node) = self.exact(name) {
            return Some(node);
        }
        let mut encloser = name.parent();
        while let Some(ancestor) = encloser {
            if self.has_below(name) {
                return None;
            }
            if let Some(node) = ancestor
                .child("*")
                .and_then(|wildcard| self.exact(&wildcard))
            {
                return Some(node);
            }
            if self.exact(&ancestor).is_some() || self.has_below(&ancestor) {
                return None;
            }
            encloser = ancestor.parent();
        }
        None
    }

    /// The node with exactly this name.
    fn exact(&self, name: &DomainName) -> Option<&Node> {
        let place = self
            .nodes
            .binary_search_by(|(other, _)| other.cmp(name))
            .ok()?;
        self.nodes.get(place).map(|(_, node)| node)
    }

    /// Changes the node of a name, adding it if necessary.
    fn edit(&mut self, name: &DomainName, edit: impl FnOnce(&mut Node)) {
        let place = self.nodes.partition_point(|(other, _)| other < name);
        if self.nodes.get(place).is_none_or(|(other, _)| other != name) {
            self.nodes.insert(place, (name.clone(), Node::default()));
        }
        if let Some((_, node)) = self.nodes.get_mut(place) {
            edit(node);
        }
    }

    /// Whether the zone has names below this one, which makes this one exist.
    fn has_below(&self, name: &DomainName) -> bool {
        self.names().any(|other| other.is_below(name))
    }
}

impl Resolver for Zone {
    async fn ask(&self, question: &Question) -> Answer {
        self.answer(question)
    }
}

impl From<&Fault> for LookupError {
    fn from(fault: &Fault) -> Self {
        match fault {
            Fault::Timeout => Self::Timeout(4000),
            Fault::ServFail => Self::ServFail,
            Fault::Refused => Self::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Mx;
    use super::*;

    const FILE: &str = "\
$TTL 300
@            TXT   \"v=spf1 -all\"
             MX    0 .
_dmarc.a     TXT   \"v=DMARC1;\" \" p=none\"
b            CNAME a
*.wild       TXT   \"any\"
x.wild       A     192.0.2.1
loop         CNAME loop
";

    #[track_caller]
    fn answers(name: &str, kind: RecordType, expected: &Outcome) {
        let zone = Zone::from_file("zone", "example", FILE).unwrap();
        let answer = zone.answer(&Question::new(DomainName::new(name).unwrap(), kind));
        assert_eq!(&answer.outcome, expected, "{name} {kind}");
    }

    fn text(strings: &[&str]) -> Outcome {
        Outcome::Records(vec![RecordData::Txt(
            strings.iter().map(|&s| s.to_owned()).collect(),
        )])
    }

    #[test]
    fn answers_like_a_server() {
        answers("example", RecordType::Txt, &text(&["v=spf1 -all"]));
        answers(
            "example",
            RecordType::Mx,
            &Outcome::Records(vec![RecordData::Mx(Mx {
                preference: 0,
                exchange: None,
            })]),
        );
        answers(
            "_dmarc.a.example",
            RecordType::Txt,
            &text(&["v=DMARC1;", " p=none"]),
        );
        answers("a.example", RecordType::Txt, &Outcome::NoData);
        answers("b.example", RecordType::Txt, &Outcome::NoData);
        answers("nobody.example", RecordType::Txt, &Outcome::NxDomain);
        answers("a.b.wild.example", RecordType::Txt, &text(&["any"]));
        answers("x.wild.example", RecordType::Txt, &Outcome::NoData);
        answers("y.x.wild.example", RecordType::Txt, &Outcome::NxDomain);
        answers(
            "loop.example",
            RecordType::Txt,
            &Outcome::Failed(LookupError::ServFail),
        );
    }
}
