//! axe-core: finds accessibility violations on the page.

use std::sync::LazyLock;

use serde_json::Value;
use thirtyfour::error::WebDriverResult;

use crate::environment::axe;
use crate::visit::Visit;

/// The source of axe-core.
static AXE: LazyLock<String> = LazyLock::new(axe);

/// Runs axe and returns its violations: the rule and the elements.
const RUN: &str = "
return axe.run(document, { resultTypes: ['violations'] }).then((results) =>
  results.violations.flatMap((violation) => violation.nodes.map((node) =>
    violation.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary)));
";

/// The violations that axe finds on the page in its current state, as text.
pub async fn violations(visit: &Visit) -> WebDriverResult<Vec<String>> {
    // WebDriver injects it outside the page, so the page's policy does not block it.
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
