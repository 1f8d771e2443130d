//! The page by keyboard alone, and the movement of the focus.

use browser_tests::behavior::Behavior;
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::until;
use serde_json::Value;
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

/// Presses Tab until `has_arrived` returns true, and returns the focused elements on the way.
async fn tab_until(
    page: &Visit,
    has_arrived: impl Fn(&str) -> bool,
) -> WebDriverResult<Vec<String>> {
    let mut way = Vec::new();
    for _ in 0..60 {
        page.press(Key::Tab).await?;
        let focused = page.focused().await?;
        let is_there = has_arrived(&focused);
        way.push(focused);
        if is_there {
            return Ok(way);
        }
    }
    panic!("Tab does not lead there: {way:?}");
}

#[test]
fn from_the_start_to_the_verdict_and_through_the_report() {
    visit(Setup::at(""), async |page| {
        page.find("#domain").await?;
        let way = tab_until(page, |focused| focused == "domain").await?;
        assert_eq!(
            way,
            [
                "Skip to the content",
                "DMARC checker",
                "Check",
                "Rules",
                "Embed",
                "About",
                "domain"
            ]
        );
        page.driver()
            .action_chain()
            .send_keys("missing-mailto.test")
            .perform()
            .await?;
        page.press(Key::Tab).await?;
        assert_eq!(page.focused().await?, "Check");
        page.press(Key::Enter).await?;
        page.complete("missing-mailto.test").await?;
        assert_eq!(
            page.focused().await?,
            "title",
            "the verdict is where one goes on"
        );

        // Every stop on the way is visible and has a focus indicator.
        let way = tab_until(page, |focused| focused.contains("rules found nothing")).await?;
        assert!(way.len() > 5, "{way:?}");
        tab_until(page, |focused| focused.starts_with("tag-")).await?;
        Ok(())
    });
}

#[test]
fn the_skip_link_leads_past_the_bar() {
    visit(Setup::at(""), async |page| {
        page.find("#domain").await?;
        page.press(Key::Tab).await?;
        assert_eq!(page.focused().await?, "Skip to the content");
        let is_seen = "const place = document.activeElement.getBoundingClientRect();
            return place.top >= 0 && place.left >= 0 && place.width > 20 && place.height > 10;";
        assert_eq!(
            page.js(is_seen).await?,
            Value::Bool(true),
            "it shows once it has the focus"
        );
        page.press(Key::Enter).await?;
        assert_eq!(page.focused().await?, "main");
        page.press(Key::Tab).await?;
        assert_eq!(page.focused().await?, "domain");
        assert!(
            !page
                .driver()
                .current_url()
                .await?
                .as_str()
                .contains("#main"),
            "the address stays"
        );
        Ok(())
    });
}

#[test]
fn arrow_keys_go_from_tag_to_tag() {
    visit(Setup::at(""), async |page| {
        page.ask("old-tags.test").await?;
        page.complete("old-tags.test").await?;
        let way = tab_until(page, |focused| focused.starts_with("tag-")).await?;
        let first = way.last().unwrap().clone();
        let meaning = page.text("#record-meaning").await?;

        page.press(Key::Right).await?;
        let second = page.focused().await?;
        assert_ne!(second, first);
        until("the meaning follows", async || {
            Ok((page.text("#record-meaning").await? != meaning).then_some(()))
        })
        .await?;
        page.press(Key::Left).await?;
        assert_eq!(page.focused().await?, first);
        page.says("#record-meaning", &meaning).await?;
        page.press(Key::Home).await?;
        assert_eq!(page.focused().await?, "tag-0");
        page.press(Key::Left).await?;
        let last = page.focused().await?;
        page.press(Key::End).await?;
        assert_eq!(page.focused().await?, last, "they go around");

        // The diagram is one tab stop.
        page.press(Key::Tab).await?;
        assert!(!page.focused().await?.starts_with("tag-"));
        Ok(())
    });
}

#[test]
fn findings_open_by_enter() {
    visit(Setup::at(""), async |page| {
        page.ask("several-records.test").await?;
        page.complete("several-records.test").await?;
        tab_until(page, |focused| focused.contains("rules found nothing")).await?;
        let is_open = "return document.activeElement.closest('details').open;";
        assert_eq!(page.js(is_open).await?, Value::Bool(false));
        page.press(Key::Enter).await?;
        assert_eq!(page.js(is_open).await?, Value::Bool(true));
        page.press(Key::Enter).await?;
        assert_eq!(page.js(is_open).await?, Value::Bool(false));
        Ok(())
    });
}

#[test]
fn the_focus_is_never_lost() {
    visit(
        Setup::at("").may_say(&["Failed to load resource"]),
        async |page| {
            page.front.does(Behavior::Status(503));
            page.ask("reject.test").await?;
            page.says("#verdict", "HTTP status 503").await?;
            tab_until(page, |focused| focused == "Try again").await?;
            page.front.does(Behavior::Hold);
            page.press(Key::Enter).await?;
            // The result before stays meanwhile.
            page.says("#verdict .progress", "answers").await?;
            assert_eq!(page.focused().await?, "title", "while it asks");
            page.front.does(Behavior::Answer);
            page.front.release();
            page.says("#verdict", "asked to refuse").await?;
            page.find("#evidence").await?;
            assert_eq!(page.focused().await?, "title", "once it is answered");

            // The same again, from the field.
            page.ask("reject.test").await?;
            page.complete("reject.test").await?;
            assert_eq!(page.focused().await?, "title");

            page.go("#/rules").await?;
            page.says("h1", "Rules").await?;
            until("the title of the new page has the focus", async || {
                Ok((page.focused().await? == "title").then_some(()))
            })
            .await
        },
    );
}
