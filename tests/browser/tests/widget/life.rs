//! Widgets that are moved, removed and changed while they work, and what their methods do then.

use browser_tests::behavior::Behavior;
use browser_tests::front::Fate;
use browser_tests::host_page::HostPage;
use browser_tests::visit::Visit;
use browser_tests::wait::until;
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;

use crate::in_chromium;

/// A page with a widget that asks the front.
fn host(page: &Visit, attributes: &str) -> HostPage {
    let resolver = page.front.url();
    HostPage::new(format!(
        "<div id=here><dmarc-checker id=a resolver={resolver} {attributes}></dmarc-checker></div><div id=there></div>"
    ))
}

/// Shows such a page, and waits until questions are held.
async fn show_held(page: &Visit, attributes: &str) -> WebDriverResult<()> {
    page.front.does(Behavior::Hold);
    page.front.forget();
    page.show(&host(page, attributes)).await?;
    is_asked(page, 1).await
}

/// Waits until so many questions wait for their answers.
async fn is_asked(page: &Visit, count: usize) -> WebDriverResult<()> {
    until("questions are held", async || {
        let seen = page.front.seen().into_iter();
        let waiting = seen.filter(|(_, fate)| *fate == Fate::Waiting).count();
        Ok((waiting >= count).then_some(()))
    })
    .await
}

/// Answers what is held, and all that comes.
fn answer(page: &Visit) {
    page.front.does(Behavior::Answer);
    page.front.release();
}

/// Waits until nobody waits for an answer about a domain any more.
async fn nobody_waits_for(page: &Visit, domain: &str) -> WebDriverResult<()> {
    until(
        &format!("questions about {domain} are given up"),
        async || {
            let seen = page.front.seen().into_iter();
            let mut about = seen.filter(|(question, _)| question.name.ends_with(domain));
            Ok(about.all(|(_, fate)| fate == Fate::Aborted).then_some(()))
        },
    )
    .await
}

/// Calls `check`, and notes under `name` what comes of the promise.
async fn check(page: &Visit, name: &str, domain: &str) -> WebDriverResult<()> {
    let script = "const [name, domain] = arguments;
        window.ends ??= {};
        document.getElementById('a').check(domain).then(
            (report) => { ends[name] = 'report ' + report.domain; },
            (error) => { ends[name] = error.name + ' ' + error.code; });";
    page.js_with(script, vec![json!(name), json!(domain)])
        .await?;
    Ok(())
}

/// Waits until what came of promises is this.
async fn ends(page: &Visit, ends: &Value) -> WebDriverResult<()> {
    let names = ends.as_object().unwrap().len();
    until("all promises are settled", async || {
        let settled = page.js("return Object.keys(window.ends).length;").await?;
        Ok((settled == json!(names)).then_some(()))
    })
    .await?;
    assert_eq!(page.js("return window.ends;").await?, *ends);
    Ok(())
}

/// Moving goes on with the check, and gives one result.
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
    assert_eq!(widget.stage().await?, "Reject");
    Ok(())
}

/// Removing ends the check with all its requests; back on the page, the widget works.
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

/// Another domain, view or resolver while questions are out.
pub(crate) async fn changed(page: &Visit) -> WebDriverResult<()> {
    show_held(page, "domain=reject.test auto").await?;
    let widget = page.widget("a");
    widget
        .js("element.domain = 'locked.test'; element.setAttribute('domain', 'quarantine.test');")
        .await?;
    nobody_waits_for(page, "reject.test").await?;
    is_asked(page, 1).await?;
    widget
        .js("element.view = 'compact'; element.hide = 'next-step'; element.theme = 'dark';")
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

    // Another resolver begins anew; the same by another name is another one.
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

/// A widget that is a badge of another domain, and then a form again, while questions are out.
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

/// Of two checks the later one counts.
pub(crate) async fn twice(page: &Visit) -> WebDriverResult<()> {
    page.front.does(Behavior::Hold);
    page.front.forget();
    page.show(&host(page, "")).await?;
    // Before the program is there.
    check(page, "first", "no-record.test").await?;
    check(page, "second", "locked.test").await?;
    is_asked(page, 1).await?;
    check(page, "third", "reject.test").await?;
    nobody_waits_for(page, "locked.test").await?;
    is_asked(page, 1).await?;
    check(page, "fourth", "reject.test").await?;
    until("the fourth asks as well", async || {
        let script = "return heard.filter(({ line }) => line === 'start reject.test').length;";
        Ok((page.js(script).await? == json!(2)).then_some(()))
    })
    .await?;
    answer(page);
    let aborted = "DmarcError aborted";
    ends(page, &json!({ "first": aborted, "second": aborted, "third": aborted, "fourth": "report reject.test" })).await?;
    let widget = page.widget("a");
    assert_eq!(widget.result().await?["domain"], "reject.test");
    check(page, "fifth", "192.0.2.1").await?;
    let script = "return ends.fifth ?? null;";
    until("what is no domain is refused", async || {
        Ok((page.js(script).await? == json!("DmarcError input")).then_some(()))
    })
    .await?;
    widget.says("#refusal", "IP address").await
}

/// Resetting ends what runs and forgets what was.
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
    // And it works as before.
    check(page, "second", "reject.test").await?;
    ends(
        page,
        &json!({ "first": "DmarcError aborted", "second": "report reject.test" }),
    )
    .await
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
fn of_two_checks_the_later_one_counts() {
    in_chromium(twice);
}

#[test]
fn a_reset_ends_the_check_and_forgets() {
    in_chromium(reset);
}

#[test]
fn a_widget_that_is_removed_while_it_loads_is_quiet_and_comes_back() {
    in_chromium(async |page| {
        // Its requests wait until the test lets them go.
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
        // What nobody waits for any more is not checked, and what the attribute says is only filled in.
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
fn a_widget_is_checked_before_it_is_on_the_page() {
    in_chromium(async |page| {
        page.show(&host(page, "")).await?;
        page.widget("a").tells("ready").await?;
        // Far below, where nobody sees it.
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
