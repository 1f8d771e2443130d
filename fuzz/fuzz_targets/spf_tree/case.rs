//! [`Case`]: a zone and a sender, from a text.

use std::net::IpAddr;

use dmarc_engine::dns::zone_file::{Data, entries};
use dmarc_engine::dns::{Fault, RecordType, Zone};
use dmarc_engine::domain::DomainName;
use dmarc_engine::spf::Session;

/// A zone and a sender.
pub struct Case {
    /// The zone.
    pub zone: Zone,
    /// The SMTP session of the sender.
    pub session: Session,
    /// The domain of the sender.
    pub domain: DomainName,
}

impl Case {
    /// Parses the format that `engine/tests/spf.rs` describes. Invalid lines are skipped, and the last of several senders
    /// counts.
    pub fn read(text: &str) -> Self {
        let mut zone = Zone::new("zone");
        for entry in entries("", text).flatten() {
            match entry.data {
                Data::Record(record) => zone.add(&entry.owner, record),
                Data::Alias(target) => zone.add_alias(&entry.owner, target),
                Data::Other => zone.add_name(&entry.owner),
            }
        }
        let (mut ip, mut sender, mut helo) = (IpAddr::from([203, 0, 113, 9]), "", "mail.example");
        for line in text.lines().filter_map(|line| line.strip_prefix("; ")) {
            match line.split(' ').collect::<Vec<_>>().as_slice() {
                ["from", address, from, ..] => {
                    ip = address.parse().unwrap_or(ip);
                    sender = from;
                }
                ["helo", name, ..] => helo = name,
                ["fault", name, rest @ ..] => add_fault(&mut zone, name, rest),
                _ => {}
            }
        }
        let mut session = Session::new(ip, helo, sender);
        let domain = DomainName::from_raw(session.domain()).ok();
        let domain = domain
            .filter(|domain| domain.label_count() > 1)
            .unwrap_or_else(|| {
                "x@a.example".clone_into(&mut session.mail_from);
                DomainName::new("a.example").expect("a name")
            });
        Self {
            zone,
            session,
            domain,
        }
    }
}

/// Makes lookups at a name fail, for one type or all types.
fn add_fault(zone: &mut Zone, name: &str, words: &[&str]) {
    let Ok(name) = DomainName::new(name) else {
        return;
    };
    let kind = RecordType::ALL
        .into_iter()
        .find(|kind| words.first() == Some(&kind.as_str()));
    let fault = match words.last() {
        Some(&"timeout") => Fault::Timeout,
        Some(&"refused") => Fault::Refused,
        _ => Fault::ServFail,
    };
    zone.add_fault(&name, kind, fault);
}
