//! Lazy loading: when files load, and what is shown before and without them.

use browser_tests::host_page::HostPage;
use browser_tests::visit::Visit;
use browser_tests::wait::until;
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;

use crate::in_chromium;

/// A widget far below the viewport, and one after it that shows whether the first one grows.
const FAR_BELOW: &str = "<div style='height: 4000px'></div><dmarc-checker id=a tabindex=0>Fallback</dmarc-checker><p id=after>After</p>";

/// The requested files of the widget, without their folders.
fn files(page: &Visit) -> Vec<String> {
    let requests = page.site.requests().into_keys();
    let names =
        requests.filter_map(|path| path.rsplit_once("/embed/").map(|(_, name)| name.to_owned()));
    let names = names.filter_map(|name| name.rsplit_once('/').map(|(_, name)| name.to_owned()));
    names.collect()
}

/// Waits until the element is defined and its observers have run.
async fn is_defined(page: &Visit) -> WebDriverResult<()> {
    let frames = "return customElements.whenDefined('dmarc-checker')
        .then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))));";
    assert_eq!(page.js(frames).await?, Value::Null);
    Ok(())
}

/// Only the module loads before the element is near the viewport.
pub(crate) async fn lazy(page: &Visit) -> WebDriverResult<()> {
    page.site.forget();
    page.show(&HostPage::new(FAR_BELOW)).await?;
    is_defined(page).await?;
    assert_eq!(files(page), ["dmarc-checker.js"]);
    page.js("document.getElementById('after').scrollIntoView();")
        .await?;
    let widget = page.widget("a");
    widget.tells("ready").await?;
    widget.find("#domain").await?;
    let wasm = files(page)
        .into_iter()
        .filter(|name| name.contains(".wasm"));
    let parts: Vec<_> = wasm.map(|name| name.contains("later")).collect();
    assert_eq!(parts, [false], "the first part, and not the later one");
    Ok(())
}

#[test]
fn nothing_but_the_module_comes_before_it_is_seen() {
    in_chromium(lazy);
}

#[test]
fn the_program_comes_with_the_focus() {
    in_chromium(async |page| {
        page.show(&HostPage::new(FAR_BELOW)).await?;
        is_defined(page).await?;
        assert_eq!(files(page), ["dmarc-checker.js"]);
        page.widget("a")
            .js("element.focus({ preventScroll: true });")
            .await?;
        page.widget("a").tells("ready").await?;
        assert_eq!(page.js("return scrollY;").await?, json!(0));
        Ok(())
    });
}

#[test]
fn the_later_part_comes_at_a_sign_of_somebody() {
    in_chromium(async |page| {
        page.show(&HostPage::new("<dmarc-checker id=a></dmarc-checker>"))
            .await?;
        page.widget("a").find("#domain").await?.click().await?;
        until("the later part comes", async || {
            Ok(files(page)
                .iter()
                .any(|name| name.contains("later"))
                .then_some(()))
        })
        .await
    });
}

#[test]
fn nothing_moves_when_the_form_comes() {
    in_chromium(async |page| {
        for (attributes, width) in [
            ("", 1000),
            ("", 360),
            ("view=compact", 700),
            ("view=compact", 280),
        ] {
            // Two of the same kind: the second is not loaded and shows its reserved height.
            let widget = |id: &str| {
                format!(
                    "<dmarc-checker id={id} {attributes} style='width: {width}px'></dmarc-checker>"
                )
            };
            let body = format!(
                "{}<div style='height: 4000px'></div>{}",
                widget("a"),
                widget("b")
            );
            page.show(&HostPage::new(body)).await?;
            page.widget("a").find("#domain").await?;
            let height = async |id: &str| {
                page.widget(id)
                    .js("return Math.round(element.getBoundingClientRect().height);")
                    .await
            };
            let (loaded, kept) = (height("a").await?, height("b").await?);
            assert_eq!(loaded, kept, "{attributes} {width}");
            assert!(page.widget("b").heard().await?.is_empty());
        }
        Ok(())
    });
}

#[test]
fn without_the_module_the_children_are_shown_and_with_it_they_are_not() {
    in_chromium(async |page| {
        let body = "<dmarc-checker id=a>Ask <a href='/elsewhere'>us</a></dmarc-checker>";
        let is_shown = async || WebDriverResult::Ok(page.text("main").await?.contains("Ask us"));
        let blocked = HostPage::new(body).under("script-src 'none'; img-src data:");
        page.show(&blocked).await?;
        assert!(is_shown().await?);
        page.says_only(&["script-src", "could not load", "Content Security Policy"])
            .await?;

        page.cdp(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        )
        .await?;
        page.show(&HostPage::new(body)).await?;
        assert!(is_shown().await?);
        page.cdp(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": false }),
        )
        .await?;

        page.show(&HostPage::new(body)).await?;
        page.widget("a").tells("ready").await?;
        assert!(!is_shown().await?);
        Ok(())
    });
}
