//! The JSON form of the setup around the policy: records at names of their own, BIMI, the Organizational Domain, and
//! the query count.

use serde::Serialize;

use super::mail_hosts::{MxStateJson, mx_state};
use super::{BimiJson, MtaStsJson, SpfRecordJson, TlsRptJson};
use super::{bimi, mta_sts, spf_record, tls_rpt};
use crate::discovery::Budget;
use crate::mail_setup::{BimiObstacle, MailSetup, Parent, RecordAt, RecordState};

/// The result of querying a name reserved for one kind of record.
#[derive(Debug, Clone, Serialize)]
pub(super) struct RecordAtJson<T> {
    /// The name queried; null if DNS can't represent it.
    name: Option<String>,
    /// The targets of the CNAME records followed, in order.
    aliases: Vec<String>,
    /// `record`, `several-records`, `other-text`, `no-data`, `nxdomain`, `name-too-long`, `failed` or `pending`.
    outcome: &'static str,
    /// The record; null unless there is exactly one.
    record: Option<T>,
    /// The TXT records, if several of them are records or none is.
    texts: Vec<String>,
    /// Why the query failed.
    error: Option<String>,
}

/// The BIMI record that applies, and whether DMARC permits a logo.
#[derive(Debug, Clone, Serialize)]
pub(super) struct BimiAtJson {
    /// The domain's own record, or that of its Organizational Domain if it has none.
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
    /// The domain whose record is the obstacle; null if there is no policy.
    domain: Option<String>,
    /// The value of `pct`, if that is the obstacle.
    percentage: Option<u8>,
}

/// The mail setup of the Organizational Domain, if the policy is not the domain's own.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ParentJson {
    /// The Organizational Domain.
    domain: String,
    /// Its SPF record.
    spf: RecordAtJson<SpfRecordJson>,
    /// The state of its MX records.
    mx: MxStateJson,
}

/// How many queries the check sent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct QuestionsJson {
    /// The number of distinct queries sent.
    asked: usize,
    /// The most queries that the check may send.
    limit: usize,
    /// The number of queries not sent because of the limit. Their results count as failed or cut, never as missing.
    left_out: usize,
}

/// Converts the result for the MTA-STS record.
pub(super) fn mta_sts_at(mail_setup: &MailSetup) -> RecordAtJson<MtaStsJson> {
    record_at(&mail_setup.mta_sts, mta_sts)
}

/// Converts the result for the TLS-RPT record.
pub(super) fn tls_rpt_at(mail_setup: &MailSetup) -> RecordAtJson<TlsRptJson> {
    record_at(&mail_setup.tls_rpt, tls_rpt)
}

/// Converts the result for the BIMI record that applies.
pub(super) fn bimi_at(mail_setup: &MailSetup) -> BimiAtJson {
    let obstacles = mail_setup.bimi.obstacles.as_ref();
    BimiAtJson {
        at: record_at(mail_setup.bimi.record_at(), bimi),
        obstacles: obstacles.map(|obstacles| obstacles.iter().map(obstacle).collect()),
    }
}

/// Converts an obstacle to BIMI.
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

/// Converts the mail setup of the Organizational Domain.
pub(super) fn parent(parent: &Parent) -> ParentJson {
    ParentJson {
        domain: parent.domain.to_string(),
        spf: record_at(&parent.spf, spf_record),
        mx: mx_state(&parent.mx),
    }
}

/// Converts the query budget.
pub(super) const fn questions(budget: &Budget) -> QuestionsJson {
    QuestionsJson {
        asked: budget.asked,
        limit: budget.limit,
        left_out: budget.left_out.len(),
    }
}

/// Converts the result for a name, using `twin` for the record.
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
