//! axe-core: what breaks the page for people who use it otherwise than its makers.

use std::sync::LazyLock;

use serde_json::Value;
use thirtyfour::error::WebDriverResult;

use crate::environment::axe;
use crate::visit::Visit;

/// The script.
static AXE: LazyLock<String> = LazyLock::new(axe);

/// Judges the page and gives what is wrong, by rule with the elements.
const RUN: &str = "
return axe.run(document, { resultTypes: ['violations'] }).then((results) =>
  results.violations.flatMap((violation) => violation.nodes.map((node) =>
    violation.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary)));
";

/// What axe finds on the page as it is now, in words.
pub async fn violations(visit: &Visit) -> WebDriverResult<Vec<String>> {
    // WebDriver runs it beside the page, so that the page's policy is not in its way.
    let is_there = visit.js("return typeof axe === 'object';").await?;
    if is_there == Value::Bool(false) {
        visit.js(&format!("{}\nwindow.axe = axe;", *AXE)).await?;
    }
    let violations = visit.js(RUN).await?;
    let violations = violations.as_array().expect("axe gives a list").iter();
    Ok(violations
        .map(|violation| violation.as_str().unwrap_or_default().to_owned())
        .collect())
}
