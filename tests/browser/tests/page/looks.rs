//! Narrow screens, zoom and print.

use browser_tests::visit::{Setup, Visit, visit};
use serde_json::json;
use thirtyfour::error::WebDriverResult;

/// Sets the window size in CSS pixels, and the device pixels of each.
async fn resize(page: &Visit, width: u32, height: u32, scale: u32) -> WebDriverResult<()> {
    let metrics =
        json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
    page.cdp("Emulation.setDeviceMetricsOverride", metrics)
        .await?;
    Ok(())
}

/// Returns the elements that overflow the window, with everything open.
const STICKS_OUT: &str = "
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth <= width) return [];
const wide = [...document.querySelectorAll('body *')]
  .filter((element) => element.getBoundingClientRect().right > width + 0.5);
return wide.slice(-2).map((element) => element.outerHTML.slice(0, 200));
";

/// Checks every page at this size, and reports all overflows together.
fn fits(width: u32, height: u32, scale: u32, text_size: &'static str) {
    visit(Setup::at(""), async |page| {
        let mut found = Vec::new();
        let mut look = async |what: &str| {
            page.open_details("details").await?;
            let sticks_out = page.js(STICKS_OUT).await?;
            found.extend((sticks_out != json!([])).then(|| format!("{what}: {sticks_out}")));
            WebDriverResult::Ok(())
        };
        resize(page, width, height, scale).await?;
        page.js_with(
            "document.documentElement.style.fontSize = arguments[0];",
            vec![json!(text_size)],
        )
        .await?;
        page.find(".examples").await?;
        look("start").await?;
        let hostile = ["long", "script", "several", "octets", "direction"]
            .map(|name| format!("{name}.hostile.test"));
        for domain in page
            .texts(".examples__domain")
            .await?
            .iter()
            .chain(&hostile)
        {
            page.check(domain).await?;
            look(domain).await?;
        }
        for (hash, title) in [
            ("#/rules", "Rules"),
            ("#/embed", "Embed"),
            ("#/about", "About"),
        ] {
            page.go(hash).await?;
            page.says("h1", title).await?;
            look(hash).await?;
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    });
}

#[test]
fn every_page_fits_320_pixels() {
    fits(320, 640, 1, "");
}

#[test]
fn every_page_fits_at_a_zoom_of_400_percent() {
    // 1280 by 1024 device pixels at 400 % zoom, as WCAG 2.2 requires for reflow.
    fits(320, 256, 4, "");
}

#[test]
fn large_text_fits_as_well() {
    fits(640, 800, 1, "200%");
}

#[test]
fn on_paper_everything_can_be_read_in_full() {
    visit(Setup::at(""), async |page| {
        page.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await?;
        page.find("main").await?;
        // What the button for it sets.
        page.js("document.documentElement.dataset.print = 'full';")
            .await?;
        for domain in [
            "several-records.example",
            "missing-mailto.example",
            "no-permission.example",
            "old-tags.example",
        ] {
            page.check(domain).await?;
            let hidden = page
                .js(
                    "const texts = document.querySelectorAll('#verdict h1, #effects td, #next-step code, #record .tag, \
                        #findings p, #findings code, #reports p, #discovery p, #evidence code');
                    const isSeen = (element) => element.checkVisibility({ contentVisibilityAuto: true })
                        && element.getBoundingClientRect().height > 0;
                    return [...texts].filter((element) => !isSeen(element) && !element.closest('.button, .visually-hidden'))
                        .map((element) => element.outerHTML.slice(0, 150));",
                )
                .await?;
            assert_eq!(hidden, json!([]), "{domain}");
        }
        Ok(())
    });
}
