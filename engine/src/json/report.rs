//! The outcome of a check.

use serde::Serialize;

use super::dkim_keys::{DkimKeysJson, dkim_keys};
use super::finding::{ReportFindingJson, findings};
use super::mail_hosts::{MxJson, mx};
use super::mail_setup::{self, BimiAtJson, ParentJson, QuestionsJson, RecordAtJson};
use super::plan::{PlanJson, plan};
use super::record::record_in_report;
use super::senders::{SenderJson, is_partial, sender};
use super::spf_tree::{SpfJson, spf};
use super::{MtaStsJson, Places, RecordJson, RequirementsJson, SCHEMA, TlsRptJson, requirements};
use crate::discovery::{Facts, RowKind};
use crate::report::{Evidence, Report};

/// The outcome of a check.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportJson {
    /// The version of this shape.
    schema: u32,
    /// The domain in A-label form.
    domain: String,
    /// The domain as people write it.
    unicode: String,
    /// How far it has come.
    stage: &'static str,
    /// In a sentence.
    verdict: String,
    /// What the sentence and the one below it amount to together.
    state: &'static str,
    /// The line below: what the policy alone does not show.
    caveat: CaveatJson,
    /// How the policy was found.
    discovery: DiscoveryJson,
    /// What receivers are asked to do.
    effective: Vec<EffectJson>,
    /// The record that is shown; null without one.
    dmarc: Option<RecordJson>,
    /// SPF; this and the next, up to `parent`, are null until someone looked at what surrounds the policy.
    spf: Option<SpfJson>,
    /// The DKIM selectors that were tried.
    dkim: Option<DkimKeysJson>,
    /// The hosts that take mail.
    mx: Option<MxJson>,
    /// The MTA-STS record.
    mta_sts: Option<RecordAtJson<MtaStsJson>>,
    /// The TLS-RPT record.
    tls_rpt: Option<RecordAtJson<TlsRptJson>>,
    /// The BIMI record that counts, the domain's own or its Organizational Domain's.
    bimi: Option<BimiAtJson>,
    /// `authenticated`, `not-authenticated`, `could-not-tell` or `pending`.
    dnssec: Option<&'static str>,
    /// The vendors that names in DNS show, those that send first.
    senders: Option<Vec<SenderJson>>,
    /// Whether there may be more, since not everything could be asked.
    senders_partial: Option<bool>,
    /// The mail of the Organizational Domain; null as well where the policy is the domain's own.
    parent: Option<ParentJson>,
    /// What large receivers ask of senders.
    requirements: RequirementsJson,
    /// Who gets reports.
    destinations: Vec<DestinationJson>,
    /// What is found, most urgent first.
    findings: Vec<ReportFindingJson>,
    /// The rules that ran and found nothing.
    passed: Vec<&'static str>,
    /// What to do.
    plan: PlanJson,
    /// Every answer.
    evidence: Vec<EvidenceJson>,
    /// How many questions were asked.
    questions: QuestionsJson,
    /// Whether nothing was left to ask.
    complete: bool,
}

/// What the policy alone does not show.
#[derive(Debug, Clone, Serialize)]
struct CaveatJson {
    /// What it amounts to.
    state: &'static str,
    /// In a sentence.
    sentence: String,
    /// Whether answers are missing that it rests on.
    pending: bool,
}

/// How the policy was found.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct DiscoveryJson {
    /// The queries that a receiver on RFC 9989 makes for the whole walk.
    steps: Vec<StepJson>,
    /// The name whose record is the policy; null where there is none, or when a query failed that decides it.
    policy_domain: Option<String>,
    /// The Organizational Domain; null when a query failed that decides it.
    organizational_domain: Option<String>,
    /// The tag whose value applies to the domain.
    tag: Option<&'static str>,
}

/// A query.
#[derive(Debug, Clone, Serialize)]
struct StepJson {
    /// The name that was asked for, `_dmarc` included.
    name: String,
    /// `record`, `several-records`, `other-text`, `no-data`, `nxdomain` or `failed`.
    outcome: &'static str,
    /// The texts that were found.
    records: Vec<String>,
}

/// What receivers are asked to do with failing mail from a name.
#[derive(Debug, Clone, Serialize)]
struct EffectJson {
    /// The name.
    name: String,
    /// `this`, `subdomain` or `invented`.
    kind: &'static str,
    /// `none`, `quarantine`, `reject`, `no-dmarc`, or null when it is not known.
    rfc9989: Option<&'static str>,
    /// The same for receivers on RFC 7489.
    rfc7489: Option<&'static str>,
    /// Why the two differ.
    difference: Option<String>,
}

/// Who gets reports.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct DestinationJson {
    /// The host.
    host: String,
    /// The tags that name it.
    tags: Vec<&'static str>,
    /// `not-needed`, `given`, `given-elsewhere`, `missing`, `cannot-be-asked`, `could-not-tell` or `pending`.
    permission: &'static str,
    /// Whether a server takes mail for it; null when not known.
    takes_mail: Option<bool>,
    /// The record it must publish.
    must_publish: Option<PermissionJson>,
}

/// A record that a destination must publish.
#[derive(Debug, Clone, Serialize)]
struct PermissionJson {
    /// The name.
    name: String,
    /// The type.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The value.
    value: String,
}

/// An answer.
#[derive(Debug, Clone, Serialize)]
struct EvidenceJson {
    /// The name.
    name: String,
    /// The type.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Who answered.
    resolver: String,
    /// In words.
    outcome: String,
    /// As zone files write them.
    records: Vec<String>,
    /// In words.
    ttl: Option<String>,
    /// The AD bit.
    authenticated: bool,
    /// In milliseconds.
    elapsed: Option<u32>,
    /// CNAME records, failed tries, extended errors.
    notes: Vec<String>,
}

/// The twin of a report.
pub fn report(report: &Report) -> ReportJson {
    let facts = report.facts();
    let mail_setup = facts.mail_setup.as_deref();
    let shown = facts.shown_record();
    let text = shown
        .as_ref()
        .map_or("", |shown| shown.record.text.as_str());
    let places = Places::new(text);
    ReportJson {
        schema: SCHEMA,
        domain: facts.domain.to_string(),
        unicode: report.overview.unicode.clone(),
        stage: report.overview.verdict.stage.as_str(),
        verdict: report.overview.verdict.sentence.clone(),
        state: report.state().as_str(),
        caveat: CaveatJson {
            state: report.caveat.state.as_str(),
            sentence: report.caveat.sentence.clone(),
            pending: report.caveat.is_pending,
        },
        discovery: discovery(facts),
        effective: report
            .overview
            .effects
            .iter()
            .map(|view| EffectJson {
                name: view.row.name.to_string(),
                kind: view.row.kind.as_str(),
                rfc9989: view.row.rfc9989.handling.as_str(),
                rfc7489: view.row.rfc7489.handling.as_str(),
                difference: view.difference.clone(),
            })
            .collect(),
        dmarc: shown.as_ref().map(|shown| record_in_report(&shown.record)),
        spf: mail_setup.map(|mail_setup| spf(&mail_setup.spf)),
        dkim: mail_setup.map(|mail_setup| dkim_keys(&mail_setup.dkim)),
        mx: mail_setup.map(|mail_setup| mx(&mail_setup.mx)),
        mta_sts: mail_setup.map(mail_setup::mta_sts_at),
        tls_rpt: mail_setup.map(mail_setup::tls_rpt_at),
        bimi: mail_setup.map(mail_setup::bimi_at),
        dnssec: mail_setup.map(|mail_setup| mail_setup.dnssec.as_str()),
        senders: mail_setup.map(|mail_setup| {
            let senders = mail_setup.senders.iter();
            senders.map(|found| sender(facts, found)).collect()
        }),
        senders_partial: mail_setup.map(is_partial),
        parent: mail_setup
            .and_then(|mail_setup| mail_setup.parent.as_ref().map(mail_setup::parent)),
        requirements: requirements(&report.requirements),
        destinations: report
            .destinations
            .iter()
            .map(|view| DestinationJson {
                host: view.destination.host.to_string(),
                tags: view
                    .destination
                    .tags
                    .iter()
                    .map(|tag| tag.as_str())
                    .collect(),
                permission: view.destination.permission.as_str(),
                takes_mail: view.destination.takes_mail,
                must_publish: view
                    .must_publish
                    .as_ref()
                    .map(|(name, value)| PermissionJson {
                        name: name.to_string(),
                        kind: "TXT",
                        value: (*value).to_owned(),
                    }),
            })
            .collect(),
        findings: findings(report, &places),
        passed: report.findings.passed.iter().map(|rule| rule.id).collect(),
        plan: plan(&report.plan),
        evidence: report.evidence.iter().map(evidence).collect(),
        questions: mail_setup::questions(&facts.budget),
        complete: facts.is_complete,
    }
}

/// How the policy was found.
fn discovery(facts: &Facts) -> DiscoveryJson {
    let source = facts
        .effect(RowKind::This)
        .and_then(|row| row.rfc9989.source.as_ref());
    DiscoveryJson {
        steps: facts
            .walk
            .steps
            .iter()
            .filter(|step| !step.is_after_stop)
            .map(|step| StepJson {
                name: format!("_dmarc.{}", step.name),
                outcome: step.outcome.as_str(),
                records: step.outcome.texts(),
            })
            .collect(),
        policy_domain: facts.policy().map(|found| found.domain.to_string()),
        organizational_domain: facts.organizational_domain().map(|name| name.to_string()),
        tag: source.map(|source| source.tag.as_str()),
    }
}

/// An answer.
fn evidence(evidence: &Evidence) -> EvidenceJson {
    EvidenceJson {
        name: evidence.name.clone(),
        kind: evidence.kind,
        resolver: evidence.resolver.clone(),
        outcome: evidence.outcome.clone(),
        records: evidence.records.clone(),
        ttl: evidence.ttl.clone(),
        authenticated: evidence.is_authenticated,
        elapsed: evidence.elapsed,
        notes: evidence.notes.clone(),
    }
}
