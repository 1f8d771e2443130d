//! [`Bimi`]: the logo that mail programs may show, and whether the DMARC policy allows it.

use super::mail_setup::record_at;
use super::{Inquiry, RecordAt, RecordState, Subject};
use crate::domain::DomainName;
use crate::record::bimi::BimiRecord;
use crate::record::dmarc::{DmarcRecord, Origin, Outcome, Policy, TagName};

/// The BIMI record, and what in DMARC keeps receivers from using it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bimi {
    /// The domain's own record.
    pub own: RecordAt<BimiRecord>,
    /// The record of the organizational domain, used if the domain has none. `None` if the domain is organizational itself or has
    /// a record. If the organizational domain is unknown, the state is `Failed` and there is no name.
    pub organizational: Option<RecordAt<BimiRecord>>,
    /// What in DMARC keeps receivers from showing a logo; `None` while the policy is unknown.
    pub obstacles: Option<Vec<BimiObstacle>>,
}

/// Something in DMARC that keeps receivers from showing a logo
/// ([draft-brand-indicators-for-message-identification](https://datatracker.ietf.org/doc/draft-brand-indicators-for-message-identification/)).
/// Each variant holds the domain with the record in question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BimiObstacle {
    /// There is no DMARC policy.
    NoPolicy,
    /// `p=none`, or a record that counts as `p=none`.
    PolicyNone(DomainName),
    /// `sp=none`.
    SubdomainPolicyNone(DomainName),
    /// `p=quarantine` for only a share of the mail; holds `pct`.
    Percentage(DomainName, u8),
    /// `t=y`, which asks receivers to do less than the policy says. The draft does not mention it.
    TestMode(DomainName),
}

impl Bimi {
    /// Reads the domain's record or, if it has none, that of its organizational domain.
    pub(super) fn new(subject: &Subject<'_>, inquiry: &Inquiry<'_>) -> Self {
        let at = |domain| record_at(domain, inquiry);
        let own = at(subject.domain);
        let organizational = match subject.organizational_domain {
            _ if !own.state.is_none() => None,
            Ok(domain) => (domain != subject.domain).then(|| at(domain)),
            Err(error) => Some(RecordAt {
                name: None,
                aliases: Vec::new(),
                state: RecordState::Failed(error.clone()),
            }),
        };
        let obstacles = subject.policies.as_ref().map(|policies| {
            let mut found = Vec::new();
            for (domain, record) in policies {
                add_obstacles(domain, record, &mut found);
            }
            if policies.is_empty() {
                found.push(BimiObstacle::NoPolicy);
            }
            found
        });
        Self {
            own,
            organizational,
            obstacles,
        }
    }

    /// Returns the record that receivers use: the organizational domain's if the domain has none of its own.
    pub const fn record_at(&self) -> &RecordAt<BimiRecord> {
        match &self.organizational {
            Some(organizational) => organizational,
            None => &self.own,
        }
    }
}

/// Adds the obstacles in one DMARC record.
fn add_obstacles(domain: &DomainName, record: &DmarcRecord, found: &mut Vec<BimiObstacle>) {
    if record.outcome == Outcome::Ignored {
        found.push(BimiObstacle::NoPolicy);
        return;
    }
    if record.outcome == Outcome::Monitoring || record.policy.value == Policy::None {
        found.push(BimiObstacle::PolicyNone(domain.clone()));
    }
    let percentage = record.percentage.value;
    if record.policy.value == Policy::Quarantine && percentage < 100 {
        found.push(BimiObstacle::Percentage(domain.clone(), percentage));
    }
    let is_declared = record.origin_of(TagName::SubdomainPolicy) == Some(Origin::Declared);
    if is_declared && record.subdomain_policy.value == Policy::None {
        found.push(BimiObstacle::SubdomainPolicyNone(domain.clone()));
    }
    if record.is_testing.value {
        found.push(BimiObstacle::TestMode(domain.clone()));
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::on_zone::{INVENTED, name, read, zone};
    use super::*;
    use crate::record::dmarc::parse;

    /// Returns BIMI for `shop.example` with this organizational domain and these policies.
    fn bimi(organizational_domain: &str, policies: Option<&[(&str, &str)]>, records: &str) -> Bimi {
        let subject = Subject {
            domain: &name("shop.example"),
            organizational_domain: Ok(&name(organizational_domain)),
            is_inherited: false,
            policies: policies.map(|policies| {
                let policies = policies.iter();
                policies
                    .map(|(at, text)| (name(at), Rc::new(parse(text))))
                    .collect()
            }),
            report_hosts: &[],
            invented_label: INVENTED,
            selectors: &[],
            all_selectors: false,
        };
        read(&subject, &zone(records)).0.bimi
    }

    #[track_caller]
    fn hinders(record: &str, expected: &[BimiObstacle]) {
        let found = bimi("shop.example", Some(&[("shop.example", record)]), "").obstacles;
        assert_eq!(found.as_deref(), Some(expected), "{record}");
    }

    #[test]
    fn what_dmarc_has_to_say() {
        let at = || name("shop.example");
        hinders("v=DMARC1; p=reject", &[]);
        hinders("v=DMARC1; p=reject; pct=50", &[]);
        hinders("v=DMARC1; p=quarantine; pct=100; sp=reject", &[]);
        hinders("v=DMARC1; p=none", &[BimiObstacle::PolicyNone(at())]);
        hinders(
            "v=DMARC1; rua=mailto:a@shop.example",
            &[BimiObstacle::PolicyNone(at())],
        );
        hinders("v=DMARC1; p=nine", &[BimiObstacle::NoPolicy]);
        hinders(
            "v=DMARC1; p=quarantine; pct=20",
            &[BimiObstacle::Percentage(at(), 20)],
        );
        hinders(
            "v=DMARC1; p=reject; sp=none; t=y",
            &[
                BimiObstacle::SubdomainPolicyNone(at()),
                BimiObstacle::TestMode(at()),
            ],
        );
    }

    #[test]
    fn the_policy_of_the_organizational_domain_counts_as_well() {
        let policies = [
            ("shop.example", "v=DMARC1; p=reject"),
            ("example", "v=DMARC1; p=none"),
        ];
        let obstacles = bimi("example", Some(&policies), "").obstacles;
        assert_eq!(
            obstacles,
            Some(vec![BimiObstacle::PolicyNone(name("example"))])
        );
        let nothing = bimi("example", Some(&[]), "").obstacles;
        assert_eq!(nothing, Some(vec![BimiObstacle::NoPolicy]));
        assert_eq!(bimi("example", None, "").obstacles, None);
    }

    #[test]
    fn the_record_of_the_organizational_domain_stands_in() {
        let above = "default._bimi TXT \"v=BIMI1; l=https://example/a.svg\"\n";
        let found = bimi("example", Some(&[]), above);
        assert_eq!(found.record_at().name, Some(name("default._bimi.example")));
        assert!(found.record_at().record().is_some());
        let own = format!("{above}default._bimi.shop TXT \"v=BIMI1; l=; a=\"\n");
        let found = bimi("example", Some(&[]), &own);
        assert!(found.record_at().record().unwrap().is_declined);
        assert_eq!(found.organizational, None);
        assert_eq!(
            bimi("shop.example", Some(&[]), above).record_at().state,
            RecordState::NxDomain
        );
    }
}
