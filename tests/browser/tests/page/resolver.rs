//! The resolver: the choice, its storage, and the fallback when the first one fails.

use browser_tests::dns::Dns;
use browser_tests::process::free_port;
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::until;
use serde_json::{Value, json};
use thirtyfour::By;
use thirtyfour::error::WebDriverResult;

/// The page as on a first visit.
fn first_visit() -> Setup {
    Setup {
        keeps_front: false,
        ..Setup::at("")
    }
}

/// Everything that the page stores in the browser.
async fn kept(page: &Visit) -> WebDriverResult<Value> {
    page.js(
        "return Promise.all([indexedDB.databases(), caches.keys(), navigator.serviceWorker.getRegistrations()])
            .then(([databases, caches, workers]) => ({
                local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie,
                databases: databases.length, caches: caches.length, workers: workers.length,
            }));",
    )
    .await
}

/// The stored state with only this `local` storage.
fn only(local: &Value) -> Value {
    json!({ "local": local, "session": {}, "cookies": "", "databases": 0, "caches": 0, "workers": 0 })
}

/// Opens the choice and selects a custom resolver.
async fn choose_own(page: &Visit) -> WebDriverResult<()> {
    page.find("#resolver summary").await?.click().await?;
    let choices = page
        .driver()
        .find_all(By::Css("#resolver input[type=radio]"))
        .await?;
    choices.last().unwrap().click().await?;
    page.find("#resolver-url").await?;
    Ok(())
}

#[test]
fn a_resolver_of_ones_own_is_chosen_kept_and_the_only_thing_kept() {
    visit(first_visit(), async |page| {
        choose_own(page).await?;
        page.fill("#resolver-url", "http://192.0.2.1/dns-query")
            .await?;
        page.says("#resolver-refusal", "https://").await?;
        let field = page.find("#resolver-url").await?;
        assert_eq!(field.attr("aria-invalid").await?.as_deref(), Some("true"));
        assert_eq!(
            field.attr("aria-describedby").await?.as_deref(),
            Some("resolver-refusal")
        );
        assert_eq!(
            kept(page).await?,
            only(&json!({})),
            "what was refused is not kept"
        );

        let url = page.front.url();
        page.fill("#resolver-url", &url).await?;
        page.says("#resolver summary", "127.0.0.1").await?;
        page.ask("reject.test").await?;
        assert_eq!(page.complete("reject.test").await?.stage, "Reject");

        page.front.forget();
        page.reload().await?;
        page.says("#resolver summary", "127.0.0.1").await?;
        page.complete("reject.test").await?;
        assert_ne!(page.front.questions(), [""; 0]);
        assert_eq!(
            kept(page).await?,
            only(&json!({ "dmarc-checker.resolver": url }))
        );

        // Returning to the default resolver clears the stored choice.
        page.go("#/check/reject.example").await?;
        page.complete("reject.example").await?;
        page.go("#/").await?;
        page.find(".examples").await?;
        if !page.has("#resolver[open]").await? {
            page.find("#resolver summary").await?.click().await?;
        }
        page.find("#resolver input[type=radio]")
            .await?
            .click()
            .await?;
        page.find("#resolver button[type=submit]")
            .await?
            .click()
            .await?;
        page.says("#resolver summary", "Cloudflare").await?;
        assert_eq!(kept(page).await?, only(&json!({})));
        Ok(())
    });
}

#[test]
fn who_changes_nothing_leaves_nothing_behind_and_asks_nobody() {
    visit(first_visit(), async |page| {
        for domain in ["reject.example", "several-records.example"] {
            page.ask(domain).await?;
            page.complete(domain).await?;
        }
        page.go("#/about").await?;
        page.says("h1", "About").await?;
        assert_eq!(kept(page).await?, only(&json!({})));
        Ok(())
    });
}

#[test]
fn what_was_kept_and_is_no_resolver_does_no_harm() {
    visit(first_visit(), async |page| {
        for nonsense in [
            "",
            "nobody",
            "http://192.0.2.1/",
            "javascript:alert(1)",
            "https://a b/",
        ] {
            page.store(nonsense).await?;
            page.reload().await?;
            page.says("#resolver summary", "Cloudflare").await?;
        }
        Ok(())
    });
}

#[test]
fn another_resolver_begins_the_check_anew() {
    visit(Setup::at("#/check/reject.test"), async |page| {
        page.complete("reject.test").await?;
        page.front.forget();
        let other = page.front.url().replace("127.0.0.1", "localhost");
        page.find("#resolver summary").await?.click().await?;
        page.fill("#resolver-url", &other).await?;
        until("it is asked anew", async || {
            Ok((page.front.questions().len() >= 10).then_some(()))
        })
        .await?;
        page.says("#resolver summary", "localhost").await?;
        assert_eq!(page.complete("reject.test").await?.stage, "Reject");
        Ok(())
    });
}

#[test]
fn when_the_first_resolver_fails_the_next_is_asked_over_http_2_and_named() {
    let (nobody, somebody) = (free_port(), Dns::shared().tls_port());
    let rules = format!(
        "--host-resolver-rules=MAP cloudflare-dns.com 127.0.0.1:{nobody}, MAP dns.google 127.0.0.1:{somebody}, \
         MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    );
    let setup = Setup {
        arguments: vec![rules, "--ignore-certificate-errors".to_owned()],
        may_ask: vec![
            "https://cloudflare-dns.com".to_owned(),
            "https://dns.google".to_owned(),
        ],
        ..first_visit()
    };
    visit(setup.may_say(&["ERR_CONNECTION_REFUSED"]), async |page| {
        page.ask("reject.test").await?;
        assert_eq!(page.complete("reject.test").await?.stage, "Reject");
        page.says(".source__other", "Cloudflare failed").await?;
        page.says(".source__other", "Google answered").await?;
        let evidence = page.texts("#evidence .evidence__answer").await?;
        assert!(
            evidence.iter().all(|answer| answer.contains("Google")),
            "{evidence:?}"
        );
        Ok(())
    });
}
