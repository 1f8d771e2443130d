//! The sentences about input that cannot be used.

use std::fmt;

use crate::domain::{DomainName, to_unicode};
use crate::report::words::shown;

/// What is wrong with the text in a field.
pub(super) enum Message<'a> {
    NoAddress,
    Network(&'a str),
    Name(&'a str),
    NotAnAddress(&'a str),
    SenderTooLong,
    SenderElsewhere {
        sender: &'a str,
        /// The domain of the sender.
        at: &'a str,
        domain: &'a DomainName,
    },
    NotHelo,
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress => f.write_str("Enter the IP address of the server that sends."),
            Self::Network(text) => {
                write!(f, "{text} is a network. Enter one of its addresses.")
            }
            Self::Name(text) => write!(
                f,
                "{} is a name. Enter the IP address that the server sends from.",
                shown(text)
            ),
            Self::NotAnAddress(text) => write!(
                f,
                "{} is not an IP address. Examples: 192.0.2.1, 2001:db8::1.",
                shown(text)
            ),
            Self::SenderTooLong => f.write_str("That is too long for a mail address."),
            Self::SenderElsewhere { sender, at, domain } => write!(
                f,
                "SPF uses the domain of the sender, and {} is not at {}. Check {} instead.",
                shown(sender),
                to_unicode(domain),
                shown(at)
            ),
            Self::NotHelo => f.write_str("That is not a valid HELO name."),
        }
    }
}
