//! [`read`]: turns typed or pasted text into a [`DomainName`].

use std::fmt;

use super::idn::to_ascii;
use super::{DomainName, MAX_LABEL, MAX_NAME, NameError};

/// The longest text that is examined, in bytes: longer than any URL that people paste.
const MAX_TEXT: usize = 8192;

/// The result of reading the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The domain to check.
    pub domain: DomainName,
    /// Whether anything was removed or converted besides capitals, surrounding blanks and a final dot, so that a page
    /// should say what it checks.
    pub is_adapted: bool,
}

/// Why a text can't be checked. `Display` gives the sentence for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputError {
    /// The text is empty or has only blanks.
    Empty,
    /// The text is far too long; holds its length in bytes.
    TextTooLong(usize),
    /// An IP address, which DMARC does not apply to; holds the address.
    IpAddress(String),
    /// A character that mail domains can't contain.
    BadCharacter(char),
    /// A label that begins or ends with a hyphen; holds the label.
    Hyphen(String),
    /// The placeholder that web pages show for a hidden mail address.
    ProtectedAddress,
    /// Two adjacent dots, or a dot at the beginning.
    EmptyLabel,
    /// A label of more than 63 characters; holds the label.
    LabelTooLong(String),
    /// A name of more than 253 characters; holds its length.
    NameTooLong(usize),
    /// A single label, such as `localhost`; holds the label.
    SingleLabel(String),
    /// A record instead of the name that publishes it; holds what kind of record.
    Record(&'static str),
    /// A list of names; holds their number and the first one.
    List(usize, String),
    /// A name that can't be converted to A-labels
    /// ([RFC 5890, section 2.3.2.1](https://www.rfc-editor.org/rfc/rfc5890#section-2.3.2.1)).
    NotConvertible(String),
}

/// Reads a domain from a host name, a URL, a mail address or a name from a DNS console.
///
/// Removes surrounding blanks, capitals, a final dot, ports, paths, angle brackets and leading service labels such as
/// `_dmarc`. Internationalized names are converted to A-labels.
///
/// Removes invisible characters as well, except joiners where IDNA allows them. A label that contains an underscore
/// must be part of a longer name, since registered names have no underscores.
///
/// Accepts a single label as a top-level domain only if it is written as one, with a final dot or a leading `_dmarc.`.
///
/// # Errors
///
/// An [`InputError`] that says why the text does not name a mail domain.
///
/// # Example
///
/// ```
/// use dmarc_engine::domain::read;
///
/// assert_eq!(read(" https://Example.com/about ").unwrap().domain.as_str(), "example.com");
/// assert_eq!(read("192.0.2.1").unwrap_err().to_string(), "192.0.2.1 is an IP address. DMARC protects domain names.");
/// ```
pub fn read(text: &str) -> Result<Input, InputError> {
    if text.len() > MAX_TEXT {
        return Err(InputError::TextTooLong(text.len()));
    }
    let typed = text.trim_matches(is_blank);
    if typed.is_empty() {
        return Err(InputError::Empty);
    }
    if is_protected_address(typed) {
        return Err(InputError::ProtectedAddress);
    }
    if let Some(kind) = kind_of_record(typed) {
        return Err(InputError::Record(kind));
    }
    // Otherwise the last of several mail addresses would be read.
    if typed.matches('@').nth(1).is_some()
        && let Some(list) = list_of(typed)
    {
        return Err(list);
    }
    match read_one(text.trim()) {
        Err(error @ (InputError::BadCharacter(_) | InputError::NotConvertible(_))) => {
            Err(list_of(typed).unwrap_or(error))
        }
        outcome => outcome,
    }
}

/// The kind of record that a text begins like; `None` if it is none.
fn kind_of_record(typed: &str) -> Option<&'static str> {
    const KINDS: [(&str, &str); 6] = [
        ("v=dmarc1", "DMARC"),
        ("v=spf1", "SPF"),
        ("v=dkim1", "DKIM"),
        ("v=bimi1", "BIMI"),
        ("v=stsv1", "MTA-STS"),
        ("v=tlsrptv1", "TLS-RPT"),
    ];
    let is_written = |c: &char| !is_blank(*c) && *c != '"';
    let start: String = typed.chars().filter(is_written).take(10).collect();
    let start = start.to_ascii_lowercase();
    let mut kinds = KINDS.iter();
    kinds
        .find(|(version, _)| start.starts_with(version))
        .map(|(_, kind)| *kind)
}

/// The error for a list of names; `None` if the text is not a list.
fn list_of(typed: &str) -> Option<InputError> {
    // Web addresses may contain commas.
    let is_between = |c: char| is_blank(c) || matches!(c, ',' | ';') && !typed.contains('/');
    let mut names = typed.split(is_between).filter(|part| !part.is_empty());
    let (first, second) = (read_one(names.next()?).ok()?, names.next()?);
    let others = std::iter::once(second).chain(names);
    let count = others
        .map(|part| read_one(part).ok())
        .collect::<Option<Vec<_>>>()?;
    Some(InputError::List(count.len() + 1, first.domain.to_string()))
}

/// Reads a text that names a single domain.
fn read_one(written: &str) -> Result<Input, InputError> {
    let typed = written.trim_matches(|c| is_blank(c) || is_around(c));
    let host = host_of(typed).trim_matches(|c| is_blank(c) || is_around(c));
    refuse_ip_address(host)?;

    // One final dot, inside or outside of quotation marks, is the root label. A second one is a mistake.
    let (mut host, mut ends_in_dot) = (host, false);
    while let Some(rest) = host.strip_suffix(STOPS).filter(|_| !ends_in_dot) {
        host = rest.trim_end_matches(|c| is_blank(c) || is_around(c));
        ends_in_dot = true;
    }
    let shown: String = host
        .trim_start_matches('。')
        .chars()
        .filter(|&c| !shows_nothing(c))
        .collect();
    let host = shown.as_str();
    let (host, had_service) = without_service_labels(host);
    let ascii = convert(host)?;
    // IDNA also maps other characters to dots and underscores.
    let (ascii, had_more) = without_service_labels(&ascii);
    if ascii.is_empty() {
        return Err(InputError::Empty);
    }
    let domain = checked(ascii)?;

    if domain.label_count() == 1 && !(ends_in_dot || had_service || had_more) {
        return Err(InputError::SingleLabel(domain.to_string()));
    }
    let plain = written.strip_suffix('.').unwrap_or(written);
    Ok(Input {
        is_adapted: plain.to_ascii_lowercase() != domain.as_str(),
        domain,
    })
}

/// The full stop, and the characters that IDNA treats as one
/// ([RFC 3490, section 3.1](https://www.rfc-editor.org/rfc/rfc3490#section-3.1)).
const STOPS: [char; 4] = ['.', '。', '．', '｡'];

/// Whether a character is invisible and never part of a name: zero width space, word joiner, byte order mark, soft
/// hyphen.
const fn shows_nothing(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Whether a character is a joiner, which IDNA allows next to some letters
/// ([RFC 5892, appendix A](https://www.rfc-editor.org/rfc/rfc5892#appendix-A)).
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a character is white space, or an invisible one that comes along when text is copied from documents.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether a character is punctuation that comes along when a name is copied out of a sentence: quotation marks,
/// brackets, commas.
fn is_around(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | ','
            | ';'
            | '('
            | ')'
            | '!'
            | '|'
            | '\u{ab}'
            | '\u{bb}'
            | '\u{2039}'
            | '\u{203a}'
    ) || matches!(c, '\u{2010}'..='\u{201f}' | '\u{2026}' | '\u{3001}' | '\u{3008}'..='\u{3011}')
        || matches!(
            c,
            '\u{ff02}' | '\u{ff07}' | '\u{ff0c}' | '\u{ff1b}' | '\u{ff08}' | '\u{ff09}'
        )
}

/// Whether the text is the placeholder that web pages show for a mail address that they hide from bots.
fn is_protected_address(text: &str) -> bool {
    let inner = text.trim_matches(['[', ']', '<', '>']);
    let words = || inner.split(|c: char| !c.is_ascii_alphabetic());
    words().any(|word| word.eq_ignore_ascii_case("protected"))
        && words().any(|word| word.eq_ignore_ascii_case("email"))
        && inner.contains(|c: char| c.is_whitespace() || c == '\u{a0}')
}

/// Whether a non-ASCII character is never allowed in a name: quotation marks, dashes, other punctuation, and characters
/// that reverse the text direction ([RFC 5892, section 2.6](https://www.rfc-editor.org/rfc/rfc5892#section-2.6) lists
/// the exceptions).
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}' | '\u{b8}'..='\u{bf}' | '\u{d7}' | '\u{f7}')
        && !matches!(c, '\u{ad}' | '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{ba}')
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}')
        || matches!(c, '\u{3001}' | '\u{3003}' | '\u{3008}'..='\u{301f}')
        || matches!(c, '\u{61c}' | '\u{2028}'..='\u{202e}' | '\u{2061}'..='\u{206f}')
}

/// The host name in a URL or mail address.
fn host_of(text: &str) -> &str {
    // Such as "Name <user@example.com>" and "<https://example.com>".
    let text = match (text.rfind('<'), text.rfind('>')) {
        (Some(open), Some(close)) if open < close => text.get(open + 1..close).unwrap_or(text),
        _ => text,
    };
    let text = match text.split_once("://") {
        Some((_, rest)) => rest,
        None => strip_prefix_ignoring_case(text, "mailto:").unwrap_or(text),
    };
    let text = text.split(['/', '?', '#', '\\']).next().unwrap_or(text);
    let text = text.rsplit_once('@').map_or(text, |(_, host)| host);
    // Remove a port, but keep the colons of an IPv6 address.
    match text.split_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => text,
    }
}

/// `text` without `prefix`, ignoring ASCII case.
fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Refuses IPv4 and IPv6 addresses, including address literals as in mail addresses.
fn refuse_ip_address(host: &str) -> Result<(), InputError> {
    let bare = host
        .trim_start_matches('[')
        .split(']')
        .next()
        .unwrap_or(host);
    let bare = strip_prefix_ignoring_case(bare, "IPv6:").unwrap_or(bare);
    let looks_like_ipv4 = bare.contains('.')
        && bare
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if looks_like_ipv4 || bare.parse::<std::net::IpAddr>().is_ok() {
        return Err(InputError::IpAddress(bare.to_owned()));
    }
    Ok(())
}

/// Removes service labels, which begin with an underscore, and everything before them:
/// `selector._domainkey.example.com` is about `example.com`.
fn without_service_labels(host: &str) -> (&str, bool) {
    let mut rest = host;
    let mut cut = None;
    loop {
        let (label, after) = rest.split_once(STOPS).unwrap_or((rest, ""));
        if label.len() > 1 && label.starts_with('_') {
            cut = Some(after);
        }
        if after.is_empty() {
            break;
        }
        rest = after;
    }
    cut.map_or((host, false), |after| (after, true))
}

/// Converts the host to A-labels. ASCII is left alone, so that [`checked`] reports its mistakes.
fn convert(host: &str) -> Result<String, InputError> {
    if host.is_ascii()
        && !host
            .to_ascii_lowercase()
            .split('.')
            .any(|l| l.starts_with("xn--"))
    {
        return Ok(host.to_owned());
    }
    if let Some(bad) = host.chars().find(|&c| is_refused(c)) {
        return Err(InputError::BadCharacter(bad));
    }
    let convertible = |host: &str| to_ascii(host).filter(|ascii| !ascii.is_empty());
    let without_joiners = || {
        host.contains(is_joiner)
            .then(|| host.replace(is_joiner, ""))
    };
    convertible(host)
        .or_else(|| convertible(&without_joiners()?))
        .ok_or_else(|| InputError::NotConvertible(host.to_owned()))
}

/// Whether internationalized names can't contain the character.
pub(super) fn is_refused(c: char) -> bool {
    is_blank(c) && !is_joiner(c) || c.is_control() || is_bad_ascii(c) || is_punctuation(c)
}

/// Whether an ASCII character can appear neither in a mail domain
/// ([RFC 5321, section 4.1.2](https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2): letters, digits, hyphens) nor in a
/// host name, some of which contain underscores.
fn is_bad_ascii(c: char) -> bool {
    c.is_ascii() && !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
}

/// Checks the name against the rules for host names and the limits of DNS.
fn checked(ascii: &str) -> Result<DomainName, InputError> {
    if let Some(bad) = ascii.chars().find(|&c| is_bad_ascii(c)) {
        return Err(InputError::BadCharacter(bad));
    }
    let domain = DomainName::new(ascii).map_err(|error| match error {
        NameError::EmptyLabel => InputError::EmptyLabel,
        NameError::LabelTooLong => InputError::LabelTooLong(
            ascii
                .split('.')
                .find(|l| l.len() > MAX_LABEL)
                .unwrap_or_default()
                .to_owned(),
        ),
        NameError::TooLong => InputError::NameTooLong(ascii.len()),
        NameError::BadCharacter(c) => InputError::BadCharacter(c),
    })?;
    if let Some(label) = domain
        .labels()
        .find(|l| l.starts_with('-') || l.ends_with('-'))
    {
        return Err(InputError::Hyphen(label.to_owned()));
    }
    // Registered names have at least two labels and no underscores.
    if domain.rightmost(2).as_str().contains('_') {
        return Err(InputError::BadCharacter('_'));
    }
    // Top-level domains are never all digits, so an IP address was meant.
    if domain
        .labels()
        .next_back()
        .is_some_and(|l| l.bytes().all(|b| b.is_ascii_digit()))
    {
        return Err(InputError::IpAddress(domain.to_string()));
    }
    Ok(domain)
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Enter a domain, such as example.com."),
            Self::TextTooLong(bytes) => {
                write!(
                    f,
                    "This text has {bytes} bytes. A domain has at most {MAX_NAME} characters."
                )
            }
            Self::IpAddress(address) => {
                write!(
                    f,
                    "{address} is an IP address. DMARC protects domain names."
                )
            }
            Self::ProtectedAddress => f.write_str(
                "This is what a web page shows instead of an email address that it hides from bots. Enter the domain \
                 itself.",
            ),
            Self::BadCharacter(c) if is_blank(*c) => {
                write!(f, "A domain can't contain a space (U+{:04X}).", u32::from(*c))
            }
            Self::BadCharacter(c) if c.is_control() => {
                write!(
                    f,
                    "A domain can't contain a control character (U+{:04X}).",
                    u32::from(*c)
                )
            }
            // The character could reverse the text after it.
            Self::BadCharacter(c) if is_punctuation(*c) || !c.is_ascii() => write!(
                f,
                "The character U+{:04X} cannot be part of a mail domain.",
                u32::from(*c)
            ),
            Self::BadCharacter(c) => write!(
                f,
                "The character “{c}” (U+{:04X}) cannot be part of a mail domain.",
                u32::from(*c)
            ),
            Self::Hyphen(label) => {
                write!(
                    f,
                    "“{label}” begins or ends with a hyphen, which a mail domain does not allow."
                )
            }
            Self::EmptyLabel => f.write_str("Something is missing before or between the dots."),
            Self::LabelTooLong(label) => write!(
                f,
                "A part of this name has {} characters. DNS allows {MAX_LABEL} between two dots.",
                label.len()
            ),
            Self::NameTooLong(length) => {
                write!(
                    f,
                    "This name has {length} characters. DNS allows {MAX_NAME}."
                )
            }
            Self::SingleLabel(label) if label == "localhost" => {
                f.write_str("“localhost” means the computer itself. No mail comes from it.")
            }
            Self::SingleLabel(label) => write!(
                f,
                "“{label}” is a single word. Did you mean {label}.com? For the top-level domain, enter “{label}.” with \
                 its dot."
            ),
            Self::Record(kind) => write!(
                f,
                "This is {} {kind} record. Enter the domain that publishes it.",
                if matches!(*kind, "SPF" | "MTA-STS") { "an" } else { "a" }
            ),
            Self::List(count, first) => write!(
                f,
                "This is a list of {count} names. Enter one of them, such as {first}."
            ),
            Self::NotConvertible(host) => {
                let plain = |c: &char| !(is_blank(*c) || c.is_control() || is_punctuation(*c));
                let host: String = host.chars().filter(plain).collect();
                write!(
                    f,
                    "“{host}” cannot be written as an internationalized domain name."
                )
            }
        }
    }
}

impl std::error::Error for InputError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, domain: &str) {
        assert_eq!(
            read(text).map(|i| i.domain.to_string()),
            Ok(domain.to_owned()),
            "{text}"
        );
    }

    #[track_caller]
    fn refuses(text: &str, message: &str) {
        assert_eq!(
            read(text).map_err(|e| e.to_string()),
            Err(message.to_owned()),
            "{text}"
        );
    }

    #[test]
    fn a_record_is_named_as_one() {
        for (text, kind) in [
            ("v=DMARC1; p=none", "DMARC"),
            ("\"v=DMARC1;p=none\"", "DMARC"),
            (" V = dmarc1 ; p=reject", "DMARC"),
            ("v=spf1 -all", "SPF"),
            ("v=DKIM1; k=rsa; p=abc", "DKIM"),
            ("v=TLSRPTv1; rua=mailto:a@b.example", "TLS-RPT"),
        ] {
            assert_eq!(read(text).unwrap_err(), InputError::Record(kind), "{text}");
        }
        assert_eq!(
            read("v.dmarc1.example").unwrap().domain.as_str(),
            "v.dmarc1.example"
        );
        assert_eq!(
            read("v=spf1 -all").unwrap_err().to_string(),
            "This is an SPF record. Enter the domain that publishes it."
        );
    }

    #[test]
    fn ok_what_people_paste() {
        reads("example.com", "example.com");
        reads("  Example.COM. \n", "example.com");
        reads("user@example.com", "example.com");
        reads("\"A, B\" <user@Example.com>", "example.com");
        reads("mailto:user@example.com?subject=x", "example.com");
        reads(
            "https://user:pass@www.example.com:8443/a?b#c",
            "www.example.com",
        );
        reads("example.com:25", "example.com");
        reads("example.com/path", "example.com");
        reads("_dmarc.example.com.", "example.com");
        reads("s1._domainkey.example.com", "example.com");
        reads("\u{feff}example.com\u{200b}", "example.com");
        reads("a--b.example.com", "a--b.example.com");
    }

    #[test]
    fn ok_internationalized() {
        reads("Bücher.example", "xn--bcher-kva.example");
        reads("XN--BCHER-KVA.example", "xn--bcher-kva.example");
        reads("例え。テスト", "xn--r8jz45g.xn--zckzah");
        reads("post@straße.example", "xn--strae-oqa.example");
    }

    #[test]
    fn labels_of_services_however_their_stops_and_underscores_are_written() {
        for text in [
            "s1._domainkey.shop.example",
            "s1。_domainkey。shop。example",
            "s1．_domainkey.shop.example.",
            "s1.\u{ff3f}domainkey.shop.example",
            "s1｡\u{fe33}domainkey.shop.example。",
            "_dmarc。shop.example",
        ] {
            let found = read(text).map(|input| input.domain.to_string());
            assert_eq!(found.as_deref(), Ok("shop.example"), "{text}");
        }
        assert_eq!(read("s1。_domainkey。"), Err(InputError::Empty));
        assert_eq!(read("s1.\u{ff3f}domainkey"), Err(InputError::Empty));
    }

    #[test]
    fn ok_top_level_domain_when_written_as_one() {
        reads("bank.", "bank");
        reads("_dmarc.bank", "bank");
    }

    #[test]
    fn tells_when_more_than_case_was_changed() {
        assert!(!read(" Example.com. ").unwrap().is_adapted);
        assert!(read("user@example.com").unwrap().is_adapted);
        assert!(read("Bücher.example").unwrap().is_adapted);
    }

    #[test]
    fn err_with_the_reason() {
        refuses(" \t", "Enter a domain, such as example.com.");
        refuses("_dmarc.", "Enter a domain, such as example.com.");
        refuses(
            "192.0.2.1",
            "192.0.2.1 is an IP address. DMARC protects domain names.",
        );
        refuses(
            "999.1.1.1",
            "999.1.1.1 is an IP address. DMARC protects domain names.",
        );
        refuses(
            "http://[2001:db8::1]:80/",
            "2001:db8::1 is an IP address. DMARC protects domain names.",
        );
        refuses(
            "u@[IPv6:2001:db8::1]",
            "2001:db8::1 is an IP address. DMARC protects domain names.",
        );
        refuses(
            "example.123",
            "example.123 is an IP address. DMARC protects domain names.",
        );
        refuses("exam ple.com", "A domain can't contain a space (U+0020).");
        reads("my_host.example.com", "my_host.example.com");
        reads("a_.b.example.com", "a_.b.example.com");
        refuses(
            "exa_mple.com",
            "The character “_” (U+005F) cannot be part of a mail domain.",
        );
        refuses(
            "bü_cher.com",
            "The character “_” (U+005F) cannot be part of a mail domain.",
        );
        refuses(
            "-a.example.com",
            "“-a” begins or ends with a hyphen, which a mail domain does not allow.",
        );
        refuses(
            "a..example.com",
            "Something is missing before or between the dots.",
        );
        refuses(
            ".example.com",
            "Something is missing before or between the dots.",
        );
        refuses(
            &format!("{}.com", "a".repeat(64)),
            "A part of this name has 64 characters. DNS allows 63 between two dots.",
        );
        refuses(
            &"ab.".repeat(90),
            "This name has 269 characters. DNS allows 253.",
        );
        refuses(
            "localhost",
            "“localhost” means the computer itself. No mail comes from it.",
        );
        refuses(
            "com",
            "“com” is a single word. Did you mean com.com? For the top-level domain, enter “com.” with its dot.",
        );
        refuses(
            &"a".repeat(100_000),
            "This text has 100000 bytes. A domain has at most 253 characters.",
        );
    }

    #[test]
    fn punctuation_of_the_sentence_around_it() {
        for text in [
            "\u{201c}corp.example\u{201d}",
            "\u{ab}corp.example\u{bb}",
            "\u{2018}corp.example\u{2019}",
            "corp.example\u{3001}",
            "\u{2013} corp.example",
            "\"corp.example\",",
            "(corp.example)",
            "\u{201c}https://corp.example/a\u{201d}",
            "\u{201c}corp.example\u{201d}.",
            "\u{201c}corp.example.\u{201d}",
            "。corp.example。",
        ] {
            reads(text, "corp.example");
        }
        for text in [
            "corp\u{2013}x.example",
            "corp\u{2019}s.example",
            "a\u{ab}b.example",
            "a\u{3001}b.example",
        ] {
            assert!(
                matches!(read(text), Err(InputError::BadCharacter(_))),
                "{text}"
            );
        }
        reads("b\u{fc}cher.example", "xn--bcher-kva.example");
        reads("col\u{b7}legi.example", "xn--collegi-xma.example");
    }

    #[test]
    fn what_shows_nothing_is_dropped_and_said() {
        for hidden in [
            '\u{200b}', '\u{2060}', '\u{feff}', '\u{ad}', '\u{200c}', '\u{200d}',
        ] {
            for text in [
                "corp.exam{}ple",
                "{}corp.example",
                "co{}rp.example{}",
                "a@corp{}.example",
            ] {
                let text = text.replace("{}", &hidden.to_string());
                reads(&text, "corp.example");
                assert!(read(&text).is_ok_and(|input| input.is_adapted), "{text:?}");
            }
        }
        // Where IDNA allows a joiner, it is part of the name.
        reads(
            "\u{646}\u{627}\u{645}\u{647}\u{200c}\u{627}\u{6cc}.example",
            "xn--mgba3gch31f060k.example",
        );
        // Characters that reverse the order of others are never dropped, and never repeated in the message.
        for turning in ['\u{202e}', '\u{2066}', '\u{61c}'] {
            let refusal = read(&format!("corp{turning}.example"))
                .unwrap_err()
                .to_string();
            assert!(
                refusal.contains("U+") && refusal.chars().all(|c| c != turning),
                "{refusal:?}"
            );
        }
    }

    #[test]
    fn a_list_is_recognized_as_one() {
        for text in [
            "corp.example, shop.example",
            "corp.example shop.example",
            "corp.example;shop.example",
            "corp.example\nshop.example",
            "a@corp.example, b@shop.example,",
        ] {
            refuses(
                text,
                "This is a list of 2 names. Enter one of them, such as corp.example.",
            );
        }
        reads("\"Doe, Jane\" <jane@corp.example>", "corp.example");
        reads("https://corp.example/a,b.example", "corp.example");
        for text in ["exam ple.com", "corp.example and more", "corp. example"] {
            assert!(
                matches!(read(text), Err(InputError::BadCharacter(' '))),
                "{text}"
            );
        }
    }

    #[test]
    fn hidden_mail_addresses() {
        let message = InputError::ProtectedAddress.to_string();
        for text in [
            "[email protected]",
            "[email\u{a0}protected]",
            "[email protected]  ",
        ] {
            refuses(text, &message);
        }
        reads("email-protected.example", "email-protected.example");
    }
}
