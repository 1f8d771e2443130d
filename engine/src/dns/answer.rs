//! [`Answer`]: the outcome of a question.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Question, RecordType};
use crate::domain::DomainName;

/// The outcome of a question, with what a page needs to show how it was obtained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question asked.
    pub question: Question,
    /// The records, or why there are none.
    pub outcome: Outcome,
    /// The targets of the CNAME records followed, in order
    /// ([RFC 1034, section 3.6.2](https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2)).
    pub aliases: Vec<DomainName>,
    /// The smallest TTL in seconds of all records involved; `None` if there is none.
    pub ttl: Option<u32>,
    /// Whether the resolver reports that it validated the answer with DNSSEC: the AD bit
    /// ([RFC 4035, section 3.2.3](https://www.rfc-editor.org/rfc/rfc4035#section-3.2.3)).
    pub is_authenticated: bool,
    /// Extended errors from the resolver ([RFC 8914](https://www.rfc-editor.org/rfc/rfc8914)).
    pub extended_errors: Vec<ExtendedError>,
    /// The resolver that answered: a provider's name, "example zone" or the like.
    pub resolver: String,
    /// How long the query took in milliseconds; `None` if it was not measured.
    pub elapsed: Option<u32>,
    /// The providers that were tried before and failed, each with its error.
    pub failed_before: Vec<(String, LookupError)>,
}

/// The possible outcomes of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// At least one record of the requested type.
    Records(Vec<RecordData>),
    /// The name, or a name below it, exists, but has no record of this type.
    NoData,
    /// Neither the name nor any name below it exists ([RFC 8020](https://www.rfc-editor.org/rfc/rfc8020)).
    NxDomain,
    /// The query failed, so nothing is known.
    Failed(LookupError),
}

/// The data of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordData {
    /// An IPv4 address, from an A record.
    A(Ipv4Addr),
    /// An IPv6 address, from an AAAA record.
    Aaaa(Ipv6Addr),
    /// A mail host, from an MX record.
    Mx(Mx),
    /// A reverse DNS name; `None` for the root name.
    Ptr(Option<DomainName>),
    /// A certificate association of a service.
    Tlsa(Tlsa),
    /// The character-strings of a TXT record, each at most 255 octets. If a string is not UTF-8, each octet becomes the
    /// character with the same number.
    Txt(Vec<String>),
}

/// The data of an MX record. The exchange is `None` for the root name, which makes it the null MX of
/// [RFC 7505](https://www.rfc-editor.org/rfc/rfc7505).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mx {
    /// The preference; lower values are tried first.
    pub preference: u16,
    /// The mail host; `None` for the null MX.
    pub exchange: Option<DomainName>,
}

/// The data of a TLSA record: which certificate a service presents
/// ([RFC 6698, section 2.1](https://www.rfc-editor.org/rfc/rfc6698#section-2.1)). `Display` formats it as in a zone
/// file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tlsa {
    /// How the certificate is checked; 2 or 3 for mail.
    pub usage: u8,
    /// Whether the full certificate or its public key is matched.
    pub selector: u8,
    /// Whether the data is matched directly or by a hash.
    pub matching_type: u8,
    /// The data to match.
    pub data: Vec<u8>,
}

/// An extended DNS error ([RFC 8914](https://www.rfc-editor.org/rfc/rfc8914)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtendedError {
    /// Its INFO-CODE.
    pub code: u16,
    /// Its EXTRA-TEXT, often empty.
    pub text: String,
}

/// Why a query failed. `Display` gives the sentence for the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookupError {
    /// The browser reports that it is offline.
    Offline,
    /// No connection: the host is down, blocked, or does not allow requests from web pages (CORS).
    Unreachable,
    /// No answer within the time limit; holds the limit in milliseconds.
    Timeout(u32),
    /// An HTTP status other than 200; holds the status.
    HttpStatus(u16),
    /// A media type other than `application/dns-message`; holds the one received.
    MediaType(String),
    /// A web page instead of a DNS message, as from a captive portal.
    WebPage,
    /// The reply is not a valid DNS message; holds the reason.
    Malformed(String),
    /// The message has the TC bit and is truncated
    /// ([RFC 1035, section 4.1.1](https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1)).
    Truncated,
    /// The message answers another question.
    OtherQuestion,
    /// RCODE 2: the resolver could not get a trustworthy answer, often because of broken DNSSEC.
    ServFail,
    /// RCODE 5: the resolver refuses to answer.
    Refused,
    /// Another RCODE; holds its number.
    Rcode(u8),
    /// The recording or zone has no answer to this question.
    NotRecorded,
    /// Not queried, because the check reached its query limit; holds the limit.
    OverLimit(usize),
}

impl RecordData {
    /// The record type.
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

    /// The IP address of an A or AAAA record.
    pub const fn address(&self) -> Option<IpAddr> {
        match self {
            Self::A(address) => Some(IpAddr::V4(*address)),
            Self::Aaaa(address) => Some(IpAddr::V6(*address)),
            _ => None,
        }
    }

    /// The host of an MX record; `None` for other records and the null MX.
    pub const fn exchange(&self) -> Option<&DomainName> {
        match self {
            Self::Mx(mx) => mx.exchange.as_ref(),
            _ => None,
        }
    }
}

impl Answer {
    /// An answer with an outcome and nothing else.
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

    /// The TXT records, each with its character-strings joined without a separator
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

    /// The records; empty if there are none or the query failed.
    pub fn records(&self) -> &[RecordData] {
        match &self.outcome {
            Outcome::Records(records) => records,
            _ => &[],
        }
    }

    /// Why the query failed; `None` if it did not.
    pub const fn error(&self) -> Option<&LookupError> {
        match &self.outcome {
            Outcome::Failed(error) => Some(error),
            _ => None,
        }
    }
}

impl Tlsa {
    /// Parses the fields of a zone file: three numbers, then hexadecimal digits that may contain blanks.
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

/// Converts the octets of a character-string to text without loss: as UTF-8 if valid, else one character with the same
/// number per octet.
pub(super) fn text_of(octets: &[u8]) -> String {
    match std::str::from_utf8(octets) {
        Ok(text) => text.to_owned(),
        Err(_) => octets.iter().map(|&octet| char::from(octet)).collect(),
    }
}

impl LookupError {
    /// Whether the resolver or the path to it caused the error, so that another resolver may succeed.
    pub const fn is_retryable(&self) -> bool {
        !matches!(self, Self::Offline | Self::NotRecorded | Self::OverLimit(_))
    }

    /// The name of the error kind used in exports.
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
                "a web page instead of an answer; this network may require you to sign in first",
            ),
            Self::Malformed(what) => write!(f, "a reply that is not a DNS message ({what})"),
            Self::Truncated => f.write_str("a reply that was cut off"),
            Self::OtherQuestion => f.write_str("an answer to another question"),
            Self::ServFail => f.write_str(
                "SERVFAIL: the resolver got no answer it can trust; the name servers may be down or DNSSEC broken",
            ),
            Self::Refused => f.write_str("REFUSED: the resolver will not answer this question"),
            Self::Rcode(code) => write!(f, "DNS error code {code}"),
            Self::NotRecorded => f.write_str("not part of this recording"),
            Self::OverLimit(limit) => {
                write!(f, "over the limit of {limit} queries per check")
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
