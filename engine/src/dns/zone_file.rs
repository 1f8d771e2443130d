//! Reads zone files ([RFC 1035, section 5](https://www.rfc-editor.org/rfc/rfc1035#section-5)), limited to what the
//! example zone and the tests use: one record per line, `$TTL`, `@`, an owner inherited from the previous line,
//! comments, quoted strings with `\\DDD`, and the types A, AAAA, CNAME, MX, PTR, TLSA and TXT. A record of another type
//! only makes its name exist. Parentheses and classes are not supported.
//!
//! # Why not an existing parser
//!
//! The parser in the `domain` crate supports every record type and needs a date library. That would be a third of the
//! whole Wasm, for one file that ships with it. A test checks that both parsers read the example zone alike.

use std::fmt;

use super::answer::text_of;
use super::{Mx, RecordData, Tlsa};
use crate::domain::DomainName;

/// A parsed line of a zone file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name that the line is about.
    pub owner: DomainName,
    /// The TTL in seconds, if a `$TTL` precedes the line.
    pub ttl: Option<u32>,
    /// What the line says about the name.
    pub data: Data,
}

/// What a line says about its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// A record of a type that the checker queries.
    Record(RecordData),
    /// A CNAME record with this target.
    Alias(DomainName),
    /// A record of another type, whose data is ignored.
    Other,
}

/// Why a zone file can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneError {
    /// The line number, counted from 1.
    line: usize,
    what: &'static str,
}

impl fmt::Display for ZoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for ZoneError {}

/// The entries of a zone file. Relative names are below `origin`; an empty origin is the root.
///
/// # Errors
///
/// A [`ZoneError`] with the line of the mistake, in place of an entry.
pub fn entries(origin: &str, text: &str) -> impl Iterator<Item = Result<Entry, ZoneError>> {
    let mut reader = Reader {
        origin,
        owner: None,
        ttl: None,
    };
    text.lines().enumerate().filter_map(move |(number, line)| {
        let error = |what| ZoneError {
            line: number + 1,
            what,
        };
        reader.line(line).map_err(error).transpose()
    })
}

/// The state that carries over from line to line.
struct Reader<'a> {
    /// The name that relative names are below.
    origin: &'a str,
    /// The owner of the previous line.
    owner: Option<DomainName>,
    ttl: Option<u32>,
}

impl Reader<'_> {
    /// Parses a line; `None` if it has no record.
    fn line(&mut self, line: &str) -> Result<Option<Entry>, &'static str> {
        let is_continued = line.starts_with([' ', '\t']);
        let fields = fields(line)?;
        let mut fields = fields.iter().map(Vec::as_slice);
        if !is_continued {
            match fields.next() {
                None => return Ok(None),
                Some(b"$TTL") => {
                    let ttl = fields.next().and_then(|field| text_of(field).parse().ok());
                    self.ttl = Some(ttl.ok_or("$TTL needs a number of seconds")?);
                    return Ok(None);
                }
                Some(owner) => self.owner = Some(self.name(Some(owner))?),
            }
        }
        let Some(mut kind) = fields.next() else {
            return Ok(None);
        };
        let mut ttl = self.ttl;
        if let Ok(own) = text_of(kind).parse() {
            ttl = Some(own);
            kind = fields.next().ok_or("a type is missing")?;
        }
        let data = match kind {
            b"A" => Data::Record(RecordData::A(parsed(fields.next())?)),
            b"AAAA" => Data::Record(RecordData::Aaaa(parsed(fields.next())?)),
            b"CNAME" => Data::Alias(self.name(fields.next())?),
            b"MX" => {
                let preference = parsed(fields.next())?;
                let host = fields.next();
                let exchange = if host == Some(b".") {
                    None
                } else {
                    Some(self.name(host)?)
                };
                Data::Record(RecordData::Mx(Mx {
                    preference,
                    exchange,
                }))
            }
            b"PTR" => {
                let host = fields.next();
                let name = if host == Some(b".") {
                    None
                } else {
                    Some(self.name(host)?)
                };
                Data::Record(RecordData::Ptr(name))
            }
            b"TLSA" => {
                let texts: Vec<_> = fields.map(text_of).collect();
                let tlsa = Tlsa::from_fields(texts.iter().map(String::as_str));
                Data::Record(RecordData::Tlsa(
                    tlsa.ok_or("this data does not fit the type")?,
                ))
            }
            b"TXT" => Data::Record(RecordData::Txt(fields.map(text_of).collect())),
            _ => Data::Other,
        };
        let owner = self.owner.clone().ok_or("the first record has no owner")?;
        Ok(Some(Entry { owner, ttl, data }))
    }

    /// Parses a name. It is relative to the origin unless it ends in a dot.
    fn name(&self, field: Option<&[u8]>) -> Result<DomainName, &'static str> {
        let name = text_of(field.ok_or("a name is missing")?);
        let name = match name.as_str() {
            "@" => self.origin.to_owned(),
            absolute if absolute.ends_with('.') || self.origin.is_empty() => absolute.to_owned(),
            relative => format!("{relative}.{}", self.origin),
        };
        DomainName::new(&name).map_err(|_| "this is not a name")
    }
}

/// Parses a number or an address.
fn parsed<T: std::str::FromStr>(field: Option<&[u8]>) -> Result<T, &'static str> {
    let text = text_of(field.ok_or("the data is missing")?);
    text.parse().map_err(|_| "this data does not fit the type")
}

/// Splits a line, up to its comment, into words and quoted strings.
fn fields(line: &str) -> Result<Vec<Vec<u8>>, &'static str> {
    let mut fields = Vec::new();
    let mut rest = line.bytes().peekable();
    loop {
        while rest.next_if(|b| matches!(b, b' ' | b'\t')).is_some() {}
        let is_quoted = match rest.peek() {
            None | Some(b';') => return Ok(fields),
            Some(b'"') => rest.next().is_some(),
            Some(_) => false,
        };
        let mut field = Vec::new();
        loop {
            match rest.next() {
                Some(b'"') if is_quoted => break,
                None if is_quoted => return Err("a string has no end"),
                Some(b' ' | b'\t') | None if !is_quoted => break,
                Some(b'\\') => field.push(escaped(&mut rest).ok_or("a backslash escapes nothing")?),
                Some(octet) => field.push(octet),
                None => break,
            }
        }
        fields.push(field);
    }
}

/// Decodes the characters after a backslash: three digits give an octet, any other character stands for itself.
fn escaped(rest: &mut std::iter::Peekable<std::str::Bytes<'_>>) -> Option<u8> {
    if !rest.peek()?.is_ascii_digit() {
        return rest.next();
    }
    let mut octet: u8 = 0;
    for _ in 0..3 {
        let digit = rest.next_if(u8::is_ascii_digit)? - b'0';
        octet = octet.checked_mul(10)?.checked_add(digit)?;
    }
    Some(octet)
}

#[cfg(test)]
mod tests {
    use ::domain::rdata::ZoneRecordData;
    use ::domain::zonefile::inplace::{Entry as TheirEntry, Zonefile};

    use super::*;

    /// The entries that the `domain` crate reads from a file.
    fn theirs(origin: &str, text: &str) -> Vec<Entry> {
        let mut file = Zonefile::with_capacity(text.len() + 64);
        file.extend_from_slice(format!("$ORIGIN {origin}.\n").as_bytes());
        file.extend_from_slice(text.as_bytes());
        file.set_default_class(::domain::base::iana::Class::IN);
        let name = |name: &dyn fmt::Display| DomainName::new(&name.to_string()).unwrap();
        let mut entries = Vec::new();
        while let Some(TheirEntry::Record(record)) = file.next_entry().unwrap() {
            let data = match record.data() {
                ZoneRecordData::A(a) => Data::Record(RecordData::A(a.addr())),
                ZoneRecordData::Aaaa(a) => Data::Record(RecordData::Aaaa(a.addr())),
                ZoneRecordData::Cname(cname) => Data::Alias(name(cname.cname())),
                ZoneRecordData::Mx(mx) => Data::Record(RecordData::Mx(Mx {
                    preference: mx.preference(),
                    exchange: DomainName::new(&mx.exchange().to_string()).ok(),
                })),
                ZoneRecordData::Txt(data) => {
                    Data::Record(RecordData::Txt(data.iter().map(text_of).collect()))
                }
                ZoneRecordData::Tlsa(tlsa) => Data::Record(RecordData::Tlsa(Tlsa {
                    usage: tlsa.usage().to_int(),
                    selector: tlsa.selector().to_int(),
                    matching_type: tlsa.matching_type().to_int(),
                    data: tlsa.data().to_vec(),
                })),
                _ => Data::Other,
            };
            let ttl = Some(record.ttl().as_secs());
            entries.push(Entry {
                owner: name(record.owner()),
                ttl,
                data,
            });
        }
        entries
    }

    #[test]
    fn the_example_zone_reads_as_a_full_reader_reads_it() {
        let text = include_str!("example.zone");
        let ours: Result<Vec<_>, _> = entries("example", text).collect();
        assert_eq!(ours.unwrap(), theirs("example", text));
    }

    #[test]
    fn a_record_may_have_a_ttl_of_its_own() {
        let text = "$TTL 60\na 300 A 192.0.2.1\nb A 192.0.2.1\n";
        let ours: Result<Vec<_>, _> = entries("example", text).collect();
        assert_eq!(ours.unwrap(), theirs("example", text));
    }

    #[test]
    fn the_digits_of_a_certificate_may_have_blanks_in_between() {
        let text = "$TTL 60\n_25._tcp.mx TLSA 3 1 1 0b9F a0\n";
        let ours: Result<Vec<_>, _> = entries("example", text).collect();
        assert_eq!(ours.unwrap(), theirs("example", text));
    }

    #[test]
    fn err_with_the_line() {
        for (text, message) in [
            ("$TTL x", "line 1: $TTL needs a number of seconds"),
            ("\n A 192.0.2.1", "line 2: the first record has no owner"),
            ("a TXT \"open", "line 1: a string has no end"),
            ("a TXT \\25", "line 1: a backslash escapes nothing"),
            ("a A 192.0.2", "line 1: this data does not fit the type"),
            ("a MX 10", "line 1: a name is missing"),
            ("a TLSA 3 1 1", "line 1: this data does not fit the type"),
            (
                "a TLSA 3 1 1 ABC",
                "line 1: this data does not fit the type",
            ),
            ("a CNAME b..c", "line 1: this is not a name"),
        ] {
            let error = entries("example", text).find_map(Result::err);
            assert_eq!(
                error.map(|e| e.to_string()).as_deref(),
                Some(message),
                "{text}"
            );
        }
    }
}
