//! When the page cannot start, it explains why, to the visitor and on the console.

use browser_tests::engine::Engine;
use browser_tests::site::{Host, Instead};
use browser_tests::visit::{Setup, visit};
use serde_json::json;

/// The page on a modified host.
fn with_host(change: impl FnOnce(Host) -> Host) -> Setup {
    let setup = Setup {
        keeps_front: false,
        ..Setup::at("")
    };
    let host = change(setup.host.clone());
    Setup { host, ..setup }
}

#[test]
fn a_policy_that_forbids_wasm_is_named() {
    let policy = Some("script-src 'self'");
    let said = [
        "policy violated: script-src by wasm-eval",
        "Content Security Policy",
    ];
    let setup = with_host(|host| Host { policy, ..host }).may_say(&said);
    visit(setup, async |page| {
        page.says("#boot-error", "A security policy forbids").await
    });
}

#[test]
fn a_missing_program_is_told() {
    let instead = Some((".wasm", Instead::Missing));
    let said = [
        "missing on the server (status 404)",
        "status of 404",
        "which is not there",
    ];
    let setup = with_host(|host| Host { instead, ..host }).may_say(&said);
    visit(setup, async |page| {
        page.says("#boot-error", "missing on the server (status 404)")
            .await
    });
}

#[test]
fn a_web_page_in_place_of_the_program_is_told() {
    let instead = Some((".wasm", Instead::Page));
    let setup = with_host(|host| Host { instead, ..host }).may_say(&["WebAssembly.instantiate"]);
    visit(setup, async |page| {
        page.says(
            "#boot-error",
            "something else in place of this page's program",
        )
        .await
    });
}

#[test]
fn a_browser_without_wasm_is_told() {
    let setup = with_host(|host| host).may_say(&["WebAssembly is switched off"]);
    visit(setup, async |page| {
        let switch_off = json!({ "source": "delete globalThis.WebAssembly;" });
        page.cdp("Page.addScriptToEvaluateOnNewDocument", switch_off)
            .await?;
        page.reload().await?;
        page.says("#boot-error", "WebAssembly is switched off")
            .await
    });
}

#[test]
fn what_few_ask_for_comes_when_somebody_comes_near_it_and_a_failure_is_told() {
    let said = ["status of 404", "which is not there"];
    let setup = Setup::new(Engine::Chromium).may_say(&said);
    visit(setup, async |page| {
        page.allow_clipboard().await?;
        let is_loaded = "return performance.getEntriesByType('resource')
            .some((file) => file.name.endsWith('_demand.wasm'));";
        page.check("reject.test").await?;
        assert_eq!(page.js(is_loaded).await?, json!(false));

        page.site.does(Some(("_demand.wasm", Instead::Missing)));
        let save = "[...document.querySelectorAll('.take button')].find((button) => button.innerText === 'Save JSON')";
        page.js(&format!("{save}.click();")).await?;
        page.says(".take", "missing on the server (status 404)")
            .await?;
        page.go("#/embed").await?;
        page.says("#main", "missing on the server (status 404)")
            .await?;

        page.site.does(None);
        page.go("#/check/reject.test").await?;
        page.check("reject.test").await?;
        page.js(&format!("{save}.focus();")).await?;
        page.gives("it is loaded", is_loaded, json!(true)).await?;
        page.go("#/embed").await?;
        page.says("#title", "Embed").await
    });
}
