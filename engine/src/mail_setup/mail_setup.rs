//! [`MailSetup`]: the DNS records around a policy, read from the answers so far.

use std::rc::Rc;

use super::misplaced::misplaced;
use super::sightings::Sightings;
use super::{Bimi, Dkim, Dnssec, Inquiry, MailHosts, Misplaced, Parent, RecordAt, Sender, Urgency};
use crate::dns::{LookupError, Question};
use crate::domain::DomainName;
use crate::record::OfKind;
use crate::record::bimi::BimiRecord;
use crate::record::dmarc::DmarcRecord;
use crate::record::mta_sts::StsRecord;
use crate::record::tls_rpt::TlsRptRecord;
use crate::spf::Tree;

/// The DNS records around a policy, as far as the answers so far show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSetup {
    /// The SPF records that the domain's own record leads to.
    pub spf: Tree,
    /// The DKIM keys that were found.
    pub dkim: Dkim,
    /// The hosts that accept the domain's mail.
    pub mx: MailHosts,
    /// The MTA-STS record. The policy itself is a file that the check does not read.
    pub mta_sts: RecordAt<StsRecord>,
    /// The TLS-RPT record.
    pub tls_rpt: RecordAt<TlsRptRecord>,
    /// The BIMI record, and whether the DMARC policy lets receivers use it.
    pub bimi: Bimi,
    /// MTA-STS, TLS-RPT and BIMI records at names that are almost right.
    pub misplaced: Vec<Misplaced>,
    /// Whether answers about the domain are DNSSEC-signed.
    pub dnssec: Dnssec,
    /// The vendors found in all these records, those that send first.
    pub senders: Vec<Sender>,
    /// The mail records of the organizational domain, if the policy is not the domain's own.
    pub parent: Option<Parent>,
}

/// What has to be known about a domain before its mail setup can be read.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// The domain to examine.
    pub domain: &'a DomainName,
    /// Its organizational domain, or the error that leaves it unknown.
    pub organizational_domain: Result<&'a DomainName, &'a LookupError>,
    /// Whether the policy comes from another name.
    pub is_inherited: bool,
    /// The policy record and, if different, the organizational domain's record, each with its domain. `None` while the policy is
    /// unknown.
    pub policies: Option<Vec<(DomainName, Rc<DmarcRecord>)>>,
    /// The hosts that receive reports.
    pub report_hosts: &'a [&'a DomainName],
    /// The label for control queries, which no real name has.
    pub invented_label: &'a str,
    /// The DKIM selectors entered by the visitor.
    pub selectors: &'a [String],
    /// Whether to try every known selector rather than only likely ones.
    pub all_selectors: bool,
}

impl MailSetup {
    /// Reads the answers in `inquiry`, and records there what else has to be queried.
    pub fn new(subject: &Subject<'_>, inquiry: &Inquiry<'_>) -> Self {
        let domain = subject.domain;
        let spf = Tree::new(domain, |question| inquiry.peek(question));
        for question in spf.questions() {
            inquiry.ask(Urgency::Spf, question);
        }
        let mx = MailHosts::new(domain, inquiry);
        let mut sightings = Sightings::default();
        sightings.add_spf(&spf);
        sightings.add_mail_hosts(&mx);
        sightings.add_report_hosts(subject.report_hosts);
        let dkim = Dkim::new(subject, &sightings.vendors(), inquiry);
        sightings.add_dkim_aliases(&dkim);
        let mta_sts = record_at::<StsRecord>(domain, inquiry);
        let tls_rpt = record_at::<TlsRptRecord>(domain, inquiry);
        let bimi = Bimi::new(subject, inquiry);
        let kinds = [
            (StsRecord::KIND, mta_sts.state.is_none()),
            (TlsRptRecord::KIND, tls_rpt.state.is_none()),
            (BimiRecord::KIND, bimi.record_at().state.is_none()),
        ];
        let missing = kinds.into_iter().filter(|(_, is_missing)| *is_missing);
        let missing: Vec<_> = missing.map(|(kind, _)| kind).collect();
        Self {
            senders: sightings.senders(&dkim),
            misplaced: misplaced(domain, &missing, &mx, inquiry),
            spf,
            dkim,
            mx,
            mta_sts,
            tls_rpt,
            bimi,
            dnssec: Dnssec::new(domain, inquiry),
            parent: Parent::new(subject, inquiry),
        }
    }
}

/// Reads the record at the name reserved for its kind below the domain.
pub(super) fn record_at<T: OfKind>(domain: &DomainName, inquiry: &Inquiry<'_>) -> RecordAt<T> {
    let kind = T::KIND;
    let name = domain.child(kind.labels);
    let question = name.clone().map(Question::txt);
    let answer = question.and_then(|question| inquiry.ask(Urgency::Mail, &question));
    let is_alone = answer.is_none_or(|answer| answer.texts().len() < 2);
    let is_record = if is_alone {
        kind.is_record
    } else {
        kind.is_record_among_others
    };
    RecordAt::read(name, answer, is_record, T::read)
}

#[cfg(test)]
mod tests {
    use super::super::RecordState;
    use super::super::on_zone::{mail_setup, mail_setup_with, name, zone};
    use crate::dns::{Fault, LookupError};

    #[test]
    fn records_for_transport() {
        let records = "_mta-sts.shop CNAME sts.host\nsts.host TXT \"v=STSv1; id=1\"\n TXT \"x\"\n\
                       _smtp._tls.shop TXT \"v=TLSRPTv1; rua=mailto:a@shop.example\"\n TXT \"v=TLSRPTv1;\"\n";
        let found = mail_setup(&zone(records));
        assert_eq!(found.mta_sts.aliases, [name("sts.host.example")]);
        assert_eq!(found.mta_sts.record().unwrap().id.as_deref(), Some("1"));
        assert_eq!(found.tls_rpt.state.as_str(), "several-records");
        assert!(!found.tls_rpt.state.is_none());
        let mut failing = zone("_smtp._tls.shop TXT \"hello\"\n");
        failing.add_fault(&name("_mta-sts.shop.example"), None, Fault::Timeout);
        let found = mail_setup(&failing);
        let failed = RecordState::Failed(LookupError::Timeout(4000));
        assert_eq!(found.mta_sts.state, failed);
        assert!(!found.mta_sts.state.is_none() && found.mta_sts.state.is_unknown());
        assert_eq!(
            found.tls_rpt.state,
            RecordState::OtherText(vec!["hello".to_owned()])
        );
    }

    #[test]
    fn of_several_texts_those_that_begin_in_full_are_kept() {
        let state = |texts: &str| {
            let texts = texts
                .split('|')
                .map(|text| format!("_mta-sts.shop TXT \"{text}\"\n"));
            mail_setup(&zone(&texts.collect::<String>())).mta_sts.state
        };
        for (texts, expected) in [
            ("v=STSv1 ; id=1", "record"),
            ("v|v=STSv1 ; id=1", "other-text"),
            ("v|v=STSv1; id=1", "record"),
            ("v=STSv1; id=1|v=STSv1 ; id=2", "record"),
            ("v=STSv1; id=1|v=STSv1; id=2", "several-records"),
        ] {
            assert_eq!(state(texts).as_str(), expected, "{texts}");
        }
    }

    #[test]
    fn no_question_is_asked_twice() {
        let text = "shop TXT \"v=spf1 a mx include:_spf.mail-vendor.example include:shop.example -all\"\n\
                    shop MX 10 shop\n A 192.0.2.1\n";
        let (mail_setup, questions) = mail_setup_with(&zone(text), &["em1", "default"], true);
        for (place, question) in questions.iter().enumerate() {
            assert!(!questions[..place].contains(question), "{question}");
        }
        assert!(mail_setup.spf.is_complete() && !mail_setup.dkim.is_pending());
    }
}
