//! Recordings, and the contract of `examples/replay.rs`.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use dmarc_engine::discovery::Options;
use dmarc_engine::dns::{EXAMPLES, Recording, example_zone};
use dmarc_engine::domain::read;
use dmarc_engine::json::{self, RecordingJson};
use dmarc_engine::report::check;
use futures_util::FutureExt;
use serde_json::{Value, json};

#[test]
fn a_recording_replays_to_the_same_report() {
    let options = Options {
        invented_label: "nobody".to_owned(),
        selectors: vec!["own".to_owned()],
        ..Options::default()
    };
    for example in EXAMPLES {
        let domain = read(example.domain).unwrap().domain;
        let live = check(&example_zone(), &domain, &options, |_| (), |_, _| ())
            .now_or_never()
            .unwrap();
        let kept = json::recording(live.facts());
        let text = serde_json::to_string(&kept).unwrap();
        let back: RecordingJson = serde_json::from_str(&text).unwrap();
        let recording = Recording::try_from(back).unwrap();
        let replayed = check(&recording, &domain, &options, |_| (), |_, _| ())
            .now_or_never()
            .unwrap();
        assert_eq!(replayed, live, "{domain}");
    }
}

/// Sends requests to the example program, started as documented.
fn replay(requests: &[Value]) -> Vec<Value> {
    replay_with(requests, &[])
}

/// Sends requests to the example program, started from the project root with these options.
fn replay_with(requests: &[Value], options: &[&str]) -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap();
    let mut child = Command::new(cargo)
        .args(["run", "--quiet", "--example", "replay"])
        .args(options)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: Vec<_> = requests.iter().map(ToString::to_string).collect();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.join("\n").as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

#[test]
fn features_make_no_difference_to_a_replay() {
    let requests = [json!({"id": 1, "parse": "dmarc", "text": "v=DMARC1; p=none"})];
    let answers = replay(&requests);
    assert_eq!(answers[0]["record"]["policy"], "none");
    assert_eq!(answers, replay_with(&requests, &["--no-default-features"]));
}

#[test]
fn the_contract_of_replay() {
    let zone = json!({
        "_dmarc.example.com": {"TXT": ["v=spf1 -all", ["v=DMARC1; ", "p=reject; rua=mailto:a@vendor.example"]]},
        "example.com": {"MX": ["10 mx.example.com"], "A": ["192.0.2.1"], "AAAA": ["2001:db8::1"]},
        "_dmarc.slow.example": {"fault": "timeout"},
        "_dmarc.bad.example": {"TXT": {"fault": "servfail"}},
        "_dmarc.alias.example": {"CNAME": "_dmarc.example.com"},
    });
    let answers = replay(&[
        json!({"id": 1, "parse": "dmarc", "text": "v=DMARC1; p=none; rua=a@example.com"}),
        json!({"id": "two", "check": "example.com", "zone": zone}),
        json!({"id": 3, "check": "slow.example", "zone": zone}),
        json!({"id": 4, "check": "bad.example", "zone": zone}),
        json!({"id": 5, "check": "alias.example", "zone": zone}),
        json!({"id": 6, "input": " User@Bücher.example. "}),
        json!({"id": 7, "input": "192.0.2.1"}),
        json!({"id": 8, "parse": "carrier-pigeon", "text": ""}),
        json!({"id": 9}),
    ]);
    let ids: Vec<_> = answers.iter().map(|answer| answer["id"].clone()).collect();
    assert_eq!(
        ids,
        [
            json!(1),
            json!("two"),
            json!(3),
            json!(4),
            json!(5),
            json!(6),
            json!(7),
            json!(8),
            json!(9)
        ]
    );

    let record = &answers[0]["record"];
    assert_eq!(record["outcome"], "policy");
    assert_eq!(record["policy"], "none");
    assert_eq!(record["rua"], json!([]));
    assert_eq!(record["tags"][2]["valueSpan"], json!([22, 35]));
    assert_eq!(
        record["findings"][0]["rule"],
        "report-address-without-mailto"
    );
    assert_eq!(
        record["findings"][0]["suggestion"]["text"],
        "v=DMARC1; p=none; rua=mailto:a@example.com"
    );

    let report = &answers[1]["report"];
    assert_eq!(report["schema"], 2);
    assert_eq!(report["stage"], "reject");
    assert_eq!(report["discovery"]["policyDomain"], "example.com");
    assert_eq!(report["discovery"]["organizationalDomain"], "example.com");
    assert_eq!(report["discovery"]["tag"], "p");
    assert_eq!(
        report["discovery"]["steps"][1],
        json!({"name": "_dmarc.com", "outcome": "nxdomain", "records": []})
    );
    assert_eq!(report["effective"][0]["kind"], "this");
    assert_eq!(report["effective"][0]["rfc9989"], "reject");
    assert_eq!(report["effective"][0]["rfc7489"], "reject");
    assert_eq!(report["destinations"][0]["permission"], "missing");
    assert_eq!(
        report["destinations"][0]["mustPublish"]["name"],
        "example.com._report._dmarc.vendor.example"
    );

    assert_eq!(answers[2]["report"]["stage"], "could-not-tell");
    assert_eq!(answers[2]["report"]["effective"][0]["rfc9989"], Value::Null);
    assert_eq!(answers[3]["report"]["stage"], "could-not-tell");
    assert_eq!(answers[4]["report"]["stage"], "reject");
    assert_eq!(
        answers[5]["domain"],
        json!({"ascii": "xn--bcher-kva.example", "unicode": "bücher.example"})
    );
    assert_eq!(
        answers[6]["error"],
        "192.0.2.1 is an IP address. DMARC protects domain names."
    );
    assert!(answers[7]["error"].is_string() && answers[8]["error"].is_string());
}

#[test]
fn the_contract_of_spf() {
    let spf = |id: u32, ip: &str, helo: &str, mail_from: &str| {
        let zone = json!({
            "s.example": {"TXT": ["v=spf1 ptr exp=why.example -all"]},
            "why.example": {"TXT": [["%{i}: ", "no"]]},
            "1.2.0.192.in-addr.arpa": {"PTR": ["mail.s.example."]},
            "mail.s.example": {"A": ["192.0.2.1"]},
            "slow.example": {"TXT": {"fault": "timeout"}},
        });
        json!({"id": id, "spf": {"ip": ip, "helo": helo, "mailFrom": mail_from}, "zone": zone})
    };
    let answers = replay(&[
        json!({"id": 1, "parse": "spf", "text": "v=spf1 a:b.example/24 redirect=c.example"}),
        json!({"id": 2, "parse": "spf", "text": "v=spf1 ip:192.0.2.1 ~all"}),
        spf(3, "192.0.2.1", "h.example", "a@s.example"),
        spf(4, "192.0.2.2", "h.example", "a@s.example"),
        spf(5, "192.0.2.1", "slow.example", ""),
        spf(6, "localhost", "h.example", "a@s.example"),
    ]);
    assert_eq!(
        answers[0]["record"],
        json!({
            "kind": "spf",
            "text": "v=spf1 a:b.example/24 redirect=c.example",
            "outcome": "ok",
            "lookupTerms": 2,
            "all": null,
            "redirect": "c.example",
            "terms": [
                {"name": "a", "value": "b.example/24", "qualifier": "+", "span": [7, 21]},
                {"name": "redirect", "value": "c.example", "qualifier": null, "span": [22, 40]},
            ],
            "findings": [],
        })
    );
    assert_eq!(answers[1]["record"]["outcome"], "permerror");
    assert_eq!(answers[1]["record"]["all"], "~");
    let message = "ip:192.0.2.1 in the record is not an SPF mechanism; ip4 was likely meant.";
    let suggestion = json!({"name": null, "text": "v=spf1 ip4:192.0.2.1 ~all"});
    assert_eq!(
        answers[1]["record"]["findings"],
        json!([{
            "rule": "spf-unknown-mechanism",
            "severity": "problem",
            "message": message,
            "span": [7, 19],
            "suggestion": suggestion,
            "hits": [{"message": message, "span": [7, 19], "suggestion": suggestion, "about": []}],
        }])
    );
    assert_eq!(answers[2], json!({"id": 3, "result": "pass"}));
    assert_eq!(
        answers[3],
        json!({"id": 4, "result": "fail", "explanation": "192.0.2.2: no"})
    );
    assert_eq!(answers[4], json!({"id": 5, "result": "temperror"}));
    assert_eq!(
        answers[5],
        json!({"id": 6, "error": "localhost is no IP address"})
    );
}

#[test]
fn the_records_around_dmarc() {
    let answers = replay(&[
        json!({"id": 1, "parse": "dkim", "text": "k=ed25519; t=y; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}),
        json!({"id": 2, "parse": "dkim", "text": "v=DKIM1; p="}),
        json!({"id": 3, "parse": "dkim", "text": "v=DKIM1; x=1; p=ü"}),
        json!({"id": 4, "parse": "bimi", "text": "v=BIMI1; l=; a=;"}),
        json!({"id": 5, "parse": "mta-sts", "text": "v=STSv1; id=20260520"}),
        json!({"id": 6, "parse": "mta-sts", "text": "v=STSv1; id="}),
        json!({"id": 7, "parse": "tls-rpt", "text": "v=TLSRPTv1; rua=mailto:a@x.example,b"}),
        json!({"id": 8, "parse": "mta-sts-policy", "text": "version: STSv1\nmode: None\nmax_age: 86400\n"}),
    ]);
    let records: Vec<_> = answers.iter().map(|answer| &answer["record"]).collect();
    let outcomes: Vec<_> = records.iter().map(|record| &record["outcome"]).collect();
    assert_eq!(
        outcomes,
        [
            "ok", "revoked", "unusable", "ok", "ok", "invalid", "ok", "invalid"
        ]
    );
    assert_eq!(records[0]["kind"], "dkim");
    assert_eq!(records[0]["keyType"], "ed25519");
    assert_eq!(records[0]["bits"], 256);
    assert_eq!(records[0]["testing"], true);
    let rules = |at: usize| {
        let findings = records[at]["findings"].as_array().unwrap();
        let rules = findings.iter().map(|found| found["rule"].as_str().unwrap());
        rules.collect::<Vec<_>>().join(" ")
    };
    let found: Vec<_> = (0..records.len()).map(rules).collect();
    assert_eq!(
        found,
        [
            "dkim-testing",
            "dkim-key-revoked",
            "dkim-key-not-readable",
            "bimi-declined",
            "",
            "mta-sts-id-invalid",
            "tls-rpt-address-unusable",
            "mta-sts-policy-value-invalid",
        ]
    );
    assert_eq!(
        records[7]["findings"][0]["suggestion"]["text"],
        "version: STSv1\nmode: none\nmax_age: 86400\n"
    );
    assert_eq!(records[2]["bits"], Value::Null);
    assert_eq!(records[2]["tags"][1]["known"], false);
    assert_eq!(records[2]["tags"][2]["valueSpan"], json!([16, 17]));
    assert_eq!(records[3]["declined"], true);
    assert_eq!(records[4]["id"], "20260520");
    assert_eq!(records[6]["rua"][0]["host"], "x.example");
    assert_eq!(records[6]["rua"][1], Value::Null);
}

#[test]
fn a_report_has_what_surrounds_the_policy() {
    let report = |domain: &str| {
        let domain = read(domain).unwrap().domain;
        let (zone, options) = (example_zone(), Options::default());
        let checked = check(&zone, &domain, &options, |_| (), |_, _| ());
        let report = checked.now_or_never().unwrap();
        serde_json::to_value(json::report(&report)).unwrap()
    };
    let good = report("reject.example");
    assert_eq!(good["spf"]["total"]["voidsIpv4"], 0);
    assert_eq!(good["spf"]["nodes"][0]["outcome"], "record");
    assert_eq!(good["mx"]["hosts"][0]["name"], "mx.reject.example");
    assert_eq!(good["mtaSts"]["record"]["outcome"], "ok");
    assert_eq!(good["tlsRpt"]["outcome"], "record");
    assert_eq!(good["dnssec"], "authenticated");
    assert_eq!(good["dkim"]["exists"], true);

    let long = report("too-many-look-ups.example");
    assert_eq!(long["spf"]["total"]["lookups"], 12);
    assert_eq!(long["spf"]["breaks"][0]["cause"], "too-many-lookups");
    assert_eq!(long["bimi"]["record"], serde_json::Value::Null);
    let vendors = report("vendors-without-dkim.example");
    assert_eq!(vendors["senders"][0]["dkimKey"], "not-found");
}

#[test]
fn a_sender_is_evaluated_from_a_recording() {
    let answer = |name: &str, outcome: Value| {
        let mut answer = json!({ "name": name, "type": "A" });
        answer
            .as_object_mut()
            .unwrap()
            .extend(outcome.as_object().unwrap().clone());
        answer
    };
    let record = json!({ "name": "a.example", "type": "TXT", "outcome": "records", "records": ["v=spf1 a -all"] });
    let failed = json!({ "outcome": "failed", "error": { "kind": "timeout", "detail": "4000" } });
    let found = json!({ "outcome": "records", "records": ["192.0.2.1"] });
    let asked = |answers: &[&Value]| {
        let recording =
            json!({ "schema": 1, "domain": "a.example", "inventedLabel": "x", "answers": answers });
        let spf = json!({ "ip": "192.0.2.1", "helo": "a.example", "mailFrom": "b@a.example" });
        json!({ "id": 1, "spf": spf, "recording": recording })
    };
    let (failed, found) = (answer("a.example", failed), answer("a.example", found));
    // Lookups that failed in the original check now get answers.
    let results = replay(&[
        asked(&[&record, &failed, &found]),
        asked(&[&record, &failed]),
        asked(&[&record]),
    ]);
    let results: Vec<_> = results.iter().map(|response| &response["result"]).collect();
    assert_eq!(results, ["pass", "temperror", "temperror"]);
}
