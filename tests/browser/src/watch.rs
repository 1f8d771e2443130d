//! Sources of unexpected events: errors on the console, policy violations, requests to other hosts.

use serde_json::Value;
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;

/// Records errors from within the page, the same in every browser. It runs before any script of the page and lasts until the
/// next page is loaded.
pub(crate) const WATCH: &str = r#"(() => {
  if (window.unexpected) return;
  const noted = window.unexpected = [];
  addEventListener("error", (event) => {
    const source = event.target && (event.target.src || event.target.href);
    noted.push(source ? "could not load " + source : "error: " + event.message);
  }, true);
  addEventListener("unhandledrejection", (event) => noted.push("unhandled rejection: " + event.reason));
  addEventListener("securitypolicyviolation", (event) => {
    noted.push("policy violated: " + event.violatedDirective + " by " + event.blockedURI + " " + event.sample);
  }, true);
  for (const level of ["error", "warn", "assert"]) {
    const original = console[level];
    console[level] = (...texts) => {
      if (level !== "assert" || !texts[0]) noted.push("console." + level + ": " + texts.join(" "));
      original.apply(console, texts);
    };
  }
})();
"#;

/// Whether a recorded line is an uncaught error.
pub(crate) fn is_uncaught(noted: &str) -> bool {
    ["error: ", "unhandled rejection: "]
        .iter()
        .any(|start| noted.starts_with(start))
}

/// Errors that the script recorded since the last call.
pub(crate) async fn noted(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    let noted = driver
        .execute("return window.unexpected?.splice(0);", vec![])
        .await?;
    let noted = noted.json().as_array().cloned().unwrap_or_default();
    Ok(noted.iter().map(text).collect())
}

/// Messages on Chromium's console since the last call.
pub(crate) async fn console(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    let entries = driver.browser_log().await?.into_iter();
    Ok(entries
        .map(|entry| format!("{}: {}", entry.level, entry.message))
        .collect())
}

/// URLs that Chromium requested since the last call, without data inside the page itself.
pub(crate) async fn requested(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    let mut urls = Vec::new();
    for entry in driver.get_log("performance").await? {
        let entry: Value = serde_json::from_str(&entry.message)?;
        let message = &entry["message"];
        let url = match message["method"].as_str() {
            Some("Network.requestWillBeSent") => &message["params"]["request"]["url"],
            Some("Network.webSocketCreated" | "Network.webTransportCreated") => {
                &message["params"]["url"]
            }
            _ => continue,
        };
        let url = text(url);
        if !["data:", "blob:", "about:"]
            .iter()
            .any(|scheme| url.starts_with(scheme))
        {
            urls.push(url);
        }
    }
    Ok(urls)
}

/// A JSON string without quotes, and any other value as JSON.
fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
