//! Checking again: the result before stays meanwhile, and the page says what changed.

use browser_tests::behavior::Behavior;
use browser_tests::message::Question;
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::until;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

/// From now on, the record of `monitoring.test` is that of `quarantine.test`.
fn publish(page: &Visit) {
    page.front.does_for(|question: &Question| {
        if question.name == "_dmarc.monitoring.test" {
            Behavior::As("_dmarc.quarantine.test")
        } else {
            Behavior::Answer
        }
    });
}

/// Waits until the page says what changed; returns its headline and changes.
async fn changes(page: &Visit) -> WebDriverResult<(String, Vec<String>)> {
    page.find("#changes").await?;
    let lines = page.texts(".changes__line").await?;
    Ok((page.text(".changes__title").await?, lines))
}

/// Gives a resolver all the time it takes, so that the test may look around meanwhile.
const PATIENCE: &str = "
const start = setTimeout;
window.setTimeout = (call, pause, ...rest) => start(call, pause === 4000 ? 1e6 : pause, ...rest);
";

#[test]
fn the_result_before_stays_until_the_next_and_then_says_what_changed() {
    visit(Setup::at(""), async |page| {
        let before = page.check("monitoring.test").await?;
        assert_eq!(before.stage, "Monitoring");
        assert!(!page.has("#changes").await?);
        let tasks = page.text(".tasks").await?;
        page.front.forget();

        page.js(PATIENCE).await?;
        page.front.does(Behavior::Hold);
        page.click("#next-step", "Check again").await?;
        page.says("#verdict", "answers").await?;
        assert_eq!(page.focused().await?, "title");
        assert_eq!(page.text(".tasks").await?, tasks);
        page.says(".verdict__stage", "Monitoring").await?;
        page.front.does(Behavior::Answer);
        page.front.release();
        page.says("#changes", "Nothing changed since the previous check.")
            .await?;

        page.front.forget();
        publish(page);
        page.click("#next-step", "Check again").await?;
        page.says("#changes", "p=quarantine").await?;
        let (headline, lines) = changes(page).await?;
        assert!(
            headline.ends_with("changes since the previous check."),
            "{headline}"
        );
        let record = lines
            .iter()
            .find(|line| line.contains("TXT at _dmarc.monitoring.test"));
        let record = record.expect("the record is among the changes");
        assert!(
            record.contains("p=none") && record.contains("p=quarantine"),
            "{record}"
        );
        assert_eq!(page.verdict("monitoring.test").await?.stage, "Quarantine");
        // Everything was asked again, not taken from what the page keeps.
        assert!(
            page.front.questions().len() > 20,
            "{:?}",
            page.front.questions()
        );
        page.go("#/check/quarantine.test").await?;
        page.verdict("quarantine.test").await?;
        assert!(!page.has("#changes").await?);
        Ok(())
    });
}

#[test]
fn a_repeated_check_that_is_stopped_leaves_the_result_before() {
    visit(Setup::at(""), async |page| {
        let before = page.check("monitoring.test").await?;
        page.js(PATIENCE).await?;
        page.front.does(Behavior::Silence);
        page.click("#next-step", "Check again").await?;
        page.says("#verdict", "answers").await?;
        page.click("#verdict", "Cancel").await?;
        page.says("#verdict", "This is the result of the check before.")
            .await?;
        assert_eq!(
            page.verdict("monitoring.test").await?.sentence,
            before.sentence
        );
        page.find(".tasks").await?;
        page.front.does(Behavior::Answer);
        page.click("#verdict", "Try again").await?;
        page.says("#changes", "Nothing changed since the previous check.")
            .await
    });
}

/// Makes the pauses between rounds short, and counts the timers for them.
const HURRY: &str = "
const [start, stop, pauses] = [setTimeout, clearTimeout, new Set()];
window.setTimeout = (call, pause, ...rest) => {
    if (pause < 5000) return start(call, pause, ...rest);
    const id = start(() => { pauses.delete(id); call(); }, pause / 10, ...rest);
    pauses.add(id);
    return id;
};
window.clearTimeout = (id) => { pauses.delete(id); stop(id); };
window.pauses = pauses;
";

#[test]
fn a_record_that_was_published_is_waited_for() {
    visit(Setup::at(""), async |page| {
        page.check("monitoring.test").await?;
        page.js(HURRY).await?;
        page.front.forget();
        let task = ".tasks__task:has(.publish)";
        page.click(task, "I have published it").await?;
        let waits = "Not there yet. Resolvers may return the old answer for up to";
        page.says(".watch", waits).await?;
        // Only the record itself, and only of the resolver.
        let is_it = |question: &String| question == "_dmarc.monitoring.test TXT";
        assert!(page.front.questions().iter().all(is_it));
        assert!(!page.has("#changes").await?);
        publish(page);
        let (_, lines) = changes(page).await?;
        assert!(
            lines.iter().any(|line| line.contains("p=quarantine")),
            "{lines:?}"
        );
        let asked = page.front.questions();
        assert!(
            asked.iter().filter(|question| is_it(question)).count() >= 3,
            "{asked:?}"
        );
        assert_eq!(page.js("return pauses.size;").await?, 0);
        Ok(())
    });
}

#[test]
fn waiting_can_be_ended_and_ends_with_the_page() {
    visit(Setup::at(""), async |page| {
        page.check("monitoring.test").await?;
        page.js(&HURRY.replace("pause / 10", "pause")).await?;
        for is_stopped in [true, false] {
            page.click(".watch", "I have published it").await?;
            page.gives("it waits", "return pauses.size;", json!(1))
                .await?;
            if is_stopped {
                page.click(".watch", "Stop asking").await?;
                page.says(".watch button", "I have published it").await?;
            } else {
                page.go("#/about").await?;
            }
            page.gives("nothing is left", "return pauses.size;", json!(0))
                .await?;
        }
        Ok(())
    });
}

#[test]
fn the_owner_tells_whether_the_domain_sends() {
    visit(Setup::at(""), async |page| {
        page.check("spare.firms").await?;
        page.says(".question", "send mail?").await?;
        page.click(".question", "No, it is unused").await?;
        page.says(".told", "nor any of its subdomains sends mail.")
            .await?;
        page.find("#task-lock").await?;
        assert!(!page.has(".question").await?);
        // An answer outlives a new check, and can be taken back.
        page.click("#next-step", "Check again").await?;
        page.find("#changes").await?;
        page.find("#task-lock").await?;
        page.click(".told", "Undo").await?;
        page.find(".question").await?;
        assert!(!page.has("#task-lock").await?);
        page.click("#next-step", "I don't run this domain").await?;
        page.says("#next-step", "nothing for you to publish")
            .await?;
        until("no task is left", async || {
            Ok((!page.has(".tasks__task").await?).then_some(()))
        })
        .await
    });
}
