//! The arrival of answers: all questions start together, the verdict follows after one round trip, and text being read does not
//! move.
//!
//! Browsers open six connections to a host that speaks HTTP/1.1, which the front does. Six questions decide the verdict on a
//! domain of two labels; the others start with them, and wait here for a connection.

use browser_tests::behavior::Behavior;
use browser_tests::front::Fate;
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::until;
use serde_json::Value;
use thirtyfour::error::WebDriverResult;

/// The recorded questions, with the made-up label replaced.
fn questions(page: &Visit) -> Vec<String> {
    let with_one_name = |question: String| match question.split_once("made-up-") {
        Some((before, after)) => {
            let rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
            format!("{before}made-up{rest}")
        }
        None => question,
    };
    let mut questions: Vec<String> = page
        .front
        .questions()
        .into_iter()
        .map(with_one_name)
        .collect();
    questions.sort();
    questions
}

/// The positions of elements that are final after the first round trip.
async fn places(page: &Visit) -> WebDriverResult<Value> {
    page.js("return ['#verdict h1', '.road'].map((selector) => {
            const place = document.querySelector(selector).getBoundingClientRect();
            return [selector, place.x, place.y, place.width, place.height];
        });")
        .await
}

#[test]
fn the_verdict_takes_one_round_trip_and_then_nothing_moves() {
    visit(Setup::at(""), async |page| {
        page.front.does(Behavior::Hold);
        page.ask("reject.test").await?;
        page.front.all_are(6, Fate::Waiting).await?;
        assert_eq!(
            questions(page),
            [
                "_dmarc.made-up.reject.test TXT",
                "_dmarc.reject.test TXT",
                "_dmarc.test TXT",
                "made-up.reject.test TXT",
                "reject.test MX",
                "reject.test TXT",
            ]
        );
        assert!(
            !page.has("#verdict[data-state]").await?,
            "nothing is known yet"
        );

        page.front.release();
        // All other questions are still unanswered.
        assert_eq!(page.verdict("reject.test").await?.stage, "Reject");
        assert!(
            !page.has("#findings").await?,
            "findings wait for the last answer"
        );
        let before = places(page).await?;

        page.front.does(Behavior::Answer);
        page.front.release();
        page.folded("reject.test").await?;
        assert_eq!(places(page).await?, before, "what was there has moved");
        Ok(())
    });
}

#[test]
fn no_check_asks_a_question_twice_and_the_next_one_knows_the_answers() {
    visit(Setup::at(""), async |page| {
        page.find("#domain").await?;
        for domain in [
            "reject.test",
            "several-records.test",
            "shop.branch.organization.test",
            "alias.test",
        ] {
            page.front.forget();
            page.check(domain).await?;
            let all = page.front.questions();
            let mut distinct = all.clone();
            distinct.dedup();
            assert_eq!(all, distinct);
        }
        page.front.forget();
        page.check("reject.test").await?;
        let asked = page.front.questions();
        for known in [
            "_dmarc.reject.test TXT",
            "reject.test MX",
            "reject.test TXT",
        ] {
            assert!(!asked.contains(&known.to_owned()), "{known} was known");
        }
        Ok(())
    });
}

#[test]
fn a_check_can_be_stopped_and_begun_again() {
    visit(Setup::at(""), async |page| {
        page.front.does(Behavior::Hold);
        page.ask("reject.test").await?;
        page.front.all_are(6, Fate::Waiting).await?;
        page.find("#verdict button").await?.click().await?;
        // A question that waited for a connection may have just got one.
        until("all questions are aborted", async || {
            let seen = page.front.seen();
            let all = seen.iter().all(|(_, fate)| *fate == Fate::Aborted);
            Ok((all && seen.len() >= 6).then_some(()))
        })
        .await?;
        page.says("#verdict", "The check of reject.test was stopped.")
            .await?;
        assert_eq!(page.focused().await?, "title");
        assert!(page.title().await?.starts_with("reject.test: stopped"));

        page.front.does(Behavior::Answer);
        page.find("#verdict button").await?.click().await?;
        assert_eq!(page.complete("reject.test").await?.stage, "Reject");
        Ok(())
    });
}

#[test]
fn a_new_check_ends_the_one_before() {
    visit(Setup::at(""), async |page| {
        page.front.does_for(|question| {
            if question.name.ends_with("quarantine.test") {
                Behavior::Hold
            } else {
                Behavior::Answer
            }
        });
        page.ask("quarantine.test").await?;
        // One of the first six questions is about `_dmarc.test`, which is not held, so another takes its place. When they are
        // aborted, a waiting question may get a connection just before it is aborted as well.
        let held = async |fate| {
            until(&format!("six are {fate:?}"), async || {
                let seen = page.front.seen();
                let mut these = seen
                    .iter()
                    .filter(|(question, _)| question.name.ends_with("quarantine.test"));
                let count = these.clone().count();
                Ok((count >= 6 && these.all(|(_, other)| *other == fate)).then_some(()))
            })
            .await
        };
        held(Fate::Waiting).await?;
        page.ask("reject.test").await?;
        held(Fate::Aborted).await?;
        page.complete("reject.test").await?;

        // The held answers arrive after their check has ended.
        page.front.release();
        let verdict = page.check("monitoring.test").await?;
        assert_eq!(verdict.stage, "Monitoring");
        assert!(!page.text("#app").await?.contains("quarantine.test"));
        Ok(())
    });
}
