//! Accessibility of the widget: screen readers, visual preferences, keyboard, and narrow containers.

use browser_tests::axe::violations;
use browser_tests::host_page::HostPage;
use browser_tests::visit::Visit;
use browser_tests::wait::until;
use serde_json::{Value, json};
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

use crate::in_chromium;

/// Widgets, each with its last event.
const WIDGETS: &[(&str, &str)] = &[
    ("domain=old-tags.example auto", "result old-tags.example"),
    (
        "domain=no-record.example auto view=compact report-href=/r/{domain}",
        "result no-record.example",
    ),
    (
        "domain=misspelled-policy.example view=badge report-href=/r/{domain}",
        "result misspelled-policy.example",
    ),
    ("domain=192.0.2.1 auto view=compact", "error input"),
    ("", "ready"),
];

/// Opens what is collapsed in all widgets, and returns whether all was open already. What it holds is rendered after that.
const OPEN: &str = "
const widgets = [...document.querySelectorAll('dmarc-checker')];
const folded = widgets.flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll('details:not([open])')]);
for (const details of folded) details.open = true;
return !folded.length;
";

/// Finishes transitions.
const FINISH: &str = "
const moving = [...document.querySelectorAll('dmarc-checker')].flatMap(({ shadowRoot }) => shadowRoot.getAnimations());
return Promise.all(moving.map((animation) => animation.finished)).then(() => null);
";

/// Shows a widget in a box of this width, and waits for its last event.
async fn show(
    page: &Visit,
    (attributes, end): (&str, &str),
    width: u32,
    css: &str,
) -> WebDriverResult<()> {
    let body = format!(
        "<div style='width: {width}px'><dmarc-checker id=a {attributes}></dmarc-checker></div>"
    );
    page.show(&HostPage::new(body).styled(css)).await?;
    page.widget("a").tells(end).await?;
    until("everything is open", async || {
        Ok((page.js(OPEN).await? == json!(true)).then_some(()))
    })
    .await?;
    page.js(FINISH).await?;
    Ok(())
}

/// Emulates a preference of the visitor.
async fn prefers(page: &Visit, name: &str, value: &str) -> WebDriverResult<()> {
    let features = json!([{ "name": name, "value": value }]);
    page.cdp(
        "Emulation.setEmulatedMedia",
        json!({ "features": features }),
    )
    .await?;
    Ok(())
}

/// Checks all views in these colors.
fn every_view_is_accessible(scheme: &'static str) {
    in_chromium(async |page| {
        prefers(page, "prefers-color-scheme", scheme).await?;
        for widget in WIDGETS {
            show(page, *widget, 1000, ":root { color-scheme: light dark }").await?;
            let found = violations(page).await?;
            assert!(found.is_empty(), "{}: {}", widget.0, found.join("\n"));
        }
        Ok(())
    });
}

#[test]
fn axe_finds_nothing_in_light_colors() {
    every_view_is_accessible("light");
}

#[test]
fn axe_finds_nothing_in_dark_colors() {
    every_view_is_accessible("dark");
}

/// The focused element in the widget.
async fn focused(page: &Visit) -> WebDriverResult<String> {
    let focused =
        "const has = root.activeElement; return has ? has.id || has.textContent.trim() : '';";
    let focused = page.widget("a").js(focused).await?;
    Ok(focused.as_str().unwrap_or_default().to_owned())
}

/// From the host's own button to the result and out again, by keyboard alone.
pub(crate) async fn keyboard(page: &Visit) -> WebDriverResult<()> {
    page.show(&HostPage::new("<button id=before>Before</button><dmarc-checker id=a view=compact></dmarc-checker><button id=after>After</button>")).await?;
    page.widget("a").find("#domain").await?;
    page.js("document.getElementById('before').focus();")
        .await?;
    page.press(Key::Tab).await?;
    for _ in 0..5 {
        if focused(page).await? == "domain" {
            break;
        }
        page.press(Key::Tab).await?;
    }
    assert_eq!(focused(page).await?, "domain");
    page.driver()
        .action_chain()
        .send_keys("reject.example")
        .send_keys(Key::Enter)
        .perform()
        .await?;
    let widget = page.widget("a");
    widget.tells("result reject.example").await?;
    assert_eq!(widget.stage().await?, "Reject");
    // Tab leaves the widget; nothing traps the focus.
    until("the focus leaves the widget", async || {
        page.press(Key::Tab).await?;
        Ok((page.focused().await? == "after").then_some(()))
    })
    .await
}

#[test]
fn the_keyboard_is_enough() {
    in_chromium(keyboard);
}

#[test]
fn the_verdict_is_announced_once() {
    in_chromium(async |page| {
        page.show(&HostPage::new("<dmarc-checker id=a></dmarc-checker>"))
            .await?;
        let widget = page.widget("a");
        widget.find("#domain").await?;
        widget
            .js("window.announced = [];
                const note = () => { const text = root.querySelector('[role=status]')?.textContent; if (text && announced.at(-1) !== text) announced.push(text); };
                new MutationObserver(note).observe(root, { childList: true, characterData: true, subtree: true });")
            .await?;
        widget.ask("reject.example").await?;
        widget.tells("result reject.example").await?;
        let sentence = widget.result().await?["verdict"]
            .as_str()
            .unwrap()
            .to_owned();
        until("it is announced", async || {
            Ok((page.js("return announced.length;").await? != json!(0)).then_some(()))
        })
        .await?;
        assert_eq!(
            page.js("return announced;").await?,
            json!([format!("Reject. {sentence}")])
        );
        Ok(())
    });
}

/// Returns the elements that overflow their widget.
const STICKS_OUT: &str = "
const found = [];
for (const element of document.querySelectorAll('dmarc-checker')) {
  const frame = element.shadowRoot.querySelector('.widget');
  const right = element.parentElement.getBoundingClientRect().right;
  for (const part of element.shadowRoot.querySelectorAll('*')) {
    if (part.closest('.visually-hidden')) continue;
    // What scrolls by itself may be wider.
    if (part.parentElement?.closest('.topics__list, .plain__text--all')) continue;
    if (part.getBoundingClientRect().right > right + 0.5) found.push(element.id + ': ' + part.outerHTML.slice(0, 150));
  }
  if (frame.scrollWidth > frame.clientWidth + 1) found.push(element.id + ' is scrolled');
}
return found.slice(0, 3);
";

#[test]
fn every_view_fits_from_280_pixels() {
    in_chromium(async |page| {
        for width in [280, 360, 1000] {
            for widget in WIDGETS {
                show(page, *widget, width, "").await?;
                assert_eq!(
                    page.js(STICKS_OUT).await?,
                    json!([]),
                    "{} at {width}",
                    widget.0
                );
            }
        }
        Ok(())
    });
}

#[test]
fn hostile_texts_fit_as_well() {
    in_chromium(async |page| {
        let resolver = page.front.url();
        for name in ["long", "script"] {
            let domain = format!("{name}.hostile.test");
            let widget = format!("domain={domain} auto resolver={resolver}");
            show(page, (&widget, &format!("result {domain}")), 280, "").await?;
            assert_eq!(page.js(STICKS_OUT).await?, json!([]), "{name}");
        }
        Ok(())
    });
}

#[test]
fn forced_colors_and_less_motion_are_followed() {
    in_chromium(async |page| {
        show(page, WIDGETS[0], 1000, "").await?;
        let fill = "return getComputedStyle(root.querySelector('#verdict .icon')).fill;";
        let before = page.widget("a").js(fill).await?;
        prefers(page, "forced-colors", "active").await?;
        let forced = page.widget("a").js(fill).await?;
        assert_ne!(forced, before, "the icon has a color of the system");

        prefers(page, "prefers-reduced-motion", "reduce").await?;
        let moving = "let moving = [];
            for (const part of root.querySelectorAll('*')) {
              const style = getComputedStyle(part);
              if (parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01) moving.push(part.className);
            }
            return moving;";
        assert_eq!(page.widget("a").js(moving).await?, Value::Array(Vec::new()));
        Ok(())
    });
}
