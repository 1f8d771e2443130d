//! [`Session`]: what a receiver knows about a message before its content arrives.

use std::net::IpAddr;

/// The sender of a message and its claims
/// ([RFC 7208, section 4.1](https://www.rfc-editor.org/rfc/rfc7208#section-4.1)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The IP address of the client.
    pub ip: IpAddr,
    /// The name from the HELO or EHLO command.
    pub helo: String,
    /// The address from the MAIL FROM command; empty for the null reverse-path.
    pub mail_from: String,
    /// The host that performs the check, for use in explanations.
    pub receiver: String,
    /// The time in seconds since 1970, for use in explanations.
    pub time: u64,
}

impl Session {
    /// A message from `ip`. An IPv4-mapped IPv6 address is treated as the IPv4 address
    /// ([RFC 7208, section 5](https://www.rfc-editor.org/rfc/rfc7208#section-5)).
    pub fn new(ip: IpAddr, helo: &str, mail_from: &str) -> Self {
        Self {
            ip: ip.to_canonical(),
            helo: helo.to_owned(),
            mail_from: mail_from.to_owned(),
            receiver: "unknown".to_owned(),
            time: 0,
        }
    }

    /// The domain of the MAIL FROM address; the HELO name for the null reverse-path
    /// ([RFC 7208, section 2.4](https://www.rfc-editor.org/rfc/rfc7208#section-2.4)).
    pub fn domain(&self) -> &str {
        match self.mail_from.rsplit_once('@') {
            Some((_, domain)) => domain,
            None if self.mail_from.is_empty() => &self.helo,
            None => &self.mail_from,
        }
    }

    /// The local part of the MAIL FROM address; `postmaster` if it has none
    /// ([RFC 7208, section 4.3](https://www.rfc-editor.org/rfc/rfc7208#section-4.3)).
    pub fn local_part(&self) -> &str {
        match self.mail_from.rsplit_once('@') {
            Some((local_part, _)) if !local_part.is_empty() => local_part,
            _ => "postmaster",
        }
    }

    /// The full address of the sender, with the defaults filled in.
    pub fn sender(&self) -> String {
        format!("{}@{}", self.local_part(), self.domain())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn sender(mail_from: &str, expected: &str) {
        let session = Session::new("192.0.2.1".parse().unwrap(), "mail.example", mail_from);
        assert_eq!(session.sender(), expected, "{mail_from}");
    }

    #[test]
    fn a_sender_always_has_both_parts() {
        sender("a@b.example", "a@b.example");
        sender("\"a@b\"@c.example", "\"a@b\"@c.example");
        sender("", "postmaster@mail.example");
        sender("b.example", "postmaster@b.example");
        sender("@b.example", "postmaster@b.example");
    }
}
