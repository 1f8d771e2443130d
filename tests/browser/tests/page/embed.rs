//! The page that generates embed code: the code and the preview follow the settings.

use browser_tests::site::{Host, Instead};
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::until;
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;

/// Returns the attributes of the element, in the code and in the preview. Excludes class and style, which the element sets
/// itself.
const ATTRIBUTES: &str = "
const read = (element) => Object.fromEntries([...element.attributes]
  .filter(({ name }) => !['class', 'style'].includes(name)).map(({ name, value }) => [name, value]));
const lines = document.querySelector('#lines .block pre').textContent;
const copied = new DOMParser().parseFromString(lines, 'text/html');
return [read(copied.querySelector('dmarc-checker')), read(document.querySelector('#preview dmarc-checker'))];
";

/// Opens the page and waits for the element.
async fn arrive(page: &Visit) -> WebDriverResult<()> {
    page.says("h1", "Embed").await?;
    page.find("#preview dmarc-checker").await?;
    Ok(())
}

/// Waits until the code and the preview have these attributes.
async fn have(page: &Visit, attributes: Value) -> WebDriverResult<()> {
    let expected = json!([attributes, attributes]);
    page.gives(&format!("both are {attributes}"), ATTRIBUTES, expected)
        .await
}

/// Selects a radio button or checkbox by its value.
async fn pick(page: &Visit, value: &str) -> WebDriverResult<()> {
    page.find(&format!("input[value='{value}']"))
        .await?
        .click()
        .await
}

/// The page with the embed builder.
fn at_embed() -> Setup {
    Setup::at("#/embed")
}

#[test]
fn lines_and_preview_follow_the_settings() {
    visit(at_embed(), async |page| {
        arrive(page).await?;
        assert_eq!(page.title().await?, "Embed – DMARC checker");
        have(page, json!({})).await?;
        page.fill("#embed-domain", "https://Reject.Example/about")
            .await?;
        have(page, json!({ "domain": "reject.example" })).await?;
        pick(page, "compact").await?;
        pick(page, "dark").await?;
        pick(page, "google").await?;
        page.fill("#embed-selectors", "s1, s2").await?;
        page.find("#settings .fold summary").await?.click().await?;
        pick(page, "spf").await?;
        pick(page, "record").await?;
        page.find(".settings__here").await?.click().await?;
        let mut expected = json!({
            "domain": "reject.example", "view": "compact", "theme": "dark", "resolver": "google",
            "selectors": "s1 s2", "hide": "spf record", "report-href": page.site.url("#/check/{domain}"),
        });
        have(page, expected.clone()).await?;
        // A setting back at its default is removed.
        pick(page, "full").await?;
        pick(page, "cloudflare").await?;
        pick(page, "spf").await?;
        page.fill("#embed-selectors", "").await?;
        page.fill("#embed-report", "").await?;
        expected = json!({ "domain": "reject.example", "theme": "dark", "hide": "record" });
        have(page, expected).await
    });
}

#[test]
fn the_preview_checks() {
    visit(at_embed(), async |page| {
        arrive(page).await?;
        page.find(".choice input[value=auto]")
            .await?
            .click()
            .await?;
        page.fill("#embed-domain", "reject.example").await?;
        page.gives(
            "there is a report of the domain",
            "return document.querySelector('#preview dmarc-checker').result?.domain ?? null;",
            json!("reject.example"),
        )
        .await
    });
}

#[test]
fn the_script_is_named_with_the_address_of_this_site_and_its_integrity() {
    visit(at_embed(), async |page| {
        arrive(page).await?;
        let lines = page.text("#lines .block pre").await?;
        let packed = page
            .js("return document.querySelector('meta[name=embed]').content.split(' ');")
            .await?;
        let word = |place: usize| packed[place].as_str().unwrap();
        let (folder, integrity) = (word(0).trim_start_matches("./"), word(1));
        assert!(integrity.starts_with("sha384-"), "{packed}");
        let script = format!(
            "<script type=\"module\" src=\"{}{folder}dmarc-checker.js\" integrity=\"{integrity}\" \
             crossorigin=\"anonymous\"></script>",
            page.site.url("")
        );
        assert!(lines.starts_with(&script), "{lines}\n{script}");
        page.says(".embed__notice", "opened from this computer")
            .await
    });
}

#[test]
fn what_is_refused_stays_out_and_hostile_text_stays_text() {
    visit(at_embed(), async |page| {
        arrive(page).await?;
        page.fill("#embed-domain", "192.0.2.1").await?;
        page.says("#embed-domain-refusal", "IP address").await?;
        page.fill("#embed-report", "javascript:alert(1)").await?;
        page.says("#embed-report-refusal", "https://").await?;
        have(page, json!({})).await?;
        let hostile = "/\"'><script>alert(1)</script>&amp;{domain}";
        page.fill("#embed-report", hostile).await?;
        have(page, json!({ "report-href": hostile })).await?;
        let scripts = page
            .js("const lines = document.querySelector('#lines .block pre').textContent;
                return new DOMParser().parseFromString(lines, 'text/html').querySelectorAll('script').length;")
            .await?;
        assert_eq!(scripts, json!(1));
        Ok(())
    });
}

#[test]
fn the_look_is_a_rule_in_the_lines_and_on_the_preview() {
    visit(at_embed(), async |page| {
        arrive(page).await?;
        pick(page, "light").await?;
        page.js("const field = document.querySelector('.color__input');
            field.value = '#8a1c1c';
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));")
            .await?;
        pick(page, "0").await?;
        page.fill("#embed-font", "Georgia, serif").await?;
        until("the rule is in the lines", async || {
            let texts = page.js("return [...document.querySelectorAll('#lines pre')].map((pre) => pre.textContent);");
            let rule = "dmarc-checker {\n  --dmarc-accent: #8a1c1c;\n  --dmarc-on-accent: #ffffff;\n  \
                        --dmarc-radius: 0;\n  --dmarc-text: Georgia, serif;\n}";
            let texts = texts.await?;
            Ok((texts.get(1) == Some(&json!(rule))).then_some(()))
        })
        .await?;
        let style = page
            .js("const { style } = document.querySelector('#preview dmarc-checker');
                return ['--dmarc-accent', '--dmarc-radius', '--dmarc-text'].map((name) => style.getPropertyValue(name));")
            .await?;
        assert_eq!(style, json!(["#8a1c1c", "0", "Georgia, serif"]));
        pick(page, "0.5rem").await?;
        page.gives(
            "the corners are as they were",
            "return document.querySelector('#preview dmarc-checker').style.getPropertyValue('--dmarc-radius');",
            json!(""),
        )
        .await
    });
}

#[test]
fn each_kind_of_page_has_its_recipe_and_policy() {
    visit(at_embed(), async |page| {
        arrive(page).await?;
        for (target, title, policy) in [
            ("iframe", "Your page", "frame-src"),
            ("react", "DmarcChecker.jsx", "script-src"),
            ("vue", "vite.config.js", "script-src"),
            ("wordpress", "A Custom HTML block", "script-src"),
            ("html", "Your page", "script-src"),
        ] {
            pick(page, target).await?;
            page.says("#lines", title).await?;
            let origin = page.site.origin();
            page.says("#policy pre", &format!("{policy} {origin}"))
                .await?;
        }
        Ok(())
    });
}

#[test]
fn lines_are_copied() {
    visit(at_embed(), async |page| {
        arrive(page).await?;
        page.allow_clipboard().await?;
        page.find("#lines .block button").await?.click().await?;
        let lines = page.text("#lines .block pre").await?;
        let text = "return navigator.clipboard.readText();";
        page.gives("the lines are copied", text, json!(lines)).await
    });
}

/// Pastes the code into an empty page, as its owner would, and waits until that page receives the report.
async fn works_elsewhere(page: &Visit, lines: &str) -> WebDriverResult<()> {
    page.load(&page.site.blank()).await?;
    page.js_with(
        "document.addEventListener('dmarc-result', ({ detail }) => { window.heard = detail.domain; });
        document.body.append(document.createRange().createContextualFragment(arguments[0]));",
        vec![json!(lines)],
    )
    .await?;
    page.gives(
        "the page has heard of the report",
        "return window.heard ?? null;",
        json!("reject.example"),
    )
    .await
}

#[test]
fn what_is_copied_works_on_another_page() {
    visit(at_embed(), async |page| {
        arrive(page).await?;
        page.find(".choice input[value=auto]")
            .await?
            .click()
            .await?;
        page.fill("#embed-domain", "reject.example").await?;
        page.says("#lines pre", "domain=\"reject.example\" auto")
            .await?;
        let element = page.text("#lines .block pre").await?;
        pick(page, "iframe").await?;
        page.says("#lines pre", "<iframe").await?;
        let frame = page.text("#lines .block pre").await?;
        works_elsewhere(page, &element).await?;
        works_elsewhere(page, &frame).await?;
        let height = page
            .js("return document.querySelector('iframe').style.height;")
            .await?;
        assert_ne!(height, json!(""));
        Ok(())
    });
}

#[test]
fn a_preview_that_cannot_be_loaded_says_so() {
    let setup = Setup {
        host: Host {
            instead: Some(("dmarc-checker.js", Instead::Missing)),
            ..Host::default()
        },
        ..at_embed().may_say(&["Failed to load resource", "dmarc-checker.js"])
    };
    visit(setup, async |page| {
        page.says("#preview", "could not be loaded").await?;
        page.says("#lines pre", "<dmarc-checker></dmarc-checker>")
            .await
    });
}
