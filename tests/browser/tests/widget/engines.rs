//! The essentials of the widget in the other engines, and the report, which is the same in all of them.

use browser_tests::engine::Engine;
use browser_tests::host_page::HostPage;
use browser_tests::visit::{Visit, visit};
use browser_tests::wait::until;
use serde_json::Value;
use thirtyfour::error::WebDriverResult;

use crate::{
    accessibility, arrival, hostile, in_chromium, life, many, methods, origins, policy, settings,
    setup, twice,
};

/// Examples with different results.
const EXAMPLES: &[&str] = &[
    "reject.example",
    "no-permission.example",
    "shop.branch.organization.example",
];

/// Captures the file that the page saves.
const KEEP: &str = "
URL.createObjectURL = (blob) => { blob.text().then((text) => { window.kept = text; }); return 'data:,'; };
HTMLAnchorElement.prototype.click = () => {};
";

/// The report that the project's own page saves.
async fn report_of_the_page(page: &Visit, domain: &str) -> WebDriverResult<Value> {
    page.load(&page.site.url(&format!("#/check/{domain}")))
        .await?;
    page.find("#evidence").await?;
    page.js(KEEP).await?;
    page.js("[...document.querySelectorAll('button')].find((button) => button.textContent.startsWith('Save JSON')).click();")
        .await?;
    let text = until("the report is saved", async || {
        let kept = page.js("return window.kept ?? null;").await?;
        Ok(kept.as_str().map(str::to_owned))
    })
    .await?;
    Ok(serde_json::from_str(&text).unwrap())
}

/// The widget returns the same report as the page.
async fn same_report(page: &Visit) -> WebDriverResult<()> {
    for domain in EXAMPLES {
        let expected = report_of_the_page(page, domain).await?;
        page.show(&HostPage::new(format!(
            "<dmarc-checker id=a domain={domain} auto></dmarc-checker>"
        )))
        .await?;
        let widget = page.widget("a");
        widget.tells(&format!("result {domain}")).await?;
        let report = widget.result().await?;
        assert_eq!(report["schema"], 2);
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(report[key], *value, "{domain}: {key}");
        }
        assert_eq!(report, expected, "{domain}");
    }
    Ok(())
}

/// The cases that must pass in every engine.
async fn essentials(page: &Visit) -> WebDriverResult<()> {
    same_report(page).await?;
    let is_watched = page.js("return Array.isArray(window.unexpected);").await?;
    assert_eq!(is_watched, true, "errors on host pages are noticed");
    page.says_only(&[]).await?;
    hostile::sheets(page).await?;
    hostile::nothing_reaches_the_host(page).await?;
    hostile::what_is_the_hosts_stays(page).await?;
    hostile::prototypes(page).await?;
    hostile::hostile_texts(page).await?;
    page.says_only(&[]).await?;
    policy::strict_policy(page).await?;
    page.front.forget();
    policy::refusals(page).await?;
    twice::versions(page).await?;
    twice::taken_name(page).await?;
    page.site.forget();
    many::one_program(page).await?;
    page.says_only(&[]).await?;
    life::moved(page).await?;
    life::removed(page).await?;
    life::changed(page).await?;
    methods::twice(page).await?;
    methods::reset(page).await?;
    settings::properties_before_definition(page).await?;
    arrival::lazy(page).await?;
    page.says_only(&[]).await?;
    origins::another_origin(page).await?;
    origins::without_cors(page).await?;
    origins::missing(page).await?;
    origins::other_build(page).await?;
    accessibility::keyboard(page).await?;
    many::badges(page).await
}

#[test]
fn the_report_is_that_of_the_page() {
    in_chromium(same_report);
}

#[test]
fn the_essentials_in_firefox() {
    visit(setup(Engine::Firefox), essentials);
}

#[test]
fn the_essentials_in_webkit() {
    visit(setup(Engine::WebKit), essentials);
}
