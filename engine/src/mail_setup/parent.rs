//! [`Parent`]: the mail records of the organizational domain that a policy comes from.

use super::{Inquiry, MxState, RecordAt, Subject, Urgency};
use crate::dns::Question;
use crate::domain::DomainName;
use crate::record::spf::{SpfRecord, is_spf, parse};

/// What the organizational domain declares about its own mail, if the policy is not the domain's own. A domain below a locked one
/// may still send and receive mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parent {
    /// The organizational domain.
    pub domain: DomainName,
    /// The SPF record there.
    pub spf: RecordAt<SpfRecord>,
    /// What its MX records say.
    pub mx: MxState,
}

impl Parent {
    /// Reads the answers about the organizational domain; `None` if the policy is the domain's own.
    pub(super) fn new(subject: &Subject<'_>, inquiry: &Inquiry<'_>) -> Option<Self> {
        let domain = subject.organizational_domain.ok()?;
        if !subject.is_inherited || domain == subject.domain {
            return None;
        }
        let answer = inquiry.ask(Urgency::Mail, &Question::txt(domain.clone()));
        Some(Self {
            domain: domain.clone(),
            spf: RecordAt::read(Some(domain.clone()), answer, is_spf, parse),
            mx: MxState::new(domain, inquiry),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::on_zone::{INVENTED, name, read, zone};
    use super::*;

    #[test]
    fn the_mail_of_the_domain_that_the_policy_is_from() {
        let domain = name("a.shop.example");
        let organizational_domain = name("shop.example");
        let subject = |is_inherited| Subject {
            domain: &domain,
            organizational_domain: Ok(&organizational_domain),
            is_inherited,
            policies: None,
            report_hosts: &[],
            invented_label: INVENTED,
            selectors: &[],
            all_selectors: false,
        };
        let zone = zone("shop TXT \"v=spf1 -all\"\n MX 0 .\na.shop MX 10 mx\nmx A 192.0.2.1\n");
        let (mail_setup, _) = read(&subject(true), &zone);
        let parent = mail_setup.parent.unwrap();
        assert_eq!(parent.spf.record().unwrap().text, "v=spf1 -all");
        assert_eq!(
            (parent.domain, parent.mx),
            (name("shop.example"), MxState::Null)
        );
        assert_eq!(mail_setup.mx.takes_mail(), Some(true));
        let (mail_setup, questions) = read(&subject(false), &zone);
        assert_eq!(mail_setup.parent, None);
        assert!(
            questions
                .iter()
                .all(|question| question.name != organizational_domain)
        );
    }
}
