//! The page in the terms of the tests: the form, the verdict, the sections.

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{By, Key, WebElement};

use crate::visit::Visit;
use crate::wait::until;

/// Returns the top of the page for a check of this name. The title identifies the check: while a check starts, the verdict of
/// the previous one may still be shown.
const VERDICT: &str = "
const [name] = arguments;
const verdict = document.querySelector('#verdict[data-state]');
if (!verdict || !document.title.startsWith(name + ': ')) return null;
return {
  stage: verdict.querySelector('.verdict__stage > span:not(.visually-hidden)').textContent,
  sentence: verdict.querySelector('h1').textContent,
};
";

/// Opens the details that match a CSS selector, and returns whether all were open already. Their content is rendered after that.
const UNFOLD: &str = "
const details = [...document.querySelectorAll(arguments[0])];
const folded = details.filter(({ open }) => !open);
for (const details of folded) details.open = true;
return !folded.length;
";

/// The top of the page of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The word for the domain's stage.
    pub stage: String,
    pub sentence: String,
}

impl Visit {
    /// Waits for the element that matches a CSS selector.
    pub async fn find(&self, selector: &str) -> WebDriverResult<WebElement> {
        until(&format!("there is {selector}"), async || {
            Ok(self
                .driver()
                .find_all(By::Css(selector))
                .await?
                .into_iter()
                .next())
        })
        .await
    }

    /// Whether a CSS selector matches anything now.
    pub async fn has(&self, selector: &str) -> WebDriverResult<bool> {
        let found = self.js_with(
            "return !!document.querySelector(arguments[0]);",
            vec![json!(selector)],
        );
        Ok(found.await? == Value::Bool(true))
    }

    /// The visible text of the element that matches a CSS selector, or an empty text.
    pub async fn text(&self, selector: &str) -> WebDriverResult<String> {
        let script = "return document.querySelector(arguments[0])?.innerText.trim() ?? '';";
        let text = self.js_with(script, vec![json!(selector)]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// The texts of all elements that match a CSS selector, including collapsed ones, with whitespace collapsed.
    pub async fn texts(&self, selector: &str) -> WebDriverResult<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .map((found) => found.textContent.replace(/\\s+/g, ' ').trim());";
        let texts = self.js_with(script, vec![json!(selector)]).await?;
        let texts = texts.as_array().cloned().unwrap_or_default();
        Ok(texts
            .iter()
            .map(|text| text.as_str().unwrap_or_default().to_owned())
            .collect())
    }

    /// Waits until a script returns this value.
    pub async fn gives(&self, meaning: &str, script: &str, value: Value) -> WebDriverResult<()> {
        until(meaning, async || {
            Ok((self.js(script).await? == value).then_some(()))
        })
        .await
    }

    /// Waits until the element that matches a CSS selector contains a text.
    pub async fn says(&self, selector: &str, text: &str) -> WebDriverResult<()> {
        until(&format!("{selector} says “{text}”"), async || {
            Ok(self.text(selector).await?.contains(text).then_some(()))
        })
        .await
    }

    /// Replaces the text of the domain field and presses Enter.
    pub async fn ask(&self, text: &str) -> WebDriverResult<()> {
        self.fill("#domain", text).await
    }

    /// Clicks the first button within a place, a CSS selector, whose label starts with this text.
    pub async fn click(&self, place: &str, words: &str) -> WebDriverResult<()> {
        let buttons = By::Css(format!("{place} button"));
        for button in self.driver().find_all(buttons).await? {
            if button.text().await?.starts_with(words) {
                return button.click().await;
            }
        }
        panic!("there is no button “{words}” in {place}");
    }

    /// Replaces the text of a field and presses Enter.
    pub async fn fill(&self, selector: &str, text: &str) -> WebDriverResult<()> {
        let field = self.find(selector).await?;
        // Uses keys, which the page receives as events. If WebDriver cleared the field, rendering could restore its text.
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Backspace).await?;
        field.send_keys(text).await?;
        field.send_keys(Key::Enter).await
    }

    /// Presses a key in the focused element.
    pub async fn press(&self, key: Key) -> WebDriverResult<()> {
        self.driver().action_chain().send_keys(key).perform().await
    }

    /// The focused element: its id, or its text.
    pub async fn focused(&self) -> WebDriverResult<String> {
        let script = "const has = document.activeElement; return has.id || has.innerText.trim() || has.tagName;";
        Ok(self
            .js(script)
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    pub async fn title(&self) -> WebDriverResult<String> {
        self.driver().title().await
    }

    /// Navigates to a fragment like a link.
    pub async fn go(&self, hash: &str) -> WebDriverResult<()> {
        self.js_with("location.hash = arguments[0];", vec![json!(hash)])
            .await?;
        Ok(())
    }

    /// Waits for the verdict on a domain, given by its display name.
    pub async fn verdict(&self, name: &str) -> WebDriverResult<Verdict> {
        let what = format!("there is a verdict about {name}");
        until(&what, async || {
            let found = self.js_with(VERDICT, vec![json!(name)]).await?;
            let text = |key: &str| Some(found.get(key)?.as_str()?.to_owned());
            Ok(text("stage")
                .zip(text("sentence"))
                .map(|(stage, sentence)| Verdict { stage, sentence }))
        })
        .await
    }

    /// Waits for the verdict on a domain after all questions are answered, with every section as the page shows it.
    pub async fn folded(&self, name: &str) -> WebDriverResult<Verdict> {
        self.verdict(name).await?;
        self.find("#evidence").await?;
        self.verdict(name).await
    }

    /// Like [`folded`](Self::folded), and then opens every section, since most are rendered only once they are open.
    pub async fn complete(&self, name: &str) -> WebDriverResult<Verdict> {
        let verdict = self.folded(name).await?;
        self.unfold().await?;
        Ok(verdict)
    }

    /// Opens every section and what the sections fold.
    pub async fn unfold(&self) -> WebDriverResult<()> {
        self.open_details(".part, .fold").await
    }

    /// Opens the details that match a CSS selector, those within others too.
    pub async fn open_details(&self, selector: &str) -> WebDriverResult<()> {
        until("everything is open", async || {
            let was_open = self.js_with(UNFOLD, vec![json!(selector)]).await?;
            Ok((was_open == Value::Bool(true)).then_some(()))
        })
        .await
    }

    /// Navigates to the check of a domain and waits for the final verdict.
    pub async fn check(&self, name: &str) -> WebDriverResult<Verdict> {
        self.go(&format!("#/check/{name}")).await?;
        self.complete(name).await
    }
}
