//! [`Report`]: the outcome of a check as plain data. Its [`Sections`] add the sentences that a page shows.
//!
//! A report is rebuilt, cheaply, whenever more answers arrive.

mod changes;
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
mod section;
mod sections;
mod senders;
mod spf;
mod steps;
mod summary;
mod topics;
mod transport;
mod watch;
pub mod words;

use std::rc::Rc;

pub use changes::{ChangeLine, Changes};
pub use dkim::{DkimKeyView, DkimRow, DkimView};
pub use evidence::Evidence;
use fixes::keep_fixes;
pub use mail::{MailHostView, MailView};
pub use movement::moves_in_words;
pub use overview::{EffectCell, EffectView, Overview};
pub use policy_file::PolicyFileView;
pub use record_view::{Piece, RecordView, Run, UnstatedTag};
pub use remark::Remark;
pub use section::{Chapter, Section};
pub use sections::Sections;
pub use senders::{SendersView, VendorRow, VendorView};
pub use spf::{
    Refusal, SenderField, SenderView, SpfLimit, SpfNode, SpfNote, SpfPart, SpfPiece, SpfRun,
    SpfShare, SpfTerm, SpfView, Typed, WayStep,
};
pub use steps::StepView;
pub use summary::{Chip, Glance, Summary};
pub use topics::{Topic, TopicName};
pub use transport::{TransportLine, TransportView};
pub use watch::{Watch, Watched};

use crate::advice::{Caveat, Known, Plan, State, Task, TaskId, advise, caveat};
use crate::discovery::{
    Destination, Existence, Facts, Options, Permission, gather, permission_record,
};
use crate::dns::Resolver;
use crate::domain::DomainName;
use crate::findings::{Finding, Findings, judge};
use crate::requirements::{RequirementsView, requirements};

/// The outcome of a check. It holds what the JSON and Markdown exports need; [`Sections`] adds the rest for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The verdict and the effects, both known after the first round trip.
    pub overview: Rc<Overview>,
    /// The line below the verdict that qualifies it.
    pub caveat: Caveat,
    /// What the owner told, which the plan takes into account.
    pub known: Known,
    /// The tasks to do, in order.
    pub plan: Plan,
    /// The requirements of large receivers, as far as DNS shows whether they are met.
    pub requirements: RequirementsView,
    /// What the rules found: problems, advice and notes. A finding suggests a record only for a name that no task of
    /// the plan writes, and the suggestion names it.
    pub findings: Findings,
    /// Who receives reports, and whether each destination agreed.
    pub destinations: Vec<DestinationView>,
    /// Every DNS answer of the check.
    pub evidence: Vec<Evidence>,
}

/// A destination of reports, described in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DestinationView {
    /// What DNS says about the destination.
    pub destination: Destination,
    /// How good or bad those facts are.
    pub state: State,
    /// The same facts as a sentence.
    pub sentence: String,
    /// The record that the destination must publish, as name and value, if its permission is missing.
    pub must_publish: Option<(DomainName, &'static str)>,
}

/// Checks a domain: queries `resolver`, passes a report to `on_report` after each round trip and the number of answers
/// to `on_progress`, and returns the final report.
///
/// # Example
///
/// ```
/// use dmarc_engine::{advice::Stage, discovery::Options, dns::example_zone, domain::read, report::check};
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
    /// Builds the report from facts, which may still be incomplete, without asking the owner.
    pub fn new(facts: Rc<Facts>) -> Self {
        Self::with(facts, Known::default())
    }

    /// Builds the report from facts and from what the owner told.
    pub fn with(facts: Rc<Facts>, known: Known) -> Self {
        let overview = Rc::new(Overview::new(facts));
        let facts = Rc::clone(&overview.facts);
        let mut findings = judge(&facts);
        let plan = advise(&facts, &known);
        let own_name = facts
            .shown_record()
            .and_then(|shown| shown.domain.child("_dmarc"));
        keep_fixes(&mut findings, &plan, &facts, own_name.as_ref());
        Self {
            caveat: caveat(&facts),
            known,
            plan,
            destinations: facts
                .destinations
                .iter()
                .map(|d| destination_view(&facts, d))
                .collect(),
            evidence: facts
                .answers
                .0
                .iter()
                .map(|answer| Evidence::new(answer))
                .collect(),
            requirements: requirements(&facts),
            overview,
            findings,
        }
    }

    /// The worse of the verdict's and the caveat's state.
    pub fn state(&self) -> State {
        self.overview.verdict.state.worse(self.caveat.state)
    }

    /// The facts that the report is built from.
    pub fn facts(&self) -> &Rc<Facts> {
        &self.overview.facts
    }

    /// The domain that was checked.
    pub fn domain(&self) -> &DomainName {
        &self.facts().domain
    }

    /// Whether a section is worth showing: of a name that does not exist only what to do, the policy it may inherit, and how that
    /// was found.
    pub fn is_worth(&self, section: Section) -> bool {
        self.facts().existence != Existence::DoesNotExist
            || match section {
                Section::Plan
                | Section::Record
                | Section::Discovery
                | Section::Evidence
                | Section::Export => true,
                Section::Effects => self.facts().policy().is_some(),
                _ => false,
            }
    }

    /// The task that resolves a finding, and its number in the plan.
    pub fn cure_of(&self, finding: &Finding) -> Option<(usize, &Task)> {
        self.task(self.plan.cure_of(finding.rule.id)?)
    }

    /// The task with this id, and its number in the plan, counted from 1.
    pub fn task(&self, id: TaskId) -> Option<(usize, &Task)> {
        let mut numbered = (1..).zip(&self.plan.tasks);
        numbered.find(|(_, task)| task.id == id)
    }
}

/// Describes a destination in words.
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
            format!("{host} agrees to receive reports about {from}."),
        ),
        Permission::GivenElsewhere(uri) => (
            State::Problem,
            format!(
                "{host} agrees, but redirects reports to {uri}, which is another host. Receivers then send none."
            ),
        ),
        Permission::Missing => (
            State::Problem,
            format!(
                "{host} has not agreed to receive reports about {from}. Receivers then send none there."
            ),
        ),
        Permission::CannotBeAsked => (
            State::Problem,
            format!(
                "The permission record of {host} would have a name too long for DNS, so it cannot exist."
            ),
        ),
        Permission::CouldNotTell(error) => (
            State::CouldNotTell,
            format!("Could not check whether {host} agrees: {error}."),
        ),
        Permission::Pending => (
            State::CouldNotTell,
            format!("Checking whether {host} agrees."),
        ),
    };
    let (state, sentence) = match (destination.takes_mail, state) {
        (Some(false), State::Good | State::Problem) => (
            State::Problem,
            format!("{sentence} No server accepts mail for {host}, so reports bounce."),
        ),
        (None, State::Good) if facts.is_complete => (
            State::CouldNotTell,
            format!("{sentence} Could not check whether a server accepts mail for {host}."),
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
