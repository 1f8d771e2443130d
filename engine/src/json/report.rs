//! The JSON form of a report.

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
    /// The version of this format.
    schema: u32,
    /// The domain in A-label form.
    domain: String,
    /// The domain in Unicode.
    unicode: String,
    /// How well the domain is protected.
    stage: &'static str,
    /// The verdict in a sentence.
    verdict: String,
    /// The worse of the verdict's and the caveat's state.
    state: &'static str,
    /// What the policy alone does not show.
    caveat: CaveatJson,
    /// How the policy was found.
    discovery: DiscoveryJson,
    /// What receivers are asked to do with failing mail.
    effective: Vec<EffectJson>,
    /// The DMARC record; null if there is none to show.
    dmarc: Option<RecordJson>,
    /// SPF. This and the following fields, up to `parent`, are null until the mail setup was queried.
    spf: Option<SpfJson>,
    /// The DKIM selectors that were tried.
    dkim: Option<DkimKeysJson>,
    /// The hosts that receive mail.
    mx: Option<MxJson>,
    /// The MTA-STS record.
    mta_sts: Option<RecordAtJson<MtaStsJson>>,
    /// The TLS-RPT record.
    tls_rpt: Option<RecordAtJson<TlsRptJson>>,
    /// The BIMI record that applies: the domain's own, or that of its Organizational Domain.
    bimi: Option<BimiAtJson>,
    /// `authenticated`, `not-authenticated`, `could-not-tell` or `pending`.
    dnssec: Option<&'static str>,
    /// The vendors identified by names in DNS; those that send mail come first.
    senders: Option<Vec<SenderJson>>,
    /// Whether there may be more vendors, because some queries failed.
    senders_partial: Option<bool>,
    /// The mail setup of the Organizational Domain; also null if the policy is the domain's own.
    parent: Option<ParentJson>,
    /// The requirements of large receivers.
    requirements: RequirementsJson,
    /// Who receives reports.
    destinations: Vec<DestinationJson>,
    /// The findings, most urgent first.
    findings: Vec<ReportFindingJson>,
    /// The rules that ran and found nothing.
    passed: Vec<&'static str>,
    /// The tasks to do.
    plan: PlanJson,
    /// Every DNS answer.
    evidence: Vec<EvidenceJson>,
    /// How many queries were sent.
    questions: QuestionsJson,
    /// Whether every query was sent and answered.
    complete: bool,
}

/// What the policy alone does not show.
#[derive(Debug, Clone, Serialize)]
struct CaveatJson {
    /// How good or bad it is.
    state: &'static str,
    /// The caveat in a sentence.
    sentence: String,
    /// Whether it depends on answers that have not arrived yet.
    pending: bool,
}

/// How the policy was found.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct DiscoveryJson {
    /// The queries that an RFC 9989 receiver sends for the full tree walk.
    steps: Vec<StepJson>,
    /// The name whose record is the policy; null if there is none, or if a query that decides it failed.
    policy_domain: Option<String>,
    /// The Organizational Domain; null if a query that decides it failed.
    organizational_domain: Option<String>,
    /// The tag whose value applies to the domain.
    tag: Option<&'static str>,
}

/// A query of the tree walk.
#[derive(Debug, Clone, Serialize)]
struct StepJson {
    /// The name queried, including `_dmarc`.
    name: String,
    /// `record`, `several-records`, `other-text`, `no-data`, `nxdomain` or `failed`.
    outcome: &'static str,
    /// The TXT records found.
    records: Vec<String>,
}

/// What receivers are asked to do with failing mail from one name.
#[derive(Debug, Clone, Serialize)]
struct EffectJson {
    /// The name the mail is from.
    name: String,
    /// `this`, `subdomain` or `invented`.
    kind: &'static str,
    /// The request to RFC 9989 receivers: `none`, `quarantine`, `reject`, `no-dmarc`, or null if it is not known.
    rfc9989: Option<&'static str>,
    /// The request to RFC 7489 receivers, with the same values.
    rfc7489: Option<&'static str>,
    /// Why the two differ; null if they do not.
    difference: Option<String>,
}

/// A host that receives reports.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct DestinationJson {
    /// The host name.
    host: String,
    /// The tags that name the host.
    tags: Vec<&'static str>,
    /// `not-needed`, `given`, `given-elsewhere`, `missing`, `cannot-be-asked`, `could-not-tell` or `pending`.
    permission: &'static str,
    /// Whether a server accepts mail for it; null if that is not known.
    takes_mail: Option<bool>,
    /// The record that the host must publish, if its permission is missing.
    must_publish: Option<PermissionJson>,
}

/// A record that a destination must publish.
#[derive(Debug, Clone, Serialize)]
struct PermissionJson {
    /// The name to publish it at.
    name: String,
    /// The record type.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The text of the record.
    value: String,
}

/// A DNS answer.
#[derive(Debug, Clone, Serialize)]
struct EvidenceJson {
    /// The name queried.
    name: String,
    /// The record type queried.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The resolver that answered.
    resolver: String,
    /// The outcome in words.
    outcome: String,
    /// The records in zone-file notation.
    records: Vec<String>,
    /// The TTL in words.
    ttl: Option<String>,
    /// Whether the AD bit was set.
    authenticated: bool,
    /// How long the query took, in milliseconds.
    elapsed: Option<u32>,
    /// CNAME records followed, failed attempts, extended DNS errors.
    notes: Vec<String>,
}

/// Converts a report.
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
        plan: plan(&report.plan, &report.known),
        evidence: report.evidence.iter().map(evidence).collect(),
        questions: mail_setup::questions(&facts.budget),
        complete: facts.is_complete,
    }
}

/// Converts how the policy was found.
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

/// Converts a DNS answer.
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
