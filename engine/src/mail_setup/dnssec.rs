//! [`Dnssec`]: whether answers about the domain are DNSSEC-signed.

use super::Inquiry;
use crate::dns::{Question, RecordType};
use crate::domain::DomainName;

/// Whether the resolver says that it validated the domain's own records with DNSSEC, which is the AD bit
/// ([RFC 4035, section 3.2.3](https://www.rfc-editor.org/rfc/rfc4035#section-3.2.3)).
///
/// A resolver that does not validate never sets the bit, so its absence may be due to the resolver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dnssec {
    /// No answer yet.
    Pending,
    /// The records were validated.
    Authenticated,
    /// The records were not validated, probably because the domain is not signed.
    NotAuthenticated,
    /// No answer about the domain itself tells.
    CouldNotTell,
}

impl Dnssec {
    /// Looks at the answers about the domain itself. An answer through an alias does not tell, since it only validates if the
    /// target's zone is signed as well.
    pub(super) fn new(domain: &DomainName, inquiry: &Inquiry<'_>) -> Self {
        let answers = [RecordType::Txt, RecordType::Mx]
            .map(|kind| inquiry.peek(&Question::new(domain.clone(), kind)));
        let answers: Vec<_> = answers.into_iter().flatten().collect();
        let mut telling = answers
            .iter()
            .filter(|answer| answer.error().is_none() && answer.aliases.is_empty())
            .peekable();
        if answers.is_empty() {
            Self::Pending
        } else if telling.peek().is_none() {
            Self::CouldNotTell
        } else if telling.all(|answer| answer.is_authenticated) {
            Self::Authenticated
        } else {
            Self::NotAuthenticated
        }
    }

    /// Returns the identifier used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Authenticated => "authenticated",
            Self::NotAuthenticated => "not-authenticated",
            Self::CouldNotTell => "could-not-tell",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::on_zone::{mail_setup, name, zone};
    use super::*;
    use crate::dns::Fault;

    #[test]
    fn as_the_resolver_says() {
        let mut zone = zone("shop TXT \"x\"\n");
        assert_eq!(mail_setup(&zone).dnssec, Dnssec::NotAuthenticated);
        zone.sign(name("shop.example"));
        assert_eq!(mail_setup(&zone).dnssec, Dnssec::Authenticated);
        zone.add_fault(&name("shop.example"), Some(RecordType::Mx), Fault::Timeout);
        assert_eq!(mail_setup(&zone).dnssec, Dnssec::Authenticated);
        zone.add_fault(&name("shop.example"), None, Fault::Timeout);
        assert_eq!(mail_setup(&zone).dnssec, Dnssec::CouldNotTell);
    }

    #[test]
    fn an_alias_says_nothing_about_the_domain() {
        let zone = zone("shop CNAME elsewhere\nelsewhere TXT \"x\"\n");
        assert_eq!(mail_setup(&zone).dnssec, Dnssec::CouldNotTell);
    }

    #[test]
    fn no_answer_yet() {
        let nothing = |_: &Question| None;
        let inquiry = Inquiry::new(&nothing);
        assert_eq!(
            Dnssec::new(&name("shop.example"), &inquiry),
            Dnssec::Pending
        );
    }
}
