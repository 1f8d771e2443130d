//! The JS module in a page, in every engine. Behavior that Node covers is tested in `tests/module`.

use std::fs;

use browser_tests::behavior::Behavior;
use browser_tests::engine::Engine;
use browser_tests::environment::dist;
use browser_tests::front::Fate;
use browser_tests::site::Host;
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::until;
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;

/// Calls a function with the module's exports and the resolver's URL.
async fn with_module(page: &Visit, function: &str) -> WebDriverResult<Value> {
    let versions = fs::read_dir(dist().join("embed")).unwrap();
    let version = versions.flatten().next().unwrap().file_name();
    let module = format!("embed/{}/index.js", version.display());
    page.js_with(
        &format!(
            "return import(arguments[0]).then((module) => ({function})(module, arguments[1]));"
        ),
        vec![json!(page.site.url(&module)), json!(page.front.url())],
    )
    .await
}

/// Checks in a page: an example, a domain by DNS, and a check that is stopped.
async fn checks(page: &Visit) -> WebDriverResult<()> {
    let stages = with_module(
        page,
        "async ({ check }, resolver) => [
            (await check('percent.example')).stage,
            (await check('bücher.test', { resolver })).unicode,
            (await check('reject.test', { resolver })).stage,
        ]",
    )
    .await?;
    assert_eq!(stages, json!(["quarantine", "bücher.test", "reject"]));

    let answered = page.front.seen().len();
    assert!(answered > 50, "{answered}");
    page.front.does(Behavior::Silence);
    with_module(
        page,
        "({ check }, resolver) => {
            const controller = new AbortController();
            window.stop = () => controller.abort('enough');
            window.stopped = check('reject.test', { resolver, signal: controller.signal })
                .then(({ stage }) => stage, (reason) => reason);
        }",
    )
    .await?;
    until("questions are out", async || {
        Ok((page.front.seen().len() > answered).then_some(()))
    })
    .await?;
    let reason = page.js("window.stop(); return window.stopped;").await?;
    assert_eq!(reason, json!("enough"));
    until("every request has ended", async || {
        let seen = page.front.seen();
        let mut late = seen.iter().skip(answered);
        Ok(late.all(|(_, fate)| *fate == Fate::Aborted).then_some(()))
    })
    .await
}

/// Asserts that the error names the policy that blocks Wasm. Not in Firefox, which runs a test's scripts outside the page,
/// where its policy does not apply.
fn is_told_of_the_policy(engine: Engine) {
    let setup = Setup::new(engine);
    let host = Host {
        policy: Some("script-src 'self'"),
        ..setup.host.clone()
    };
    // The page itself cannot start either.
    let setup = Setup { host, ..setup }.may_say(&[
        "policy violated: script-src",
        "Content Security Policy",
        "Content-Security-Policy",
    ]);
    visit(setup, async |page| {
        let told = with_module(
            page,
            "({ rules }) => rules().then(() => null, ({ name, code }) => [name, code])",
        )
        .await?;
        assert_eq!(told, json!(["LoadError", "csp-wasm"]));
        Ok(())
    });
}

#[test]
fn the_module_in_chromium() {
    visit(Setup::at(""), async |page| checks(page).await);
}

#[test]
fn the_module_in_firefox() {
    visit(Setup::new(Engine::Firefox), async |page| checks(page).await);
}

#[test]
fn the_module_in_webkit() {
    visit(Setup::new(Engine::WebKit), async |page| checks(page).await);
}

#[test]
fn the_module_under_a_policy_in_chromium() {
    is_told_of_the_policy(Engine::Chromium);
}

#[test]
fn the_module_under_a_policy_in_webkit() {
    is_told_of_the_policy(Engine::WebKit);
}
