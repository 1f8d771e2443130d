//! [`MailHosts`]: the hosts that accept the domain's mail
//! ([RFC 5321, section 5.1](https://www.rfc-editor.org/rfc/rfc5321#section-5.1)).

use crate::record::order;
use std::net::IpAddr;

use super::mx_state::{mx_question, mx_records};
use super::{HostState, ImplicitHost, Inquiry, MxState, Tlsa, Urgency};
use crate::domain::DomainName;

/// For how many hosts the addresses and TLSA records are queried at most.
const MAX_HOSTS: usize = 10;

/// The hosts that accept the domain's mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailHosts {
    /// The result of the MX query.
    pub state: MxState,
    /// The hosts that the records name, each once, lowest preference first.
    pub hosts: Vec<MailHost>,
    /// The preference of the null MX, if there is one; 0 by convention.
    pub null_preference: Option<u16>,
    /// Whether the resolver says that it validated the MX records with DNSSEC.
    pub is_authenticated: bool,
}

/// A host named by MX records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailHost {
    /// The host name as the record has it.
    pub name: DomainName,
    /// Its lowest preference.
    pub preference: u16,
    /// How many records name it. More than one is a mistake with little effect.
    pub times: usize,
    /// What the name refers to.
    pub kind: HostKind,
    /// Whether senders can find it.
    pub state: HostState,
    /// The targets of the CNAME records at its name, in order.
    pub aliases: Vec<DomainName>,
    /// The TLSA records at `_25._tcp` below the name, which pin its certificate (DANE).
    pub tlsa: Tlsa,
}

/// What a host name in an MX record refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HostKind {
    /// An ordinary host name, as it should be.
    Name,
    /// An IP address written as a name, so that no sender finds the host.
    Address(IpAddr),
    /// `localhost` or a name below it, which for each sender is the sender's own host.
    Localhost,
}

impl MailHosts {
    /// Reads the MX records, and the addresses and TLSA records of the hosts.
    pub(super) fn new(domain: &DomainName, inquiry: &Inquiry<'_>) -> Self {
        let answer = inquiry.ask(Urgency::Mail, &mx_question(domain));
        let mut hosts: Vec<MailHost> = Vec::new();
        let mut null_preference = None;
        for mx in answer
            .into_iter()
            .flat_map(|answer| mx_records(answer.records()))
        {
            let Some(name) = &mx.exchange else {
                null_preference = Some(mx.preference);
                continue;
            };
            if let Some(known) = hosts.iter_mut().find(|known| known.name == *name) {
                known.times += 1;
                known.preference = known.preference.min(mx.preference);
            } else {
                hosts.push(MailHost {
                    name: name.clone(),
                    preference: mx.preference,
                    times: 1,
                    kind: HostKind::of(name),
                    state: HostState::NotAsked,
                    aliases: Vec::new(),
                    tlsa: Tlsa::NotAsked,
                });
            }
        }
        order::sort_by_key(&mut hosts, |host| host.preference);
        for host in hosts.iter_mut().take(MAX_HOSTS) {
            if host.kind == HostKind::Name {
                host.tlsa = Tlsa::new(&host.name, inquiry);
                (host.state, host.aliases) = HostState::new(&host.name, inquiry);
            }
        }
        Self {
            state: MxState::new(domain, inquiry),
            hosts,
            null_preference,
            is_authenticated: answer.is_some_and(|answer| answer.is_authenticated),
        }
    }

    /// Whether mail goes to an address of the domain itself, because it has no MX records
    /// ([RFC 5321, section 5.1](https://www.rfc-editor.org/rfc/rfc5321#section-5.1)).
    pub const fn is_at_own_address(&self) -> bool {
        matches!(self.state, MxState::NoRecords(ImplicitHost::Addresses(_)))
    }

    /// Whether mail for the domain can arrive according to its MX records; `None` if unknown.
    ///
    /// Whether senders can find the named hosts does not matter here, since that is not a decision of the domain's owner.
    pub const fn takes_mail(&self) -> Option<bool> {
        match &self.state {
            MxState::Hosts
            | MxState::NullBesideHosts
            | MxState::NoRecords(ImplicitHost::Addresses(_)) => Some(true),
            MxState::Null | MxState::NxDomain | MxState::NoRecords(ImplicitHost::NoAddress) => {
                Some(false)
            }
            MxState::Pending
            | MxState::Failed(_)
            | MxState::NoRecords(ImplicitHost::Pending | ImplicitHost::Failed(_)) => None,
        }
    }

    /// Whether senders can find at least one of the hosts that the MX records name; `None` if unknown. Hosts beyond the limit
    /// were not queried and count as found.
    pub fn is_some_host_found(&self) -> Option<bool> {
        let mut is_known = true;
        for host in self.hosts.iter().filter(|host| !host.is_lost()) {
            match host.state {
                HostState::Found | HostState::NotAsked => return Some(true),
                _ => is_known = false,
            }
        }
        is_known.then_some(false)
    }
}

impl MailHost {
    /// Whether it is certain that senders can't find the host.
    pub fn is_lost(&self) -> bool {
        self.kind != HostKind::Name || self.state.is_lost()
    }

    /// Whether the name is a valid host name: letters, digits and hyphens, with no hyphen at the start or end of a label
    /// ([RFC 1123, section 2.1](https://www.rfc-editor.org/rfc/rfc1123#section-2.1)).
    pub fn is_host_name(&self) -> bool {
        self.name.labels().all(|label| {
            label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
    }
}

impl HostKind {
    /// Determines what a name refers to.
    fn of(name: &DomainName) -> Self {
        let text = name.as_str();
        let inner = text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'));
        if let Ok(address) = inner.unwrap_or(text).parse() {
            Self::Address(address)
        } else if name.labels().next_back() == Some("localhost") {
            Self::Localhost
        } else {
            Self::Name
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::super::on_zone::{mail_setup, name, zone};
    use super::*;
    use crate::dns::{Fault, LookupError, RecordType};

    /// Returns the hosts as text: preference, name, times, kind of name, TLSA.
    fn hosts(mx: &MailHosts) -> Vec<String> {
        mx.hosts
            .iter()
            .map(|host| {
                let (kind, tlsa) = (host.kind, host.tlsa.as_str());
                format!(
                    "{} {} x{} {kind:?} {tlsa}",
                    host.preference, host.name, host.times
                )
            })
            .collect()
    }

    #[test]
    fn each_host_once_and_by_preference() {
        let mut zone = zone(
            "shop MX 20 b\n MX 10 a\n MX 5 b\n MX 30 192.0.2.1.\n MX 40 mail.localhost.\n\
             a AAAA 2001:db8::1\n_25._tcp.a TLSA 3 1 1 AB\n",
        );
        zone.add_fault(&name("_25._tcp.b.example"), None, Fault::Timeout);
        let mx = mail_setup(&zone).mx;
        assert_eq!((&mx.state, mx.takes_mail()), (&MxState::Hosts, Some(true)));
        assert_eq!(
            hosts(&mx),
            [
                "5 b.example x2 Name failed",
                "10 a.example x1 Name present",
                "30 192.0.2.1 x1 Address(192.0.2.1) not-asked",
                "40 mail.localhost x1 Localhost not-asked",
            ]
        );
    }

    #[test]
    fn certificates_count_where_they_are_signed() {
        let mut zone = zone("shop MX 10 mx.shop\n_25._tcp.mx.shop TLSA 3 1 1 ABCD\n");
        let is_authenticated = |mx: &MailHosts| match &mx.hosts[0].tlsa {
            Tlsa::Present {
                records,
                is_authenticated,
            } => {
                assert_eq!(records[0].to_string(), "3 1 1 ABCD");
                (mx.is_authenticated, *is_authenticated)
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(is_authenticated(&mail_setup(&zone).mx), (false, false));
        zone.sign(name("shop.example"));
        assert_eq!(is_authenticated(&mail_setup(&zone).mx), (true, true));
    }

    #[track_caller]
    fn comes_to(records: &str, state: &MxState, takes_mail: Option<bool>) {
        let mx = mail_setup(&zone(records)).mx;
        assert_eq!(
            (&mx.state, mx.takes_mail()),
            (state, takes_mail),
            "{records}"
        );
    }

    #[test]
    fn domains_without_a_host() {
        comes_to("shop MX 0 .", &MxState::Null, Some(false));
        comes_to(
            "shop MX 0 .\n MX 10 a\na A 192.0.2.1",
            &MxState::NullBesideHosts,
            Some(true),
        );
        comes_to("", &MxState::NxDomain, Some(false));
        let none = MxState::NoRecords(ImplicitHost::NoAddress);
        comes_to("shop TXT \"x\"", &none, Some(false));
        let addresses: Vec<IpAddr> =
            vec!["192.0.2.1".parse().unwrap(), "2001:db8::1".parse().unwrap()];
        let implicit = MxState::NoRecords(ImplicitHost::Addresses(addresses));
        comes_to("shop A 192.0.2.1\n AAAA 2001:db8::1", &implicit, Some(true));
    }

    #[test]
    fn hosts_that_senders_do_not_find() {
        for (records, is_found) in [
            ("shop MX 10 mx.shop", false),
            ("shop MX 10 192.0.2.1.", false),
            ("shop MX 10 mx.shop\n MX 20 b\nb A 192.0.2.1", true),
        ] {
            comes_to(records, &MxState::Hosts, Some(true));
            let found = mail_setup(&zone(records)).mx.is_some_host_found();
            assert_eq!(found, Some(is_found), "{records}");
        }
        let mut failing = zone("shop MX 10 mx.shop");
        failing.add_fault(
            &name("mx.shop.example"),
            Some(RecordType::A),
            Fault::Timeout,
        );
        assert_eq!(mail_setup(&failing).mx.is_some_host_found(), None);
        let records = "shop MX 10 a\n MX 20 b\n MX 30 c\n MX 40 d\na TXT \"x\"\nb CNAME a\nc CNAME e\nd CNAME f\n\
                       e AAAA 2001:db8::1\n";
        let mx = mail_setup(&zone(records)).mx;
        let states: Vec<_> = mx
            .hosts
            .iter()
            .map(|host| (&host.state, host.aliases.len()))
            .collect();
        assert_eq!(
            states,
            [
                (&HostState::NoAddress, 0),
                (&HostState::NoAddress, 1),
                (&HostState::Found, 1),
                (&HostState::NxDomain, 1),
            ]
        );
    }

    #[test]
    fn names_that_a_host_may_have() {
        let records = "shop MX 10 a-1\n MX 20 b_1\n MX 30 -c\n MX 40 mx.d-\n";
        let mx = mail_setup(&zone(records)).mx;
        let names: Vec<_> = mx.hosts.iter().map(MailHost::is_host_name).collect();
        assert_eq!(names, [true, false, false, false]);
    }

    #[test]
    fn what_could_not_be_asked_is_not_nothing() {
        let mut zone = zone("shop TXT \"x\"");
        let shop = name("shop.example");
        zone.add_fault(&shop, Some(RecordType::Aaaa), Fault::ServFail);
        let failed = ImplicitHost::Failed(LookupError::ServFail);
        assert_eq!(mail_setup(&zone).mx.state, MxState::NoRecords(failed));
        zone.add_fault(&shop, Some(RecordType::Mx), Fault::Refused);
        let mx = mail_setup(&zone).mx;
        assert_eq!(mx.state, MxState::Failed(LookupError::Refused));
        assert_eq!(mx.takes_mail(), None);
    }

    #[test]
    fn hosts_without_end_are_not_all_asked() {
        let records: Vec<_> = (0..40)
            .map(|number| format!("shop MX {number} h{number}\n"))
            .collect();
        let mx = mail_setup(&zone(&records.concat())).mx;
        let asked = mx.hosts.iter().filter(|host| host.tlsa != Tlsa::NotAsked);
        assert_eq!((mx.hosts.len(), asked.count()), (40, MAX_HOSTS));
    }
}
