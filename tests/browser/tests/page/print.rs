//! The page on paper, as the text of its PDF.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use browser_tests::visit::{Setup, Visit, visit};
use lopdf::Document;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

/// Prints the page on A4; returns the number of pages and the text without its blanks, which a PDF may not keep.
async fn print(page: &Visit) -> WebDriverResult<(usize, String)> {
    let paper = json!({ "paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true });
    let printed = page.cdp("Page.printToPDF", paper).await?;
    let bytes = STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
    let pdf = Document::load_mem(&bytes).unwrap();
    let pages: Vec<_> = pdf.get_pages().into_keys().collect();
    let text = pdf.extract_text(&pages).unwrap();
    Ok((pages.len(), solid(&text)))
}

/// A text without blanks and ligatures.
fn solid(text: &str) -> String {
    let text: String = text.split_whitespace().collect();
    let ligatures = [
        ("\u{fb03}", "ffi"),
        ("\u{fb00}", "ff"),
        ("\u{fb01}", "fi"),
        ("\u{fb02}", "fl"),
    ];
    let split = |text: String, (joined, letters): &(&str, &str)| text.replace(joined, letters);
    ligatures.iter().fold(text, split)
}

#[test]
fn a_result_is_one_page_for_those_who_decide() {
    visit(Setup::at(""), async |page| {
        for domain in [
            "harbourline.firms",
            "boxmarket.firms",
            "kronebank.firms",
            "oldmill.firms",
        ] {
            page.go(&format!("#/check/{domain}")).await?;
            let verdict = page.folded(domain).await?;
            let tasks = page.texts(".tasks__title").await?;
            let sections = page.texts(".part__title").await?;
            let (pages, text) = print(page).await?;
            assert_eq!(pages, 1, "{domain}");
            for words in tasks.iter().chain(&sections).chain([&verdict.sentence]) {
                assert!(text.contains(&solid(words)), "{domain}: {words}: {text}");
            }
            for hidden in ["Check first", "Copy", "I have published it", "Export"] {
                assert!(!text.contains(&solid(hidden)), "{domain}: {hidden}: {text}");
            }
        }
        Ok(())
    });
}

/// Replaces printing by a note.
const NOTED: &str = "window.printed = 0; window.print = () => { window.printed += 1; };";

#[test]
fn in_full_everything_is_on_paper() {
    visit(Setup::at("#/check/harbourline.firms"), async |page| {
        page.folded("harbourline.firms").await?;
        page.js(NOTED).await?;
        page.click(".take", "Print in full").await?;
        page.gives("it prints", "return printed;", json!(1)).await?;
        page.gives(
            "all is open",
            "return document.querySelectorAll('#main details:not([open])').length;",
            json!(0),
        )
        .await?;
        let (pages, text) = print(page).await?;
        assert!(pages > 3, "{pages}");
        let selectors = ".checklist__point, .publish code, .evidence__question";
        let mut words = page.texts(selectors).await?;
        words.retain(|words| !words.trim().is_empty());
        assert!(words.len() > 50, "{}", words.len());
        let missing: Vec<_> = words
            .iter()
            .filter(|words| !text.contains(&solid(words)))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
        Ok(())
    });
}
