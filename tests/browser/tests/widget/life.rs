//! Widgets that are moved, removed and changed while they work.

use browser_tests::behavior::Behavior;
use browser_tests::front::Fate;
use browser_tests::visit::Visit;
use browser_tests::wait::until;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

use crate::held::{answer, check, ends, host, is_asked, nobody_waits_for, show_held};
use crate::in_chromium;

/// Moving the element continues the check, with one result.
pub(crate) async fn moved(page: &Visit) -> WebDriverResult<()> {
    show_held(page, "domain=reject.test auto").await?;
    let widget = page.widget("a");
    widget
        .js("there.append(element); here.append(element); there.append(element);")
        .await?;
    answer(page);
    let lines = [
        "ready",
        "start reject.test",
        "progress",
        "result reject.test",
    ];
    widget.tells_exactly(&lines).await?;
    assert!(
        page.front
            .seen()
            .iter()
            .all(|(_, fate)| *fate == Fate::Answered)
    );
    let steps = "const steps = heard.filter(({ line }) => line === 'progress').map(({ detail }) => detail);
        const last = steps.at(-1);
        return [steps.every(({ answered, asked }) => answered <= asked), last.answered === last.asked];";
    assert_eq!(widget.js(steps).await?, json!([true, true]));
    assert_eq!(widget.stage().await?, "Reject");
    Ok(())
}

/// Removing the element aborts the check and its requests; reinserted, the widget works.
pub(crate) async fn removed(page: &Visit) -> WebDriverResult<()> {
    page.front.does(Behavior::Hold);
    page.front.forget();
    page.show(&host(page, "")).await?;
    let widget = page.widget("a");
    widget.tells("ready").await?;
    check(page, "first", "reject.test").await?;
    is_asked(page, 1).await?;
    widget
        .js("window.removed = element; window.late = [];
            for (const name of ['result', 'error', 'progress']) element.addEventListener('dmarc-' + name, () => late.push(name));
            element.remove();")
        .await?;
    nobody_waits_for(page, "test").await?;
    ends(page, &json!({ "first": "DmarcError aborted" })).await?;
    assert_eq!(
        page.js("return [removed.result, late.join()];").await?,
        json!([null, ""])
    );

    answer(page);
    page.js("there.append(removed);").await?;
    widget.ask("quarantine.test").await?;
    widget.tells("result quarantine.test").await?;
    assert_eq!(widget.stage().await?, "Quarantine");
    Ok(())
}

/// Changes of the domain, view or resolver during a check.
pub(crate) async fn changed(page: &Visit) -> WebDriverResult<()> {
    show_held(page, "domain=reject.test auto").await?;
    let widget = page.widget("a");
    // Runs as a script of the page: a script that WebKit's driver runs does not end everything at once.
    widget
        .js("setTimeout(() => { element.domain = 'locked.test'; element.setAttribute('domain', 'quarantine.test'); });")
        .await?;
    nobody_waits_for(page, "reject.test").await?;
    is_asked(page, 1).await?;
    widget
        .js("element.view = 'compact'; element.hide = 'plan'; element.theme = 'dark';")
        .await?;
    answer(page);
    let lines = [
        "ready",
        "start reject.test",
        "progress",
        "start quarantine.test",
        "progress",
        "result quarantine.test",
    ];
    widget.tells_exactly(&lines).await?;
    assert_eq!(widget.stage().await?, "Quarantine");
    assert!(!widget.has("#evidence, #next-step").await?);
    let asked = page.front.questions();
    assert!(
        !asked.iter().any(|question| question.contains("locked")),
        "{asked:?}"
    );

    // A change of resolver restarts the check; the same resolver under another name counts as another one.
    page.front.does(Behavior::Hold);
    page.front.forget();
    let other = page.front.url().replace("127.0.0.1", "localhost");
    widget.js(&format!("element.resolver = '{other}';")).await?;
    is_asked(page, 1).await?;
    answer(page);
    until("it is checked anew", async || {
        let heard = widget.heard().await?;
        let results = heard
            .iter()
            .filter(|line| *line == "result quarantine.test");
        Ok((results.count() == 2).then_some(()))
    })
    .await
}

/// During a check, changes the widget to a badge for another domain, and then back to a form.
async fn view_in_flight(page: &Visit) -> WebDriverResult<()> {
    show_held(page, "domain=reject.test auto view=badge").await?;
    let widget = page.widget("a");
    widget.says(".badge", "checking").await?;
    widget.js("element.removeAttribute('view');").await?;
    widget.find("#domain").await?;
    answer(page);
    widget.tells("result reject.test").await?;
    widget.find("#evidence").await?;
    let heard = widget.heard().await?;
    assert_eq!(
        heard
            .iter()
            .filter(|line| line.starts_with("result"))
            .count(),
        1,
        "{heard:?}"
    );
    Ok(())
}

#[test]
fn a_widget_that_is_moved_goes_on() {
    in_chromium(moved);
}

#[test]
fn a_widget_that_is_removed_ends_its_check() {
    in_chromium(removed);
}

#[test]
fn attributes_may_change_in_flight() {
    in_chromium(changed);
}

#[test]
fn the_view_may_change_in_flight() {
    in_chromium(view_in_flight);
}

#[test]
fn a_widget_that_is_gone_is_let_go_of() {
    in_chromium(async |page| {
        page.show(&host(page, "domain=reject.test")).await?;
        check(page, "first", "reject.test").await?;
        ends(page, &json!({ "first": "report reject.test" })).await?;
        page.js("const element = document.getElementById('a');
            window.gone = new WeakRef(element); heard.length = 0; element.remove();")
            .await?;
        until("nobody keeps the widget", async || {
            page.cdp("HeapProfiler.collectGarbage", json!({})).await?;
            let is_gone = page.js("return gone.deref() === undefined;").await?;
            Ok((is_gone == json!(true)).then_some(()))
        })
        .await
    });
}

#[test]
fn a_widget_that_is_removed_while_it_loads_is_quiet_and_comes_back() {
    in_chromium(async |page| {
        // Its requests wait until the test releases them.
        let hold = "const asked = window.fetch;
            window.held = new Promise((resolve) => { window.letGo = resolve; });
            window.fetch = async (...given) => { await held; return asked(...given); };";
        let host = host(page, "domain=reject.example").scripted(hold);
        page.show(&host).await?;
        check(page, "first", "quarantine.example").await?;
        let widget = page.widget("a");
        widget
            .js("window.removed = element; element.remove();")
            .await?;
        ends(page, &json!({ "first": "DmarcError aborted" })).await?;
        page.js("letGo(); there.append(removed);").await?;
        widget.tells("ready").await?;
        // An abandoned domain is not checked, and the attribute's domain is only filled in.
        assert_eq!(
            widget
                .find("#domain")
                .await?
                .prop("value")
                .await?
                .as_deref(),
            Some("reject.example")
        );
        widget.tells_exactly(&["ready"]).await
    });
}

#[test]
fn a_widget_that_moves_into_another_document_looks_and_works_as_before() {
    in_chromium(async |page| {
        page.show(&host(page, "domain=reject.example")).await?;
        let widget = page.widget("a");
        widget.tells("ready").await?;
        let moved = widget.js(
            "const frame = document.createElement('iframe');
            document.body.append(frame);
            frame.contentDocument.body.append(element);
            const style = frame.contentWindow.getComputedStyle(root.querySelector('.widget'));
            return element.check()
                .then(({ stage }) => [stage, style.borderTopStyle, root.adoptedStyleSheets.length]);",
        );
        assert_eq!(moved.await?, json!(["reject", "solid", 1]));
        Ok(())
    });
}
