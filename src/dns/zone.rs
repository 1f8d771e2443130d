//! [`Zone`]: names and their records in memory, answering as an authoritative server would.

use std::collections::BTreeMap;
use std::fmt;

use domain::base::iana::Class;
use domain::rdata::ZoneRecordData;
use domain::zonefile::inplace::{Entry, Zonefile};

use super::answer::text_of;
use super::{Answer, LookupError, Mx, Outcome, Question, RecordData, RecordType, Resolver};
use crate::domain::DomainName;

/// How many CNAME records are followed.
const MAX_ALIASES: usize = 16;

/// How a name or a type of it fails on purpose, in tests and in replayed zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No answer comes.
    Timeout,
    /// The resolver answers SERVFAIL.
    ServFail,
    /// The resolver answers REFUSED.
    Refused,
}

/// What a zone holds at one name.
#[derive(Debug, Clone, Default)]
struct Node {
    /// The records of each type.
    records: BTreeMap<RecordType, Vec<RecordData>>,
    /// Where the name is an alias to.
    alias: Option<DomainName>,
    /// How questions of one type fail, or of all when the type is `None`.
    faults: BTreeMap<Option<RecordType>, Fault>,
    /// The time to live in seconds.
    ttl: Option<u32>,
}

/// Names and their records. Wildcards are synthesized
/// ([RFC 4592](https://www.rfc-editor.org/rfc/rfc4592)), CNAME records followed.
#[derive(Debug, Clone, Default)]
pub struct Zone {
    /// What the answers name as their resolver.
    name: String,
    /// By name.
    nodes: BTreeMap<DomainName, Node>,
}

/// Why a zone file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneError(String);

impl Zone {
    /// An empty zone, whose answers say that they come from `name`.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            nodes: BTreeMap::new(),
        }
    }

    /// Reads a zone file ([RFC 1035, section 5](https://www.rfc-editor.org/rfc/rfc1035#section-5)) whose
    /// relative names are below `origin`. Types that the checker does not ask for make a name exist and
    /// are otherwise passed over.
    ///
    /// # Errors
    ///
    /// A [`ZoneError`] with the place of the mistake.
    pub fn from_file(name: &str, origin: &str, text: &str) -> Result<Self, ZoneError> {
        let to_error = |error: &dyn fmt::Display| ZoneError(error.to_string());
        let mut file = Zonefile::with_capacity(text.len() + 64);
        file.extend_from_slice(format!("$ORIGIN {origin}.\n").as_bytes());
        file.extend_from_slice(text.as_bytes());
        file.set_default_class(Class::IN);
        let mut zone = Self::new(name);
        while let Some(entry) = file.next_entry().map_err(|e| to_error(&e))? {
            let Entry::Record(record) = entry else {
                continue;
            };
            let owner = name_of(record.owner())?;
            zone.nodes.entry(owner.clone()).or_default().ttl = Some(record.ttl().as_secs());
            match record.data() {
                ZoneRecordData::A(a) => zone.add(&owner, RecordData::A(a.addr())),
                ZoneRecordData::Aaaa(aaaa) => zone.add(&owner, RecordData::Aaaa(aaaa.addr())),
                ZoneRecordData::Cname(cname) => zone.add_alias(&owner, name_of(cname.cname())?),
                ZoneRecordData::Mx(mx) => {
                    let exchange = DomainName::new(&mx.exchange().to_string()).ok();
                    zone.add(
                        &owner,
                        RecordData::Mx(Mx {
                            preference: mx.preference(),
                            exchange,
                        }),
                    );
                }
                ZoneRecordData::Ptr(ptr) => {
                    let name = DomainName::new(&ptr.ptrdname().to_string()).ok();
                    zone.add(&owner, RecordData::Ptr(name));
                }
                ZoneRecordData::Txt(data) => {
                    let strings = data.iter().map(text_of).collect();
                    zone.add(&owner, RecordData::Txt(strings));
                }
                _ => {}
            }
        }
        Ok(zone)
    }

    /// Lets a name exist without records.
    pub fn add_name(&mut self, name: &DomainName) {
        self.nodes.entry(name.clone()).or_default();
    }

    /// Adds a record.
    pub fn add(&mut self, name: &DomainName, record: RecordData) {
        let kind = match record {
            RecordData::A(_) => RecordType::A,
            RecordData::Aaaa(_) => RecordType::Aaaa,
            RecordData::Mx(_) => RecordType::Mx,
            RecordData::Ptr(_) => RecordType::Ptr,
            RecordData::Txt(_) => RecordType::Txt,
        };
        self.nodes
            .entry(name.clone())
            .or_default()
            .records
            .entry(kind)
            .or_default()
            .push(record);
    }

    /// Adds a TXT record of one character-string.
    pub fn add_text(&mut self, name: &DomainName, text: &str) {
        self.add(name, RecordData::Txt(vec![text.to_owned()]));
    }

    /// Makes a name an alias.
    pub fn add_alias(&mut self, name: &DomainName, target: DomainName) {
        self.nodes.entry(name.clone()).or_default().alias = Some(target);
    }

    /// Makes questions at a name fail, of one type or of all.
    pub fn add_fault(&mut self, name: &DomainName, kind: Option<RecordType>, fault: Fault) {
        self.nodes
            .entry(name.clone())
            .or_default()
            .faults
            .insert(kind, fault);
    }

    /// The names that hold something, wildcards and all.
    pub fn names(&self) -> impl Iterator<Item = &DomainName> {
        self.nodes.keys()
    }

    /// Answers one question.
    pub fn answer(&self, question: &Question) -> Answer {
        let mut answer = Answer::new(question.clone(), Outcome::NoData, &self.name);
        let mut name = question.name.clone();
        answer.outcome = loop {
            let Some(node) = self.node(&name) else {
                break if self.has_below(&name) {
                    Outcome::NoData
                } else {
                    Outcome::NxDomain
                };
            };
            let fault = node
                .faults
                .get(&Some(question.kind))
                .or_else(|| node.faults.get(&None));
            if let Some(fault) = fault {
                break Outcome::Failed(fault.into());
            }
            if let Some(ttl) = node.ttl {
                answer.ttl = Some(answer.ttl.map_or(ttl, |so_far| so_far.min(ttl)));
            }
            if let Some(records) = node.records.get(&question.kind).filter(|r| !r.is_empty()) {
                break Outcome::Records(records.clone());
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
        answer
    }

    /// The node of a name, or the wildcard that stands for it
    /// ([RFC 4592, section 3.3](https://www.rfc-editor.org/rfc/rfc4592#section-3.3)).
    fn node(&self, name: &DomainName) -> Option<&Node> {
        if let Some(node) = self.nodes.get(name) {
            return Some(node);
        }
        let mut encloser = name.parent();
        while let Some(ancestor) = encloser {
            if self.has_below(name) {
                return None;
            }
            if let Some(node) = ancestor.child("*").and_then(|w| self.nodes.get(&w)) {
                return Some(node);
            }
            if self.nodes.contains_key(&ancestor) || self.has_below(&ancestor) {
                return None;
            }
            encloser = ancestor.parent();
        }
        None
    }

    /// Whether anything stands below the name, so that the name exists.
    fn has_below(&self, name: &DomainName) -> bool {
        self.nodes.keys().any(|other| other.is_below(name))
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

/// A name of the file.
fn name_of(name: &impl fmt::Display) -> Result<DomainName, ZoneError> {
    DomainName::new(&name.to_string()).map_err(|_| ZoneError(format!("{name} is no name")))
}

impl fmt::Display for ZoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ZoneError {}

#[cfg(test)]
mod tests {
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

    #[test]
    fn err_with_the_place() {
        let error = Zone::from_file("zone", "example", "a TXT \"open\n").unwrap_err();
        assert!(error.to_string().contains(':'), "{error}");
    }
}
