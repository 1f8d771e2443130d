//! The sentences about DKIM keys.

use std::fmt;

use crate::dns::LookupError;
use crate::domain::DomainName;
use crate::mail_setup::Tried;
use crate::record::dkim::{DkimRecord, KeyType};
use crate::report::words::counted;

/// The service of selectors that the visitor entered.
pub(super) const ENTERED: &str = "entered by you";

/// A sentence about the keys of a domain.
pub(super) enum Message<'a> {
    Looking(&'a str),
    FoundSoFar(usize),
    Usable {
        name: &'a str,
        count: usize,
    },
    PartlyUsable {
        found: usize,
        usable: usize,
    },
    AllRevoked {
        found: usize,
        sends_nothing: bool,
    },
    NoneUsable {
        found: usize,
        /// Whether a selector that was not checked may have a key.
        is_open: bool,
    },
    /// There is no `_domainkey` below the domain.
    NoSubtree(&'a str),
    SubtreeFailed(&'a str, &'a LookupError),
    Wildcard,
    WildcardFailed(&'a LookupError),
    WildcardRevoked,
    NoneAt(usize),
    Tried {
        count: usize,
        failed: usize,
        pending: usize,
    },
    HowToFind(&'a str),
}

/// A sentence about a selector and its key.
pub(super) enum KeyMessage<'a> {
    Good(&'a DkimRecord),
    Weak(&'a DkimRecord),
    Testing(&'a DkimRecord),
    Unusable(&'a DkimRecord),
    Revoked,
    Several(usize),
    OtherText,
    None,
    NameTooLong,
    Pending,
    Failed(&'a LookupError),
    Wildcard,
    WildcardFailed,
    WildcardText,
    Tried(Tried),
    Alias(&'a DomainName),
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Looking(name) => write!(f, "Looking for DKIM keys of {name}."),
            Self::FoundSoFar(count) => write!(f, "{} found so far.", keys(count)),
            Self::Usable { name, count } => {
                write!(f, "{} found for signing mail of {name}.", keys(count))
            }
            Self::PartlyUsable { found, usable } => write!(
                f,
                "{} found; verifiers can use {usable} of them.",
                keys(found)
            ),
            Self::AllRevoked {
                found,
                sends_nothing,
            } => {
                write!(f, "{} found, all revoked", keys(found))?;
                f.write_str(if sends_nothing {
                    ", which fits a domain that sends no mail."
                } else {
                    ". Mail may be signed with a selector that was not tried."
                })
            }
            Self::NoneUsable { found, is_open } => {
                write!(f, "{} found, but verifiers can use none.", keys(found))?;
                f.write_str(if is_open {
                    " Not every selector could be checked."
                } else {
                    ""
                })
            }
            Self::NoSubtree(name) => write!(
                f,
                "No keys exist: there is no _domainkey.{name}, so no mail can pass DKIM as {name} itself."
            ),
            Self::SubtreeFailed(name, error) => write!(
                f,
                "Can't tell whether any keys exist: none was found, and the query for _domainkey.{name} failed: {error}."
            ),
            Self::Wildcard => f.write_str(
                "Can't tell whether any keys exist: a wildcard answers for every selector.",
            ),
            Self::WildcardFailed(error) => write!(
                f,
                "Can't tell whether any keys exist: the answers may come from a wildcard, which could not be checked: \
                 {error}."
            ),
            Self::WildcardRevoked => f.write_str(
                "No key found. A wildcard says that the key of every other selector is revoked.",
            ),
            Self::NoneAt(0) => {
                f.write_str("Can't tell whether any keys exist: no selector could be checked.")
            }
            Self::NoneAt(count) => write!(
                f,
                "Can't tell whether any keys exist: none was found at {}, but there may be others.",
                counted(count, "selector", "selectors")
            ),
            Self::Tried {
                count,
                failed,
                pending,
            } => {
                match count {
                    0 => f.write_str("No selector was tried.")?,
                    _ => write!(
                        f,
                        "{} tried.",
                        counted(count, "selector was", "selectors were")
                    )?,
                }
                if failed > 0 {
                    write!(f, " {failed} could not be checked.")?;
                }
                if pending > 0 {
                    write!(f, " {pending} still pending.")?;
                }
                Ok(())
            }
            Self::HowToFind(name) => write!(
                f,
                "DNS does not list selectors. To find yours, view the source of a message that you sent: in the \
                 DKIM-Signature header, s= is the selector, and d= should be {name}."
            ),
        }
    }
}

impl fmt::Display for KeyMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Good(key) => return write!(f, "{}.", kind(key)),
            Self::Weak(key) => return write!(f, "{}; 2048 are recommended.", kind(key)),
            Self::Testing(key) => return write!(f, "{}, in test mode.", kind(key)),
            Self::Unusable(key) => return write!(f, "{}; verifiers cannot use it.", kind(key)),
            Self::Several(count) => {
                return write!(f, "{count} records; verifiers may use any of them.");
            }
            Self::Failed(error) => return write!(f, "Could not be checked: {error}."),
            Self::Alias(target) => return write!(f, "CNAME to {target}"),
            Self::Tried(Tried::Vendor(vendor)) => return write!(f, "{vendor} uses it"),
            Self::Tried(Tried::Visitor) => "you entered it",
            Self::Tried(Tried::Common) => "it is common",
            Self::Tried(Tried::Known) => "some service uses it",
            Self::Revoked => "Revoked: no signature passes with it.",
            Self::OtherText => "Text, but not a key.",
            Self::None => "No key.",
            Self::NameTooLong => "No key: the name is too long for DNS.",
            Self::Pending => "Checking.",
            Self::Wildcard => {
                "The answer comes from a wildcard, so it does not show whether there is a key."
            }
            Self::WildcardFailed => {
                "There is an answer. It may come from a wildcard, which could not be checked."
            }
            Self::WildcardText => "No key: the text here is not a key.",
        })
    }
}

/// The number of keys.
fn keys(count: usize) -> String {
    counted(count, "key", "keys")
}

/// The type and length of a key.
fn kind(key: &DkimRecord) -> String {
    match (key.key_type, key.bits) {
        (Some(KeyType::Rsa), Some(bits)) => format!("RSA, {bits} bits"),
        (Some(KeyType::Rsa), None) => "RSA".to_owned(),
        (Some(KeyType::Ed25519), _) => "Ed25519".to_owned(),
        (None, _) => "A key type that verifiers do not know".to_owned(),
    }
}
