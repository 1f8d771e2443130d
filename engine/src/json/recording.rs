//! The JSON form of a recording: the complete questions and answers of a check, for playback.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::SCHEMA;
use super::zone::{RecordDataJson, parse_data};
use crate::discovery::{Facts, MAX_QUESTIONS, Options};
use crate::dns::{
    Answer, ExtendedError, LookupError, Outcome, Question, RecordData, RecordType, Recording,
};
use crate::domain::DomainName;

/// A recorded check.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordingJson {
    /// The version of this format.
    pub schema: u32,
    /// The domain that was checked.
    pub domain: String,
    /// The label used for the control query.
    pub invented_label: String,
    /// The DKIM selectors that the visitor entered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    selectors: Vec<String>,
    /// Whether every known selector was tried.
    #[serde(default)]
    all_selectors: bool,
    /// The most queries that the check could send, not counting those for all selectors.
    #[serde(default = "max_questions")]
    max_questions: usize,
    /// The answers, in the order of their queries.
    answers: Vec<AnswerJson>,
}

/// A recorded answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct AnswerJson {
    /// The name queried.
    name: String,
    /// The record type queried.
    #[serde(rename = "type")]
    kind: String,
    /// `records`, `no-data`, `nxdomain` or `failed`.
    outcome: String,
    /// The data of the records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    records: Vec<RecordDataJson>,
    /// Why the query failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<ErrorJson>,
    /// The targets of the CNAME records followed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    /// The TTL in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ttl: Option<u32>,
    /// Whether the AD bit was set.
    #[serde(default)]
    authenticated: bool,
    /// The codes and texts of extended errors (RFC 8914).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    extended_errors: Vec<(u16, String)>,
    /// The resolver that answered.
    #[serde(default)]
    resolver: String,
    /// How long the query took, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    elapsed: Option<u32>,
    /// The providers that failed before, each with its error.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    failed_before: Vec<(String, ErrorJson)>,
}

/// Why a query failed.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct ErrorJson {
    /// The name of the error kind.
    kind: String,
    /// The number or text that the error carries.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    detail: String,
}

/// The query limit of recordings that do not state one.
const fn max_questions() -> usize {
    MAX_QUESTIONS
}

/// Converts the answers of a check.
pub fn recording(facts: &Facts) -> RecordingJson {
    let options = facts.options.clone();
    RecordingJson {
        schema: SCHEMA,
        domain: facts.domain.to_string(),
        invented_label: options.invented_label,
        selectors: options.selectors,
        all_selectors: options.all_selectors,
        max_questions: options.max_questions,
        answers: facts.answers.0.iter().map(|a| answer_json(a)).collect(),
    }
}

impl RecordingJson {
    /// Adds answers that arrived after the check. Playing the check back does not query them.
    #[must_use]
    pub fn with_later(mut self, answers: &[Rc<Answer>]) -> Self {
        self.answers.extend(answers.iter().map(|a| answer_json(a)));
        self
    }

    /// The options of the check, so that playback sends the same queries.
    pub fn options(&self) -> Options {
        Options {
            invented_label: self.invented_label.clone(),
            selectors: self.selectors.clone(),
            all_selectors: self.all_selectors,
            max_questions: self.max_questions,
        }
    }
}

/// Converts an answer.
fn answer_json(answer: &Answer) -> AnswerJson {
    AnswerJson {
        name: answer.question.name.to_string(),
        kind: answer.question.kind.as_str().to_owned(),
        outcome: match &answer.outcome {
            Outcome::Records(_) => "records",
            Outcome::NoData => "no-data",
            Outcome::NxDomain => "nxdomain",
            Outcome::Failed(_) => "failed",
        }
        .to_owned(),
        records: answer.records().iter().map(RecordDataJson::from).collect(),
        error: answer.error().map(ErrorJson::from),
        aliases: answer.aliases.iter().map(ToString::to_string).collect(),
        ttl: answer.ttl,
        authenticated: answer.is_authenticated,
        extended_errors: answer
            .extended_errors
            .iter()
            .map(|e| (e.code, e.text.clone()))
            .collect(),
        resolver: answer.resolver.clone(),
        elapsed: answer.elapsed,
        failed_before: answer
            .failed_before
            .iter()
            .map(|(provider, error)| (provider.clone(), error.into()))
            .collect(),
    }
}

impl TryFrom<RecordingJson> for Recording {
    type Error = String;

    /// Reads a recording from its JSON form.
    ///
    /// # Errors
    ///
    /// A sentence that names the first answer that can't be read.
    fn try_from(json: RecordingJson) -> Result<Self, String> {
        // The format of recordings is the same in all versions so far.
        if !(1..=SCHEMA).contains(&json.schema) {
            return Err(format!(
                "this is schema {}, and only those up to {SCHEMA} are known",
                json.schema
            ));
        }
        let answers = json
            .answers
            .into_iter()
            .map(|a| read_answer(a).map(Rc::new));
        Ok(Self {
            answers: answers.collect::<Result<_, _>>()?,
        })
    }
}

/// Reads an answer from its JSON form.
fn read_answer(json: AnswerJson) -> Result<Answer, String> {
    let bad = |what: &str| format!("the answer about {} has no usable {what}", json.name);
    let name = |text: &str| DomainName::new(text).map_err(|_| bad("name"));
    let kind = RecordType::ALL
        .into_iter()
        .find(|kind| kind.as_str() == json.kind)
        .ok_or_else(|| bad("type"))?;
    let outcome = match (json.outcome.as_str(), &json.error) {
        ("records", _) => {
            let records: Result<Vec<RecordData>, String> = json
                .records
                .iter()
                .map(|data| parse_data(kind, data))
                .collect();
            Outcome::Records(records?)
        }
        ("no-data", _) => Outcome::NoData,
        ("nxdomain", _) => Outcome::NxDomain,
        ("failed", Some(error)) => Outcome::Failed(error.read().ok_or_else(|| bad("error"))?),
        _ => return Err(bad("outcome")),
    };
    let failed_before: Result<Vec<_>, String> = json
        .failed_before
        .iter()
        .map(|(who, error)| Ok((who.clone(), error.read().ok_or_else(|| bad("error"))?)))
        .collect();
    let aliases: Result<Vec<_>, String> = json.aliases.iter().map(|alias| name(alias)).collect();
    Ok(Answer {
        question: Question::new(name(&json.name)?, kind),
        outcome,
        aliases: aliases?,
        ttl: json.ttl,
        is_authenticated: json.authenticated,
        extended_errors: json
            .extended_errors
            .iter()
            .map(|(code, text)| ExtendedError {
                code: *code,
                text: text.clone(),
            })
            .collect(),
        failed_before: failed_before?,
        resolver: json.resolver,
        elapsed: json.elapsed,
    })
}

impl From<&LookupError> for ErrorJson {
    fn from(error: &LookupError) -> Self {
        let detail = match error {
            LookupError::Timeout(limit) => limit.to_string(),
            LookupError::HttpStatus(status) => status.to_string(),
            LookupError::MediaType(text) | LookupError::Malformed(text) => text.clone(),
            LookupError::Rcode(code) => code.to_string(),
            LookupError::OverLimit(limit) => limit.to_string(),
            _ => String::new(),
        };
        Self {
            kind: error.as_str().to_owned(),
            detail,
        }
    }
}

impl ErrorJson {
    /// Reads an error; `None` if its kind or detail is not known.
    fn read(&self) -> Option<LookupError> {
        let detail = &self.detail;
        Some(match self.kind.as_str() {
            "offline" => LookupError::Offline,
            "unreachable" => LookupError::Unreachable,
            "timeout" => LookupError::Timeout(detail.parse().ok()?),
            "http-status" => LookupError::HttpStatus(detail.parse().ok()?),
            "media-type" => LookupError::MediaType(detail.clone()),
            "web-page" => LookupError::WebPage,
            "malformed" => LookupError::Malformed(detail.clone()),
            "truncated" => LookupError::Truncated,
            "other-question" => LookupError::OtherQuestion,
            "servfail" => LookupError::ServFail,
            "refused" => LookupError::Refused,
            "rcode" => LookupError::Rcode(detail.parse().ok()?),
            "not-recorded" => LookupError::NotRecorded,
            "over-limit" => LookupError::OverLimit(detail.parse().ok()?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discovery::Answers;

    #[test]
    fn every_kind_of_answer_comes_back_as_it_was() {
        let name = |text| DomainName::new(text).unwrap();
        let question = Question::txt(name("a.example"));
        let errors = [
            LookupError::Offline,
            LookupError::Unreachable,
            LookupError::Timeout(4000),
            LookupError::HttpStatus(503),
            LookupError::MediaType("text/plain".into()),
            LookupError::WebPage,
            LookupError::Malformed("short".into()),
            LookupError::Truncated,
            LookupError::OtherQuestion,
            LookupError::ServFail,
            LookupError::Refused,
            LookupError::Rcode(4),
            LookupError::NotRecorded,
            LookupError::OverLimit(100),
        ];
        let mut answers: Vec<_> = errors
            .into_iter()
            .map(|e| Answer::new(question.clone(), Outcome::Failed(e), "r"))
            .collect();
        let mut full = Answer::new(
            question.clone(),
            Outcome::Records(vec![RecordData::Txt(vec!["a".into(), "b".into()])]),
            "r",
        );
        full.aliases = vec![name("b.example")];
        full.ttl = Some(60);
        full.is_authenticated = true;
        full.elapsed = Some(12);
        full.extended_errors = vec![ExtendedError {
            code: 9,
            text: "x".into(),
        }];
        full.failed_before = vec![("q".into(), LookupError::ServFail)];
        answers.extend([
            full,
            Answer::new(question.clone(), Outcome::NoData, "r"),
            Answer::new(question, Outcome::NxDomain, "r"),
        ]);
        let answers: Vec<_> = answers.into_iter().map(Rc::new).collect();
        let options = Options {
            invented_label: "x".to_owned(),
            selectors: vec!["s1".to_owned()],
            all_selectors: true,
            max_questions: 50,
        };
        let facts = Facts::new(&name("a.example"), &options, Answers(answers.clone()));
        let text = serde_json::to_string(&recording(&facts)).unwrap();
        let back: RecordingJson = serde_json::from_str(&text).unwrap();
        assert_eq!(back.options(), options);
        assert_eq!(Recording::try_from(back).unwrap().answers, answers);
    }
}
