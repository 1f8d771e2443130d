//! What nobody expected: errors on the console, violations of the policy, requests to elsewhere.

use serde_json::Value;
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;

/// Notes errors from within the page, in every browser alike. It runs before any script of the page and survives
/// until the next page is loaded.
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

/// Whether what was noted is an error that nobody caught.
pub(crate) fn is_uncaught(noted: &str) -> bool {
    ["error: ", "unhandled rejection: "]
        .iter()
        .any(|start| noted.starts_with(start))
}

/// What the script has noted since the last time.
pub(crate) async fn noted(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    let noted = driver
        .execute("return window.unexpected?.splice(0);", vec![])
        .await?;
    let noted = noted.json().as_array().cloned().unwrap_or_default();
    Ok(noted.iter().map(text).collect())
}

/// What Chromium has written on its console since the last time.
pub(crate) async fn console(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    let entries = driver.browser_log().await?.into_iter();
    Ok(entries
        .map(|entry| format!("{}: {}", entry.level, entry.message))
        .collect())
}

/// The URLs that Chromium has requested since the last time; what stands in the page itself is none.
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

/// A JSON text as it is, and anything else as JSON.
fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
