//! The widget in an iframe, for pages whose policy forbids WebAssembly.

use browser_tests::engine::Engine;
use browser_tests::host_page::{HostPage, embed_folder};
use browser_tests::site::{Host, Instead, NONCE, Site};
use browser_tests::visit::{Visit, visit};
use browser_tests::wait::until;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

use crate::{in_chromium, setup};

/// The events of a check.
const CHECKED: &[&str] = &[
    "ready",
    "start reject.example",
    "progress",
    "result reject.example",
];

/// A policy that allows an iframe and the resizing script, and nothing else of ours.
fn policy(site: &Site) -> String {
    let origin = site.origin();
    format!("default-src 'none'; script-src 'nonce-{NONCE}'; frame-src {origin}; img-src data:")
}

/// A page with the script from a folder and this body.
fn host(folder: &str, body: &str) -> HostPage {
    HostPage::new(body).loading(format!("{folder}frame-host.js"))
}

/// An iframe that checks an example immediately.
fn iframe(folder: &str, attributes: &str) -> String {
    format!(
        "<iframe id=a src=\"{folder}frame.html?domain=reject.example&amp;auto&amp;view=compact\" \
         title=\"DMARC checker\" width=600 height=120 {attributes}></iframe>"
    )
}

/// Waits until the iframe is as high as its content.
async fn fits(page: &Visit) -> WebDriverResult<()> {
    until("the iframe is as high as what is in it", async || {
        let height = page.js("return document.getElementById('a').offsetHeight;");
        Ok(height
            .await?
            .as_u64()
            .filter(|height| *height > 600)
            .map(|_| ()))
    })
    .await?;
    let spare = "const { scrollHeight, clientWidth } = document.documentElement;
        return [scrollHeight - innerHeight, innerWidth - clientWidth];";
    inside(page, async || {
        let meaning = "nothing is left to scroll, nor a scroll bar";
        page.gives(meaning, spare, json!([0, 0])).await
    })
    .await
}

/// Runs a function inside the iframe.
async fn inside<T>(
    page: &Visit,
    look: impl AsyncFnOnce() -> WebDriverResult<T>,
) -> WebDriverResult<T> {
    page.find("#a").await?.enter_frame().await?;
    let seen = look().await;
    page.driver().enter_parent_frame().await?;
    seen
}

/// Under a policy without WebAssembly, the page receives every event and the iframe fits its content.
async fn under_a_policy(page: &Visit) -> WebDriverResult<()> {
    let folder = page.site.url(&embed_folder());
    let host = host(&folder, &iframe(&folder, "")).under(policy(&page.site));
    page.show(&host).await?;
    page.widget("a").tells_exactly(CHECKED).await?;
    let detail = page.js("const { detail } = heard.at(-1); return [detail.schema, detail.stage];");
    assert_eq!(detail.await?, json!([2, "reject"]));
    fits(page).await
}

/// From another server that allows all origins, with and without a sandbox.
async fn from_another_origin(page: &Visit) -> WebDriverResult<()> {
    let other = Site::start(Host {
        is_open: true,
        ..Host::default()
    })
    .await;
    page.knows(other.origin());
    let folder = other.url(&embed_folder());
    for sandbox in ["", "sandbox=\"allow-scripts\""] {
        page.show(&host(&folder, &iframe(&folder, sandbox))).await?;
        page.widget("a").tells_exactly(CHECKED).await?;
        fits(page).await?;
    }
    Ok(())
}

/// In a sandbox, from a server without CORS: the error names what is missing.
async fn in_a_sandbox_without_cors(page: &Visit) -> WebDriverResult<()> {
    let folder = page.site.url(&embed_folder());
    let body = iframe(&folder, "sandbox=\"allow-scripts\"");
    page.show(&host(&folder, &body)).await?;
    page.widget("a").tells_exactly(&["error cors"]).await?;
    let message = page.js("return heard[0].detail.message;").await?;
    let message = message.as_str().unwrap();
    assert!(
        message.contains("has to send Access-Control-Allow-Origin: *"),
        "{message}"
    );
    let said = inside(page, async || page.text("#failure").await).await?;
    assert_eq!(said, message);
    page.says_only(&[
        "CORS policy",
        "Failed to load resource",
        "Access-Control",
        "Cross-Origin",
    ])
    .await
}

/// The module fails to load: the iframe and the page both report it.
async fn without_the_module(page: &Visit) -> WebDriverResult<()> {
    page.site.does(Some(("dmarc-checker.js", Instead::Missing)));
    let folder = page.site.url(&embed_folder());
    page.show(&host(&folder, &iframe(&folder, ""))).await?;
    page.widget("a").tells_exactly(&["error offline"]).await?;
    let message = page.js("return heard[0].detail.message;").await?;
    page.find("iframe").await?.enter_frame().await?;
    let said = page.text("#failure").await?;
    page.driver().enter_parent_frame().await?;
    assert_eq!(message, json!(said));
    assert!(said.contains("could not be downloaded"), "{said}");
    page.says_only(&["Failed to load resource", "which is not there"])
        .await
}

/// The page can request a check and a reset; messages from other windows are ignored.
async fn messages(page: &Visit) -> WebDriverResult<()> {
    let folder = page.site.url(&embed_folder());
    let silent = "<iframe id=b srcdoc=\"\" title=other></iframe>";
    let body = iframe(&folder, "").replace("domain=reject.example&amp;auto&amp;", "") + silent;
    page.show(&host(&folder, &body)).await?;
    let widget = page.widget("a");
    widget.tells("ready").await?;
    let height = "return document.getElementById('a').style.height;";
    let before = page.js(height).await?;
    // Another window, and the page itself, impersonate the checker.
    page.js(
        "const lie = (type, more) => ({ dmarcChecker: 1, type, ...more });
        const other = document.getElementById('b').contentWindow;
        const say = other.Function('message', 'parent.postMessage(message, \"*\")');
        for (const tell of [say, (message) => postMessage(message, '*')]) {
            tell(lie('height', { height: 5 }));
            tell(lie('event', { name: 'dmarc-result', detail: { domain: 'lie.example' } }));
        }
        // And another one than the page orders a check.
        other.Function('frame', 'message', 'frame.postMessage(message, \"*\")')(
            document.getElementById('a').contentWindow, lie('check', { domain: 'locked.example' }));",
    )
    .await?;
    page.js("document.getElementById('a').contentWindow.postMessage(
            { dmarcChecker: 1, type: 'check', domain: 'reject.example' }, location.origin);")
        .await?;
    widget.tells_exactly(CHECKED).await?;
    assert_ne!(page.js(height).await?, json!("5px"), "{before}");
    page.js("document.getElementById('a').contentWindow.postMessage(
            { dmarcChecker: 1, type: 'reset' }, location.origin);")
        .await?;
    let asked =
        "return document.querySelector('dmarc-checker').shadowRoot.querySelector('#domain').value;";
    inside(page, async || {
        page.gives("the form is empty", asked, json!("")).await
    })
    .await
}

/// A page that does not say hello receives nothing.
async fn silence(page: &Visit) -> WebDriverResult<()> {
    let folder = page.site.url(&embed_folder());
    let listen = "window.messages = 0; addEventListener('message', () => { messages += 1; });";
    let host = HostPage {
        modules: Vec::new(),
        ..HostPage::new(iframe(&folder, "")).scripted(listen)
    };
    page.show(&host).await?;
    let shown = "return document.querySelector('dmarc-checker')?.result?.stage ?? null;";
    inside(page, async || {
        let meaning = "the check in the iframe is done";
        page.gives(meaning, shown, json!("reject")).await
    })
    .await?;
    assert_eq!(page.js("return messages;").await?, json!(0));
    Ok(())
}

/// The cases that must pass in every engine.
async fn essentials(page: &Visit) -> WebDriverResult<()> {
    under_a_policy(page).await?;
    from_another_origin(page).await?;
    messages(page).await
}

#[test]
fn an_iframe_fits_and_tells_under_a_policy_without_wasm() {
    in_chromium(under_a_policy);
}

#[test]
fn an_iframe_works_from_another_origin_and_in_a_sandbox() {
    in_chromium(from_another_origin);
}

#[test]
fn an_iframe_in_a_sandbox_says_what_its_server_lacks() {
    in_chromium(in_a_sandbox_without_cors);
}

#[test]
fn an_iframe_has_a_ground_as_its_theme() {
    in_chromium(async |page| {
        let folder = page.site.url(&embed_folder());
        for theme in ["dark", "light"] {
            let body = iframe(&folder, "").replace("auto&amp;", &format!("theme={theme}&amp;"));
            page.show(&host(&folder, &body)).await?;
            page.widget("a").tells("ready").await?;
            page.find("iframe").await?.enter_frame().await?;
            let scheme = "return getComputedStyle(document.documentElement).colorScheme;";
            let scheme = page.js(scheme).await;
            page.driver().enter_parent_frame().await?;
            assert_eq!(scheme?, json!(theme));
        }
        Ok(())
    });
}

#[test]
fn an_iframe_says_that_the_module_does_not_come() {
    in_chromium(without_the_module);
}

#[test]
fn an_iframe_and_its_page_believe_each_other_alone() {
    in_chromium(messages);
}

#[test]
fn an_iframe_tells_nobody_who_did_not_ask() {
    in_chromium(silence);
}

#[test]
fn an_iframe_works_in_firefox() {
    visit(setup(Engine::Firefox), essentials);
}

#[test]
fn an_iframe_works_in_webkit() {
    visit(setup(Engine::WebKit), essentials);
}
