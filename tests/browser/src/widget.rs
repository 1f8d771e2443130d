//! [`Widget`]: an element on somebody else's page, as tests speak of it.

use serde_json::{Value, json};
use thirtyfour::WebElement;
use thirtyfour::error::WebDriverResult;

use crate::host_page::HostPage;
use crate::visit::Visit;
use crate::wait::until;

/// The name of the host page.
const NAME: &str = "host.html";

/// A widget on the page.
#[derive(Debug, Clone, Copy)]
pub struct Widget<'a> {
    /// The browser.
    page: &'a Visit,
    id: &'a str,
}

impl Visit {
    /// Loads a page of somebody else's.
    pub async fn show(&self, page: &HostPage) -> WebDriverResult<()> {
        self.site.put(NAME, page.html(), page.policy.clone());
        self.load(&self.site.url(NAME)).await
    }

    pub const fn widget<'a>(&'a self, id: &'a str) -> Widget<'a> {
        Widget { page: self, id }
    }
}

impl Widget<'_> {
    /// Runs a script that knows the widget as `element`, its shadow root as `root` and the argument as `value`.
    async fn run(
        &self,
        script: &str,
        value: &str,
    ) -> WebDriverResult<thirtyfour::session::scriptret::ScriptRet> {
        let script = format!(
            "const [id, value] = arguments;
            const element = document.getElementById(id);
            const root = element.shadowRoot;
            {script}"
        );
        let arguments = vec![json!(self.id), json!(value)];
        self.page.driver().execute(script, arguments).await
    }

    /// Runs a script that knows the widget as `element` and its shadow root as `root`, and gives what it returns.
    pub async fn js(&self, script: &str) -> WebDriverResult<Value> {
        Ok(self.run(script, "").await?.json().clone())
    }

    /// What a script with a selector as `value` gives.
    async fn look(&self, script: &str, selector: &str) -> WebDriverResult<Value> {
        Ok(self.run(script, selector).await?.json().clone())
    }

    /// Whether a CSS selector finds anything in it now.
    pub async fn has(&self, selector: &str) -> WebDriverResult<bool> {
        let found = self.look("return !!root?.querySelector(value);", selector);
        Ok(found.await? == json!(true))
    }

    /// The element in it that a CSS selector finds; waits for it.
    pub async fn find(&self, selector: &str) -> WebDriverResult<WebElement> {
        until(&format!("there is {selector} in {}", self.id), async || {
            let is_there = self.has(selector).await?;
            if !is_there {
                return Ok(None);
            }
            let found = self.run("return root.querySelector(value);", selector);
            found.await?.element().map(Some)
        })
        .await
    }

    /// The text in it that a CSS selector finds, as a person sees it, or nothing.
    pub async fn text(&self, selector: &str) -> WebDriverResult<String> {
        let script = "return root?.querySelector(value)?.innerText.trim() ?? '';";
        let text = self.look(script, selector).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until what a CSS selector finds in it contains a text.
    pub async fn says(&self, selector: &str, text: &str) -> WebDriverResult<()> {
        until(
            &format!("{selector} in {} says “{text}”", self.id),
            async || Ok(self.text(selector).await?.contains(text).then_some(())),
        )
        .await
    }

    /// What it told the page so far: the names of the events with the domain or the code. Progress is one line.
    pub async fn heard(&self) -> WebDriverResult<Vec<String>> {
        let script = "let lines = '';
            for (let place = 0; place < heard.length; place++)
                if (heard[place].id === element.id) lines += heard[place].line + '\\n';
            return lines;";
        let lines = self.js(script).await?;
        let lines = lines.as_str().unwrap_or_default().lines();
        let mut lines: Vec<String> = lines.map(str::to_owned).collect();
        lines.dedup();
        Ok(lines)
    }

    /// Waits until it tells this.
    pub async fn tells(&self, line: &str) -> WebDriverResult<()> {
        until(&format!("{} tells “{line}”", self.id), async || {
            let heard = self.heard().await?;
            Ok(heard.iter().any(|heard| heard == line).then_some(()))
        })
        .await
    }

    /// Waits until what it told is this.
    pub async fn tells_exactly(&self, lines: &[&str]) -> WebDriverResult<()> {
        if let Some(last) = lines.last() {
            self.tells(last).await?;
        }
        assert_eq!(self.heard().await?, lines, "{}", self.id);
        Ok(())
    }

    /// The last report.
    pub async fn result(&self) -> WebDriverResult<Value> {
        let text = self.js("return JSON.stringify(element.result);").await?;
        Ok(serde_json::from_str(text.as_str().expect("a text")).expect("JSON"))
    }

    /// How far the domain has come: the word, as it is shown. Empty while there is none.
    pub async fn stage(&self) -> WebDriverResult<String> {
        self.text(".verdict__stage > span:not(.visually-hidden), .badge__stage")
            .await
    }

    /// Types into a field in place of what stands there, and presses Enter.
    pub async fn ask(&self, text: &str) -> WebDriverResult<()> {
        let field = self.find("#domain").await?;
        field.clear().await?;
        field.send_keys(text).await?;
        field.send_keys(thirtyfour::Key::Enter).await
    }
}
