//! Runs the engine on recorded answers: JSON Lines in, JSON Lines out, in the same order.
//!
//! ```text
//! cargo run --release --example replay < requests.jsonl
//! ```
//!
//! | request | response |
//! |---|---|
//! | `{"id","parse":"dmarc","text"}` (also `spf` `dkim` `bimi` `mta-sts` `mta-sts-policy` `tls-rpt`) | `{"id","record":{..}}` |
//! | `{"id","check":"example.com","zone":{..}}` | `{"id","report":{..}}` |
//! | `{"id","check":"example.com","recording":{..}}` | the same, from the recording that the page exports |
//! | `{"id","spf":{"ip","helo","mailFrom"},"zone":{..}}` | `{"id","result":"pass"..,"explanation"?}` |
//! | `{"id","spf":{..},"recording":{..}}` | the same, from a recording in which this sender was asked about |
//! | `{"id","input":"text a person typed"}` | `{"id","domain":{"ascii","unicode"}}` or `{"id","error"}` |
//!
//! A zone maps names to records by type: `{"example.com":{"TXT":["v=spf1 -all",["two ","strings"]],
//! "MX":["10 mx.example.com"],"CNAME":"x.example"},"slow.example":{"fault":"timeout"}}`. A fault (`timeout`,
//! `servfail`, `refused`) may also apply to a single type. A name that is absent and has nothing below it does
//! not exist.

use std::io::{self, BufRead, Write};
use std::rc::Rc;

use dmarc_engine::discovery::{Options, SuffixList, gather};
use dmarc_engine::dns::{Known, Recording, Resolver, Zone};
use dmarc_engine::domain::{DomainName, read, to_unicode};
use dmarc_engine::json::{self, RecordingJson, ZoneJson};
use dmarc_engine::record::{bimi, dkim, dmarc, mta_sts, spf, tls_rpt};
use dmarc_engine::report::Report;
use dmarc_engine::spf::{Evaluation, Session, check_host};
use futures_util::FutureExt;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The Public Suffix List that ships with the page.
const SUFFIX_LIST: &str = include_str!("../../assets/public-suffix-list.txt");

/// A request: one line of input.
#[derive(Deserialize)]
struct Request {
    /// An arbitrary id, repeated in the response.
    #[serde(default)]
    id: Value,
    /// The kind of record to parse.
    parse: Option<String>,
    /// The text of the record.
    #[serde(default)]
    text: String,
    /// The domain to check.
    check: Option<String>,
    /// The zone that answers queries.
    #[serde(default)]
    zone: ZoneJson,
    /// The recording that answers queries instead.
    recording: Option<RecordingJson>,
    /// The message to evaluate SPF for.
    spf: Option<SpfRequest>,
    /// Typed text to read as a domain.
    input: Option<String>,
}

/// The parts of a message that SPF evaluates.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SpfRequest {
    /// The IP address of the client.
    ip: String,
    /// The name from the HELO command.
    #[serde(default)]
    helo: String,
    /// The address from the MAIL FROM command.
    #[serde(default)]
    mail_from: String,
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let (id, response) = match serde_json::from_str::<Request>(&line) {
            Ok(request) => (request.id.clone(), respond(request)),
            Err(error) => (Value::Null, Err(error.to_string())),
        };
        let mut response = response.unwrap_or_else(|error| json!({ "error": error }));
        if let Some(object) = response.as_object_mut() {
            object.insert("id".to_owned(), id);
        }
        writeln!(out, "{response}")?;
    }
    Ok(())
}

/// The response to a request, or the reason for an error.
fn respond(request: Request) -> Result<Value, String> {
    if let Some(text) = request.input {
        let domain = read(&text).map_err(|error| error.to_string())?.domain;
        return Ok(
            json!({ "domain": { "ascii": domain.as_str(), "unicode": to_unicode(&domain) } }),
        );
    }
    if let Some(kind) = request.parse {
        return Ok(json!({ "record": parse(&kind, &request.text)? }));
    }
    if let Some(message) = request.spf {
        let ip = message.ip.parse();
        let ip = ip.map_err(|_| format!("{} is no IP address", message.ip))?;
        let session = Session::new(ip, &message.helo, &message.mail_from);
        let evaluation = match request.recording {
            Some(recording) => evaluate(&asked_on(recording)?, &session)?,
            None => evaluate(&json::zone(&request.zone)?, &session)?,
        };
        return value(&json::spf_evaluation(&evaluation));
    }
    let domain = request
        .check
        .ok_or("nothing asked for: parse, check, spf or input")?;
    let domain = read(&domain).map_err(|error| error.to_string())?.domain;
    let report = match request.recording {
        Some(recording) => {
            let options = recording.options();
            run(&Recording::try_from(recording)?, &domain, &options)?
        }
        None => run::<Zone>(&json::zone(&request.zone)?, &domain, &Options::default())?,
    };
    Ok(json!({ "report": value(&json::report(&report))? }))
}

/// Parses a text and returns the record as JSON.
fn parse(kind: &str, text: &str) -> Result<Value, String> {
    match kind {
        "dmarc" => value(&json::record(&dmarc::parse(text))),
        "spf" => value(&json::spf_record(&spf::parse(text))),
        "dkim" => value(&json::dkim_draft(&dkim::parse(text))),
        "bimi" => value(&json::bimi_draft(&bimi::parse(text))),
        "mta-sts" => value(&json::mta_sts_draft(&mta_sts::parse(text))),
        "mta-sts-policy" => value(&json::policy_file(&mta_sts::parse_policy(text))),
        "tls-rpt" => value(&json::tls_rpt_draft(&tls_rpt::parse(text))),
        other => Err(format!("records of kind {other} are not parsed")),
    }
}

/// Serializes a JSON form.
fn value(twin: &impl Serialize) -> Result<Value, String> {
    serde_json::to_value(twin).map_err(|error| error.to_string())
}

/// Evaluates SPF with a resolver that answers immediately.
fn evaluate<R: Resolver>(resolver: &R, session: &Session) -> Result<Evaluation, String> {
    let evaluation = check_host(resolver, session).now_or_never();
    Ok(evaluation.ok_or("the answers were not all there")?)
}

/// A resolver that answers like the page when it sends more queries after a check: a question that failed in the check
/// may have a later answer.
fn asked_on(recording: RecordingJson) -> Result<Known<Recording>, String> {
    let resolver = Recording::try_from(recording)?;
    Ok(Known {
        answers: resolver.answers.clone(),
        resolver,
    })
}

/// Checks a domain with a resolver that answers immediately, using the Public Suffix List.
fn run<R: Resolver>(
    resolver: &R,
    domain: &DomainName,
    options: &Options,
) -> Result<Report, String> {
    let facts = gather(resolver, domain, options, |_| (), |_, _| ())
        .now_or_never()
        .ok_or("the answers were not all there")?;
    let facts = match SuffixList::parse(SUFFIX_LIST).map(Rc::new) {
        Some(list) => facts.settled(&list),
        None => facts,
    };
    Ok(Report::new(Rc::new(facts)))
}
