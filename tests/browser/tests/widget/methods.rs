//! The methods of a widget: the last call wins, whatever is running.

use browser_tests::behavior::Behavior;
use browser_tests::site::Instead;
use browser_tests::visit::Visit;
use browser_tests::wait::until;
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;

use crate::held::{answer, check, ends, host, is_asked, nobody_waits_for, show_held};
use crate::in_chromium;

/// Of two checks, the later one wins.
pub(crate) async fn twice(page: &Visit) -> WebDriverResult<()> {
    page.front.does(Behavior::Hold);
    page.front.forget();
    page.show(&host(page, "")).await?;
    // Before the program is loaded.
    check(page, "first", "no-record.test").await?;
    check(page, "second", "locked.test").await?;
    is_asked(page, 1).await?;
    check(page, "third", "reject.test").await?;
    nobody_waits_for(page, "locked.test").await?;
    is_asked(page, 1).await?;
    check(page, "fourth", "reject.test").await?;
    let starts = "return heard.filter(({ line }) => line === 'start reject.test').length;";
    page.gives("the fourth asks as well", starts, json!(2))
        .await?;
    answer(page);
    let aborted = "DmarcError aborted";
    ends(page, &json!({ "first": aborted, "second": aborted, "third": aborted, "fourth": "report reject.test" })).await?;
    let widget = page.widget("a");
    assert_eq!(widget.result().await?["domain"], "reject.test");
    check(page, "fifth", "192.0.2.1").await?;
    page.gives(
        "what is no domain is refused",
        "return ends.fifth ?? null;",
        json!("DmarcError input"),
    )
    .await?;
    widget.says("#refusal", "IP address").await
}

/// Resetting stops the running check and discards the result.
pub(crate) async fn reset(page: &Visit) -> WebDriverResult<()> {
    show_held(page, "domain=reject.test auto").await?;
    check(page, "first", "quarantine.test").await?;
    nobody_waits_for(page, "reject.test").await?;
    is_asked(page, 1).await?;
    let widget = page.widget("a");
    widget.js("element.reset();").await?;
    nobody_waits_for(page, "test").await?;
    ends(page, &json!({ "first": "DmarcError aborted" })).await?;
    answer(page);

    widget.ask("reject.test").await?;
    widget.tells("result reject.test").await?;
    assert_eq!(widget.result().await?["stage"], "reject");
    widget.js("element.reset();").await?;
    until("nothing is left", async || {
        let value = "return root.querySelector('#domain').value;";
        let is_left = widget.has("#verdict").await? || widget.js(value).await? != json!("");
        Ok((!is_left).then_some(()))
    })
    .await?;
    assert_eq!(widget.result().await?, Value::Null);
    // The widget works as before.
    check(page, "second", "reject.test").await?;
    ends(
        page,
        &json!({ "first": "DmarcError aborted", "second": "report reject.test" }),
    )
    .await
}

#[test]
fn of_two_checks_the_later_one_counts() {
    in_chromium(twice);
}

#[test]
fn a_reset_ends_the_check_and_forgets() {
    in_chromium(reset);
}

#[test]
fn a_widget_is_checked_before_it_is_on_the_page() {
    in_chromium(async |page| {
        page.show(&host(page, "")).await?;
        page.widget("a").tells("ready").await?;
        // Far below, outside the viewport.
        page.js("const made = document.createElement('dmarc-checker');
            made.id = 'made';
            window.made = made.check('reject.example').then((report) => report.stage);
            there.style.paddingTop = '5000px';
            there.append(made);
            return null;")
            .await?;
        assert_eq!(page.js("return window.made;").await?, json!("reject"));
        Ok(())
    });
}

#[test]
fn what_the_host_asks_for_comes_before_what_the_attribute_says() {
    in_chromium(async |page| {
        // The answers to what the attribute asks stay away.
        page.front.does(Behavior::Hold);
        page.show(&host(page, "domain=reject.test auto")).await?;
        check(page, "first", "quarantine.example").await?;
        ends(page, &json!({ "first": "report quarantine.example" })).await?;
        let widget = page.widget("a");
        assert_eq!(widget.stage().await?, "Quarantine");
        let heard = widget.heard().await?;
        assert!(
            !heard.contains(&"result reject.test".to_owned()),
            "{heard:?}"
        );
        Ok(())
    });
}

#[test]
fn what_failed_to_load_can_be_tried_again() {
    in_chromium(async |page| {
        page.site.does(Some((".wasm", Instead::Missing)));
        page.show(&host(page, "domain=reject.example auto")).await?;
        let widget = page.widget("a");
        widget.tells("error not-found").await?;
        page.says_only(&["Failed to load resource", "which is not there", "integrity"])
            .await?;
        page.site.does(None);
        widget.find(".place > button").await?.click().await?;
        widget.tells("result reject.example").await?;
        assert_eq!(widget.stage().await?, "Reject");
        assert_eq!(widget.text(".face").await?, "");
        let focused = widget.js("return root.activeElement?.className ?? null;");
        assert_eq!(focused.await?, json!("place"));
        Ok(())
    });
}

#[test]
fn a_check_that_failed_is_not_done_later() {
    in_chromium(async |page| {
        page.site.does(Some((".wasm", Instead::Missing)));
        page.show(&host(page, "tabindex=0")).await?;
        page.widget("a").tells("error not-found").await?;
        check(page, "first", "reject.example").await?;
        ends(page, &json!({ "first": "LoadError not-found" })).await?;
        page.says_only(&["Failed to load resource", "which is not there", "integrity"])
            .await?;

        // The focus triggers another attempt to load, and nothing else.
        page.site.does(None);
        page.widget("a").js("element.focus();").await?;
        page.widget("a").find("#domain").await?;
        page.widget("a")
            .tells_exactly(&["error not-found", "ready"])
            .await
    });
}
