//! The sections about what surrounds the policy.

use dmarc_engine::vendors::COMMON_SELECTORS;

use super::*;

/// Domains of the example zone that show these sections.
const SHOWN: [&str; 5] = [
    "reject.example",
    "weak-keys.example",
    "vendors-without-dkim.example",
    "locked.example",
    "parked.example",
];

#[test]
fn sections_say_what_the_report_says() {
    for domain in SHOWN {
        let sections = Sections::new(&report_in(&example_zone(), domain));
        let text = words(&example(domain));
        let has = |part: &str| {
            let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&part), "{domain}: {part}: {text}");
        };
        has(&sections.senders.as_ref().unwrap().headline);
        let dkim = sections.dkim.as_ref().unwrap();
        has(&dkim.headline);
        for key in &dkim.keys {
            has(&key.sentence);
        }
        has(&sections.mail.as_ref().unwrap().headline);
        for line in &sections.transport.as_ref().unwrap().lines {
            has(&line.sentence);
        }
    }
}

#[test]
fn weak_keys_are_a_problem_and_good_ones_are_good() {
    let state = |domain| {
        let report = report_in(&example_zone(), domain);
        Sections::new(&report).dkim.unwrap().state
    };
    assert_eq!(state("weak-keys.example"), State::Problem);
    assert_eq!(state("reject.example"), State::Good);
}

/// Situations that the sections must render.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// The first round trip is complete, and no other question is answered.
    Pending,
    /// Only the policy lookup succeeds.
    Failed,
    /// A wildcard answers nonexistent names with TXT records.
    Wildcard,
    /// The visitor enters selectors: one with a key, one without, and one invalid.
    Named,
    /// A policy, a mail host with incomplete data, and nothing else.
    Nothing,
    /// A policy, and no mail at all.
    NoMail,
}

/// Every situation.
const CASES: [Case; 6] = [
    Case::Pending,
    Case::Failed,
    Case::Wildcard,
    Case::Named,
    Case::Nothing,
    Case::NoMail,
];

/// The report of `shop.example` in a situation.
fn report_of(case: Case) -> Rc<Report> {
    let zone = |text: &str| Zone::from_file("zone", "example", text).unwrap();
    let name = |text: &str| DomainName::new(text).unwrap();
    let policy = "_dmarc.shop TXT \"v=DMARC1; p=none\"\n";
    let mut options = Options::default();
    let mut zone = match case {
        Case::Failed => zone(policy),
        Case::Pending => {
            // A budget so small that the SPF tree uses it first.
            options.max_questions = 45;
            zone(&format!(
                "{policy}shop TXT \"v=spf1 include:a.example -all\"\na TXT \"v=spf1 include:b.example -all\"\n\
                 b TXT \"v=spf1 -all\"\nmail._domainkey.shop TXT \"v=DKIM1; p=\"\n"
            ))
        }
        Case::Wildcard => zone(&format!(
            "{policy}shop MX 10 mx.shop\nmx.shop A 192.0.2.1\n*.shop TXT \"hello\"\n\
             *._domainkey.shop TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n"
        )),
        Case::Named => {
            options.selectors = ["own", "nobody", "a b"].map(str::to_owned).to_vec();
            zone(&format!(
                "{policy}shop MX 10 mx.shop\nmx.shop A 192.0.2.1\n\
                 own._domainkey.shop TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n"
            ))
        }
        Case::Nothing => zone(&format!(
            "{policy}shop MX 10 mx.shop\nmx.shop A 192.0.2.1\nold._domainkey.shop CNAME gone\n"
        )),
        Case::NoMail => zone(&format!("{policy}shop TXT \"v=spf1 -all\"\n MX 0 .\n")),
    };
    match case {
        Case::Failed => {
            for failing in [
                "shop.example",
                "_domainkey.shop.example",
                "_mta-sts.shop.example",
                "_smtp._tls.shop.example",
                "default._bimi.shop.example",
            ] {
                zone.add_fault(&name(failing), None, Fault::Timeout);
            }
            for selector in COMMON_SELECTORS {
                let failing = name(&format!("{selector}._domainkey.shop.example"));
                zone.add_fault(&failing, None, Fault::ServFail);
            }
        }
        Case::Nothing => {
            zone.add_fault(&name("_25._tcp.mx.shop.example"), None, Fault::Refused);
        }
        _ => {}
    }
    let mut first = None;
    let on_report = |report: Report| {
        if report.facts().mail_setup.is_some() && !report.facts().is_complete {
            first.get_or_insert(report);
        }
    };
    let domain = name("shop.example");
    let last = block_on(report::check(
        &zone,
        &domain,
        &options,
        on_report,
        |_, _| (),
    ));
    Rc::new(if case == Case::Pending {
        first.unwrap()
    } else {
        last
    })
}

/// The text of a section in a situation.
fn section_in(case: Case, id: &str) -> String {
    let html = render(
        |name| {
            let case = CASES.iter().find(|case| format!("{case:?}") == name);
            page(&with_report(&report_of(*case.unwrap())))
        },
        &format!("{case:?}"),
    );
    let section = html.split("<section").find(|part| {
        let tag = part.split('>').next().unwrap_or_default();
        tag.contains(&format!("id=\"{id}\""))
    });
    let section = section.unwrap().split("</section>").next().unwrap();
    words(section.split_once('>').unwrap().1)
}

/// The end of the DKIM keys section wherever selectors can be tried.
const FORM: &str = "Your selectors Look DNS does not list selectors. To find yours, view the source of a message that \
                    you sent: in the DKIM-Signature header, s= is the selector, and d= should be shop.example.";

/// The label of the button that tries all other selectors.
const MORE: &str = "Try every selector known (105 more questions)";

/// The text about DNSSEC where no answer was validated.
const UNSIGNED: &str = "DNSSEC Not set The resolver does not report DNSSEC validation for shop.example: most likely, the \
                        domain is not signed or the resolver does not validate.";

#[test]
fn services_that_cannot_be_seen_are_told_from_none() {
    let hint = "Names in DNS are hints: aggregate reports show who really sends.";
    for (case, said) in [
        (
            Case::Pending,
            "Could not tell: Looking for services that send as shop.example.",
        ),
        (
            Case::Failed,
            "Could not tell: DNS shows no known service. Not everything could be checked, so there may be some.",
        ),
        (Case::Nothing, "Not set: DNS shows no known service."),
    ] {
        let expected = format!("Senders {said} {hint}");
        assert_eq!(section_in(case, "senders"), expected, "{case:?}");
    }
}

#[test]
fn keys_that_cannot_be_seen_are_told_from_none() {
    for (case, said) in [
        (
            Case::Pending,
            format!(
                "Could not tell: Looking for DKIM keys of shop.example. 42 selectors were tried. 41 still pending. \
                 {FORM} {MORE}"
            ),
        ),
        (
            Case::Failed,
            format!(
                "Could not tell: Can't tell whether any keys exist: none was found, and the query for \
                 _domainkey.shop.example failed: no answer within 4 s. 42 selectors were tried. 42 could not be checked. \
                 {FORM} {MORE}"
            ),
        ),
        (
            Case::Wildcard,
            format!(
                "Could not tell: Can't tell whether any keys exist: a wildcard answers for every selector. Note: Every selector below _domainkey.shop.example returns “v=DKIM1; k=ed25519; \
                 p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaP…”. 42 selectors were tried. {FORM} {MORE}"
            ),
        ),
        (
            Case::Named,
            format!(
                "Suggestion: 1 key found for signing mail of shop.example. Note: “a b” was not tried: it is not a valid \
                 selector, or there were too many. Selector Service Key State own entered by you Ed25519. Good nobody entered by you No key. \
                 Suggestion Each key own you entered it Good Ed25519. Note: No usable RSA key was found beside the \
                 Ed25519 key at own._domainkey.shop.example. Record v=DKIM1; k=ed25519; \
                 p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= nobody you entered it Suggestion No key. Suggestion: There \
                 is no key at nobody._domainkey.shop.example, the selector you entered. 44 selectors were tried. \
                 {FORM} {MORE}"
            ),
        ),
        (
            Case::Nothing,
            format!(
                "Could not tell: Can't tell whether any keys exist: none was found at 42 selectors, but there may be \
                 others. 42 selectors were tried. {FORM} {MORE}"
            ),
        ),
        (
            Case::NoMail,
            format!(
                "Not set: No keys exist: there is no _domainkey.shop.example, so no mail can pass DKIM as \
                 shop.example itself. No selector was tried. {FORM}"
            ),
        ),
    ] {
        let expected = format!("DKIM {said}");
        assert_eq!(section_in(case, "dkim"), expected, "{case:?}");
    }
}

#[test]
fn mail_hosts_say_what_is_not_known_of_them() {
    for (case, said) in [
        (
            Case::Failed,
            "Could not tell: The MX records of shop.example could not be checked: no answer within 4 s.",
        ),
        (
            Case::Named,
            "Good: 1 host accepts mail for shop.example. mx.shop.example preference 10 Good No TLSA record, so no DANE.",
        ),
        (
            Case::Nothing,
            "Good: 1 host accepts mail for shop.example. mx.shop.example preference 10 Could not tell Could not check \
             whether it has TLSA records: REFUSED: the resolver will not answer this question.",
        ),
        (
            Case::NoMail,
            "Good: shop.example declares with a null MX that it accepts no mail.",
        ),
    ] {
        let expected = format!("Mail hosts {said}");
        assert_eq!(section_in(case, "mail"), expected, "{case:?}");
    }
}

#[test]
fn a_text_that_is_no_record_and_no_answer_are_no_record_and_not_known() {
    let none = "shop.example publishes no MTA-STS, TLS-RPT or BIMI.";
    let sts = "MTA-STS Not set shop.example has no MTA-STS record. Without it or DANE, senders do not have to require \
               verified TLS.";
    let tls = "TLS-RPT Not set shop.example has no TLS-RPT record. You get no reports when TLS fails for mail to it.";
    let bimi = "BIMI Not set shop.example has no BIMI record.";
    let text = "Record hello";
    let unasked = |kind: &str| {
        format!(
            "{kind} Could not tell The {kind} record of shop.example could not be checked: no answer within 4 s."
        )
    };
    for (case, in_short, said) in [
        (
            Case::Failed,
            "MX could not tell MTA-STS could not tell TLS-RPT could not tell BIMI could not tell DNSSEC could not tell",
            format!(
                "It is not fully known whether shop.example publishes MTA-STS, TLS-RPT or BIMI. {} {} {} \
                 DNSSEC Could not tell No answer shows whether shop.example is signed.",
                unasked("MTA-STS"),
                unasked("TLS-RPT"),
                unasked("BIMI")
            ),
        ),
        (
            Case::Wildcard,
            "MX 1 host MTA-STS none TLS-RPT none BIMI none DNSSEC not validated",
            format!("{none} {sts} {text} {tls} {text} {bimi} {text} {UNSIGNED}"),
        ),
        (
            Case::Nothing,
            "MX 1 host MTA-STS none TLS-RPT none BIMI none DNSSEC not validated",
            format!("{none} {sts} {tls} {bimi} {UNSIGNED}"),
        ),
        (
            Case::NoMail,
            "MX no mail MTA-STS not applicable TLS-RPT not applicable BIMI none DNSSEC not validated",
            format!(
                "{none} MTA-STS Not applicable shop.example has no MTA-STS record. It accepts no mail, so it needs none. \
                 TLS-RPT Not applicable shop.example has no TLS-RPT record. It accepts no mail, so it needs none. {bimi} \
                 {UNSIGNED}"
            ),
        ),
    ] {
        let expected = format!("Transport {in_short} {said}");
        assert_eq!(section_in(case, "transport"), expected, "{case:?}");
    }
}
