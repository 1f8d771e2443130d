//! [`Sections`]: the sentences and pieces that a page shows of a report.

use std::rc::Rc;

use super::steps::{discovery_sentence, step_view};
use super::summary;
use super::topics::topics;
use super::{
    Chip, DkimView, Glance, MailView, RecordView, Report, SendersView, SpfView, StepView, Summary,
    Topic, TransportView,
};

/// What a page shows in addition to the report itself. The JSON export does not include it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sections {
    /// The summary, one line per topic.
    pub topics: Vec<Topic>,
    /// The facts below the verdict.
    pub glance: Vec<Glance>,
    /// What receivers are asked to do.
    pub policy: Summary,
    /// What the rules found.
    pub findings: Summary,
    /// Whether those who get reports agreed.
    pub reports: Summary,
    /// What was asked.
    pub evidence: Summary,
    /// The large receivers, each with the state of its requirements.
    pub receivers: Vec<Chip>,
    /// The mail hosts and the standards of [`transport`](Self::transport), in a few words each.
    pub in_transit: Vec<Chip>,
    /// The DMARC record, tag by tag; `None` if there is none to show.
    pub record: Option<RecordView>,
    /// Services that appear to send for the domain. This field and the next four are `None` until the mail setup was
    /// queried.
    pub senders: Option<SendersView>,
    /// The tree of SPF records.
    pub spf: Option<Rc<SpfView>>,
    /// The DKIM keys.
    pub dkim: Option<DkimView>,
    /// The hosts that receive mail.
    pub mail: Option<MailView>,
    /// MTA-STS, TLS-RPT, BIMI and DNSSEC.
    pub transport: Option<TransportView>,
    /// How the policy was found, query by query.
    pub steps: Vec<StepView>,
    /// The same, summed up in a sentence.
    pub discovery: String,
}

impl Sections {
    /// Describes a report in words.
    pub fn new(report: &Report) -> Self {
        let (facts, findings) = (report.facts(), &report.findings);
        let mail_setup = facts.mail_setup.as_deref();
        let steps = facts.walk.steps.iter();
        let mut sections = Self {
            topics: Vec::new(),
            glance: Vec::new(),
            policy: summary::policy(&report.overview),
            findings: summary::findings(report),
            reports: summary::reports(report),
            evidence: summary::evidence(report),
            receivers: summary::receivers(&report.requirements),
            in_transit: Vec::new(),
            record: facts
                .shown_record()
                .map(|shown| RecordView::new(facts, &shown, findings)),
            senders: mail_setup.map(|mail_setup| SendersView::new(facts, mail_setup, findings)),
            spf: mail_setup.map(|mail_setup| Rc::new(SpfView::new(&mail_setup.spf))),
            dkim: mail_setup.map(|mail_setup| DkimView::new(facts, mail_setup, findings)),
            mail: mail_setup.map(|mail_setup| MailView::new(facts, mail_setup, findings)),
            transport: mail_setup.map(|mail_setup| TransportView::new(facts, mail_setup, findings)),
            steps: steps.map(|step| step_view(facts, step)).collect(),
            discovery: discovery_sentence(facts),
        };
        if let Some(view) = &sections.transport {
            sections.in_transit = summary::transport(facts, sections.mail.as_ref(), view);
        }
        sections.topics = topics(report, &sections);
        sections.glance = summary::glance(report, &sections);
        sections
    }
}
