//! [`Check`]: an evaluation in progress.

use std::net::IpAddr;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, join_all};

use super::addresses::reverse_name;
use super::{Answers, Session, Step, StepOutcome};
use crate::dns::{Answer, LookupError, Outcome, Question, RecordData, RecordType, Resolver};
use crate::domain::DomainName;
use crate::record::spf::{
    DomainSpec, Lengths, Mechanism, Network, Outcome as RecordOutcome, Qualifier, SpfRecord, Term,
};
use crate::spf::target::record_name;
use crate::spf::{Cause, MAX_LOOKUPS, MAX_MX_HOSTS, MAX_VOIDS, Selection, SpfResult};

/// An evaluation in progress.
pub(super) struct Check<'r, R> {
    resolver: &'r R,
    pub(super) session: &'r Session,
    /// The number of terms so far that caused lookups.
    lookups: usize,
    /// The number of terms so far whose lookups were void.
    voids: usize,
    steps: Vec<Step>,
    answers: Answers,
}

/// The result of one record.
pub(super) struct Verdict {
    pub(super) result: SpfResult,
    /// For a fail, the `exp` of the deciding record, with that record's domain.
    pub(super) explained: Option<(DomainSpec, String)>,
}

/// The outcome of a mechanism.
enum Match {
    /// The mechanism matches the sender.
    Yes,
    /// The mechanism does not match the sender.
    No,
    /// The mechanism matches no sender, because its lookup was void.
    Void,
}

impl From<bool> for Match {
    fn from(is_match: bool) -> Self {
        if is_match { Self::Yes } else { Self::No }
    }
}

impl From<SpfResult> for Verdict {
    fn from(result: SpfResult) -> Self {
        Self {
            result,
            explained: None,
        }
    }
}

impl<'r, R: Resolver> Check<'r, R> {
    /// A new evaluation that has sent no queries.
    pub(super) const fn new(resolver: &'r R, session: &'r Session) -> Self {
        Self {
            resolver,
            session,
            lookups: 0,
            voids: 0,
            steps: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// Returns the lookup count, the void lookup count, the steps and the answers.
    pub(super) fn into_parts(self) -> (usize, usize, Vec<Step>, Answers) {
        (self.lookups, self.voids, self.steps, self.answers)
    }

    /// Evaluates the record of `domain`, reached through the terms at `path`
    /// ([RFC 7208, sections 4.3 to 4.5](https://www.rfc-editor.org/rfc/rfc7208#section-4.3)).
    pub(super) fn check(
        &mut self,
        domain: String,
        path: Vec<usize>,
    ) -> LocalBoxFuture<'_, Result<Verdict, Cause>> {
        async move {
            let domain = domain.strip_suffix('.').unwrap_or(&domain);
            let Some(name) = record_name(domain) else {
                return Ok(SpfResult::None.into());
            };
            let answer = self.ask(Question::txt(name)).await;
            match Selection::of(&answer) {
                Selection::Found(record) => self.evaluate(&record, domain, &path).await,
                Selection::Several(texts) => Err(Cause::SeveralRecords(texts.len())),
                Selection::Missing(_) => Ok(SpfResult::None.into()),
                Selection::Failed(error) => Err(Cause::CouldNotAsk(error)),
            }
        }
        .boxed_local()
    }

    /// Evaluates the terms of a record
    /// ([RFC 7208, sections 4.6 and 4.7](https://www.rfc-editor.org/rfc/rfc7208#section-4.6)).
    async fn evaluate(
        &mut self,
        record: &SpfRecord,
        domain: &str,
        path: &[usize],
    ) -> Result<Verdict, Cause> {
        if record.outcome == RecordOutcome::PermError {
            return Err(Cause::Syntax);
        }
        for (index, term, mechanism) in record.effective_mechanisms() {
            let step = self.begin(record, term, index, domain, path);
            let matched = self.matches(mechanism, domain, path, index).await;
            let outcome = match &matched {
                Ok(true) => StepOutcome::Match,
                Ok(false) => StepOutcome::NoMatch,
                Err(cause) => StepOutcome::Broken(cause.clone()),
            };
            self.end(step, outcome);
            if matched? {
                let explanation = record.explanation().cloned();
                return Ok(Verdict {
                    result: term.qualifier.unwrap_or(Qualifier::Pass).into(),
                    explained: explanation.map(|spec| (spec, domain.to_owned())),
                });
            }
        }
        let redirect = record.effective_redirect();
        let Some((index, spec, term)) =
            redirect.and_then(|(index, spec)| Some((index, spec, record.terms.get(index)?)))
        else {
            return Ok(SpfResult::Neutral.into());
        };
        let step = self.begin(record, term, index, domain, path);
        let verdict = self.redirect(spec, domain, path, index).await;
        self.end(
            step,
            match &verdict {
                Ok(verdict) => StepOutcome::Decides(verdict.result),
                Err(cause) => StepOutcome::Broken(cause.clone()),
            },
        );
        verdict
    }

    /// Evaluates `redirect`: another domain's record decides
    /// ([RFC 7208, section 6.1](https://www.rfc-editor.org/rfc/rfc7208#section-6.1)).
    async fn redirect(
        &mut self,
        spec: &DomainSpec,
        domain: &str,
        path: &[usize],
        index: usize,
    ) -> Result<Verdict, Cause> {
        self.count_lookup()?;
        let target = self.target_text(Some(spec), domain).await;
        let verdict = self.check(target, [path, &[index]].concat()).await?;
        if verdict.result == SpfResult::None {
            return Err(Cause::MissingRecord);
        }
        Ok(verdict)
    }

    /// Whether a mechanism matches. Counts its lookups and void lookups.
    async fn matches(
        &mut self,
        mechanism: &Mechanism,
        domain: &str,
        path: &[usize],
        index: usize,
    ) -> Result<bool, Cause> {
        if !matches!(mechanism, Mechanism::All | Mechanism::Ip(_)) {
            self.count_lookup()?;
        }
        let matched = match mechanism {
            Mechanism::All => Match::Yes,
            Mechanism::Ip(network) => network.contains(self.session.ip).into(),
            Mechanism::Include(spec) => self.include(spec, domain, path, index).await?,
            Mechanism::A(spec, lengths) => self.a(spec.as_ref(), *lengths, domain).await?,
            Mechanism::Mx(spec, lengths) => self.mx(spec.as_ref(), *lengths, domain).await?,
            Mechanism::Ptr(spec) => self.ptr(spec.as_ref(), domain).await,
            Mechanism::Exists(spec) => self.exists(spec, domain).await?,
        };
        match matched {
            Match::Yes => Ok(true),
            Match::No => Ok(false),
            Match::Void => {
                self.voids += 1;
                match self.session.ip {
                    _ if self.voids <= MAX_VOIDS => Ok(false),
                    IpAddr::V4(_) => Err(Cause::TooManyVoidsIpv4),
                    IpAddr::V6(_) => Err(Cause::TooManyVoidsIpv6),
                }
            }
        }
    }

    /// Evaluates `include` ([RFC 7208, section 5.2](https://www.rfc-editor.org/rfc/rfc7208#section-5.2)).
    async fn include(
        &mut self,
        spec: &DomainSpec,
        domain: &str,
        path: &[usize],
        index: usize,
    ) -> Result<Match, Cause> {
        let target = self.target_text(Some(spec), domain).await;
        let verdict = self.check(target, [path, &[index]].concat()).await?;
        match verdict.result {
            SpfResult::None => Err(Cause::MissingRecord),
            result => Ok((result == SpfResult::Pass).into()),
        }
    }

    /// Evaluates `a` ([RFC 7208, section 5.3](https://www.rfc-editor.org/rfc/rfc7208#section-5.3)).
    async fn a(
        &mut self,
        spec: Option<&DomainSpec>,
        lengths: Lengths,
        domain: &str,
    ) -> Result<Match, Cause> {
        let Some(name) = self.target(spec, domain).await else {
            return Ok(Match::No);
        };
        let question = self.address_question(&name);
        let answer = self.ask(question).await;
        self.is_among(&answer, lengths)
    }

    /// Evaluates `mx` ([RFC 7208, section 5.4](https://www.rfc-editor.org/rfc/rfc7208#section-5.4)).
    async fn mx(
        &mut self,
        spec: Option<&DomainSpec>,
        lengths: Lengths,
        domain: &str,
    ) -> Result<Match, Cause> {
        let Some(name) = self.target(spec, domain).await else {
            return Ok(Match::No);
        };
        let answer = self.ask(Question::new(name, RecordType::Mx)).await;
        if let Some(error) = answer.error() {
            return Err(Cause::CouldNotAsk(error.clone()));
        }
        if answer.records().is_empty() {
            return Ok(Match::Void);
        }
        let hosts = answer.records().iter().filter_map(RecordData::exchange);
        let questions: Vec<_> = hosts.map(|host| self.address_question(host)).collect();
        if questions.len() > MAX_MX_HOSTS {
            return Err(Cause::TooManyMxHosts(questions.len()));
        }
        let mut is_void = false;
        for answer in self.ask_all(questions).await {
            match self.is_among(&answer, lengths)? {
                Match::Yes => return Ok(Match::Yes),
                Match::No => {}
                Match::Void => is_void = true,
            }
        }
        Ok(if is_void { Match::Void } else { Match::No })
    }

    /// Evaluates `ptr`, which never causes an error
    /// ([RFC 7208, section 5.5](https://www.rfc-editor.org/rfc/rfc7208#section-5.5)).
    async fn ptr(&mut self, spec: Option<&DomainSpec>, domain: &str) -> Match {
        let Some(target) = self.target(spec, domain).await else {
            return Match::No;
        };
        let is_void = self
            .ask_reverse()
            .await
            .is_some_and(|answer| is_void(&answer));
        if is_void {
            return Match::Void;
        }
        let names = self.validated_names().await;
        let is_match = |name: &DomainName| *name == target || name.is_below(&target);
        names.iter().any(is_match).into()
    }

    /// Evaluates `exists`, which queries A records even for IPv6 clients
    /// ([RFC 7208, section 5.7](https://www.rfc-editor.org/rfc/rfc7208#section-5.7)).
    async fn exists(&mut self, spec: &DomainSpec, domain: &str) -> Result<Match, Cause> {
        let Some(name) = self.target(Some(spec), domain).await else {
            return Ok(Match::No);
        };
        let answer = self.ask(Question::new(name, RecordType::A)).await;
        match answer.error() {
            Some(error) => Err(Cause::CouldNotAsk(error.clone())),
            None if is_void(&answer) => Ok(Match::Void),
            None => Ok(Match::Yes),
        }
    }

    /// Whether an address in the answer matches the client's, compared up to the prefix length in `lengths`.
    fn is_among(&self, answer: &Answer, lengths: Lengths) -> Result<Match, Cause> {
        if let Some(error) = answer.error() {
            return Err(Cause::CouldNotAsk(error.clone()));
        }
        if is_void(answer) {
            return Ok(Match::Void);
        }
        let mut addresses = answer.records().iter().filter_map(RecordData::address);
        let is_match = addresses
            .any(|address| Network::mail_setup(address, lengths).contains(self.session.ip));
        Ok(is_match.into())
    }

    /// The query for a host's addresses in the client's family.
    pub(super) fn address_question(&self, host: &DomainName) -> Question {
        let kind = match self.session.ip {
            IpAddr::V4(_) => RecordType::A,
            IpAddr::V6(_) => RecordType::Aaaa,
        };
        Question::new(host.clone(), kind)
    }

    /// The answer to the reverse DNS query for the client's address.
    pub(super) async fn ask_reverse(&mut self) -> Option<Rc<Answer>> {
        let name = reverse_name(self.session.ip)?;
        Some(self.ask(Question::new(name, RecordType::Ptr)).await)
    }

    /// Returns the answer to a question, from an earlier query if possible.
    pub(super) async fn ask(&mut self, question: Question) -> Rc<Answer> {
        let answer = self.ask_all(vec![question.clone()]).await.pop();
        answer.unwrap_or_else(|| {
            let missing = Outcome::Failed(LookupError::NotRecorded);
            Rc::new(Answer::new(question, missing, ""))
        })
    }

    /// Returns the answers to questions. A question is queried only once per evaluation, and those of one call run
    /// concurrently.
    pub(super) async fn ask_all(&mut self, questions: Vec<Question>) -> Vec<Rc<Answer>> {
        let mut missing: Vec<&Question> = Vec::new();
        for question in &questions {
            if self.known(question).is_none() && !missing.contains(&question) {
                missing.push(question);
            }
        }
        let asked = missing
            .into_iter()
            .map(|question| self.resolver.ask(question));
        let answers = join_all(asked).await;
        self.answers.extend(answers.into_iter().map(Rc::new));
        questions.iter().filter_map(|q| self.known(q)).collect()
    }

    /// The answer to an earlier query.
    fn known(&self, question: &Question) -> Option<Rc<Answer>> {
        let mut answers = self.answers.iter();
        answers.find(|answer| answer.question == *question).cloned()
    }

    /// Counts a term that causes lookups, and fails if that exceeds the limit.
    fn count_lookup(&mut self) -> Result<(), Cause> {
        self.lookups += 1;
        if self.lookups > MAX_LOOKUPS {
            return Err(Cause::TooManyLookups);
        }
        Ok(())
    }

    /// Adds a step for a term and returns its index.
    fn begin(
        &mut self,
        record: &SpfRecord,
        term: &Term,
        index: usize,
        domain: &str,
        path: &[usize],
    ) -> usize {
        self.steps.push(Step {
            path: path.to_vec(),
            term: index,
            domain: domain.to_owned(),
            text: term.span.of(&record.text).to_owned(),
            qualifier: term.qualifier,
            outcome: StepOutcome::NoMatch,
        });
        self.steps.len() - 1
    }

    /// Sets the outcome of a step.
    fn end(&mut self, step: usize, outcome: StepOutcome) {
        if let Some(step) = self.steps.get_mut(step) {
            step.outcome = outcome;
        }
    }
}

/// Whether the answer makes a void lookup: the name or the record type does not exist.
const fn is_void(answer: &Answer) -> bool {
    matches!(answer.outcome, Outcome::NoData | Outcome::NxDomain)
}
