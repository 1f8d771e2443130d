//! How long a result is for firms as they are found in the wild.

use std::fmt::Write as _;

use browser_tests::visit::{Setup, Visit, visit};
use serde_json::json;
use thirtyfour::error::WebDriverResult;

/// Returns the height of the page, its visible words, and the place of the first task, which is 0 without one.
const MEASURE: &str = "
const words = document.body.innerText.split(/\\s+/).filter(Boolean).length;
// A question to the owner comes before the tasks.
const task = document.querySelector('.question, .tasks__task');
return [
  document.documentElement.scrollHeight,
  words,
  task ? Math.round(task.getBoundingClientRect().top + scrollY) : 0,
];
";

/// The most that a result may take.
struct Budget {
    domain: &'static str,
    /// The height in CSS pixels at a width of 1280, and at 360.
    height: [u64; 2],
    /// The visible words.
    words: u64,
}

/// A budget of height and words.
const fn budget(domain: &'static str, height: [u64; 2], words: u64) -> Budget {
    Budget {
        domain,
        height,
        words,
    }
}

/// The firms. A budget for a kind of result holds for all of that kind.
const BUDGETS: [Budget; 9] = [
    budget("harbourline.firms", [3_000, 4_500], 600),
    budget("boxmarket.firms", [3_200, 5_200], 680),
    budget("uni-lindau.firms", [3_000, 5_000], 640),
    budget("oldmill.firms", [3_000, 4_500], 600),
    budget("spare.firms", [3_000, 4_500], 600),
    budget("kronebank.firms", [1_500, 2_600], 600),
    budget("tinyshop.firms", [1_500, 2_600], 600),
    budget("harbourline-parked.firms", [1_500, 2_600], 600),
    budget("nowhere-at-all.firms", [900, 1_100], 300),
];

/// What [`MEASURE`] returns.
async fn measure(page: &Visit) -> WebDriverResult<[u64; 3]> {
    let figures = page.js(MEASURE).await?;
    Ok([0, 1, 2].map(|place| figures[place].as_u64().unwrap()))
}

#[test]
fn a_result_stays_within_its_budget() {
    visit(Setup::at(""), async |page| {
        let mut over = String::new();
        for (place, [width, height]) in [[1280, 900], [360, 740]].into_iter().enumerate() {
            let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            page.cdp("Emulation.setDeviceMetricsOverride", metrics)
                .await?;
            for budget in &BUDGETS {
                page.go(&format!("#/check/{}", budget.domain)).await?;
                page.folded(budget.domain).await?;
                let [tall, words, task] = measure(page).await?;
                let figures = format!(
                    "{} at {width}: {tall} px, {words} words, first task at {task}",
                    budget.domain,
                );
                println!("{figures}");
                let is_within =
                    tall <= budget.height[place] && words <= budget.words && task < height;
                if !is_within {
                    let _ = writeln!(over, "{figures}");
                }
            }
        }
        assert!(over.is_empty(), "over budget:\n{over}");
        Ok(())
    });
}
