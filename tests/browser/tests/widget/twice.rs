//! The module loaded twice, in two versions, and the element's name already taken.

use browser_tests::host_page::{HostPage, module};
use browser_tests::site::{Host, Site};
use browser_tests::visit::Visit;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

use crate::in_chromium;

/// A widget that checks immediately.
const WIDGET: &str = "<dmarc-checker id=a domain=reject.example auto></dmarc-checker>";

/// One module under two addresses, and one from another server, which counts as another version.
pub(crate) async fn versions(page: &Visit) -> WebDriverResult<()> {
    let other = Site::start(Host {
        is_open: true,
        ..Host::default()
    })
    .await;
    page.knows(other.origin());
    let (own, again) = (module(), format!("{}?again", module()));
    let elsewhere = other.url(&own);
    for modules in [
        [&own, &own, &again],
        [&own, &elsewhere, &again],
        [&elsewhere, &own, &again],
    ] {
        let modules = modules.map(ToString::to_string).to_vec();
        let host = HostPage {
            modules: modules.clone(),
            ..HostPage::new(WIDGET)
        };
        page.show(&host).await?;
        let widget = page.widget("a");
        let lines = [
            "ready",
            "start reject.example",
            "progress",
            "result reject.example",
        ];
        widget.tells_exactly(&lines).await?;
        assert_eq!(widget.stage().await?, "Reject", "{modules:?}");
    }
    Ok(())
}

/// Another script defined the element's name before the module loaded.
pub(crate) async fn taken_name(page: &Visit) -> WebDriverResult<()> {
    let host =
        HostPage::new("<dmarc-checker id=a domain=reject.example auto>Fallback</dmarc-checker>")
            .scripted(
                "customElements.define('dmarc-checker', class Other extends HTMLElement {});",
            );
    page.show(&host).await?;
    let names = "return import(arguments[0]).then((module) =>
        [customElements.get('dmarc-checker').name, typeof module.DmarcCheckerElement, document.querySelector('main').innerText.includes('Fallback')]);";
    let address = page.site.url(&module());
    let names = page.js_with(names, vec![json!(address)]).await?;
    assert_eq!(names, json!(["Other", "function", true]));
    Ok(())
}

#[test]
fn the_module_may_be_there_twice_and_in_two_versions() {
    in_chromium(versions);
}

#[test]
fn a_name_that_is_taken_stays_with_its_owner() {
    in_chromium(taken_name);
}
