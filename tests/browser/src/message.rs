//! DNS messages, to the extent that a faulty test resolver needs to parse them ([RFC 1035, section
//! 4.1](https://www.rfc-editor.org/rfc/rfc1035#section-4.1)).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The length of a DNS header in octets.
const HEADER: usize = 12;

/// The record types that the page queries, by number.
const TYPES: [(u16, &str); 4] = [(1, "A"), (15, "MX"), (16, "TXT"), (28, "AAAA")];

/// A DNS question: a name and a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Question {
    /// The name in lower case, without a trailing dot.
    pub name: String,
    /// The mnemonic of the type, or its number.
    pub kind: String,
}

impl Question {
    /// A question for `kind` at `name`.
    pub fn new(name: &str, kind: &str) -> Self {
        Self {
            name: name.to_ascii_lowercase(),
            kind: kind.to_owned(),
        }
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.kind)
    }
}

/// Parses the question of a message; `None` for anything but one well-formed question in class IN.
pub fn question(message: &[u8]) -> Option<Question> {
    let is_one_question = message.get(4..6)? == [0, 1];
    let mut labels = Vec::new();
    let mut rest = message.get(HEADER..)?;
    loop {
        let (&length, after) = rest.split_first()?;
        if length == 0 {
            rest = after;
            break;
        }
        // A question contains no compression pointers.
        let (label, after) = after
            .split_at_checked(usize::from(length))
            .filter(|_| length < 64)?;
        labels.push(String::from_utf8_lossy(label).to_ascii_lowercase());
        rest = after;
    }
    let kind = u16::from_be_bytes(rest.get(..2)?.try_into().ok()?);
    let is_internet = rest.get(2..4)? == [0, 1];
    let known = TYPES.iter().find(|(number, _)| *number == kind);
    let kind = known.map_or_else(|| kind.to_string(), |(_, kind)| (*kind).to_owned());
    (is_one_question && is_internet).then(|| Question {
        name: labels.join("."),
        kind,
    })
}

/// Encodes a query with recursion desired.
pub fn query(question: &Question) -> Vec<u8> {
    let kind = TYPES
        .iter()
        .find(|(_, kind)| *kind == question.kind)
        .expect("a known type")
        .0;
    let mut message = vec![0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in question.name.split('.').filter(|label| !label.is_empty()) {
        message.push(u8::try_from(label.len()).expect("a short label"));
        message.extend(label.as_bytes());
    }
    message.push(0);
    message.extend(kind.to_be_bytes());
    message.extend([0, 1]);
    message
}

/// An empty response to a query, with a response code ([RFC 1035, section
/// 4.1.1](https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1)).
pub(crate) fn refusal(query: &[u8], code: u8) -> Vec<u8> {
    let mut message = query.to_vec();
    message[2] |= 0x80;
    message[3] = 0x80 | code;
    message
}

/// Changes an answer to answer a question about another name, by replacing the first letter of the name.
pub(crate) fn about_another_name(mut answer: Vec<u8>) -> Vec<u8> {
    let letter = &mut answer[HEADER + 1];
    *letter = if *letter == b'x' { b'y' } else { b'x' };
    answer
}

/// The same query about another name, of the same length.
pub(crate) fn about(message: &[u8], name: &str) -> Vec<u8> {
    let asked = question(message).expect("a query");
    let other = query(&Question::new(name, &asked.kind));
    let mut message = message.to_vec();
    message[HEADER..other.len()].copy_from_slice(&other[HEADER..]);
    message
}

/// An answer with the question of a query in place of its own, of the same length. Names in the answer refer to the question.
pub(crate) fn with_question_of(mut answer: Vec<u8>, query: &[u8]) -> Vec<u8> {
    let asked = question(query).expect("a query");
    let end = self::query(&asked).len();
    answer[HEADER..end].copy_from_slice(&query[HEADER..end]);
    answer
}

/// Encodes the `dns` parameter of a URL ([RFC 8484, section 6](https://www.rfc-editor.org/rfc/rfc8484#section-6)).
pub fn encode(message: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(message)
}

/// Decodes the message from the query part of a URL.
pub(crate) fn decode(query: &str) -> Option<Vec<u8>> {
    let parameter = query
        .split('&')
        .find_map(|part| part.strip_prefix("dns="))?;
    URL_SAFE_NO_PAD.decode(parameter).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_read_as_it_was_written() {
        let asked = Question::new("_dmarc.Example.com", "TXT");
        assert_eq!(question(&query(&asked)), Some(asked));
        assert_eq!(
            question(&query(&Question::new("", "MX"))),
            Some(Question::new("", "MX"))
        );
    }

    #[test]
    fn what_is_no_question_is_none() {
        let whole = query(&Question::new("a.example", "A"));
        for length in 0..whole.len() {
            assert_eq!(question(&whole[..length]), None);
        }
    }

    #[test]
    fn the_parameter_is_found_among_others() {
        assert_eq!(decode("ct=1&dns=AAAB"), Some(vec![0, 0, 1]));
        assert_eq!(decode("dns=A==="), None);
        assert_eq!(decode("name=a"), None);
    }
}
