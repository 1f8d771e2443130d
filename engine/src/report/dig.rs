//! [`dig`]: a question as a command that is safe to paste into a shell, whatever name it asks about.

use crate::dns::Question;

/// A `dig` command that asks the question; `None` if no safe one exists.
///
/// Names come from the checked domain and from its records, so a stranger controls them. A name of letters, digits, `-`
/// and `_` is written as it is. In any other name, each other octet is written as `\DDD`, which `dig` reads the way
/// zone files do ([RFC 1035, section 5.1](https://www.rfc-editor.org/rfc/rfc1035#section-5.1)), and the whole name is
/// put in single quotes. This leaves nothing for a shell to interpret, even where single quotes do not quote, as in the
/// Windows command prompt.
///
/// Returns `None` for a name that `dig` might take for an option (one that starts with `-`, `+`, `@` or the like) and
/// for a name with control characters.
pub(super) fn dig(question: &Question) -> Option<String> {
    let labels: Vec<_> = question.name.labels().map(octets).collect();
    let first = labels.first()?.first().copied()?;
    let is_odd_start = !(is_plain(first) || first == b'*') || first == b'-';
    if is_odd_start || labels.iter().flatten().any(u8::is_ascii_control) {
        return None;
    }
    let written: Vec<String> = labels.iter().map(|label| written(label)).collect();
    let mut name = written.join(".");
    if labels.len() == 1 {
        // Without the final dot, `dig` takes a name such as `mx` or `in` for a type or class.
        name.push('.');
    }
    if !labels.iter().flatten().copied().all(is_plain) {
        name = format!("'{name}'");
    }
    Some(format!("dig {name} {}", question.kind))
}

/// Whether an octet of a label has no special meaning in a shell.
const fn is_plain(octet: u8) -> bool {
    matches!(octet, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_')
}

/// A label in zone-file notation, with every octet that is not plain as `\DDD`.
fn written(label: &[u8]) -> String {
    let octets = label.iter().map(|&octet| {
        if is_plain(octet) || octet == b'*' {
            char::from(octet).to_string()
        } else {
            format!("\\{octet:03}")
        }
    });
    octets.collect()
}

/// The octets of a label, with its escapes decoded.
fn octets(label: &str) -> Vec<u8> {
    let (mut octets, mut rest) = (Vec::new(), label.bytes());
    while let Some(octet) = rest.next() {
        if octet != b'\\' {
            octets.push(octet);
            continue;
        }
        match rest.next() {
            Some(first @ b'0'..=b'9') => {
                let digits = [Some(first), rest.next(), rest.next()];
                let number = digits.into_iter().flatten().fold(0_u8, |number, digit| {
                    number
                        .wrapping_mul(10)
                        .wrapping_add(digit.wrapping_sub(b'0'))
                });
                octets.push(number);
            }
            other => octets.extend(other),
        }
    }
    octets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::RecordType;
    use crate::domain::DomainName;

    #[track_caller]
    fn asks(name: &str, expected: Option<&str>) {
        let name = DomainName::new(name).unwrap();
        let found = dig(&Question::new(name, RecordType::Mx));
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn plain_names_are_written_as_they_are() {
        asks("_dmarc.a-b.example", Some("dig _dmarc.a-b.example MX"));
        asks("in", Some("dig in. MX"));
    }

    #[test]
    fn all_else_is_quoted_and_numbered() {
        asks("*.example", Some("dig '*.example' MX"));
        asks("x;y.example", Some("dig 'x\\059y.example' MX"));
        asks("x\\032\\..example", Some("dig 'x\\032\\046.example' MX"));
        asks("x\\\\y.example", Some("dig 'x\\092y.example' MX"));
        asks("x'y.\\200.example", Some("dig 'x\\039y.\\200.example' MX"));
    }

    #[test]
    fn no_command_for_what_looks_like_an_option() {
        for name in [
            "-x.example",
            "\\-x.example",
            "\\045x.example",
            "+short.example",
            "@x.example",
            "%x.example",
            "a\\010b.example",
            "a\\127b.example",
        ] {
            asks(name, None);
        }
    }
}
