//! The main flow in the other engines.

use browser_tests::behavior::Behavior;
use browser_tests::engine::Engine;
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::until;
use serde_json::json;
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

/// From the start page to verdicts and back, including a failure and a hostile record.
async fn main_path(page: &Visit) -> WebDriverResult<()> {
    page.ask("reject.test").await?;
    assert_eq!(page.complete("reject.test").await?.stage, "Reject");
    assert_eq!(page.title().await?, "reject.test: Reject – DMARC checker");
    until("the title has the focus", async || {
        Ok((page.focused().await? == "title").then_some(()))
    })
    .await?;

    page.ask("Bücher.test").await?;
    assert_eq!(page.complete("bücher.test").await?.stage, "No policy");
    page.says(".ask__reading", "xn--bcher-kva.test").await?;
    page.driver().back().await?;
    page.complete("reject.test").await?;

    page.ask("several-records.example").await?;
    assert_eq!(
        page.complete("several-records.example").await?.stage,
        "No policy"
    );
    page.ask("192.0.2.1").await?;
    page.says("#refusal", "IP address").await?;

    page.ask("old-tags.test").await?;
    page.complete("old-tags.test").await?;
    let meaning = page.text("#record-meaning").await?;
    page.js("document.querySelector('#record .tag[tabindex=\"0\"]').focus();")
        .await?;
    page.press(Key::Right).await?;
    until("the meaning follows", async || {
        Ok((page.text("#record-meaning").await? != meaning).then_some(()))
    })
    .await?;

    page.ask("script.hostile.test").await?;
    page.complete("script.hostile.test").await?;
    assert_eq!(
        page.js("return window.attacked ?? null;").await?,
        json!(null)
    );

    page.front.does(Behavior::Code(2));
    page.ask("quarantine.test").await?;
    page.find(".verdict__failure").await?;
    assert_eq!(
        page.verdict("quarantine.test").await?.stage,
        "Could not tell"
    );
    page.says("#verdict", "SERVFAIL").await?;
    page.front.does(Behavior::Answer);
    page.find("#verdict button").await?.click().await?;
    page.says("#verdict", "as suspicious").await?;

    page.reload().await?;
    assert_eq!(page.complete("quarantine.test").await?.stage, "Quarantine");
    for (hash, title) in [
        ("#/rules", "Rules"),
        ("#/embed", "Embed"),
        ("#/about", "About"),
    ] {
        page.go(hash).await?;
        page.says("h1", title).await?;
    }
    Ok(())
}

/// The interactive parts of a report: the SPF tree, the sender check, DKIM selectors.
async fn around_the_policy(page: &Visit) -> WebDriverResult<()> {
    page.go("#/").await?;
    page.ask("too-many-look-ups.test").await?;
    page.complete("too-many-look-ups.test").await?;
    let open = "return document.querySelectorAll('#spf details.tree__node[open]').length;";
    assert_eq!(page.js(open).await?, json!(4));
    page.js("document.querySelector('#spf details.tree__node:not([open]) > summary').focus();")
        .await?;
    page.press(Key::Enter).await?;
    page.gives("the record is open", open, json!(5)).await?;

    page.fill("#spf-ip", "mail.example.com").await?;
    page.says("#spf-ip-refusal", "mail.example.com is a name.")
        .await?;
    page.fill("#spf-ip", "203.0.113.40").await?;
    page.says("#spf .answer__sentence", "Yes: 203.0.113.40 may send")
        .await?;
    assert!(page.has("#spf .tree__term[data-decides]").await?);

    page.ask("quarantine.test").await?;
    page.complete("quarantine.test").await?;
    page.fill("#dkim-selectors", "parcel").await?;
    page.says("#dkim", "entered by you").await?;
    page.reload().await?;
    page.says("#dkim", "entered by you").await
}

#[test]
fn the_main_path_in_firefox() {
    visit(Setup::new(Engine::Firefox), async |page| {
        main_path(page).await?;
        around_the_policy(page).await
    });
}

#[test]
fn the_main_path_in_webkit() {
    visit(Setup::new(Engine::WebKit), async |page| {
        main_path(page).await?;
        around_the_policy(page).await
    });
}
