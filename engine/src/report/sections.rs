//! [`Sections`]: a report in the words and pieces that a page shows.

use std::rc::Rc;

use super::steps::{discovery_sentence, step_view};
use super::topics::topics;
use super::{
    DkimView, MailView, RecordView, Report, SendersView, SpfView, StepView, Topic, TransportView,
};

/// What a page shows of a report beside what the report itself says. The JSON does without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sections {
    /// The topics at a glance.
    pub topics: Vec<Topic>,
    /// The record, tag by tag; `None` where nothing is there to show.
    pub record: Option<RecordView>,
    /// Who seems to send for the domain; this and the next four are `None` until somebody looks.
    pub senders: Option<SendersView>,
    /// The tree of SPF records.
    pub spf: Option<Rc<SpfView>>,
    /// The DKIM keys.
    pub dkim: Option<DkimView>,
    /// The hosts that take mail.
    pub mail: Option<MailView>,
    /// MTA-STS, TLS-RPT, BIMI and DNSSEC.
    pub transport: Option<TransportView>,
    /// How the policy was found, query by query.
    pub steps: Vec<StepView>,
    /// How the policy was found, in a sentence.
    pub discovery: String,
}

impl Sections {
    /// Puts a report into words.
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
