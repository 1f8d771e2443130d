//! Accessibility of the page.

use browser_tests::axe::violations;
use browser_tests::behavior::Behavior;
use browser_tests::visit::{Setup, Visit, visit};
use serde_json::json;
use thirtyfour::error::WebDriverResult;

/// Examples that together show every part of the page.
const RESULTS: &[&str] = &[
    "no-record.example",
    "reject.example",
    "several-records.example",
    "misspelled-policy.example",
    "odd-characters.example",
    "no-permission.example",
    "percent.example",
    "old-tags.example",
    "shop.branch.organization.example",
];

/// Switches the page to light or dark colors.
async fn in_colors(page: &Visit, scheme: &str) -> WebDriverResult<()> {
    let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
    page.cdp(
        "Emulation.setEmulatedMedia",
        json!({ "features": features }),
    )
    .await?;
    Ok(())
}

/// Opens everything that is collapsed, so that it is checked as well, and finishes transitions: a color halfway between two
/// others has less contrast than either.
async fn open_all(page: &Visit) -> WebDriverResult<()> {
    page.open_details("details").await?;
    page.js("return Promise.all(document.getAnimations().map((animation) => animation.finished)).then(() => null);")
        .await?;
    Ok(())
}

/// Checks every page in these colors, and reports all violations together.
fn every_page_is_accessible(scheme: &'static str) {
    visit(
        Setup::at("").may_say(&["Failed to load resource"]),
        async |page| {
            let mut found = Vec::new();
            let mut judge = async |what: &str| {
                open_all(page).await?;
                let violations = violations(page).await?.into_iter();
                found.extend(violations.map(|violation| format!("{what}: {violation}")));
                WebDriverResult::Ok(())
            };
            in_colors(page, scheme).await?;
            page.find(".examples").await?;
            judge("start").await?;
            for domain in RESULTS {
                page.check(domain).await?;
                judge(domain).await?;
            }
            for (hash, title) in [
                ("#/rules", "Rules"),
                ("#/embed", "Embed"),
                ("#/about", "About"),
            ] {
                page.go(hash).await?;
                page.says("h1", title).await?;
                judge(hash).await?;
            }

            page.go("#/check/192.0.2.1").await?;
            page.says("#refusal", "IP address").await?;
            judge("a refusal").await?;
            page.front.does(Behavior::Hold);
            page.ask("reject.test").await?;
            page.says("#verdict", "Checking").await?;
            judge("waiting").await?;
            page.find("#verdict button").await?.click().await?;
            page.says("#verdict", "stopped").await?;
            judge("stopped").await?;
            page.front.does(Behavior::Status(503));
            page.ask("quarantine.test").await?;
            page.find(".verdict__failure").await?;
            judge("a failure").await?;
            assert!(found.is_empty(), "{}", found.join("\n"));
            Ok(())
        },
    );
}

#[test]
fn axe_finds_nothing_in_light_colors() {
    every_page_is_accessible("light");
}

#[test]
fn axe_finds_nothing_in_dark_colors() {
    every_page_is_accessible("dark");
}

#[test]
fn the_verdict_is_announced_once() {
    visit(Setup::at(""), async |page| {
        page.find("#domain").await?;
        page.js("window.announced = [];
            const region = document.querySelector('#app > [role=status]');
            new MutationObserver(() => announced.push(region.textContent))
                .observe(region, { childList: true, characterData: true, subtree: true });")
            .await?;
        page.ask("reject.test").await?;
        let verdict = page.complete("reject.test").await?;
        let announced = page.js("return announced;").await?;
        assert_eq!(
            announced,
            json!([format!("{}. {}", verdict.stage, verdict.sentence)])
        );
        Ok(())
    });
}
