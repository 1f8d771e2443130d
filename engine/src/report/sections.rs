//! [`Sections`]: the sentences and pieces that a page shows of a report.

use std::rc::Rc;

use super::steps::{discovery_sentence, step_view};
use super::topics::topics;
use super::{
    DkimView, MailView, RecordView, Report, SendersView, SpfView, StepView, Topic, TransportView,
};

/// What a page shows in addition to the report itself. The JSON export does not include it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sections {
    /// The summary, one line per topic.
    pub topics: Vec<Topic>,
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
        sections.topics = topics(report, &sections);
        sections
    }
}
