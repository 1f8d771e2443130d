//! The page before the program runs: it is visible and usable, and nothing moves when the program takes over.

use browser_tests::axe;
use browser_tests::behavior::Behavior;
use browser_tests::front::Fate;
use browser_tests::site::{Host, Instead};
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::until;
use serde_json::{Value, json};
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

/// The page at this fragment, with its program held back.
fn held(hash: &str) -> Setup {
    let setup = Setup {
        waits: false,
        ..Setup::at(hash)
    };
    let host = Host {
        instead: Some((".wasm", Instead::Held)),
        ..setup.host.clone()
    };
    Setup { host, ..setup }
}

/// Releases the program and waits until it has taken over.
async fn program_comes(page: &Visit) -> WebDriverResult<()> {
    assert!(
        page.has("#app:empty").await?,
        "until now the program was not there"
    );
    page.site.does(None);
    page.find("#app > main").await?;
    until("the frame is gone", async || {
        Ok((!page.has("#frame").await?).then_some(()))
    })
    .await
}

/// The value of the field.
async fn typed(page: &Visit) -> WebDriverResult<String> {
    Ok(page
        .find("#domain")
        .await?
        .prop("value")
        .await?
        .unwrap_or_default())
}

/// Returns the position of the caret, if the field has the focus.
const CARET: &str = "
const field = document.activeElement;
return field.id === 'domain' ? [field.selectionStart, field.selectionEnd] : null;
";

/// Sets the window width in CSS pixels.
async fn resize(page: &Visit, width: u32) -> WebDriverResult<()> {
    let metrics = json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
    page.cdp("Emulation.setDeviceMetricsOverride", metrics)
        .await?;
    Ok(())
}

#[test]
fn what_is_typed_before_the_program_is_there_stays_with_focus_and_caret() {
    visit(held(""), async |page| {
        page.find("#domain").await?.send_keys("rejct.test").await?;
        for _ in 0..7 {
            page.press(Key::Left).await?;
        }
        assert_eq!(page.js(CARET).await?, json!([3, 3]));

        program_comes(page).await?;
        assert_eq!(typed(page).await?, "rejct.test");
        assert_eq!(page.js(CARET).await?, json!([3, 3]));
        page.driver()
            .action_chain()
            .send_keys("e")
            .perform()
            .await?;
        page.press(Key::Enter).await?;
        page.complete("reject.test").await?;
        Ok(())
    });
}

#[test]
fn a_form_sent_before_the_program_is_there_is_checked_once_it_is() {
    visit(held(""), async |page| {
        page.ask("Postmaster <postmaster@reject.test>").await?;
        page.says("#frame .notice", "Loading the checker.").await?;
        assert_eq!(
            page.driver().current_url().await?.as_str(),
            page.site.url("")
        );
        program_comes(page).await?;
        page.complete("reject.test").await?;
        page.says(".ask__reading", "Read as reject.test.").await?;
        assert_eq!(page.focused().await?, "title");
        Ok(())
    });
}

#[test]
fn what_was_sent_and_is_no_domain_is_refused_once_the_program_is_there() {
    visit(held(""), async |page| {
        page.ask("192.0.2.1").await?;
        page.says("#frame .notice", "Loading the checker.").await?;
        program_comes(page).await?;
        page.says("#refusal", "192.0.2.1 is an IP address").await?;
        assert_eq!(page.focused().await?, "domain");
        Ok(())
    });
}

#[test]
fn the_field_shows_at_once_what_the_address_asks() {
    visit(held("#/check/reject.test/findings"), async |page| {
        until("the field is filled", async || {
            Ok((typed(page).await? == "reject.test").then_some(()))
        })
        .await?;
        assert!(!page.find(".welcome").await?.is_displayed().await?);
        page.says("#frame .notice", "Loading the checker.").await?;
        program_comes(page).await?;
        page.complete("reject.test").await?;
        assert_eq!(typed(page).await?, "reject.test");
        Ok(())
    });
}

#[test]
fn what_is_typed_over_the_name_in_the_address_stays() {
    visit(held("#/check/reject.test"), async |page| {
        until("the field is filled", async || {
            Ok((typed(page).await? == "reject.test").then_some(()))
        })
        .await?;
        let field = page.find("#domain").await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys("locked.test").await?;
        program_comes(page).await?;
        page.complete("reject.test").await?;
        assert_eq!(typed(page).await?, "locked.test");
        assert_eq!(page.js(CARET).await?, json!([11, 11]));
        page.press(Key::Enter).await?;
        page.complete("locked.test").await?;
        Ok(())
    });
}

#[test]
fn a_hostile_address_is_text_in_the_field() {
    let hostile = "\"><img src=x onerror=alert(1)><script>alert(2)</script>";
    visit(held(""), async |page| {
        for text in [hostile, "%zz%4", "javascript:alert(1)", "\u{202e}elpmaxe\n"] {
            let encoded = if text.starts_with('%') {
                json!(text)
            } else {
                page.js_with(
                    "return encodeURIComponent(arguments[0]);",
                    vec![json!(text)],
                )
                .await?
            };
            page.go(&format!("#/check/{}", encoded.as_str().unwrap()))
                .await?;
            until("the field is filled", async || {
                Ok((typed(page).await? == text.trim_end()).then_some(()))
            })
            .await?;
        }
        page.go(&format!("#/{hostile}")).await?;
        page.says("#title", "Can anyone send mail").await?;
        assert!(!page.has("#frame :is(img, script)").await?);
        program_comes(page).await?;
        page.says(".notice", "This site has no page").await
    });
}

#[test]
fn links_work_before_the_program_is_there() {
    visit(held(""), async |page| {
        page.find("#frame .examples__link[href='#/check/reject.example']")
            .await?
            .click()
            .await?;
        until("the field is filled", async || {
            Ok((typed(page).await? == "reject.example").then_some(()))
        })
        .await?;
        assert!(!page.find(".examples").await?.is_displayed().await?);
        page.driver().back().await?;
        until("the start page is back", async || {
            let examples = page.find(".examples").await?;
            Ok((typed(page).await?.is_empty() && examples.is_displayed().await?).then_some(()))
        })
        .await?;
        page.driver().forward().await?;
        program_comes(page).await?;
        page.complete("reject.example").await?;
        Ok(())
    });
}

#[test]
fn the_keyboard_goes_the_same_way_before_the_program_is_there_and_after() {
    visit(held(""), async |page| {
        page.find("#frame").await?;
        let mut way = Vec::new();
        for _ in 0..9 {
            page.press(Key::Tab).await?;
            way.push(page.focused().await?);
        }
        assert_eq!(
            way,
            [
                "Skip to the content",
                "DMARC checker",
                "Check",
                "Rules",
                "Embed",
                "About",
                "domain",
                "Check",
                "Privacy and limits"
            ],
            "the choice of a resolver waits for the program"
        );
        program_comes(page).await?;
        assert_eq!(page.focused().await?, "Privacy and limits");

        page.site.does(Some((".wasm", Instead::Held)));
        page.reload().await?;
        page.find("#frame").await?;
        page.press(Key::Tab).await?;
        page.press(Key::Enter).await?;
        assert_eq!(page.focused().await?, "main");
        program_comes(page).await?;
        assert_eq!(page.focused().await?, "main");
        assert_eq!(
            page.driver().current_url().await?.as_str(),
            page.site.url("")
        );
        page.press(Key::Tab).await?;
        assert_eq!(page.focused().await?, "domain");
        Ok(())
    });
}

#[test]
fn axe_finds_nothing_before_the_program_is_there() {
    visit(held(""), async |page| {
        page.find("#frame").await?;
        let violations = axe::violations(page).await?;
        assert!(violations.is_empty(), "{}", violations.join("\n"));
        Ok(())
    });
}

#[test]
fn who_sends_the_form_of_a_page_that_cannot_start_is_told_why() {
    let said = [
        "missing on the server (status 404)",
        "status of 404",
        "which is not there",
    ];
    visit(held("").may_say(&said), async |page| {
        page.ask("reject.test").await?;
        page.site.does(Some((".wasm", Instead::Missing)));
        page.says("#boot-error", "missing on the server").await?;
        assert!(
            !page.has("#frame .notice").await?,
            "it is not loading any more"
        );
        let down = "scrollTo(0, document.body.scrollHeight); document.querySelector('#domain').form.requestSubmit();
            return document.querySelector('#boot-error').getBoundingClientRect().top >= 0;";
        assert_eq!(page.js(down).await?, Value::Bool(true));
        assert_eq!(typed(page).await?, "reject.test");
        Ok(())
    });
}

/// Returns every descendant of an element with its position and size.
const SHAPE: &str = "
const elements = document.querySelector(arguments[0]).querySelectorAll('*');
return [...elements].map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [element.localName, element.className, x, y, width, height].join(' ');
});
";

/// Checks that a script returns for the frame what it returns for the program that replaces it.
async fn stays(page: &Visit, script: &str, what: &str) -> WebDriverResult<()> {
    page.find("#frame").await?;
    let before = page.js_with(script, vec![json!("#frame")]).await?;
    program_comes(page).await?;
    let after = page.js_with(script, vec![json!("#app")]).await?;
    assert_eq!(before, after, "{what}");
    Ok(())
}

#[test]
fn the_start_page_looks_the_same_before_the_program_is_there_and_after() {
    let setup = Setup {
        keeps_front: false,
        ..held("")
    };
    visit(setup, async |page| {
        for width in [360, 768, 1280] {
            resize(page, width).await?;
            page.site.does(Some((".wasm", Instead::Held)));
            page.reload().await?;
            stays(page, SHAPE, &format!("at {width}")).await?;
        }
        Ok(())
    });
}

/// Returns what is visible at the top of a page: its links, the current one, and the form.
const TOP: &str = "
const [place] = arguments;
const seen = [...document.querySelectorAll(`${place} :is(.bar__link, .welcome, .ask, .source)`)];
return seen.filter((element) => element.checkVisibility()).map((element) => {
  const { x, y, width } = element.getBoundingClientRect();
  return [element.className, element.ariaCurrent, x, y + scrollY, width].join(' ');
});
";

#[test]
fn no_page_shows_a_form_that_goes_or_moves() {
    visit(held(""), async |page| {
        page.find("#frame").await?;
        let links =
            "return [...document.querySelectorAll('#frame .bar__link')].map((link) => link.hash);";
        let links = page.js(links).await?;
        let mut hashes: Vec<&str> = links
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(hashes.len(), 4);
        hashes.extend([
            "#/rules/several-records",
            "#/check/reject.test",
            "#/nowhere",
            "#/check/",
        ]);
        for hash in hashes {
            page.site.does(Some((".wasm", Instead::Held)));
            page.load(&page.site.url(hash)).await?;
            stays(page, TOP, hash).await?;
        }
        Ok(())
    });
}

/// Records layout shifts from before the first paint.
const OBSERVE: &str = "
window.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries()))
  .observe({ type: 'layout-shift', buffered: true });
";

/// Waits until everything is painted and all shifts are reported.
const PAINTED: &str = "
return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))));
";

/// Returns the cumulative layout shift, and each shift with its value.
///
/// It is the sum of the worst session: shifts less than one second apart, over less than five seconds in total, without those
/// that follow an input ([CLS](https://web.dev/articles/cls)).
const SHIFT: &str = "
let [worst, sum, first, last] = [0, 0, 0, 0];
const told = [];
for (const { value, hadRecentInput, startTime, sources } of shifts) {
  if (hadRecentInput) continue;
  if (startTime - last >= 1000 || startTime - first >= 5000) [sum, first] = [0, startTime];
  [sum, last] = [sum + value, startTime];
  worst = Math.max(worst, sum);
  const words = ({ node, previousRect, currentRect }) =>
    `${node?.localName}.${node?.className} ${previousRect.x},${previousRect.y} to ${currentRect.x},${currentRect.y}`;
  told.push(`${value.toFixed(4)} (${sources.map(words).join('; ')})`);
}
return [worst, told.join('\\n  ')];
";

/// The maximum cumulative layout shift.
const MOST: f64 = 0.05;

/// The selector of the last part of a page to render, by address.
fn last_of(hash: &str) -> &'static str {
    match hash {
        "#/rules" => "#app .rule",
        "#/about" => "#app .page",
        "#/embed" => "#app .preview__stage",
        "#/nowhere" => "#app .notice",
        "" => "#app .examples",
        _ => "#app #evidence",
    }
}

/// Loads the page piece by piece, painting each before the next arrives: the worst case for layout shifts.
async fn piece_by_piece(page: &Visit, hash: &str) -> WebDriverResult<()> {
    let hold = |part| page.site.does(Some((part, Instead::Held)));
    let is_painted = async || page.js(PAINTED).await;
    page.front.forget();
    page.front.does(Behavior::Hold);
    hold(".wasm");
    page.load(&page.site.url(hash)).await?;
    page.find("#frame").await?;
    is_painted().await?;
    hold("_later.wasm");
    page.find("#app > main").await?;
    is_painted().await?;
    if let Some(name) = hash.strip_prefix("#/check/") {
        page.says("#verdict", "Checking").await?;
        if name.rsplit('.').next() == Some("test") {
            page.front.all_are(6, Fate::Waiting).await?;
            is_painted().await?;
            page.front.release();
            page.verdict(name).await?;
            is_painted().await?;
            page.site.does(None);
            page.says(".columns__main", "answers").await?;
            is_painted().await?;
            page.front.does(Behavior::Answer);
            page.front.release();
        }
    }
    hold("/dmarc-checker.js");
    page.find(last_of(hash)).await?;
    is_painted().await?;
    hold("/dmarc-checker-");
    if hash == "#/embed" {
        page.find("#app dmarc-checker").await?;
        is_painted().await?;
    }
    page.site.does(None);
    page.gives(
        "the preview is there, if it is seen",
        "const element = document.querySelector('dmarc-checker');
        return !element || element.getBoundingClientRect().top > innerHeight
            || !!element.shadowRoot?.querySelector('#domain');",
        json!(true),
    )
    .await?;
    is_painted().await?;
    Ok(())
}

/// Checks every page at this width, and reports all shifts together.
fn nothing_shifts(width: u32) {
    let mut setup = held("");
    setup.begins_on_page = false;
    visit(setup, async |page| {
        let observe = json!({ "source": OBSERVE });
        page.cdp("Page.addScriptToEvaluateOnNewDocument", observe)
            .await?;
        resize(page, width).await?;
        let mut wrong = Vec::new();
        for hash in [
            "",
            "#/check/reject.example",
            "#/check/missing-mailto.example",
            "#/check/several-records.example",
            "#/check/locked.example",
            "#/check/no-permission.test",
            "#/rules",
            "#/about",
            "#/embed",
            "#/nowhere",
        ] {
            piece_by_piece(page, hash).await?;
            let shift = page.js(SHIFT).await?;
            let (value, told) = (shift[0].as_f64().unwrap(), shift[1].as_str().unwrap());
            if value > MOST {
                wrong.push(format!("{hash} at {width}: {value:.4}\n  {told}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok(())
    });
}

#[test]
fn nothing_shifts_at_360_pixels() {
    nothing_shifts(360);
}

#[test]
fn nothing_shifts_at_768_pixels() {
    nothing_shifts(768);
}

#[test]
fn nothing_shifts_at_1280_pixels() {
    nothing_shifts(1280);
}

#[test]
fn what_shifts_is_noticed() {
    let mut setup = held("");
    setup.begins_on_page = false;
    visit(setup, async |page| {
        let observe = json!({ "source": OBSERVE });
        page.cdp("Page.addScriptToEvaluateOnNewDocument", observe)
            .await?;
        page.load(&page.site.url("")).await?;
        program_comes(page).await?;
        page.js(PAINTED).await?;
        page.js("const late = document.createElement('p'); late.className = 'verdict'; document.body.prepend(late);")
            .await?;
        page.js(PAINTED).await?;
        let shift = page.js(SHIFT).await?;
        assert!(shift[0].as_f64().unwrap() > MOST, "{shift}");
        Ok(())
    });
}
