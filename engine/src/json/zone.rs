//! The JSON form of a zone: a map from names to their records by type.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::dns::{Fault, Mx, RecordData, RecordType, Tlsa, Zone};
use crate::domain::DomainName;

/// A zone: a map from names to their entries.
pub type ZoneJson = BTreeMap<String, NodeJson>;

/// A name's records by type, or a `fault` that applies to all types.
pub type NodeJson = BTreeMap<String, EntryJson>;

/// The entry of one type: records, an alias or a fault.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum EntryJson {
    /// The records of the type.
    Records(Vec<RecordDataJson>),
    /// The target of a CNAME record, or the fault of the whole name.
    Text(String),
    /// A fault that applies to this type.
    Fault {
        /// `timeout`, `servfail` or `refused`.
        fault: String,
    },
}

/// The data of a record: the strings of a TXT record, or any record in zone-file notation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RecordDataJson {
    /// The data in zone-file notation; for a TXT record, one string without quotation marks.
    Text(String),
    /// The character-strings of a TXT record.
    Strings(Vec<String>),
}

impl From<&RecordData> for RecordDataJson {
    fn from(data: &RecordData) -> Self {
        match data {
            RecordData::A(address) => Self::Text(address.to_string()),
            RecordData::Aaaa(address) => Self::Text(address.to_string()),
            RecordData::Mx(mx) => {
                let host = mx
                    .exchange
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                Self::Text(format!("{} {host}.", mx.preference))
            }
            RecordData::Ptr(name) => {
                let name = name.as_ref().map(ToString::to_string);
                Self::Text(format!("{}.", name.unwrap_or_default()))
            }
            RecordData::Tlsa(tlsa) => Self::Text(tlsa.to_string()),
            RecordData::Txt(strings) => Self::Strings(strings.clone()),
        }
    }
}

/// Reads a zone from its JSON form.
///
/// # Errors
///
/// A sentence that names the part that can't be read.
pub fn zone(json: &ZoneJson) -> Result<Zone, String> {
    let mut zone = Zone::new("zone");
    for (name, node) in json {
        let name = domain(name)?;
        zone.add_name(&name);
        for (kind, entry) in node {
            let record_type = RecordType::ALL
                .into_iter()
                .find(|known| kind.eq_ignore_ascii_case(known.as_str()));
            match (record_type, entry) {
                (None, EntryJson::Text(text)) if kind == "fault" => {
                    zone.add_fault(&name, None, fault(text)?);
                }
                (None, EntryJson::Text(target)) if kind.eq_ignore_ascii_case("CNAME") => {
                    zone.add_alias(&name, domain(target)?);
                }
                (Some(record_type), EntryJson::Fault { fault: text }) => {
                    zone.add_fault(&name, Some(record_type), fault(text)?);
                }
                (Some(record_type), EntryJson::Text(text)) => {
                    zone.add(
                        &name,
                        parse_data(record_type, &RecordDataJson::Text(text.clone()))?,
                    );
                }
                (Some(record_type), EntryJson::Records(records)) => {
                    for data in records {
                        zone.add(&name, parse_data(record_type, data)?);
                    }
                }
                // A type that the checker does not query only makes the name exist.
                (None, _) => {}
            }
        }
    }
    Ok(zone)
}

/// Parses the data of a record.
pub(super) fn parse_data(kind: RecordType, data: &RecordDataJson) -> Result<RecordData, String> {
    let text = match (kind, data) {
        (RecordType::Txt, RecordDataJson::Strings(strings)) => {
            return Ok(RecordData::Txt(strings.clone()));
        }
        (RecordType::Txt, RecordDataJson::Text(text)) => {
            return Ok(RecordData::Txt(vec![text.clone()]));
        }
        (_, RecordDataJson::Text(text)) => text,
        (_, RecordDataJson::Strings(_)) => {
            return Err(format!("{kind} records are no lists of strings"));
        }
    };
    let bad = || format!("“{text}” is no data of {kind}");
    match kind {
        RecordType::A => text.parse().map(RecordData::A).map_err(|_| bad()),
        RecordType::Aaaa => text.parse().map(RecordData::Aaaa).map_err(|_| bad()),
        RecordType::Mx => {
            let (preference, host) = text.split_once(' ').ok_or_else(bad)?;
            let exchange = match host.trim() {
                "." => None,
                host => Some(domain(host)?),
            };
            let preference = preference.parse().map_err(|_| bad())?;
            Ok(RecordData::Mx(Mx {
                preference,
                exchange,
            }))
        }
        RecordType::Ptr => Ok(RecordData::Ptr(match text.trim() {
            "." => None,
            name => Some(domain(name)?),
        })),
        RecordType::Tlsa => Tlsa::from_fields(text.split_whitespace())
            .map(RecordData::Tlsa)
            .ok_or_else(bad),
        RecordType::Txt => Err(bad()),
    }
}

/// Parses a name in presentation format, in which a blank need not be escaped.
fn domain(text: &str) -> Result<DomainName, String> {
    DomainName::new(&text.replace(' ', "\\032")).map_err(|_| format!("“{text}” is no domain name"))
}

/// Parses the name of a fault.
fn fault(text: &str) -> Result<Fault, String> {
    match text {
        "timeout" => Ok(Fault::Timeout),
        "servfail" => Ok(Fault::ServFail),
        "refused" => Ok(Fault::Refused),
        _ => Err(format!(
            "“{text}” is no fault; timeout, servfail and refused are"
        )),
    }
}
