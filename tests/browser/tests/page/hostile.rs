//! Hostile texts from DNS and from the address are shown as text only.

use browser_tests::visit::{Setup, Visit, visit};
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;

/// Asserts that no injected content on the page became active.
async fn nothing_runs(page: &Visit, what: &str) -> WebDriverResult<()> {
    let alive = page
        .js(
            "const alive = [...document.querySelectorAll('#app :is(script, img, iframe, object, embed, style, base, meta)')];
            alive.push(...[...document.querySelectorAll('#app a')].filter((link) => !/^(https:|#)/.test(link.getAttribute('href'))));
            for (const element of document.querySelectorAll('#app *'))
                if (element.getAttributeNames().some((name) => name.startsWith('on'))) alive.push(element);
            return { attacked: window.attacked ?? null, alive: alive.map((element) => element.outerHTML) };",
        )
        .await?;
    assert_eq!(alive, json!({ "attacked": null, "alive": [] }), "{what}");
    Ok(())
}

/// Opens everything and returns the whole text of the page.
async fn all_text(page: &Visit) -> WebDriverResult<String> {
    let text = page
        .js("return document.querySelector('#app').textContent;")
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

#[test]
fn texts_from_dns_are_only_ever_text() {
    /// A domain, and the part of its text that must be on the page.
    const TEXTS: &[(&str, &str)] = &[
        ("script", "<script>window.attacked=1</script>"),
        (
            "image",
            "<img src=x onerror=window.attacked=1><svg onload=window.attacked=1>",
        ),
        (
            "several",
            "<iframe srcdoc='<script>parent.attacked=1</script>'>",
        ),
        ("address", "javascript:window.attacked=1"),
        ("octets", "x="),
        ("long", "long long long"),
        ("every", "<img/src=x/onerror=window.attacked=1>"),
        ("word", "wordwordword"),
    ];
    visit(Setup::at(""), async |page| {
        for (name, text) in TEXTS {
            let domain = format!("{name}.hostile.test");
            page.ask(&domain).await?;
            page.complete(&domain).await?;
            nothing_runs(page, name).await?;
            let shown = all_text(page).await?;
            assert!(shown.contains(text), "{name}: {shown}");
            hides_nothing(&shown);
        }
        Ok(())
    });
}

/// Asserts that the page has no invisible characters and none that reorder others.
#[track_caller]
fn hides_nothing(shown: &str) {
    let is_hidden = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let place = shown.find(is_hidden);
    let around = place.map(|place| {
        let start = shown.floor_char_boundary(place.saturating_sub(80));
        format!(
            "{:?}",
            shown
                .get(start..)
                .unwrap_or_default()
                .chars()
                .take(100)
                .collect::<String>()
        )
    });
    assert_eq!(around, None);
}

#[test]
fn characters_that_hide_or_turn_the_text_are_named() {
    visit(Setup::at(""), async |page| {
        for (name, characters) in [
            ("control", ["U+0000", "U+001B"]),
            ("direction", ["U+202E", "U+2066"]),
        ] {
            let domain = format!("{name}.hostile.test");
            page.ask(&domain).await?;
            page.complete(&domain).await?;
            nothing_runs(page, name).await?;
            hides_nothing(&all_text(page).await?);
            let findings = page.texts("#findings .finding").await?.join("\n");
            for character in characters {
                assert!(
                    findings.contains(character),
                    "{name}: {character} is not named in\n{findings}"
                );
            }
        }
        Ok(())
    });
}

#[test]
fn texts_from_the_address_are_only_ever_text() {
    let texts = [
        "<img src=x onerror=window.attacked=1>",
        "<script>window.attacked=1</script>.test",
        "javascript:window.attacked=1",
        "\u{202e}tset.tcejer",
        "%00%ff%fe",
    ];
    visit(Setup::at(""), async |page| {
        page.find("#domain").await?;
        for text in texts {
            for path in ["#/check/", "#/check/reject.example/", "#/rules/", "#/"] {
                let go = "location.hash = arguments[0] + encodeURIComponent(arguments[1]);";
                page.js_with(go, vec![json!(path), json!(text)]).await?;
                page.find("h1").await?;
                nothing_runs(page, &format!("{path}{text}")).await?;
            }
            page.load(&page.site.url(&format!("#/check/{text}")))
                .await?;
            page.find("h1").await?;
            hides_nothing(&all_text(page).await?);
            nothing_runs(page, &format!("{text}, loaded")).await?;
        }
        assert_eq!(page.front.questions(), [""; 0]);
        assert_ne!(page.js("return document.title;").await?, Value::Null);
        Ok(())
    });
}

/// The most elements of a report with everything open. A typical one has some 2,000.
const MOST_ELEMENTS: u64 = 9_000;

/// The longest text that is wrapped, in characters. A browser takes seconds to wrap 60,000.
const LONGEST_TEXT: u64 = 3_000;

/// Returns the number of elements, and the length of the longest text that is wrapped.
const BULK: &str = "
let longest = 0;
const texts = document.createTreeWalker(document.querySelector('#main'), NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const { parentElement: { className }, data } = texts.currentNode;
  if (!className.includes('plain__text--all')) longest = Math.max(longest, data.length);
}
return [document.querySelectorAll('*').length, longest];
";

#[test]
fn a_report_on_records_of_any_size_is_bounded() {
    visit(Setup::at(""), async |page| {
        for name in ["word", "tags", "records"] {
            let domain = format!("{name}.hostile.test");
            page.go(&format!("#/check/{domain}")).await?;
            page.complete(&domain).await?;
            let bulk = page.js(BULK).await?;
            let [elements, longest] = [0, 1].map(|place| bulk[place].as_u64().unwrap());
            assert!(elements < MOST_ELEMENTS, "{domain}: {elements} elements");
            assert!(longest < LONGEST_TEXT, "{domain}: a text of {longest}");
        }
        Ok(())
    });
}
