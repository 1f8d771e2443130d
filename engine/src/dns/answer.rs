//! [`Answer`]: what came of a question.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Question, RecordType};
use crate::domain::DomainName;

/// What came of a question, with all that a page needs to show where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub question: Question,
    /// The records, or why there are none.
    pub outcome: Outcome,
    /// The targets of the CNAME records that were followed, in order
    /// ([RFC 1034, section 3.6.2](https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2)).
    pub aliases: Vec<DomainName>,
    /// The smallest time to live in seconds along the way; `None` when the answer gives none.
    pub ttl: Option<u32>,
    /// Whether the resolver says that it checked DNSSEC: the AD bit
    /// ([RFC 4035, section 3.2.3](https://www.rfc-editor.org/rfc/rfc4035#section-3.2.3)).
    pub is_authenticated: bool,
    /// What the resolver adds about an error ([RFC 8914](https://www.rfc-editor.org/rfc/rfc8914)).
    pub extended_errors: Vec<ExtendedError>,
    /// Who answered: the name of a provider, "example zone" and the like.
    pub resolver: String,
    /// How long it took in milliseconds, where somebody looked at a clock.
    pub elapsed: Option<u32>,
    /// Providers that were tried before and failed, with how.
    pub failed_before: Vec<(String, LookupError)>,
}

/// The three things that can come of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// At least one record of the type that was asked for.
    Records(Vec<RecordData>),
    /// The name exists, or a name below it does, but has no record of this type.
    NoData,
    /// The name does not exist, nor does any below it ([RFC 8020](https://www.rfc-editor.org/rfc/rfc8020)).
    NxDomain,
    /// It could not be asked, so nothing is known.
    Failed(LookupError),
}

/// The data of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordData {
    /// An IPv4 address.
    A(Ipv4Addr),
    /// An IPv6 address.
    Aaaa(Ipv6Addr),
    /// A mail exchanger.
    Mx(Mx),
    /// The name that belongs to an address; `None` for the root name.
    Ptr(Option<DomainName>),
    /// The certificate of a service.
    Tlsa(Tlsa),
    /// The character-strings of a TXT record, each at most 255 octets. What is not UTF-8 has one character of
    /// the same number for each octet.
    Txt(Vec<String>),
}

/// A mail exchanger; the exchange is `None` for the root name, which is the null MX of
/// [RFC 7505](https://www.rfc-editor.org/rfc/rfc7505).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mx {
    /// Lower values are tried first.
    pub preference: u16,
    /// The host.
    pub exchange: Option<DomainName>,
}

/// A TLSA record: which certificate a service shows
/// ([RFC 6698, section 2.1](https://www.rfc-editor.org/rfc/rfc6698#section-2.1)). `Display` gives it as zone files have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tlsa {
    /// How the certificate is checked; for mail 2 or 3.
    pub usage: u8,
    /// The whole certificate or its public key.
    pub selector: u8,
    /// The data itself or a hash of it.
    pub matching_type: u8,
    /// What has to match.
    pub data: Vec<u8>,
}

/// A code and a text of [RFC 8914](https://www.rfc-editor.org/rfc/rfc8914).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtendedError {
    /// The INFO-CODE.
    pub code: u16,
    /// The EXTRA-TEXT, often empty.
    pub text: String,
}

/// Why a question could not be asked. `Display` gives the sentence for the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookupError {
    /// The browser says that it is offline.
    Offline,
    /// No connection: the host is down or blocked, or refuses requests from web pages (CORS).
    Unreachable,
    /// No answer in time; holds the limit in milliseconds.
    Timeout(u32),
    /// An HTTP status other than 200.
    HttpStatus(u16),
    /// A media type other than `application/dns-message`; holds what came.
    MediaType(String),
    /// A web page where a DNS message should be, as captive portals send.
    WebPage,
    /// Octets that are no DNS message; holds what is wrong with them.
    Malformed(String),
    /// A message with the TC bit: cut off ([RFC 1035, section 4.1.1](https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1)).
    Truncated,
    /// An answer to something else than was asked.
    OtherQuestion,
    /// RCODE 2: the resolver could not get an answer that it believes, often for broken DNSSEC.
    ServFail,
    /// RCODE 5: the resolver will not answer.
    Refused,
    /// Another RCODE.
    Rcode(u8),
    /// The recording or zone that answers says nothing about this question.
    NotRecorded,
    /// Not asked, because the check asks at most so many questions.
    OverLimit(usize),
}

impl RecordData {
    /// The type of the record.
    pub const fn kind(&self) -> RecordType {
        match self {
            Self::A(_) => RecordType::A,
            Self::Aaaa(_) => RecordType::Aaaa,
            Self::Mx(_) => RecordType::Mx,
            Self::Ptr(_) => RecordType::Ptr,
            Self::Tlsa(_) => RecordType::Tlsa,
            Self::Txt(_) => RecordType::Txt,
        }
    }

    /// The address, of a record that holds one.
    pub const fn address(&self) -> Option<IpAddr> {
        match self {
            Self::A(address) => Some(IpAddr::V4(*address)),
            Self::Aaaa(address) => Some(IpAddr::V6(*address)),
            _ => None,
        }
    }

    /// The host of an MX record that names one.
    pub const fn exchange(&self) -> Option<&DomainName> {
        match self {
            Self::Mx(mx) => mx.exchange.as_ref(),
            _ => None,
        }
    }
}

impl Answer {
    /// An answer without anything but its outcome.
    pub fn new(question: Question, outcome: Outcome, resolver: &str) -> Self {
        Self {
            question,
            outcome,
            aliases: Vec::new(),
            ttl: None,
            is_authenticated: false,
            extended_errors: Vec::new(),
            resolver: resolver.to_owned(),
            elapsed: None,
            failed_before: Vec::new(),
        }
    }

    /// The TXT records, each with its character-strings joined without a blank
    /// ([RFC 9989, section 4.5](https://www.rfc-editor.org/rfc/rfc9989#section-4.5)).
    pub fn texts(&self) -> Vec<String> {
        self.records()
            .iter()
            .filter_map(|record| match record {
                RecordData::Txt(strings) => Some(strings.concat()),
                _ => None,
            })
            .collect()
    }

    /// The records; none when there are none or it could not be asked.
    pub fn records(&self) -> &[RecordData] {
        match &self.outcome {
            Outcome::Records(records) => records,
            _ => &[],
        }
    }

    /// Why it could not be asked.
    pub const fn error(&self) -> Option<&LookupError> {
        match &self.outcome {
            Outcome::Failed(error) => Some(error),
            _ => None,
        }
    }
}

impl Tlsa {
    /// Reads the fields as zone files have them: three numbers, then hexadecimal digits that may have blanks in between.
    pub(crate) fn from_fields<'a>(mut fields: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut number = || fields.next()?.parse().ok();
        let (usage, selector, matching_type) = (number()?, number()?, number()?);
        let digits: String = fields.collect();
        let mut data = Vec::with_capacity(digits.len() / 2);
        let mut rest = digits.as_str();
        while !rest.is_empty() {
            data.push(u8::from_str_radix(rest.get(..2)?, 16).ok()?);
            rest = rest.get(2..)?;
        }
        (!data.is_empty()).then_some(Self {
            usage,
            selector,
            matching_type,
            data,
        })
    }
}

impl fmt::Display for Tlsa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            usage,
            selector,
            matching_type,
            data,
        } = self;
        write!(f, "{usage} {selector} {matching_type} ")?;
        data.iter().try_for_each(|octet| write!(f, "{octet:02X}"))
    }
}

/// The octets of a character-string as text that loses nothing: UTF-8 where they are that, otherwise one
/// character of the same number for each octet.
pub(super) fn text_of(octets: &[u8]) -> String {
    match std::str::from_utf8(octets) {
        Ok(text) => text.to_owned(),
        Err(_) => octets.iter().map(|&octet| char::from(octet)).collect(),
    }
}

impl LookupError {
    /// Whether the trouble lies with the resolver or the way to it, so that another may do better.
    pub const fn is_retryable(&self) -> bool {
        !matches!(self, Self::Offline | Self::NotRecorded | Self::OverLimit(_))
    }

    /// A name for this kind of error, for exports.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Unreachable => "unreachable",
            Self::Timeout(_) => "timeout",
            Self::HttpStatus(_) => "http-status",
            Self::MediaType(_) => "media-type",
            Self::WebPage => "web-page",
            Self::Malformed(_) => "malformed",
            Self::Truncated => "truncated",
            Self::OtherQuestion => "other-question",
            Self::ServFail => "servfail",
            Self::Refused => "refused",
            Self::Rcode(_) => "rcode",
            Self::NotRecorded => "not-recorded",
            Self::OverLimit(_) => "over-limit",
        }
    }
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offline => f.write_str("this device is offline"),
            Self::Unreachable => f.write_str(
                "no connection; the resolver is down, blocked on this network, or refuses requests from web pages",
            ),
            Self::Timeout(limit) => write!(f, "no answer within {} s", limit.div_ceil(1000)),
            Self::HttpStatus(status) => write!(f, "HTTP status {status} instead of an answer"),
            Self::MediaType(found) if found.is_empty() => {
                f.write_str("a reply without a media type instead of application/dns-message")
            }
            Self::MediaType(found) => {
                write!(f, "a reply of type {found} instead of application/dns-message")
            }
            Self::WebPage => f.write_str(
                "a web page instead of an answer; this network may want you to sign in first",
            ),
            Self::Malformed(what) => write!(f, "a reply that is no DNS message ({what})"),
            Self::Truncated => f.write_str("a reply that was cut off"),
            Self::OtherQuestion => f.write_str("an answer to another question"),
            Self::ServFail => f.write_str(
                "SERVFAIL: the resolver got no answer it can trust; the name servers may be down or DNSSEC broken",
            ),
            Self::Refused => f.write_str("REFUSED: the resolver will not answer this question"),
            Self::Rcode(code) => write!(f, "DNS error code {code}"),
            Self::NotRecorded => f.write_str("not part of this recording"),
            Self::OverLimit(limit) => {
                write!(f, "not asked, since a check asks at most {limit} questions")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_become_text_without_loss() {
        assert_eq!(text_of("p=none; ü".as_bytes()), "p=none; ü");
        assert_eq!(text_of(b"p=none\xa0"), "p=none\u{a0}");
    }
}
