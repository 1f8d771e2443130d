//! What surrounds the policy: the records at names of their own, BIMI, the Organizational Domain, the questions.

use serde::Serialize;

use super::mail_hosts::{MxStateJson, mx_state};
use super::{BimiJson, MtaStsJson, SpfRecordJson, TlsRptJson};
use super::{bimi, mta_sts, spf_record, tls_rpt};
use crate::discovery::Budget;
use crate::mail_setup::{BimiObstacle, MailSetup, Parent, RecordAt, RecordState};

/// What is published at a name that is kept for one kind of record.
#[derive(Debug, Clone, Serialize)]
pub(super) struct RecordAtJson<T> {
    /// The name; null where DNS cannot hold it.
    name: Option<String>,
    /// The targets of the CNAME records on the way, in order.
    aliases: Vec<String>,
    /// `record`, `several-records`, `other-text`, `no-data`, `nxdomain`, `name-too-long`, `failed` or `pending`.
    outcome: &'static str,
    /// The record, where there is exactly one.
    record: Option<T>,
    /// The texts where there are several records or none among the texts.
    texts: Vec<String>,
    /// Why it could not be asked.
    error: Option<String>,
}

/// The BIMI record that counts, and what DMARC has to say for it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct BimiAtJson {
    /// The domain's own, or its Organizational Domain's where the domain has none.
    #[serde(flatten)]
    at: RecordAtJson<BimiJson>,
    /// What in DMARC keeps receivers from showing a logo; null while the policy is not known.
    obstacles: Option<Vec<ObstacleJson>>,
}

/// What in DMARC keeps receivers from showing a logo.
#[derive(Debug, Clone, Serialize)]
struct ObstacleJson {
    /// `no-policy`, `policy-none`, `subdomain-policy-none`, `percentage` or `test-mode`.
    kind: &'static str,
    /// The domain whose record it is; null where there is no policy.
    domain: Option<String>,
    /// The value of `pct`, where that is the obstacle.
    percentage: Option<u8>,
}

/// The mail of the Organizational Domain, where the policy is not the domain's own.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ParentJson {
    /// The Organizational Domain.
    domain: String,
    /// Its SPF record.
    spf: RecordAtJson<SpfRecordJson>,
    /// What its MX records come to.
    mx: MxStateJson,
}

/// How many questions the check asked.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct QuestionsJson {
    /// How many different ones.
    asked: usize,
    /// How many it may ask at most.
    limit: usize,
    /// How many it left out because of that. What they are about reads as failed or cut, never as not there.
    left_out: usize,
}

/// The twin of the MTA-STS record.
pub(super) fn mta_sts_at(mail_setup: &MailSetup) -> RecordAtJson<MtaStsJson> {
    record_at(&mail_setup.mta_sts, mta_sts)
}

/// The twin of the TLS-RPT record.
pub(super) fn tls_rpt_at(mail_setup: &MailSetup) -> RecordAtJson<TlsRptJson> {
    record_at(&mail_setup.tls_rpt, tls_rpt)
}

/// The twin of the BIMI record that counts.
pub(super) fn bimi_at(mail_setup: &MailSetup) -> BimiAtJson {
    let obstacles = mail_setup.bimi.obstacles.as_ref();
    BimiAtJson {
        at: record_at(mail_setup.bimi.record_at(), bimi),
        obstacles: obstacles.map(|obstacles| obstacles.iter().map(obstacle).collect()),
    }
}

/// The twin of an obstacle.
fn obstacle(obstacle: &BimiObstacle) -> ObstacleJson {
    let (kind, domain, percentage) = match obstacle {
        BimiObstacle::NoPolicy => ("no-policy", None, None),
        BimiObstacle::PolicyNone(domain) => ("policy-none", Some(domain), None),
        BimiObstacle::SubdomainPolicyNone(domain) => ("subdomain-policy-none", Some(domain), None),
        BimiObstacle::Percentage(domain, percentage) => {
            ("percentage", Some(domain), Some(*percentage))
        }
        BimiObstacle::TestMode(domain) => ("test-mode", Some(domain), None),
    };
    ObstacleJson {
        kind,
        domain: domain.map(ToString::to_string),
        percentage,
    }
}

/// The twin of the Organizational Domain's mail.
pub(super) fn parent(parent: &Parent) -> ParentJson {
    ParentJson {
        domain: parent.domain.to_string(),
        spf: record_at(&parent.spf, spf_record),
        mx: mx_state(&parent.mx),
    }
}

/// The twin of the budget.
pub(super) const fn questions(budget: &Budget) -> QuestionsJson {
    QuestionsJson {
        asked: budget.asked,
        limit: budget.limit,
        left_out: budget.left_out.len(),
    }
}

/// The twin of a place.
pub(super) fn record_at<T, J>(at: &RecordAt<T>, twin: impl Fn(&T) -> J) -> RecordAtJson<J> {
    let (texts, error) = match &at.state {
        RecordState::Several(texts) | RecordState::OtherText(texts) => (texts.clone(), None),
        RecordState::Failed(error) => (Vec::new(), Some(error.to_string())),
        _ => (Vec::new(), None),
    };
    RecordAtJson {
        name: at.name.as_ref().map(ToString::to_string),
        aliases: at.aliases.iter().map(ToString::to_string).collect(),
        outcome: at.state.as_str(),
        record: at.record().map(|record| twin(record)),
        texts,
        error,
    }
}
