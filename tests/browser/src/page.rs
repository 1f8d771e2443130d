//! The page, as tests speak of it: the form, the verdict, the sections.

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{By, Key, WebElement};

use crate::visit::Visit;
use crate::wait::until;

/// Gives what stands at the top of a check of this name. The title tells whose it is: while a check begins, the
/// verdict of the one before may still be there.
const VERDICT: &str = "
const [name] = arguments;
const verdict = document.querySelector('#verdict[data-state]');
if (!verdict || !document.title.startsWith(name + ': ')) return null;
return {
  stage: verdict.querySelector('.verdict__stage > span:not(.visually-hidden)').textContent,
  sentence: verdict.querySelector('h1').textContent,
};
";

/// What the page says at the top of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The word for how far the domain has come.
    pub stage: String,
    pub sentence: String,
}

impl Visit {
    /// The element that a CSS selector finds; waits for it.
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

    /// Whether a CSS selector finds anything now.
    pub async fn has(&self, selector: &str) -> WebDriverResult<bool> {
        let found = self.js_with(
            "return !!document.querySelector(arguments[0]);",
            vec![json!(selector)],
        );
        Ok(found.await? == Value::Bool(true))
    }

    /// The text that a CSS selector finds, as a person sees it, or nothing.
    pub async fn text(&self, selector: &str) -> WebDriverResult<String> {
        let script = "return document.querySelector(arguments[0])?.innerText.trim() ?? '';";
        let text = self.js_with(script, vec![json!(selector)]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// The texts of all that a CSS selector finds, folded ones too, with blanks made one.
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

    /// Waits until a script gives this value.
    pub async fn gives(&self, meaning: &str, script: &str, value: Value) -> WebDriverResult<()> {
        until(meaning, async || {
            Ok((self.js(script).await? == value).then_some(()))
        })
        .await
    }

    /// Waits until what a CSS selector finds contains a text.
    pub async fn says(&self, selector: &str, text: &str) -> WebDriverResult<()> {
        until(&format!("{selector} says “{text}”"), async || {
            Ok(self.text(selector).await?.contains(text).then_some(()))
        })
        .await
    }

    /// Types into the field in place of what stands there, and presses Enter.
    pub async fn ask(&self, text: &str) -> WebDriverResult<()> {
        self.fill("#domain", text).await
    }

    /// Types into a field in place of what stands there, and presses Enter.
    pub async fn fill(&self, selector: &str, text: &str) -> WebDriverResult<()> {
        let field = self.find(selector).await?;
        // By keys, which the page hears of. What WebDriver clears, the page may fill again when it is drawn anew.
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Backspace).await?;
        field.send_keys(text).await?;
        field.send_keys(Key::Enter).await
    }

    /// Presses a key where the focus is.
    pub async fn press(&self, key: Key) -> WebDriverResult<()> {
        self.driver().action_chain().send_keys(key).perform().await
    }

    /// What has the focus: its id, else its text.
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

    /// Goes to a fragment as a link does.
    pub async fn go(&self, hash: &str) -> WebDriverResult<()> {
        self.js_with("location.hash = arguments[0];", vec![json!(hash)])
            .await?;
        Ok(())
    }

    /// The verdict about a domain, by the name that people write, once it is there.
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

    /// The verdict about a domain once nothing is left to ask.
    pub async fn complete(&self, name: &str) -> WebDriverResult<Verdict> {
        self.verdict(name).await?;
        self.find("#evidence").await?;
        self.verdict(name).await
    }

    /// Goes to the check of a domain and gives the verdict once nothing is left to ask.
    pub async fn check(&self, name: &str) -> WebDriverResult<Verdict> {
        self.go(&format!("#/check/{name}")).await?;
        self.complete(name).await
    }
}
