//! Resolver failures: the page distinguishes them, and reports none of them as “no record”.

use browser_tests::behavior::Behavior;
use browser_tests::dns::{Dns, Half};
use browser_tests::engine::Engine;
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::until;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

/// The resolver's behavior, the domain to check, and the text on the page. Each has its own domain and record, so that nothing
/// is cached.
const FAULTS: &[(Behavior, &str, &str)] = &[
    (Behavior::Status(503), "no-reports.test", "HTTP status 503"),
    (Behavior::Status(429), "monitoring.test", "HTTP status 429"),
    (
        Behavior::WebPage,
        "quarantine.test",
        "a web page instead of an answer",
    ),
    (
        Behavior::MediaType("application/json"),
        "reject.test",
        "application/json instead of application/dns-message",
    ),
    (
        Behavior::Half,
        "locked.test",
        "a reply that is not a DNS message",
    ),
    (
        Behavior::OtherQuestion,
        "percent.test",
        "an answer to another question",
    ),
    (Behavior::Code(2), "test-mode.test", "SERVFAIL"),
    (Behavior::Code(5), "old-tags.test", "REFUSED"),
    (Behavior::NoCors, "wildcard.test", "no connection"),
];

/// Console errors of the browser itself for some of these.
const SAID: &[&str] = &["Failed to load resource", "blocked by CORS policy"];

/// Asserts that the stage is “Could not tell”, with this reason.
async fn cannot_tell(page: &Visit, name: &str, reason: &str) -> WebDriverResult<()> {
    page.verdict(name).await?;
    page.find(".verdict__failure").await?;
    let verdict = page.verdict(name).await?;
    assert_eq!(
        verdict.stage, "Could not tell",
        "{reason}: {}",
        verdict.sentence
    );
    page.says("#verdict", reason).await?;
    assert!(page.title().await?.contains("Could not tell"));
    for claim in [
        "no record",
        "No record",
        "No policy",
        "Anyone can send",
        "nothing asks",
    ] {
        assert!(
            !page.text("#verdict").await?.contains(claim),
            "{reason}: claims “{claim}”"
        );
    }
    let cells = page.texts("#effects .effects__cell").await?;
    assert!(
        cells.iter().all(|cell| !cell.contains("no policy")),
        "{reason}: {cells:?}"
    );
    Ok(())
}

#[test]
fn each_fault_has_its_own_message_and_none_reads_as_no_record() {
    visit(Setup::at("").may_say(SAID), async |page| {
        for (fault, name, reason) in FAULTS {
            page.front.does(*fault);
            page.ask(name).await?;
            cannot_tell(page, name, reason).await?;

            page.front.does(Behavior::Answer);
            page.find("#verdict button").await?.click().await?;
            until(&format!("{name} is answered"), async || {
                let title = page.title().await?;
                Ok(
                    (title.starts_with(&format!("{name}: ")) && !title.contains("Could not tell"))
                        .then_some(()),
                )
            })
            .await?;
            assert_eq!(page.focused().await?, "title", "{name}");
        }
        Ok(())
    });
}

#[test]
fn a_resolver_that_never_answers_is_not_waited_for() {
    visit(Setup::at(""), async |page| {
        page.front.does(Behavior::Silence);
        page.ask("reject.test").await?;
        page.says("#verdict", "Checking").await?;
        cannot_tell(page, "reject.test", "no answer within 4 s").await?;

        // The eleven questions that start together, and none after them; no report of nothing.
        let mut asked = page.front.questions();
        asked.sort();
        asked.dedup();
        assert!(asked.len() <= 11, "{asked:?}");
        assert!(!page.has(".columns, #evidence").await?);
        page.find("#verdict .again .button:not(.button--main)")
            .await?
            .click()
            .await?;
        page.find("#resolver[open]").await?;
        assert_eq!(page.focused().await?, "resolver-line");
        Ok(())
    });
}

#[test]
fn what_was_answered_counts_when_the_rest_was_not() {
    visit(Setup::at(""), async |page| {
        page.front.does_for(|question| {
            if question.name == "quarantine.test" {
                Behavior::Silence
            } else {
                Behavior::Answer
            }
        });
        page.ask("quarantine.test").await?;
        let verdict = page.complete("quarantine.test").await?;
        assert_eq!(verdict.stage, "Quarantine");
        let topics = page.texts(".topics__item").await?;
        for topic in ["SPF", "MX"] {
            let told = topics
                .iter()
                .any(|text| text.starts_with(topic) && text.contains("Could not tell"));
            assert!(told, "{topic}: {topics:?}");
        }
        Ok(())
    });
}

/// Returns each answer of the evidence: the name and the outcome.
const EVIDENCE: &str = "
return [...document.querySelectorAll('.evidence__answer')].map((answer) => ({
  name: answer.querySelector('.evidence__question code').textContent,
  outcome: answer.querySelector('.evidence__outcome').textContent,
}));
";

/// Checks a domain with a resolver that leaves half of the questions unanswered, and asserts that the evidence lists exactly
/// those as failed.
fn with_half(
    unanswered: Half,
    name: &'static str,
    test: impl AsyncFnOnce(&Visit) -> WebDriverResult<()>,
) {
    let origin = Dns::shared().half_origin(unanswered);
    let resolver = format!("{origin}/dns-query");
    let setup = Setup {
        keeps_front: false,
        arguments: vec!["--ignore-certificate-errors".to_owned()],
        may_ask: vec![origin],
        ..Setup::at("")
    };
    visit(setup, async |page| {
        page.find("#domain").await?;
        page.store(&resolver).await?;
        page.load(&page.site.url(&format!("#/check/{name}")))
            .await?;
        test(page).await?;

        page.unfold().await?;
        let evidence = page.js(EVIDENCE).await?;
        let evidence = evidence.as_array().unwrap();
        let mut failed = 0;
        for answer in evidence {
            let is_silent = unanswered.holds(answer["name"].as_str().unwrap());
            let is_failed = answer["outcome"] == "no answer within 4 s";
            assert_eq!(is_failed, is_silent, "{answer}");
            failed += usize::from(is_failed);
        }
        let share = failed * 100 / evidence.len();
        assert!((30..=70).contains(&share), "{failed} of {}", evidence.len());

        // No unanswered question is reported as a missing record.
        let page_text = page.texts("main").await?.concat();
        for claim in [
            "No SPF record",
            "No TXT record",
            "no MX record",
            "No DKIM keys",
            "does not exist",
        ] {
            assert!(!page_text.contains(claim), "claims “{claim}”: {page_text}");
        }
        Ok(())
    });
}

#[test]
fn half_the_answers_are_enough_for_a_verdict_when_the_policy_is_among_them() {
    with_half(Half::Late, "reject.test", async |page| {
        assert_eq!(page.complete("reject.test").await?.stage, "Reject");
        assert_eq!(
            page.texts(".topics__item").await?,
            [
                "DMARC: Could not tell, reject",
                "Reports: Could not tell, could not tell",
                "SPF: Could not tell, could not tell",
                "DKIM: Could not tell, could not tell",
                "Senders: Could not tell, 1 service",
                "MX: Could not tell, could not tell",
                "Transport: Could not tell, MTA-STS, TLS-RPT, BIMI",
                "Findings: Note, 3 notes",
            ]
        );
        Ok(())
    });
}

#[test]
fn half_the_answers_leave_the_verdict_open_when_the_policy_is_not_among_them() {
    with_half(Half::Early, "reject.test", async |page| {
        cannot_tell(page, "reject.test", "no answer within 4 s").await?;
        assert_eq!(
            page.texts(".topics__item").await?,
            [
                "DMARC: Could not tell, could not tell",
                "Reports: Could not tell, could not tell",
                "SPF: Could not tell, at least 2 of 10 lookups",
                "DKIM: Could not tell, 1 key found",
                "Senders: Could not tell, 1 service",
                "MX: Good, 1 host",
                "Transport: Could not tell, could not tell",
                "Findings: Suggestion, 1 suggestion",
            ]
        );
        Ok(())
    });
}

#[test]
fn a_failure_on_the_way_up_leaves_the_verdict_open_where_it_decides() {
    visit(Setup::at(""), async |page| {
        page.front
            .does_for(|question| match question.name.as_str() {
                "_dmarc.reject.test" => Behavior::Code(2),
                _ => Behavior::Answer,
            });
        page.ask("news.reject.test").await?;
        cannot_tell(page, "news.reject.test", "SERVFAIL").await
    });
}

#[test]
fn offline_is_told_as_that() {
    visit(
        Setup::new(Engine::Chromium).may_say(&["ERR_INTERNET_DISCONNECTED"]),
        async |page| {
            page.find("#domain").await?.click().await?;
            // Interaction makes the rest of the program load without an explicit request.
            let came = "return performance.getEntriesByType('resource')
                .some((file) => file.name.endsWith('_later.wasm') && file.responseEnd > 0)";
            page.gives("the later part is there", came, json!(true))
                .await?;
            page.check("monitoring.example").await?;
            let offline = |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
            page.cdp("Network.emulateNetworkConditions", offline(true))
                .await?;
            page.ask("reject.test").await?;
            cannot_tell(page, "reject.test", "this device is offline").await?;
            // Parts that loaded with the page still work.
            assert_eq!(page.check("reject.example").await?.stage, "Reject");

            page.cdp("Network.emulateNetworkConditions", offline(false))
                .await?;
            assert_eq!(page.check("reject.test").await?.stage, "Reject");
            Ok(())
        },
    );
}
