//! [`Report`]: the outcome of a check as plain data, with every sentence in it that a page shows.
//!
//! A report is worked out anew, cheaply, whenever more answers arrive.

mod dig;
mod dkim;
mod evidence;
mod fixes;
mod mail;
mod movement;
mod overview;
mod policy_file;
mod record_view;
mod remark;
mod senders;
mod spf;
mod topics;
mod transport;
pub(crate) mod words;

use std::rc::Rc;

pub use dkim::{DkimKeyView, DkimView};
pub use evidence::Evidence;
use fixes::keep_fixes;
pub use mail::{MailHostView, MailView};
pub use movement::moves_in_words;
pub use overview::{EffectCell, EffectView, Overview};
pub use policy_file::PolicyFileView;
pub use record_view::{Piece, RecordView, Run, UnstatedTag};
pub use remark::Remark;
pub use senders::{SendersView, VendorView};
pub use spf::{
    Refusal, SenderField, SenderView, SpfLimit, SpfNode, SpfNote, SpfPart, SpfPiece, SpfRun,
    SpfTerm, SpfView, Typed, WayStep,
};
pub use topics::{Topic, TopicName};
pub use transport::{TransportLine, TransportView};

use crate::advice::{Caveat, Known, Plan, State, Task, TaskId, advise, caveat};
use crate::discovery::{
    Destination, Facts, Options, Permission, RowKind, Step, StepOutcome, gather, permission_record,
};
use crate::dns::Resolver;
use crate::domain::DomainName;
use crate::findings::{Finding, Findings, judge};
use crate::receivers::{ReceiversView, receivers};
use crate::record::dmarc::Outcome;

/// The outcome of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What the first round trip decides.
    pub overview: Rc<Overview>,
    /// The line below the verdict.
    pub caveat: Caveat,
    /// What to do.
    pub plan: Plan,
    /// The record, tag by tag; `None` where nothing is there to show.
    pub record: Option<RecordView>,
    /// What large receivers ask of senders, as far as DNS shows it.
    pub receivers: ReceiversView,
    /// What is wrong, what could be better, what to know. A record to publish is only at names that no task of the plan
    /// writes, and has its name.
    pub findings: Findings,
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
    /// Who gets reports, and whether they agreed.
    pub destinations: Vec<DestinationView>,
    /// How the policy was found.
    pub steps: Vec<StepView>,
    /// How the policy was found, in a sentence.
    pub discovery: String,
    /// The topics at a glance.
    pub topics: Vec<Topic>,
    /// Every answer.
    pub evidence: Vec<Evidence>,
}

/// Who gets reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DestinationView {
    /// The facts.
    pub destination: Destination,
    /// What that amounts to.
    pub state: State,
    /// In a sentence.
    pub sentence: String,
    /// The record the destination must publish, as name and value, where permission is missing.
    pub must_publish: Option<(DomainName, &'static str)>,
}

/// One query of the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    /// The name that was asked for.
    pub name: String,
    /// What came of it.
    pub state: State,
    /// In a sentence.
    pub sentence: String,
    /// What the step is to the domain: its own name, its Organizational Domain and so on; empty for others.
    pub role: String,
    /// The texts that were found.
    pub texts: Vec<String>,
    /// The CNAME records that were followed.
    pub aliases: Vec<DomainName>,
    /// Whether receivers stop before this query.
    pub is_after_stop: bool,
}

/// Checks a domain: asks `resolver`, gives a report after each round trip to `on_report` and the count of
/// answers to `on_progress`, and comes to the last report.
///
/// # Example
///
/// ```
/// use dmarc_checker::{advice::Stage, discovery::Options, dns::example_zone, domain::read, report::check};
/// use futures_util::FutureExt;
///
/// let domain = read("reject.example").unwrap().domain;
/// let report = check(&example_zone(), &domain, &Options::default(), |_| (), |_, _| ()).now_or_never().unwrap();
/// assert_eq!(report.overview.verdict.stage, Stage::Reject);
/// ```
pub async fn check<R: Resolver>(
    resolver: &R,
    domain: &DomainName,
    options: &Options,
    mut on_report: impl FnMut(Report),
    on_progress: impl FnMut(usize, usize),
) -> Report {
    let on_facts = |facts: &Facts| on_report(Report::new(Rc::new(facts.clone())));
    let facts = gather(resolver, domain, options, on_facts, on_progress).await;
    Report::new(Rc::new(facts))
}

impl Report {
    /// Works a report out.
    pub fn new(facts: Rc<Facts>) -> Self {
        let overview = Rc::new(Overview::new(facts));
        let facts = Rc::clone(&overview.facts);
        let mut findings = judge(&facts);
        let plan = advise(&facts, &Known::default());
        let shown = facts.shown_record();
        let own_name = shown
            .as_ref()
            .and_then(|shown| shown.domain.child("_dmarc"));
        keep_fixes(&mut findings, &plan, &facts, own_name.as_ref());
        let record = shown.map(|shown| RecordView::new(&facts, &shown, &findings));
        let around = facts.around.as_deref();
        let mut report = Self {
            caveat: caveat(&facts),
            plan,
            record,
            destinations: facts
                .destinations
                .iter()
                .map(|d| destination_view(&facts, d))
                .collect(),
            steps: facts
                .walk
                .steps
                .iter()
                .map(|step| step_view(&facts, step))
                .collect(),
            discovery: discovery_sentence(&facts),
            topics: Vec::new(),
            senders: around.map(|around| SendersView::new(&facts, around, &findings)),
            spf: around.map(|around| Rc::new(SpfView::new(&around.spf))),
            dkim: around.map(|around| DkimView::new(&facts, around, &findings)),
            mail: around.map(|around| MailView::new(&facts, around, &findings)),
            transport: around.map(|around| TransportView::new(&facts, around, &findings)),
            evidence: facts
                .answers
                .0
                .iter()
                .map(|answer| Evidence::new(answer))
                .collect(),
            receivers: receivers(&facts),
            overview,
            findings,
        };
        report.topics = topics::topics(&report);
        report
    }

    /// What verdict and caveat amount to together: the worse of both.
    pub fn state(&self) -> State {
        self.overview.verdict.state.worse(self.caveat.state)
    }

    /// Everything it was worked out from.
    pub fn facts(&self) -> &Rc<Facts> {
        &self.overview.facts
    }

    /// The domain that was checked.
    pub fn domain(&self) -> &DomainName {
        &self.facts().domain
    }

    /// The task after which a rule finds nothing any more, and its number in the plan.
    pub fn cure_of(&self, finding: &Finding) -> Option<(usize, &Task)> {
        self.task(self.plan.cure_of(finding.rule.id)?)
    }

    /// The task of a kind, and its number in the plan.
    pub fn task(&self, id: TaskId) -> Option<(usize, &Task)> {
        let mut numbered = (1..).zip(&self.plan.tasks);
        numbered.find(|(_, task)| task.id == id)
    }
}

/// Puts a destination into words.
fn destination_view(facts: &Facts, destination: &Destination) -> DestinationView {
    let host = &destination.host;
    let from = facts
        .policy()
        .map_or_else(|| facts.domain.clone(), |found| found.domain);
    let (state, sentence) = match &destination.permission {
        Permission::NotNeeded => (
            State::Good,
            format!("{host} belongs to the same organization, so it needs no permission."),
        ),
        Permission::Given => (
            State::Good,
            format!("{host} agrees to get reports about {from}."),
        ),
        Permission::GivenElsewhere(uri) => (
            State::Problem,
            format!(
                "{host} agrees, but sends reports on to {uri}, which is another host. Receivers then send none."
            ),
        ),
        Permission::Missing => (
            State::Problem,
            format!(
                "{host} does not say that it takes reports about {from}. Receivers then send none there."
            ),
        ),
        Permission::CannotBeAsked => (
            State::Problem,
            format!("The name at which {host} would agree is too long for DNS, so nobody can ask."),
        ),
        Permission::CouldNotTell(error) => (
            State::CouldNotTell,
            format!("Whether {host} agrees could not be asked: {error}."),
        ),
        Permission::Pending => (
            State::CouldNotTell,
            format!("Asking whether {host} agrees."),
        ),
    };
    let (state, sentence) = match (destination.takes_mail, state) {
        (Some(false), State::Good | State::Problem) => (
            State::Problem,
            format!("{sentence} No server takes mail for {host}, so reports bounce."),
        ),
        (None, State::Good) if facts.is_complete => (
            State::CouldNotTell,
            format!("{sentence} Whether a server takes mail for {host} could not be asked."),
        ),
        _ => (state, sentence),
    };
    let is_missing = matches!(destination.permission, Permission::Missing);
    DestinationView {
        destination: destination.clone(),
        state,
        sentence,
        must_publish: permission_record(&from, host)
            .filter(|_| is_missing)
            .map(|name| (name, "v=DMARC1;")),
    }
}

/// Puts a query of the walk into words.
fn step_view(facts: &Facts, step: &Step) -> StepView {
    let policy = facts.policy();
    let is_policy = policy
        .as_ref()
        .is_some_and(|found| found.domain == step.name);
    let (state, sentence, texts) = match &step.outcome {
        StepOutcome::Found(record) => {
            let is_organizational = facts.organizational_domain().map(|name| name == step.name);
            let sentence = if is_policy && record.outcome == Outcome::Ignored {
                "A record in the right place, but receivers ignore it."
            } else if is_policy {
                "A record, and it is the policy."
            } else if step.is_after_stop {
                "A record, but receivers have stopped before."
            } else if facts.walk.is_undecided() {
                "A record. Whether it is the policy is not known, since a question failed."
            } else if is_organizational.is_none() {
                "A record. The policy is the domain's own; whether this one makes the Organizational Domain is not \
                 known, since a question failed."
            } else if is_organizational == Some(true) {
                "A record. The policy is the domain's own; this one makes the Organizational Domain."
            } else {
                "A record, but one at this name is never the policy."
            };
            (State::Good, sentence.to_owned(), vec![record.text.clone()])
        }
        StepOutcome::Several(records) => (
            State::Problem,
            format!("{} records, so none counts.", records.len()),
            records.iter().map(|record| record.text.clone()).collect(),
        ),
        StepOutcome::OtherText(texts) => (
            State::Advice,
            "Text, but no DMARC record.".to_owned(),
            texts.clone(),
        ),
        StepOutcome::NoData => (State::NotSet, "No TXT record.".to_owned(), Vec::new()),
        StepOutcome::NxDomain => (State::NotSet, "No such name.".to_owned(), Vec::new()),
        StepOutcome::Failed(error) => (
            State::CouldNotTell,
            format!("Could not be asked: {error}."),
            Vec::new(),
        ),
    };
    let answer = facts.answers.policy_answer(&step.name);
    StepView {
        name: format!("_dmarc.{}", step.name),
        state,
        sentence,
        role: role(facts, step),
        texts,
        aliases: answer.map_or_else(Vec::new, |answer| answer.aliases.clone()),
        is_after_stop: step.is_after_stop,
    }
}

/// What the name of a query is to the domain.
fn role(facts: &Facts, step: &Step) -> String {
    if step.is_after_stop {
        return "receivers no longer ask here".to_owned();
    }
    let mut roles = Vec::new();
    if step.name == facts.domain {
        roles.push("Author Domain");
    }
    if facts.organizational_domain().as_ref() == Some(&step.name) {
        roles.push("Organizational Domain");
    }
    roles.join(", ")
}

/// How the policy was found, in a sentence.
fn discovery_sentence(facts: &Facts) -> String {
    let asked = facts.walk.steps_until_stop().count();
    let queries = if asked == 1 { "query" } else { "queries" };
    let tag = facts
        .effect(RowKind::This)
        .and_then(|row| row.rfc9989.source.as_ref())
        .map(|s| s.tag);
    match facts.policy() {
        Some(found) if found.record.outcome == Outcome::Ignored => format!(
            "A receiver on RFC 9989 comes to the record at _dmarc.{}, the {}, and can use nothing of it, so DMARC does \
             not apply.",
            found.domain,
            found.place.as_str(),
        ),
        Some(found) => {
            let uses = match tag {
                Some(tag) => format!("uses its {tag} tag"),
                None => "uses its sp or np tag".to_owned(),
            };
            let rest = match facts.organizational_domain() {
                Some(name) => format!(
                    "The whole walk takes {asked} {queries}; the Organizational Domain is {name}."
                ),
                None => "Not every name above could be asked, so the Organizational Domain is not known."
                    .to_owned(),
            };
            format!(
                "A receiver on RFC 9989 finds the policy at _dmarc.{}, the {}, and {uses}. {rest}",
                found.domain,
                found.place.as_str(),
            )
        }
        None if facts.walk.is_undecided() => {
            format!(
                "Not every one of the {asked} {queries} was answered, so the policy is not known."
            )
        }
        None => format!("A receiver on RFC 9989 makes {asked} {queries} and finds no policy."),
    }
}
