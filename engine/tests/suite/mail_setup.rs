//! The setup around the policy in the exported formats: JSON and Markdown.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::rc::Rc;

use dmarc_engine::discovery::{Answers, Facts, Options, gather};
use dmarc_engine::domain::DomainName;
use dmarc_engine::report::{Report, Sections};
use dmarc_engine::{json, markdown};
use expect_test::expect_file;
use futures_util::FutureExt;
use serde_json::{Map, Value, json};

/// A subdomain with every kind of record, below an Organizational Domain that is locked.
fn everything() -> Value {
    json!({
        "_dmarc.shop.example": {"TXT": ["v=DMARC1; p=quarantine; sp=none; rua=mailto:a@reports.example"]},
        "shop.example._report._dmarc.reports.example": {"TXT": ["v=DMARC1;"]},
        "reports.example": {"MX": ["10 mx.reports.example"]},
        "shop.example": {"TXT": ["v=spf1 -all"], "MX": ["0 ."]},
        "news.shop.example": {
            "TXT": ["v=spf1 mx include:_spf.newsletter-vendor.example include:gone.example -all", "site=1"],
            "MX": ["10 mx.mail-vendor.example", "20 192.0.2.9"],
        },
        "mx.mail-vendor.example": {"A": ["192.0.2.1"]},
        "_25._tcp.mx.mail-vendor.example": {"TLSA": ["3 1 1 AB"]},
        "_spf.newsletter-vendor.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 ?all"]},
        "en1._domainkey.news.shop.example": {"CNAME": "a.dkim.newsletter-vendor.example"},
        "a.dkim.newsletter-vendor.example": {
            "TXT": ["v=DKIM1; k=ed25519; t=y; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="],
        },
        "_mta-sts.news.shop.example": {"TXT": ["v=STSv1; id=1"]},
        "_smtp._tls.news.shop.example": {"TXT": ["v=TLSRPTv1; rua=mailto:t@shop.example", "v=TLSRPTv1;"]},
        "default._bimi.shop.example": {"TXT": ["v=BIMI1; l=https://shop.example/l.svg"]},
    })
}

/// The cost of an evaluation, as JSON.
fn cost(lookups: usize, voids_ipv4: usize, voids_ipv6: usize) -> Value {
    json!({"lookups": lookups, "voidsIpv4": voids_ipv4, "voidsIpv6": voids_ipv6})
}

/// A name without any records.
fn nothing_at(name: &str) -> Value {
    json!({"name": name, "aliases": [], "outcome": "nxdomain", "record": null, "texts": [], "error": null})
}

/// A term of an SPF record, as JSON.
fn term(text: &str, child: Option<usize>, own: [usize; 3]) -> Value {
    let [lookups, voids_ipv4, voids_ipv6] = own;
    let own = cost(lookups, voids_ipv4, voids_ipv6);
    json!({"text": text, "effective": true, "child": child, "own": own, "errors": []})
}

#[test]
fn spf_in_json() {
    let mail_setup = mail_setup(&check("news.shop.example", everything()));
    let spf = "v=spf1 mx include:_spf.newsletter-vendor.example include:gone.example -all";
    let include = "include:_spf.newsletter-vendor.example";
    assert_eq!(
        mail_setup["spf"],
        json!({
            "nodes": [
                {
                    "name": "news.shop.example", "parent": null, "parentTerm": null, "outcome": "record",
                    "missing": null, "loopTo": null, "error": null, "record": spf, "texts": [],
                    "terms": [
                        // One of the hosts has no address.
                        term("mx", None, [1, 1, 1]),
                        term(include, Some(1), [1, 0, 0]),
                        term("include:gone.example", Some(2), [1, 1, 1]),
                        term("-all", None, [0, 0, 0]),
                    ],
                    "own": cost(3, 2, 2), "below": cost(0, 0, 0), "total": cost(3, 2, 2), "cut": false,
                },
                {
                    "name": "_spf.newsletter-vendor.example", "parent": 0, "parentTerm": 1, "outcome": "record",
                    "missing": null, "loopTo": null, "error": null, "record": "v=spf1 ip4:192.0.2.0/24 ?all",
                    "texts": [],
                    "terms": [
                        term("ip4:192.0.2.0/24", None, [0, 0, 0]),
                        term("?all", None, [0, 0, 0]),
                    ],
                    "own": cost(0, 0, 0), "below": cost(0, 0, 0), "total": cost(0, 0, 0), "cut": false,
                },
                {
                    "name": "gone.example", "parent": 0, "parentTerm": 2, "outcome": "missing",
                    "missing": "nxdomain", "loopTo": null, "error": null, "record": null, "texts": [], "terms": [],
                    "own": cost(0, 0, 0), "below": cost(0, 0, 0), "total": cost(0, 0, 0), "cut": false,
                },
            ],
            "total": cost(3, 2, 2),
            "breaks": [{"node": 2, "term": null, "cause": "missing-record", "error": null}],
            "cut": false, "cuts": [], "complete": true,
        })
    );
}

#[test]
fn dkim_and_mx_in_json() {
    let mail_setup = mail_setup(&check("news.shop.example", everything()));
    assert_eq!(
        mail_setup["dkim"],
        json!({
            "exists": true, "error": null, "wildcard": false, "found": ["en1"], "unusable": [],
            "selectors": [{
                "selector": "en1", "tried": "vendor", "vendor": "Example Newsletters", "wildcard": false,
                "key": {
                    "name": "en1._domainkey.news.shop.example", "aliases": ["a.dkim.newsletter-vendor.example"],
                    "outcome": "record", "texts": [], "error": null,
                    "record": "v=DKIM1; k=ed25519; t=y; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
                },
            }],
        })
    );
    assert_eq!(
        mail_setup["mx"],
        json!({
            "outcome": "hosts", "implicitHost": null, "error": null, "takesMail": true, "authenticated": false,
            "hosts": [
                {
                    "name": "mx.mail-vendor.example", "preference": 10, "times": 1, "kind": "name",
                    "tlsa": "present", "tlsaRecords": ["3 1 1 AB"], "tlsaAuthenticated": false, "tlsaError": null,
                },
                {
                    "name": "192.0.2.9", "preference": 20, "times": 1, "kind": "address",
                    "tlsa": "not-asked", "tlsaRecords": [], "tlsaAuthenticated": null, "tlsaError": null,
                },
            ],
        })
    );
}

#[test]
fn senders_in_json() {
    let mail_setup = mail_setup(&check("news.shop.example", everything()));
    assert_eq!(
        mail_setup["senders"],
        json!([
            {
                "vendor": "Example Newsletters", "category": "marketing", "confidence": "certain", "sends": true,
                "indirect": false, "spfAlignment": "return-path", "dkimKey": "unusable", "dkimSelectors": ["en1"],
                "uselessInclude": true,
                "seen": [
                    {
                        "name": "_spf.newsletter-vendor.example", "kind": "include", "confidence": "certain",
                        "path": [1], "redirect": false, "inside": null, "selector": null,
                    },
                    {
                        "name": "a.dkim.newsletter-vendor.example", "kind": "dkim", "confidence": "certain",
                        "path": null, "redirect": false, "inside": null, "selector": "en1",
                    },
                ],
            },
            {
                "vendor": "Example Mail", "category": "mail-host", "confidence": "certain", "sends": true,
                "indirect": false, "spfAlignment": "yes", "dkimKey": "not-found", "dkimSelectors": [],
                "uselessInclude": false,
                "seen": [{
                    "name": "mx.mail-vendor.example", "kind": "mx", "confidence": "certain",
                    "path": null, "redirect": false, "inside": null, "selector": null,
                }],
            },
            {
                "vendor": "Example Reports", "category": "report-processor", "confidence": "certain", "sends": false,
                "indirect": false, "spfAlignment": null, "dkimKey": "not-applicable", "dkimSelectors": [],
                "uselessInclude": false,
                "seen": [{
                    "name": "reports.example", "kind": "report", "confidence": "certain",
                    "path": null, "redirect": false, "inside": null, "selector": null,
                }],
            },
        ])
    );
}

#[test]
fn everything_else_in_json() {
    let mut mail_setup = mail_setup(&check("news.shop.example", everything()));
    for told in ["spf", "dkim", "mx", "senders"] {
        mail_setup.remove(told);
    }
    assert_eq!(
        Value::Object(mail_setup),
        json!({
            "mtaSts": {
                "name": "_mta-sts.news.shop.example", "aliases": [], "outcome": "record", "texts": [], "error": null,
                "record": "v=STSv1; id=1",
            },
            "tlsRpt": {
                "name": "_smtp._tls.news.shop.example", "aliases": [], "outcome": "several-records", "record": null,
                "texts": ["v=TLSRPTv1; rua=mailto:t@shop.example", "v=TLSRPTv1;"], "error": null,
            },
            "bimi": {
                "name": "default._bimi.shop.example", "aliases": [], "outcome": "record", "texts": [], "error": null,
                "record": "v=BIMI1; l=https://shop.example/l.svg",
                "obstacles": [{"kind": "subdomain-policy-none", "domain": "shop.example", "percentage": null}],
            },
            "dnssec": "not-authenticated",
            "sendersPartial": false,
            "parent": {
                "domain": "shop.example",
                "spf": {
                    "name": "shop.example", "aliases": [], "outcome": "record", "record": "v=spf1 -all",
                    "texts": [], "error": null,
                },
                "mx": {"outcome": "null-mx", "implicitHost": null, "error": null},
            },
            "questions": {"asked": 70, "limit": 100, "leftOut": 0},
        })
    );
}

#[test]
fn a_key_in_json() {
    let report = check("news.shop.example", everything());
    let whole = serde_json::to_value(json::report(&report)).unwrap();
    let selectors = whole["dkim"]["selectors"].as_array().unwrap();
    let found = selectors
        .iter()
        .find(|selector| selector["selector"] == "en1")
        .unwrap();
    let key = &found["key"]["record"];
    assert_eq!(
        (
            &key["outcome"],
            &key["keyType"],
            &key["bits"],
            &key["testing"]
        ),
        (&json!("ok"), &json!("ed25519"), &json!(256), &json!(true))
    );
}

#[test]
fn nothing_in_json() {
    let report = check("shop.example", json!({"shop.example": {"A": []}}));
    let node = json!({
        "name": "shop.example", "parent": null, "parentTerm": null, "outcome": "missing", "missing": "no-data",
        "loopTo": null, "error": null, "record": null, "texts": [], "terms": [],
        "own": cost(0, 0, 0), "below": cost(0, 0, 0), "total": cost(0, 0, 0), "cut": false,
    });
    let mut bimi = nothing_at("default._bimi.shop.example");
    bimi["obstacles"] = json!([{"kind": "no-policy", "domain": null, "percentage": null}]);
    assert_eq!(
        Value::Object(mail_setup(&report)),
        json!({
            "spf": {
                "nodes": [node], "total": cost(0, 0, 0), "breaks": [], "cut": false, "cuts": [], "complete": true,
            },
            "dkim": {
                "exists": false, "error": null, "wildcard": false, "found": [], "selectors": [], "unusable": [],
            },
            "mx": {
                "outcome": "no-records", "error": null, "takesMail": false, "authenticated": false, "hosts": [],
                "implicitHost": {"outcome": "no-address", "addresses": [], "error": null},
            },
            "mtaSts": nothing_at("_mta-sts.shop.example"),
            "tlsRpt": nothing_at("_smtp._tls.shop.example"),
            "bimi": bimi,
            "dnssec": "not-authenticated",
            "senders": [],
            "sendersPartial": false,
            "parent": null,
            "questions": {"asked": 15, "limit": 100, "leftOut": 0},
        })
    );
}

/// A domain for which every lookup fails except that of its policy.
fn failing() -> Value {
    let timeout = json!({"fault": "timeout"});
    let mut zone = json!({"_dmarc.shop.example": {"TXT": ["v=DMARC1; p=reject"]}});
    let names = [
        "shop.example",
        "_domainkey.shop.example",
        "made-up-7x3k._domainkey.shop.example",
        "google._domainkey.shop.example",
        "_mta-sts.shop.example",
        "_smtp._tls.shop.example",
        "default._bimi.shop.example",
    ];
    for name in names {
        zone[name] = timeout.clone();
    }
    zone
}

#[test]
fn what_could_not_be_asked_in_json() {
    let error = "no answer within 4 s";
    let failed_at = |name: &str| {
        let mut at = nothing_at(name);
        at["outcome"] = json!("failed");
        at["error"] = json!(error);
        at
    };
    let node = json!({
        "name": "shop.example", "parent": null, "parentTerm": null, "outcome": "failed", "missing": null,
        "loopTo": null, "error": error, "record": null, "texts": [], "terms": [],
        "own": cost(0, 0, 0), "below": cost(0, 0, 0), "total": cost(0, 0, 0), "cut": false,
    });
    let mut bimi = failed_at("default._bimi.shop.example");
    bimi["obstacles"] = json!([]);
    assert_eq!(
        Value::Object(mail_setup(&check("shop.example", failing()))),
        json!({
            "spf": {
                "nodes": [node], "total": cost(0, 0, 0), "cut": false, "cuts": [], "complete": true,
                "breaks": [{"node": 0, "term": null, "cause": "could-not-ask", "error": error}],
            },
            "dkim": {
                "exists": null, "error": error, "wildcard": null, "found": [], "unusable": [],
                "selectors": [{
                    "selector": "google", "tried": "common", "vendor": null, "wildcard": false,
                    "key": failed_at("google._domainkey.shop.example"),
                }],
            },
            "mx": {
                "outcome": "failed", "implicitHost": null, "error": error, "takesMail": null,
                "authenticated": false, "hosts": [],
            },
            "mtaSts": failed_at("_mta-sts.shop.example"),
            "tlsRpt": failed_at("_smtp._tls.shop.example"),
            "bimi": bimi,
            "dnssec": "could-not-tell",
            "senders": [],
            "sendersPartial": true,
            "parent": null,
            "questions": {"asked": 53, "limit": 100, "leftOut": 0},
        })
    );
}

#[test]
fn what_nobody_looked_at_yet_is_null() {
    let domain = DomainName::new("shop.example").unwrap();
    let facts = Facts::new(&domain, &Options::default(), Answers::default());
    let mut mail_setup = mail_setup(&Report::new(Rc::new(facts)));
    let questions = mail_setup.remove("questions");
    assert_eq!(
        questions,
        Some(json!({"asked": 0, "limit": 100, "leftOut": 0}))
    );
    assert_eq!(mail_setup.len(), 10);
    assert!(mail_setup.values().all(Value::is_null), "{mail_setup:?}");
}

#[test]
fn questions_that_were_left_out() {
    let zone = json::zone(&serde_json::from_value(everything()).unwrap()).unwrap();
    let domain = DomainName::new("news.shop.example").unwrap();
    let options = Options {
        max_questions: 20,
        ..Options::default()
    };
    let facts = gather(&zone, &domain, &options, |_| (), |_, _| ());
    let mail_setup = mail_setup(&Report::new(Rc::new(facts.now_or_never().unwrap())));
    assert_eq!(mail_setup["questions"]["asked"], 20);
    assert_eq!(mail_setup["questions"]["limit"], 20);
    let left_out = mail_setup["questions"]["leftOut"].as_u64().unwrap();
    let selectors = mail_setup["dkim"]["selectors"].as_array().unwrap();
    let not_asked = "over the limit of 20 queries per check";
    assert!(left_out > 0 && !selectors.is_empty());
    for selector in selectors {
        assert_eq!(selector["key"]["error"], not_asked);
    }
}

/// The Markdown of a report from the senders to the report destinations.
fn sections(markdown: &str) -> String {
    let (_, from_senders) = markdown.split_once("## Senders").unwrap();
    let sections = from_senders.split("\n## Reports").next();
    format!("## Senders{}", sections.unwrap())
}

#[test]
fn everything_in_markdown() {
    let markdown = markdown::report(&check("news.shop.example", everything()));
    expect_file!["mail_setup/everything.md"].assert_eq(&sections(&markdown));
}

#[test]
fn what_could_not_be_asked_in_markdown() {
    let markdown = markdown::report(&check("shop.example", failing()));
    expect_file!["mail_setup/could-not-be-asked.md"].assert_eq(&sections(&markdown));
}

#[test]
fn what_receivers_ask_in_vain_is_named_in_markdown() {
    let zone = json!({
        "_dmarc.shop.example": {"TXT": ["v=DMARC1; p=none"]},
        "shop.example": {"MX": ["10 mx.shop.example"]},
        "mx.shop.example": {"A": ["192.0.2.1"]},
    });
    let markdown = markdown::report(&check("shop.example", zone));
    let (_, receivers) = markdown.split_once("## Mailbox providers' rules").unwrap();
    assert!(
        receivers.contains(
            "- **Microsoft**: 2 not met, 1 met, 1 not visible in DNS. Not met: SPF passes (bulk senders). Not met: \
             DKIM passes (bulk senders).\n"
        ),
        "{receivers}"
    );
}

#[test]
fn hostile_names_and_texts_stay_text() {
    let broken = "v=spf1 include:`<b>[x](y)`.example include:a|b.example ~all";
    // More lookups than the limit, so that the next step names terms as well.
    let terms: Vec<_> = (0..11)
        .map(|n| format!("include:<b>{n}[x](y).example"))
        .collect();
    let long = format!("v=spf1 {} ~all", terms.join(" "));
    for spf in [broken, &long] {
        let mut zone = json!({
            "shop.example": {"TXT": [spf], "MX": ["10 <i>`.example"]},
            "_dmarc.shop.example": {"TXT": ["v=DMARC1; p=none; rua=mailto:a@shop.example"]},
            "_mta-sts.shop.example": {"TXT": ["v=STSv1; `` <script>\n# heading"]},
        });
        for n in 0..11 {
            zone[format!("<b>{n}[x](y).example")] = json!({"TXT": ["v=spf1 -all"]});
        }
        let markdown = markdown::report(&check("shop.example", zone));
        assert!(
            markdown.contains("``` v=STSv1; `` <script>[U+000A]# heading ```"),
            "{markdown}"
        );
        for line in markdown.lines() {
            let markup = outside_of_code(line);
            for open in ["<b>", "<i>", "<script>", "[x]("] {
                assert!(!markup.contains(open), "{line}");
            }
        }
    }
}

/// The text of a line outside code spans, without backslash escapes.
fn outside_of_code(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let after = rest.trim_start_matches('`');
        let fence = rest.strip_suffix(after).unwrap();
        rest = if first == '\\' {
            rest.get(2..).unwrap_or_default()
        } else if fence.is_empty() {
            out.push(first);
            rest.strip_prefix(first).unwrap()
        } else {
            let (_, after) = after.split_once(fence).unwrap();
            after
        };
    }
    out
}

/// Checks a domain of a zone.
fn check(domain: &str, zone: Value) -> Report {
    let zone = json::zone(&serde_json::from_value(zone).unwrap()).unwrap();
    let domain = DomainName::new(domain).unwrap();
    let options = Options::default();
    let facts = gather(&zone, &domain, &options, |_| (), |_, _| ());
    Report::new(Rc::new(facts.now_or_never().unwrap()))
}

/// The report on the setup around the policy. Records are reduced to their text, because other tests cover their contents, and
/// selectors to those with a result or a failed lookup.
fn mail_setup(report: &Report) -> Map<String, Value> {
    let Value::Object(mut whole) = serde_json::to_value(json::report(report)).unwrap() else {
        unreachable!("a report is an object");
    };
    let names = [
        "spf",
        "dkim",
        "mx",
        "mtaSts",
        "tlsRpt",
        "bimi",
        "dnssec",
        "senders",
        "sendersPartial",
        "parent",
        "questions",
    ];
    whole.retain(|name, _| names.contains(&name.as_str()));
    whole.values_mut().for_each(shorten);
    let selectors = whole["dkim"].get("selectors").and_then(Value::as_array);
    if let Some(selectors) = selectors.cloned() {
        let nothing = json!("nxdomain");
        let there = selectors
            .into_iter()
            .filter(|selector| selector["key"]["outcome"] != nothing);
        whole["dkim"]["selectors"] = there.collect();
    }
    whole
}

/// Replaces every record object by the text of the record.
fn shorten(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match (name.as_str(), field.get("text").cloned()) {
                    ("record", Some(text)) => *field = text,
                    _ => shorten(field),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(shorten),
        _ => {}
    }
}

/// Whether the include of Example Newsletters is called useless at a name: in JSON, and by a finding.
fn useless(name: &str, records: &Value) -> (bool, bool) {
    let mut zone = records.clone();
    let include = json!({"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]});
    zone["_spf.newsletter-vendor.example"] = include;
    let key = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    zone[format!("en1._domainkey.{name}")] = json!({"TXT": [key]});
    let report = check(name, zone);
    let json = serde_json::to_value(json::report(&report)).unwrap();
    let senders = json["senders"].as_array().unwrap();
    let sender = senders
        .iter()
        .find(|sender| sender["vendor"] == "Example Newsletters");
    let findings = json["findings"].as_array().unwrap();
    (
        sender.is_some_and(|sender| sender["uselessInclude"] == true),
        findings
            .iter()
            .any(|finding| finding["rule"] == "spf-useless-include"),
    )
}

#[test]
fn the_include_of_a_name_that_is_the_return_path_is_not_useless() {
    let include = "v=spf1 include:_spf.newsletter-vendor.example -all";
    let mixed = "v=spf1 ip4:192.0.2.1 include:_spf.newsletter-vendor.example -all";
    let own = ["10 mx.shop.example"];
    for (why, name, records, expected) in [
        (
            "at the registered name",
            "shop.example",
            json!({"shop.example": {"TXT": [mixed], "MX": own}}),
            (true, true),
        ),
        (
            "a subdomain that sends by itself as well",
            "news.shop.example",
            json!({"news.shop.example": {"TXT": [mixed], "MX": own}}),
            (true, false),
        ),
        (
            "a subdomain with nothing but the include",
            "bounce.shop.example",
            json!({"bounce.shop.example": {"TXT": [include]}}),
            (false, false),
        ),
        (
            "an alias of a name of the vendor's",
            "em123.shop.example",
            json!({
                "em123.shop.example": {"CNAME": "u1.dkim.newsletter-vendor.example"},
                "u1.dkim.newsletter-vendor.example": {"TXT": [mixed]},
            }),
            (false, false),
        ),
    ] {
        assert_eq!(useless(name, &records), expected, "{why}");
    }
}

/// The setup steps at the vendors that a record includes, with this key at the selector of Example Newsletters.
fn setups(spf: &str, key: Option<&str>) -> Vec<(&'static str, String)> {
    let mut zone = json!({
        "shop.example": {"TXT": [spf], "MX": ["10 mx.shop.example"]},
        "mx.shop.example": {"A": ["192.0.2.1"]},
        "_spf.newsletter-vendor.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
        "_spf.mail-vendor.example": {"TXT": ["v=spf1 include:_spf.newsletter-vendor.example -all"]},
        "em1._domainkey.shop.example": {"TXT": ["v=DKIM1; p="]},
    });
    if let Some(key) = key {
        zone["en1._domainkey.shop.example"] = json!({"TXT": [key]});
    }
    let sections = Sections::new(&check("shop.example", zone));
    let vendors = sections.senders.unwrap().vendors.into_iter();
    vendors.map(|view| (view.name, view.setup)).collect()
}

#[test]
fn what_to_set_up_is_said_only_where_something_is_missing() {
    let key = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    let own = "v=spf1 include:_spf.newsletter-vendor.example -all";
    let setup = "Set up DKIM for the domain at Example Newsletters.";
    let name = "Example Newsletters";
    assert_eq!(setups(own, None), [(name, setup.to_owned())]);
    assert_eq!(setups(own, Some("v=DKIM1; p=")), [(name, setup.to_owned())]);
    assert_eq!(setups(own, Some(key)), [(name, String::new())]);
    // A working key of another service needs no setup here, and a revoked key is no key.
    let other = "v=spf1 include:_spf.mail-vendor.example -all";
    assert_eq!(
        setups(other, None),
        [
            (
                "Example Mail",
                "Set up DKIM for the domain at Example Mail.".to_owned()
            ),
            (name, String::new()),
        ]
    );
}
