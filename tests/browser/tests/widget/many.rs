//! Many widgets on one page.

use browser_tests::host_page::HostPage;
use browser_tests::visit::Visit;
use browser_tests::wait::until;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

use crate::in_chromium;

/// Domains of the example zone with their stages.
const DOMAINS: &[(&str, &str)] = &[
    ("no-record", "no-record"),
    ("monitoring", "monitoring"),
    ("quarantine", "quarantine"),
    ("reject", "reject"),
    ("locked", "locked"),
];

/// The number of widgets on the page.
const COUNT: usize = 20;

/// The widgets of a page, as a host writes them.
fn widgets(attributes: &str, ending: &str) -> String {
    let widget = |place: usize| {
        let (name, _) = DOMAINS[place % DOMAINS.len()];
        format!("<dmarc-checker id=w{place} domain={name}.{ending} {attributes}></dmarc-checker>\n")
    };
    let widgets: Vec<String> = (0..COUNT).map(widget).collect();
    widgets.concat()
}

/// Scrolls to each widget, and checks that it shows its own result.
async fn all_come_to_their_results(page: &Visit, ending: &str) -> WebDriverResult<()> {
    for place in 0..COUNT {
        let (name, stage) = DOMAINS[place % DOMAINS.len()];
        let id = format!("w{place}");
        let widget = page.widget(&id);
        widget.js("element.scrollIntoView();").await?;
        widget.tells(&format!("result {name}.{ending}")).await?;
        let heard = widget.heard().await?;
        let count = |start: &str| heard.iter().filter(|line| line.starts_with(start)).count();
        assert_eq!(
            [count("ready"), count("start"), count("result")],
            [1, 1, 1],
            "{id}: {heard:?}"
        );
        assert_eq!(
            widget.js("return element.result.stage;").await?,
            json!(stage),
            "{id}"
        );
    }
    Ok(())
}

/// The number of requests for files with this part in their names.
fn fetched(page: &Visit, part: &str) -> u32 {
    let requests = page.site.requests().into_iter();
    let of_file = requests.filter(|(path, _)| path.contains(part));
    of_file.map(|(_, (count, _))| count).sum()
}

/// Twenty widgets share one program.
pub(crate) async fn one_program(page: &Visit) -> WebDriverResult<()> {
    page.show(&HostPage::new(widgets("auto view=compact", "example")))
        .await?;
    all_come_to_their_results(page, "example").await?;
    // The module, the parts of the program, and the suffix list.
    for part in [
        "dmarc-checker.js",
        "dmarc-checker-later-",
        "dmarc-checker-demand-",
        "public-suffix-list.txt",
    ] {
        assert_eq!(fetched(page, part), 1, "{part}");
    }
    assert_eq!(fetched(page, ".wasm"), 3);
    Ok(())
}

/// Twenty badges for five domains send each question once.
pub(crate) async fn badges(page: &Visit) -> WebDriverResult<()> {
    page.front.forget();
    let attributes = format!("view=badge resolver={}", page.front.url());
    page.show(&HostPage::new(widgets(&attributes, "test")))
        .await?;
    all_come_to_their_results(page, "test").await?;
    let questions = page.front.questions();
    let mut once = questions.clone();
    once.dedup();
    assert_eq!(questions, once, "each question is asked once");
    // The first round trip only.
    assert!(once.len() <= 12 * DOMAINS.len(), "{once:?}");
    Ok(())
}

/// A widget added later reuses the answers of the first one.
#[test]
fn later_widgets_know_what_was_answered() {
    in_chromium(async |page| {
        let widget = |id: &str| {
            let resolver = page.front.url();
            format!(
                "<dmarc-checker id={id} domain=reject.test auto resolver={resolver}></dmarc-checker>"
            )
        };
        page.show(&HostPage::new(widget("a"))).await?;
        page.widget("a").tells("result reject.test").await?;
        let questions = page.front.questions().len();
        let add = "document.querySelector('main').insertAdjacentHTML('afterbegin', arguments[0]);";
        page.js_with(add, vec![json!(widget("b"))]).await?;
        page.widget("b").tells("result reject.test").await?;
        let invented = |question: &String| question.contains("made-up");
        let asked = page.front.questions();
        let again = asked.len() - questions;
        let inventions = asked.iter().filter(|question| invented(question)).count();
        // Each check queries its own made-up name, which cannot be cached.
        assert!(again <= inventions / 2 + 1, "{again} of {asked:?}");
        until("both are there", async || {
            Ok((page.widget("b").stage().await? == "Reject").then_some(()))
        })
        .await
    });
}

#[test]
fn twenty_widgets_have_one_program() {
    in_chromium(one_program);
}

#[test]
fn twenty_badges_ask_each_question_once() {
    in_chromium(badges);
}
