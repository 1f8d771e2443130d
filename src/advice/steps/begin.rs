//! The first steps: a record, and reports that somebody reads.

use crate::advice::next_step::{NextStep, publication, roll_back};
use crate::discovery::{Facts, Found, RowKind};
use crate::domain::DomainName;
use crate::record::dmarc::{DmarcRecord, TagName, UriProblem};

/// Nothing there: begin with reports.
pub(in crate::advice) fn start(facts: &Facts) -> NextStep {
    let domain = &facts.domain;
    let mut step = NextStep {
        title: "Next step: find out who sends".to_owned(),
        intro: "This record stops no mail. It asks receivers for daily reports, which name everyone who sends as \
                this domain: your own servers, the services somebody signed up for, and forgers."
            .to_owned(),
        publish: vec![publication(
            domain,
            format!("v=DMARC1; p=none; rua={}", report_address(domain)),
            None,
        )],
        verify: vec![format!(
            "The mailbox dmarc-reports@{domain} exists, or you put one there that does. Reports are XML; a service or \
             a tool that reads them helps."
        )],
        wait: Some("Four weeks at least, a month end included, so that rare senders show up.".to_owned()),
        roll_back: Some("Delete the record. It changes nothing about how mail is handled.".to_owned()),
    };
    if domain.label_count() > 2 {
        step.verify.push(format!(
            "If {domain} is a subdomain, publish the record at the domain you registered instead: it covers all names \
             below."
        ));
    }
    if facts.mail.has_no_mail_host() {
        step.verify.push(
            "If this domain sends no mail at all, skip the reports: publish p=reject here, \"v=spf1 -all\" as SPF, and \
             the MX record \"0 .\"."
                .to_owned(),
        );
    }
    step
}

/// `p=none` without anybody reading.
pub(in crate::advice) fn add_reports(facts: &Facts, found: &Found) -> NextStep {
    let value = found.record.with_tag(
        TagName::AggregateReports,
        &usable_reports(&found.record, &found.domain),
    );
    NextStep {
        title: "Next step: ask for reports".to_owned(),
        intro: "With p=none and no address for reports, this record does nothing. With one, receivers send you daily \
                lists of who uses your name."
            .to_owned(),
        publish: vec![publication(&found.domain, value, Some(&found.record.text))],
        verify: vec![mailbox_gate(&found.domain)],
        wait: Some("Four weeks at least, a month end included, so that rare senders show up.".to_owned()),
        roll_back: Some(roll_back(facts, found)),
    }
}

/// The policy is that of the Public Suffix Domain, which belongs to somebody else.
pub(in crate::advice) fn leave_suffix(facts: &Facts, found: &Found) -> NextStep {
    let own = facts.organizational_domain();
    let own = own.unwrap_or_else(|| facts.domain.clone());
    let policy = facts
        .effect(RowKind::This)
        .and_then(|row| row.rfc9989.handling.as_str())
        .filter(|&policy| policy != "no-dmarc")
        .unwrap_or("none");
    NextStep {
        title: "Next step: a record of your own".to_owned(),
        intro: format!(
            "The policy comes from {}, which runs the names below it. Reports about your mail go there, and it may \
             change at any time. This record asks for the same in your own name.",
            found.domain
        ),
        publish: vec![publication(
            &own,
            format!("v=DMARC1; p={policy}; rua={}", report_address(&own)),
            None,
        )],
        verify: vec![mailbox_gate(&own)],
        wait: Some("Four weeks of reports at least, before you ask for more.".to_owned()),
        roll_back: Some(format!(
            "Delete the record. The policy of {} holds again.",
            found.domain
        )),
    }
}

/// The gate before a record that names a mailbox, be it the owner's or one that we made up.
pub(in crate::advice) fn mailbox_gate(domain: &DomainName) -> String {
    format!("Somebody reads the mailbox in rua. Replace the address if {domain} has none like it.")
}

/// The report addresses that can be used, those that only lack `mailto:` included; one at `domain` where there
/// is none.
pub(super) fn usable_reports(record: &DmarcRecord, domain: &DomainName) -> String {
    let reports: Vec<_> = record
        .aggregate_reports
        .iter()
        .filter_map(|uri| match uri.problem {
            None => Some(uri.uri.clone()),
            Some(UriProblem::MissingMailto) => Some(format!("mailto:{}", uri.address.as_ref()?)),
            Some(_) => None,
        })
        .collect();
    if reports.is_empty() {
        report_address(domain)
    } else {
        reports.join(",")
    }
}

/// Where reports go when nobody said.
pub(in crate::advice) fn report_address(domain: &DomainName) -> String {
    format!("mailto:dmarc-reports@{domain}")
}
