//! [`Widget`]: an element on a third-party page, in the terms of the tests.

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
    page: &'a Visit,
    id: &'a str,
}

impl Visit {
    /// Loads a third-party page.
    pub async fn show(&self, page: &HostPage) -> WebDriverResult<()> {
        self.site.put(NAME, page.html(), page.policy.clone());
        self.load(&self.site.url(NAME)).await
    }

    pub const fn widget<'a>(&'a self, id: &'a str) -> Widget<'a> {
        Widget { page: self, id }
    }
}

impl Widget<'_> {
    /// Runs a script with the widget as `element`, its shadow root as `root` and the argument as `value`.
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

    /// Runs a script with the widget as `element` and its shadow root as `root`, and returns its result.
    pub async fn js(&self, script: &str) -> WebDriverResult<Value> {
        Ok(self.run(script, "").await?.json().clone())
    }

    /// Runs a script with a selector as `value`, and returns its result.
    async fn look(&self, script: &str, selector: &str) -> WebDriverResult<Value> {
        Ok(self.run(script, selector).await?.json().clone())
    }

    /// Whether a CSS selector matches anything in the widget now.
    pub async fn has(&self, selector: &str) -> WebDriverResult<bool> {
        let found = self.look("return !!root?.querySelector(value);", selector);
        Ok(found.await? == json!(true))
    }

    /// Waits for the element in the widget that matches a CSS selector.
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

    /// The visible text of the element in the widget that matches a CSS selector, or an empty text.
    pub async fn text(&self, selector: &str) -> WebDriverResult<String> {
        let script = "return root?.querySelector(value)?.innerText.trim() ?? '';";
        let text = self.look(script, selector).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the element in the widget that matches a CSS selector contains a text.
    pub async fn says(&self, selector: &str, text: &str) -> WebDriverResult<()> {
        until(
            &format!("{selector} in {} says “{text}”", self.id),
            async || Ok(self.text(selector).await?.contains(text).then_some(())),
        )
        .await
    }

    /// The events so far: each name with the domain or the error code. Successive progress events are one line.
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

    /// Waits for this event.
    pub async fn tells(&self, line: &str) -> WebDriverResult<()> {
        until(&format!("{} tells “{line}”", self.id), async || {
            let heard = self.heard().await?;
            Ok(heard.iter().any(|heard| heard == line).then_some(()))
        })
        .await
    }

    /// Waits until the events are exactly these.
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

    /// The word for the domain's stage, as shown. Empty before there is one.
    pub async fn stage(&self) -> WebDriverResult<String> {
        self.text(".verdict__stage > span:not(.visually-hidden), .badge__stage")
            .await
    }

    /// Replaces the text of the domain field and presses Enter.
    pub async fn ask(&self, text: &str) -> WebDriverResult<()> {
        let field = self.find("#domain").await?;
        field.clear().await?;
        field.send_keys(text).await?;
        field.send_keys(thirtyfour::Key::Enter).await
    }
}
