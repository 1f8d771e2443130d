//! [`Typed`]: the visitor's input to the question whether an address may send.

mod message;

use std::net::IpAddr;

use message::Message;

use crate::domain::{DomainName, read};
use crate::spf::Session;

/// The longest input that is read from a field, in octets.
const MAX_TEXT: usize = 320;

/// The text in the fields of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The IP address of the sending server.
    pub ip: String,
    /// The MAIL FROM address; may be empty.
    pub sender: String,
    /// The HELO name; may be empty.
    pub helo: String,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SenderField {
    /// The IP address of the sending server.
    Ip,
    /// The MAIL FROM address.
    Sender,
    /// The HELO name.
    Helo,
}

/// Why the input cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The field with the problem.
    pub field: SenderField,
    /// The reason, in a sentence or two.
    pub sentence: String,
}

impl Typed {
    /// Reads the input about mail from `domain`. Blanks, brackets, a port and a leading `ip4:` are ignored. An empty
    /// MAIL FROM becomes `postmaster` at the domain; an empty HELO becomes the domain itself.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] that says what is missing or invalid.
    pub fn read(&self, domain: &DomainName) -> Result<Session, Refusal> {
        let refuse = |field| move |sentence| Refusal { field, sentence };
        let ip = read_ip(&self.ip).map_err(refuse(SenderField::Ip))?;
        let sender = read_sender(&self.sender, domain).map_err(refuse(SenderField::Sender))?;
        let helo = read_helo(&self.helo, domain).map_err(refuse(SenderField::Helo))?;
        Ok(Session::new(ip, &helo, &sender))
    }

    /// The text of a field.
    pub fn field(&self, field: SenderField) -> &str {
        match field {
            SenderField::Ip => &self.ip,
            SenderField::Sender => &self.sender,
            SenderField::Helo => &self.helo,
        }
    }

    /// Returns the input with another text in one field.
    #[must_use]
    pub fn with(mut self, field: SenderField, text: String) -> Self {
        match field {
            SenderField::Ip => self.ip = text,
            SenderField::Sender => self.sender = text,
            SenderField::Helo => self.helo = text,
        }
        self
    }
}

/// Parses an IP address, ignoring the punctuation around it.
fn read_ip(text: &str) -> Result<IpAddr, String> {
    let whole: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(MAX_TEXT)
        .collect();
    if whole.is_empty() {
        return Err(Message::NoAddress.to_string());
    }
    let bare = bare(&whole);
    if let Ok(ip) = bare.parse::<IpAddr>() {
        return Ok(ip);
    }
    if let Some((address, length)) = bare.split_once('/')
        && let Ok(ip) = address.parse::<IpAddr>()
    {
        let whole_length = if ip.is_ipv4() { "32" } else { "128" };
        return if length == whole_length {
            Ok(ip)
        } else {
            Err(Message::Network(bare).to_string())
        };
    }
    // An IPv4 address may be followed by a port; an IPv6 address needs brackets for that.
    if let Some((address, port)) = bare.rsplit_once(':')
        && port.bytes().all(|b| b.is_ascii_digit())
        && let Ok(ip) = address.parse::<std::net::Ipv4Addr>()
    {
        return Ok(ip.into());
    }
    let is_name =
        bare.contains('.') && bare.chars().any(char::is_alphabetic) && !bare.contains(':');
    let message = if is_name {
        Message::Name(bare)
    } else {
        Message::NotAnAddress(bare)
    };
    Err(message.to_string())
}

/// The address without the punctuation that people and programs put around it.
fn bare(text: &str) -> &str {
    let mut text = text.trim_matches(['<', '>', '(', ')', '"', '\'', '`', ',', ';']);
    if let Some((inside, _)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        text = inside;
    }
    for prefix in ["ip4:", "ip6:", "ipv4:", "ipv6:", "ip:"] {
        let head = text.get(..prefix.len());
        if head.is_some_and(|head| head.eq_ignore_ascii_case(prefix)) {
            text = text.get(prefix.len()..).unwrap_or_default();
            break;
        }
    }
    // The interface of a link-local address has no meaning on other hosts.
    let text = text.split_once('%').map_or(text, |(address, _)| address);
    text.trim_matches(['[', ']']).trim_end_matches('.')
}

/// Reads a MAIL FROM address; a bare local part is taken to be at `domain`.
fn read_sender(text: &str, domain: &DomainName) -> Result<String, String> {
    let text = text.trim();
    let text = match text.rsplit_once('<') {
        Some((_, address)) => address.split('>').next().unwrap_or_default().trim(),
        None => text,
    };
    if text.len() > MAX_TEXT {
        return Err(Message::SenderTooLong.to_string());
    }
    if text.is_empty() {
        return Ok(format!("postmaster@{domain}"));
    }
    let Some((local_part, at)) = text.rsplit_once('@') else {
        return Ok(format!("{text}@{domain}"));
    };
    let is_here = at.eq_ignore_ascii_case(domain.as_str())
        || read(at).is_ok_and(|input| input.domain == *domain);
    if is_here {
        return Ok(format!("{local_part}@{domain}"));
    }
    let message = Message::SenderElsewhere {
        sender: text,
        at,
        domain,
    };
    Err(message.to_string())
}

/// Reads a HELO name.
fn read_helo(text: &str, domain: &DomainName) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(domain.to_string());
    }
    if text.len() > MAX_TEXT || text.contains(char::is_whitespace) {
        return Err(Message::NotHelo.to_string());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> DomainName {
        DomainName::new("shop.example").unwrap()
    }

    #[test]
    fn addresses_are_found_in_what_is_around_them() {
        for text in [
            "192.0.2.1",
            " 192.0.2.1 ",
            "[192.0.2.1]",
            "(192.0.2.1)",
            "192.0.2.1:25",
            "192.0.2.1/32",
            "ip4:192.0.2.1",
            "192. 0.2.1",
            "192.0.2.1,",
            "::ffff:192.0.2.1",
        ] {
            let typed = Typed::default().with(SenderField::Ip, text.to_owned());
            let session = typed.read(&shop()).unwrap();
            assert_eq!(session.ip.to_string(), "192.0.2.1", "{text}");
        }
        for text in [
            "2001:DB8::1",
            "[IPv6:2001:db8::1]",
            "[2001:db8::1]:25",
            "ip6:2001:db8::1",
            "2001:db8::1/128",
            "2001:db8::1%eth0",
        ] {
            assert_eq!(read_ip(text).unwrap().to_string(), "2001:db8::1", "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let refuses = |text: &str, expected: &str| {
            assert_eq!(read_ip(text), Err(expected.to_owned()), "{text}");
        };
        refuses("", "Enter the IP address of the server that sends.");
        refuses(
            "192.0.2.0/24",
            "192.0.2.0/24 is a network. Enter one of its addresses.",
        );
        refuses(
            "mail.shop.example",
            "mail.shop.example is a name. Enter the IP address that the server sends from.",
        );
        refuses(
            "192.0.2",
            "192.0.2 is not an IP address. Examples: 192.0.2.1, 2001:db8::1.",
        );
    }

    #[test]
    fn senders_are_at_the_domain() {
        let reads = |text: &str, expected: &str| {
            assert_eq!(read_sender(text, &shop()).unwrap(), expected, "{text}");
        };
        reads("", "postmaster@shop.example");
        reads("news", "news@shop.example");
        reads(" News@SHOP.example ", "News@shop.example");
        reads("Shop <news@shop.example>", "news@shop.example");
        assert_eq!(
            read_sender("news@bounce.shop.example", &shop()),
            Err("SPF uses the domain of the sender, and news@bounce.shop.example is not at shop.example. Check \
                 bounce.shop.example instead."
                .to_owned())
        );
        assert_eq!(read_helo("", &shop()).unwrap(), "shop.example");
        assert!(read_helo("two words", &shop()).is_err());
    }
}
