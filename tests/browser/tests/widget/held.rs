//! Helpers for a widget whose questions are held until the test releases them, and for the promises of its checks.

use browser_tests::behavior::Behavior;
use browser_tests::front::Fate;
use browser_tests::host_page::HostPage;
use browser_tests::visit::Visit;
use browser_tests::wait::until;
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;

/// A page with a widget that queries the front.
pub(crate) fn host(page: &Visit, attributes: &str) -> HostPage {
    let resolver = page.front.url();
    HostPage::new(format!(
        "<div id=here><dmarc-checker id=a resolver={resolver} {attributes}></dmarc-checker></div><div id=there></div>"
    ))
}

/// Shows such a page, and waits until questions are held.
pub(crate) async fn show_held(page: &Visit, attributes: &str) -> WebDriverResult<()> {
    page.front.does(Behavior::Hold);
    page.front.forget();
    page.show(&host(page, attributes)).await?;
    is_asked(page, 1).await
}

/// Waits until this many questions are waiting.
pub(crate) async fn is_asked(page: &Visit, count: usize) -> WebDriverResult<()> {
    until("questions are held", async || {
        let seen = page.front.seen().into_iter();
        let waiting = seen.filter(|(_, fate)| *fate == Fate::Waiting).count();
        Ok((waiting >= count).then_some(()))
    })
    .await
}

/// Answers the held questions and all later ones.
pub(crate) fn answer(page: &Visit) {
    page.front.does(Behavior::Answer);
    page.front.release();
}

/// Waits until no question about a domain is waiting.
pub(crate) async fn nobody_waits_for(page: &Visit, domain: &str) -> WebDriverResult<()> {
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

/// Calls `check`, and records the outcome of its promise under `name`.
pub(crate) async fn check(page: &Visit, name: &str, domain: &str) -> WebDriverResult<()> {
    let script = "const [name, domain] = arguments;
        window.ends ??= {};
        document.getElementById('a').check(domain).then(
            (report) => { ends[name] = 'report ' + report.domain; },
            (error) => { ends[name] = error.name + ' ' + error.code; });";
    page.js_with(script, vec![json!(name), json!(domain)])
        .await?;
    Ok(())
}

/// Waits until the recorded outcomes are these.
pub(crate) async fn ends(page: &Visit, ends: &Value) -> WebDriverResult<()> {
    let names = ends.as_object().unwrap().len();
    let settled = "return Object.keys(window.ends).length;";
    page.gives("all promises are settled", settled, json!(names))
        .await?;
    assert_eq!(page.js("return window.ends;").await?, *ends);
    Ok(())
}
