//! Hosts whose style sheets and scripts affect every element.

use std::collections::BTreeSet;

use browser_tests::host_page::HostPage;
use browser_tests::visit::Visit;
use serde_json::{Value, json};
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

use crate::in_chromium;

/// A widget that checks immediately.
const WIDGET: &str = "<dmarc-checker id=a domain=old-tags.example auto></dmarc-checker>";

/// Style sheets that match every element, with attributes of the root element.
const SHEETS: &[(&str, &str)] = &[
    ("* { all: unset }", ""),
    ("*, *::before { all: unset !important }", ""),
    (
        "* { color: red !important; background: lime !important; font-size: 60px !important; text-transform: uppercase !important;
             letter-spacing: 9px !important; line-height: 5 !important; text-align: center !important; font-weight: 900 !important }",
        "",
    ),
    (
        "html { font-size: 10px } main { font: italic small-caps 30px/3 serif; text-indent: 3em;
             word-spacing: 2em; white-space: pre; text-shadow: 1px 1px red; list-style: square; cursor: wait; border-spacing: 9px }
         p, h1, button, input, section, svg { display: none !important } .widget, .verdict, .section { opacity: 0.1 }",
        "dir=rtl",
    ),
];

/// Returns the computed style of every element in the widget. Excludes widths and the font, which follow the host.
const LOOKS: &str = "
const properties = ['color', 'background-color', 'font-size', 'font-weight', 'font-style', 'font-variant-caps', 'line-height',
  'text-transform', 'letter-spacing', 'word-spacing', 'text-align', 'text-indent', 'text-shadow', 'white-space', 'direction',
  'writing-mode', 'list-style-type', 'display', 'padding-left', 'margin-top', 'border-top-width', 'border-spacing'];
let looks = '';
for (const part of root.querySelectorAll('*')) {
  const style = getComputedStyle(part);
  looks += part.tagName + '.' + part.getAttribute('class');
  for (const property of properties) looks += ' ' + property + ':' + style.getPropertyValue(property);
  looks += '\\n';
}
return looks;
";

/// Elements of the host with the same names as ours.
const NAMESAKES: &str = "
<style>html { overflow-y: scroll }</style>
<div id=namesakes>
<p class='widget'>a</p><p class='button button--main'>b</p><p class='face' data-state='problem'>c</p><p class='badge'>d</p>
<section class='section verdict' id='verdict' data-view='badge' data-auto><h1 id='title'>e</h1></section>
<p class='visually-hidden' part='error'>f</p><svg class='icon'></svg><code>g</code><input id='domain'><a href='#x'>h</a>
</div>";

/// Returns the computed style of the host's own elements and root, and its global names.
const HOST: &str = "
let looks = '';
for (const element of document.querySelectorAll('html, body, #namesakes *')) {
  const style = getComputedStyle(element);
  for (const name of style) {
    const isAboutHeight = /^(block-size|height|perspective-origin|transform-origin)$/.test(name);
    if (!isAboutHeight && !name.startsWith('--')) looks += element.tagName + ' ' + name + ': ' + style.getPropertyValue(name) + '\\n';
  }
}
const { body, head } = document;
return { looks, globals: Object.keys(window).sort().join(' '), body: body.children.length, head: head.children.length };
";

/// Changes to built-ins as made by old libraries and monitoring scripts.
const PATCHES: &str = "
Object.prototype.clone = function () { return this; };
Object.prototype.extra = 'extra';
Array.prototype.toJSON = function () { return '[' + this.join() + ']'; };
Array.prototype.each = Array.prototype.forEach;
Array.prototype.last = 7;
Array.from = function (list) { var copy = []; for (var i = 0; i < (list.length || 0); i++) copy[i] = list[i]; return copy; };
Function.prototype.bind = function (self) { var method = this; return function () { return method.apply(self, arguments); }; };
String.prototype.startsWith = function (start) { return this.indexOf(start) === 0; };
const stringify = JSON.stringify;
JSON.stringify = function (value) { return value === undefined ? 'null' : stringify.apply(JSON, arguments); };
const asked = window.fetch;
window.fetch = function () {
  const address = arguments[0] instanceof Request ? arguments[0].url : String(arguments[0]);
  window.fetched = (window.fetched || 0) + (address ? 1 : 0);
  return asked.apply(window, arguments);
};
";

/// The style sheets of the host do not affect the widget.
pub(crate) async fn sheets(page: &Visit) -> WebDriverResult<()> {
    page.show(&HostPage::new(WIDGET)).await?;
    let widget = page.widget("a");
    widget.tells("result old-tags.example").await?;
    widget.find("#evidence").await?;
    let looks = async || {
        let looks = widget.js(LOOKS).await?;
        let looks = looks.as_str().unwrap().lines().map(str::to_owned);
        WebDriverResult::Ok(looks.collect::<Vec<_>>())
    };
    let undisturbed = looks().await?;
    assert!(undisturbed.len() > 100, "{undisturbed:?}");
    for (sheet, attributes) in SHEETS {
        let host = HostPage {
            attributes: (*attributes).to_owned(),
            ..HostPage::new(WIDGET).styled(sheet)
        };
        page.show(&host).await?;
        widget.tells("result old-tags.example").await?;
        widget.find("#evidence").await?;
        for (now, before) in looks().await?.iter().zip(&undisturbed) {
            assert_eq!(now, before, "{sheet}");
        }
    }
    Ok(())
}

/// The style sheets and the scripts of the widget do not affect the host.
pub(crate) async fn nothing_reaches_the_host(page: &Visit) -> WebDriverResult<()> {
    let body = format!("{NAMESAKES}{WIDGET}");
    let without = HostPage {
        modules: Vec::new(),
        ..HostPage::new(&body)
    };
    page.show(&without).await?;
    let before = page.js(HOST).await?;
    page.show(&HostPage::new(&body)).await?;
    page.widget("a").tells("result old-tags.example").await?;
    let after = page.js(HOST).await?;
    let globals = |of: &Value| {
        let names = of["globals"].as_str().unwrap().split(' ');
        names.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let new: Vec<_> = globals(&after)
        .difference(&globals(&before))
        .cloned()
        .collect();
    // WebDriver adds one of them.
    let new: Vec<_> = new.iter().filter(|name| *name != "ret_nodes").collect();
    assert_eq!(new, [""; 0], "no name is added to the global scope");
    let looks = |of: &Value| {
        let looks = of["looks"].as_str().unwrap().lines();
        looks.map(str::to_owned).collect::<Vec<_>>()
    };
    let (before_looks, after_looks) = (looks(&before), looks(&after));
    assert_eq!(after_looks.len(), before_looks.len());
    let other = before_looks.iter().zip(&after_looks);
    let other: Vec<_> = other.filter(|(before, after)| before != after).collect();
    assert!(other.is_empty(), "{other:?}");
    assert_eq!(after["body"], before["body"]);
    assert_eq!(
        after["head"].as_u64(),
        before["head"].as_u64().map(|count| count + 1),
        "the module alone"
    );
    Ok(())
}

/// The host's address, title, history, storage and forms stay unchanged, whatever the visitor does.
pub(crate) async fn what_is_the_hosts_stays(page: &Visit) -> WebDriverResult<()> {
    let state = "return [location.href, document.title, history.length, document.cookie,
        JSON.stringify(localStorage), JSON.stringify(sessionStorage), window.sent ?? false].map(String);";
    let host = HostPage::new(
        "<form id=outer action=/elsewhere><dmarc-checker id=a></dmarc-checker></form>",
    )
    .scripted("addEventListener('submit', () => { window.sent = true; }, true);");
    page.show(&host).await?;
    let before = page.js(state).await?;
    let widget = page.widget("a");
    widget.find("#resolver summary").await?.click().await?;
    let own = "#resolver .resolver__choice:last-of-type input";
    widget.find(own).await?.click().await?;
    let url = widget.find("#resolver-url").await?;
    url.send_keys(page.front.url()).await?;
    url.send_keys(Key::Enter).await?;
    widget.says("#resolver summary", "127.0.0.1").await?;
    // A stored choice persists.
    for domain in ["reject.test", "quarantine.test"] {
        widget.ask(domain).await?;
        widget.tells(&format!("result {domain}")).await?;
        widget.says("#resolver summary", "127.0.0.1").await?;
    }
    widget.find("button.topics__link").await?.click().await?;
    assert_eq!(page.js(state).await?, before);
    Ok(())
}

/// Patched prototypes and wrapped functions do no harm.
pub(crate) async fn prototypes(page: &Visit) -> WebDriverResult<()> {
    let body = format!(
        "<dmarc-checker id=a domain=reject.test auto resolver={}></dmarc-checker>
        <dmarc-checker id=b domain=old-tags.example view=badge></dmarc-checker>",
        page.front.url()
    );
    page.show(&HostPage::new(body).scripted(PATCHES)).await?;
    for (id, domain) in [("a", "reject.test"), ("b", "old-tags.example")] {
        let widget = page.widget(id);
        widget.tells(&format!("result {domain}")).await?;
        let heard = widget.heard().await?;
        let result = format!("result {domain}");
        assert_eq!(
            heard.first().map(String::as_str),
            Some("ready"),
            "{heard:?}"
        );
        assert_eq!(heard.last(), Some(&result), "{heard:?}");
    }
    let widget = page.widget("a");
    assert_eq!(widget.stage().await?, "Reject");
    let said = "const { result } = element;
        return [result.schema, result.domain, result.stage, result.evidence.length > 9, fetched > 9].map(String).join(' ');";
    assert_eq!(
        widget.js(said).await?,
        json!("2 reject.test reject true true")
    );
    assert_ne!(page.front.questions(), [""; 0]);
    Ok(())
}

/// Texts from DNS and from attributes are shown as text only.
pub(crate) async fn hostile_texts(page: &Visit) -> WebDriverResult<()> {
    let body = format!(
        "<dmarc-checker id=a domain=script.hostile.test auto resolver={} report-href='javascript:attacked=1//{{domain}}'></dmarc-checker>
        <dmarc-checker id=b domain='<img src=x onerror=attacked=1>' auto></dmarc-checker>",
        page.front.url()
    );
    page.show(&HostPage::new(body)).await?;
    page.widget("a").tells("result script.hostile.test").await?;
    page.widget("b").tells("error input").await?;
    for id in ["a", "b"] {
        let alive = "const alive = [...root.querySelectorAll('script, img, iframe, object, embed, base, meta, a[href^=\"javascript\" i], a[href^=\"#\"]')];
            for (const part of root.querySelectorAll('*'))
                if (part.getAttributeNames().some((name) => name.startsWith('on'))) alive.push(part);
            return { attacked: window.attacked ?? null, alive: alive.map((part) => part.outerHTML) };";
        let alive = page.widget(id).js(alive).await?;
        assert_eq!(alive, json!({ "attacked": Value::Null, "alive": [] }));
    }
    Ok(())
}

#[test]
fn sheets_that_mean_everybody_do_not_reach_the_widget() {
    in_chromium(sheets);
}

#[test]
fn the_widget_does_not_reach_its_host() {
    in_chromium(nothing_reaches_the_host);
}

#[test]
fn the_hosts_address_title_storage_and_forms_stay() {
    in_chromium(what_is_the_hosts_stays);
}

#[test]
fn patched_prototypes_do_no_harm() {
    in_chromium(prototypes);
}

#[test]
fn texts_are_only_ever_text() {
    in_chromium(hostile_texts);
}
