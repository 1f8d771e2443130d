//! Files on another server, and every fault of these files or of the resolver.

use browser_tests::behavior::Behavior;
use browser_tests::host_page::{HostPage, embed_folder, module};
use browser_tests::site::{Host, Instead, Site};
use browser_tests::visit::Visit;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

use crate::in_chromium;

/// A widget that checks an example immediately.
const WIDGET: &str = "<dmarc-checker id=a domain=reject.example auto>Fallback</dmarc-checker>";

/// Console messages of the browser itself about files that fail to load.
const SAID: &[&str] = &[
    "Failed to load resource",
    "could not load",
    "which is not there",
    "integrity",
    "CORS policy",
];

/// Another server with the same files, which the page may contact.
async fn other(page: &Visit, is_open: bool) -> Site {
    let site = Site::start(Host {
        is_open,
        ..Host::default()
    })
    .await;
    page.knows(site.origin());
    site
}

/// Waits for an error, and checks its message.
async fn fails(page: &Visit, code: &str, words: &str) -> WebDriverResult<()> {
    let widget = page.widget("a");
    widget.tells(&format!("error {code}")).await?;
    widget.says(".face", words).await?;
    let heard = widget.heard().await?;
    let count = |start: &str| heard.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!([count("error"), count("result")], [1, 0], "{heard:?}");
    let said = widget.js("return [heard.at(-1).detail.message === root.querySelector('.face').textContent, element.result];");
    assert_eq!(said.await?, json!([true, null]));
    Ok(())
}

/// Shows the page with a faulty host.
async fn with_host(page: &Visit, part: &'static str, instead: Instead) -> WebDriverResult<()> {
    page.site.does(Some((part, instead)));
    page.show(&HostPage::new(WIDGET)).await
}

/// Removes the host's fault, and checks again.
async fn works_again(page: &Visit) -> WebDriverResult<()> {
    page.site.does(None);
    let widget = page.widget("a");
    let stage =
        widget.js("return element.check().then((report) => report.stage, (error) => error.code);");
    assert_eq!(stage.await?, json!("reject"));
    assert_eq!(widget.stage().await?, "Reject");
    assert_eq!(widget.text(".face").await?, "");
    Ok(())
}

/// The widget from another server, pinned by the hash that the page offers.
pub(crate) async fn another_origin(page: &Visit) -> WebDriverResult<()> {
    let other = other(page, true).await;
    page.load(&page.site.url("")).await?;
    let packed =
        page.js("return document.querySelector('meta[name=embed]').content.split(' ')[1];");
    let integrity = packed.await?.as_str().unwrap().to_owned();
    page.site.forget();
    let script = format!(
        "<script type=module src=\"{}\" integrity=\"{integrity}\" crossorigin=anonymous></script>",
        other.url(&module())
    );
    let host = HostPage {
        modules: Vec::new(),
        head: script,
        ..HostPage::new(WIDGET)
    };
    page.show(&host).await?;
    let widget = page.widget("a");
    widget
        .tells_exactly(&[
            "ready",
            "start reject.example",
            "progress",
            "result reject.example",
        ])
        .await?;
    assert_eq!(widget.stage().await?, "Reject");
    let own = page.site.requests();
    assert!(!own.keys().any(|path| path.contains("/embed/")), "{own:?}");
    assert_eq!(other.missing(), [""; 0]);
    // The suffix list came from the other server as well.
    assert!(
        other
            .requests()
            .keys()
            .any(|path| path.ends_with("public-suffix-list.txt"))
    );
    Ok(())
}

/// A server without CORS.
pub(crate) async fn without_cors(page: &Visit) -> WebDriverResult<()> {
    let other = other(page, false).await;
    let folder = other.url(&embed_folder());
    let body = WIDGET.replace("id=a", &format!("id=a wasm-src={folder}"));
    page.show(&HostPage::new(body)).await?;
    let words = format!(
        "It has to send Access-Control-Allow-Origin: * with the files of {}",
        other.origin()
    );
    fails(page, "cors", &words).await?;
    page.says_only(SAID).await
}

/// A file that is missing at first, and exists later.
pub(crate) async fn missing(page: &Visit) -> WebDriverResult<()> {
    with_host(page, ".wasm", Instead::Missing).await?;
    fails(page, "not-found", "missing on the server (status 404)").await?;
    page.says_only(SAID).await?;
    works_again(page).await
}

/// A part from another build.
pub(crate) async fn other_build(page: &Visit) -> WebDriverResult<()> {
    with_host(page, ".wasm", Instead::OtherBuild).await?;
    fails(page, "integrity", "of different versions").await?;
    page.says_only(SAID).await?;
    works_again(page).await
}

#[test]
fn from_another_origin_it_works_and_can_be_pinned() {
    in_chromium(another_origin);
}

#[test]
fn a_server_that_does_not_let_the_page_is_told_how_to() {
    in_chromium(without_cors);
}

#[test]
fn the_program_may_be_in_another_folder_than_the_module() {
    in_chromium(async |page| {
        let other = other(page, true).await;
        let folder = other.url(embed_folder().trim_end_matches('/'));
        page.show(&HostPage::new(
            WIDGET.replace("id=a", &format!("id=a wasm-src={folder}")),
        ))
        .await?;
        page.widget("a").tells("result reject.example").await?;
        let own = page.site.requests();
        assert!(!own.keys().any(|path| path.contains(".wasm")), "{own:?}");
        assert_eq!(other.missing(), [""; 0]);
        Ok(())
    });
}

#[test]
fn without_cors_on_the_module_the_children_stay() {
    in_chromium(async |page| {
        let other = other(page, false).await;
        page.show(&HostPage::new(WIDGET).loading(other.url(&module())))
            .await?;
        assert!(page.text("main").await?.contains("Fallback"));
        page.says_only(SAID).await
    });
}

#[test]
fn a_missing_file_is_told_and_may_come_later() {
    in_chromium(missing);
}

#[test]
fn a_part_of_another_build_is_told() {
    in_chromium(other_build);
}

#[test]
fn a_page_in_place_of_the_program_is_told_and_another_media_type_does_no_harm() {
    in_chromium(async |page| {
        with_host(page, ".wasm", Instead::Page).await?;
        fails(
            page,
            "wasm-mime",
            "The server sent something else in place of the checker",
        )
        .await?;
        page.says_only(SAID).await?;
        works_again(page).await?;
        with_host(page, ".wasm", Instead::MediaType("text/plain")).await?;
        page.widget("a").tells("result reject.example").await
    });
}

#[test]
fn a_later_part_that_does_not_come_is_told_and_may_come_later() {
    in_chromium(async |page| {
        for (instead, code, words) in [
            (Instead::Missing, "not-found", "status 404"),
            (Instead::Page, "wasm-mime", "something else"),
            (Instead::OtherBuild, "integrity", "different versions"),
        ] {
            with_host(page, "dmarc-checker-later", instead).await?;
            let widget = page.widget("a");
            widget.tells(&format!("error {code}")).await?;
            // In place of the report, and only there.
            widget.says("#verdict", words).await?;
            assert_eq!(widget.text(".face").await?, "");
            page.says_only(SAID).await?;
            works_again(page).await?;
        }
        Ok(())
    });
}

#[test]
fn a_part_on_demand_that_does_not_come_is_told_and_may_come_later() {
    in_chromium(async |page| {
        page.site
            .does(Some(("dmarc-checker-demand", Instead::Missing)));
        // The example zone is in the part that fails to load.
        let asking = format!("domain=reject.test resolver={}", page.front.url());
        let body = WIDGET.replace("domain=reject.example", &asking);
        page.show(&HostPage::new(&body)).await?;
        let widget = page.widget("a");
        widget.tells("result reject.test").await?;
        widget
            .js("for (const details of root.querySelectorAll('#spf details')) details.open = true;")
            .await?;
        widget.find("#spf-ip").await?;
        let ask = async || {
            widget
                .js("root.querySelector('#spf-ip').value = '192.0.2.1';
                    root.querySelector('#spf-ip').dispatchEvent(new Event('input', { bubbles: true }));
                    root.querySelector('.sender button').click();")
                .await
        };
        ask().await?;
        widget.says(".answer", "status 404").await?;
        page.site
            .does(Some(("dmarc-checker-demand", Instead::OtherBuild)));
        widget
            .js("[...root.querySelectorAll('.take button')].find((button) => button.innerText === 'Save JSON').click();")
            .await?;
        widget.says(".take", "different versions").await?;
        page.says_only(SAID).await?;

        page.site.does(None);
        ask().await?;
        widget.says(".answer", "192.0.2.1").await
    });
}

#[test]
fn a_browser_without_wasm_is_told() {
    in_chromium(async |page| {
        page.show(&HostPage::new(WIDGET).scripted("delete globalThis.WebAssembly;"))
            .await?;
        fails(page, "wasm-disabled", "WebAssembly is switched off").await
    });
}

#[test]
fn a_device_that_is_offline_is_told_before_and_after_it_loaded() {
    in_chromium(async |page| {
        let offline = async |offline: bool| {
            let network = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
            page.cdp("Network.emulateNetworkConditions", network).await
        };
        page.cdp("Network.enable", json!({})).await?;
        let resolver = page.front.url();
        let body = format!(
            "<div id=above style='height: 4000px'></div><dmarc-checker id=a domain=reject.test resolver={resolver}></dmarc-checker>"
        );
        page.show(&HostPage::new(body)).await?;
        page.js("return customElements.whenDefined('dmarc-checker').then(() => null);")
            .await?;
        offline(true).await?;
        page.js("above.remove();").await?;
        fails(page, "offline", "This device is offline").await?;
        page.says_only(&["ERR_INTERNET_DISCONNECTED"]).await?;

        offline(false).await?;
        let widget = page.widget("a");
        let check = "return element.check().then((report) => report.stage, (error) => error.code + ' ' + error.report.stage);";
        assert_eq!(widget.js(check).await?, json!("reject"));
        offline(true).await?;
        widget.js("element.domain = 'quarantine.test';").await?;
        assert_eq!(widget.js(check).await?, json!("offline could-not-tell"));
        widget.says("#verdict", "this device is offline").await?;
        page.says_only(&["ERR_INTERNET_DISCONNECTED"]).await
    });
}

#[test]
fn a_resolver_that_cannot_be_asked_is_told() {
    in_chromium(async |page| {
        for (behavior, domain, reason) in [
            (Behavior::NoCors, "reject.test", "no connection"),
            (Behavior::Status(503), "locked.test", "HTTP status 503"),
            (
                Behavior::WebPage,
                "quarantine.test",
                "a web page instead of an answer",
            ),
        ] {
            page.front.does(behavior);
            let resolver = page.front.url();
            page.show(&HostPage::new(format!(
                "<dmarc-checker id=a domain={domain} auto resolver={resolver}></dmarc-checker>"
            )))
            .await?;
            let widget = page.widget("a");
            widget
                .tells_exactly(&[
                    "ready",
                    &format!("start {domain}"),
                    "progress",
                    "error resolver-blocked",
                ])
                .await?;
            widget.says("#verdict", reason).await?;
            assert_eq!(widget.stage().await?, "Could not tell");
            assert_eq!(
                widget
                    .js("return heard.at(-1).detail.report.stage;")
                    .await?,
                json!("could-not-tell")
            );
            page.says_only(SAID).await?;
        }
        Ok(())
    });
}
