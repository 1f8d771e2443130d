//! Exports: text in the clipboard, and files that parse and replay to the same report.

use std::fs;

use browser_tests::behavior::Behavior;
use browser_tests::environment::folder;
use browser_tests::replay::{replay, replay_sender};
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::until;
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;

/// Clears the clipboard, clicks a button and returns the clipboard's new text.
async fn copied(page: &Visit, words: &str) -> WebDriverResult<String> {
    page.js("return navigator.clipboard.writeText('nothing');")
        .await?;
    page.click("body", words).await?;
    until(&format!("“{words}” has copied something"), async || {
        let text = page.js("return navigator.clipboard.readText();").await?;
        Ok(text
            .as_str()
            .filter(|text| *text != "nothing")
            .map(str::to_owned))
    })
    .await
}

#[test]
fn the_clipboard_gets_the_report_the_link_and_the_record() {
    visit(Setup::at(""), async |page| {
        page.allow_clipboard().await?;
        page.ask("missing-mailto.test").await?;
        let verdict = page.complete("missing-mailto.test").await?;

        page.js("const place = document.querySelector('.take');
            new MutationObserver(() => { window.said ||= place.innerText.includes('Copied'); })
                .observe(place, { childList: true, characterData: true, subtree: true });")
            .await?;
        let markdown = copied(page, "Copy as Markdown").await?;
        assert!(markdown.contains(&verdict.sentence), "{markdown}");
        assert!(
            markdown.contains("v=DMARC1; p=none; rua=dmarc@missing-mailto.example"),
            "{markdown}"
        );
        // The confirmation is shown only briefly.
        let said = "return window.said === true;";
        page.gives("the button has said so", said, json!(true))
            .await?;

        assert_eq!(
            copied(page, "Copy link").await?,
            page.site.url("#/check/missing-mailto.test")
        );

        // A record with a placeholder is copied after an address is typed.
        page.check("no-record.test").await?;
        page.find("#next-step .publish__value button[aria-disabled]")
            .await?;
        page.fill("#next-step input[type=email]", "reports@no-record.test")
            .await?;
        let filled =
            "return !document.querySelector('#next-step .publish__value [aria-disabled]');";
        page.gives("the record is complete", filled, json!(true))
            .await?;
        let value = page.text("#next-step .publish__value code").await?;
        assert!(
            value.ends_with("rua=mailto:reports@no-record.test"),
            "{value}"
        );
        page.js("return navigator.clipboard.writeText('nothing');")
            .await?;
        page.find("#next-step .publish__value button")
            .await?
            .click()
            .await?;
        let text = "return navigator.clipboard.readText();";
        page.gives("the value is copied", text, json!(value)).await
    });
}

#[test]
fn without_a_clipboard_texts_are_copied_in_the_old_way_and_the_focus_stays() {
    visit(Setup::at(""), async |page| {
        page.allow_clipboard().await?;
        page.ask("reject.test").await?;
        page.complete("reject.test").await?;
        page.js(
            "window.read = navigator.clipboard.readText.bind(navigator.clipboard);
            Object.defineProperty(navigator, 'clipboard', { value: undefined });",
        )
        .await?;
        page.click("body", "Copy link").await?;
        let link = page.site.url("#/check/reject.test");
        page.gives("the link is copied", "return window.read();", json!(link))
            .await?;
        assert!(page.focused().await?.starts_with("Cop"));
        Ok(())
    });
}

/// Clicks a button that saves a file and returns the JSON in the file.
async fn saved(page: &Visit, words: &str, name: &str) -> WebDriverResult<Value> {
    let file = folder("downloads").join(name);
    page.click("body", words).await?;
    until(&format!("{name} is saved"), async || {
        // The file has another name until it is complete.
        let text = fs::read_to_string(&file).unwrap_or_default();
        Ok(serde_json::from_str(&text).ok())
    })
    .await
}

#[test]
fn the_saved_recording_plays_back_to_the_saved_report() {
    visit(
        Setup::at("").may_say(&["Failed to load resource"]),
        async |page| {
            page.save_to(&folder("downloads")).await;
            // One answer of every kind: records, no records, a nonexistent name, and a failure.
            page.front
                .does_for(|question| match question.to_string().as_str() {
                    "no-permission.test MX" => Behavior::Status(503),
                    _ => Behavior::Answer,
                });
            page.find("#domain").await?;
            for domain in [
                "no-permission.test",
                "several-records.test",
                "alias.test",
                "octets.hostile.test",
            ] {
                let verdict = page.check(domain).await?;
                let report = saved(page, "Save JSON", &format!("{domain}-dmarc.json")).await?;
                assert_eq!(report["schema"], 2);
                assert_eq!(report["domain"], domain);
                assert_eq!(report["verdict"], verdict.sentence.as_str());
                let recording = saved(
                    page,
                    "Save recording",
                    &format!("{domain}-dmarc-recording.json"),
                )
                .await?;
                let replayed = replay(domain, &recording);
                for key in ["stage", "verdict", "findings", "effective", "plan"] {
                    assert_eq!(replayed[key], report[key], "{domain}: {key}");
                }
                assert_eq!(replayed, report, "{domain}");
            }
            Ok(())
        },
    );
}

#[test]
fn what_is_asked_for_a_sender_is_evidence_and_in_the_recording() {
    visit(
        Setup::at("").may_say(&["Failed to load resource"]),
        async |page| {
            page.save_to(&folder("downloads")).await;
            let domain = "no-reports.test";
            page.front
                .does_for(|question| match question.to_string().as_str() {
                    "mx.no-record.test A" => Behavior::Status(503),
                    _ => Behavior::Answer,
                });
            page.find("#domain").await?;
            page.check(domain).await?;
            let about = |text: &String| text.starts_with("mx.no-record.test A");
            let evidence = page.texts(".evidence__answer").await?;
            let count = evidence.len();
            assert_eq!(evidence.into_iter().filter(about).count(), 2, "A and AAAA");

            page.front.does(Behavior::Answer);
            page.fill("#spf-ip", "192.0.2.1").await?;
            page.says("#spf .answer__sentence", "Yes: 192.0.2.1 may send")
                .await?;
            until("the answer is evidence", async || {
                let evidence = page.texts(".evidence__answer").await?;
                let is_last = evidence
                    .last()
                    .is_some_and(|last| last.starts_with("mx.no-record.test ANOERROR, 1 record"));
                Ok((evidence.len() == count + 1 && is_last).then_some(()))
            })
            .await?;
            // The answer remains, although the rest of the report is rendered again.
            page.says("#spf .answer__sentence", "Yes: 192.0.2.1 may send")
                .await?;

            let report = saved(page, "Save JSON", &format!("{domain}-dmarc.json")).await?;
            let recording = saved(
                page,
                "Save recording",
                &format!("{domain}-dmarc-recording.json"),
            )
            .await?;
            assert_eq!(replay_sender("192.0.2.1", domain, &recording), "pass");
            assert_eq!(replay(domain, &recording), report);
            Ok(())
        },
    );
}
