//! The attributes and properties of the element, and their effects.

use browser_tests::host_page::{HostPage, module};
use browser_tests::visit::Visit;
use browser_tests::wait::until;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

use crate::in_chromium;

/// The background color of a widget.
async fn ground(page: &Visit, id: &str) -> WebDriverResult<String> {
    let ground = "return getComputedStyle(root.querySelector('.widget')).backgroundColor;";
    let ground = page.widget(id).js(ground).await?;
    Ok(ground.as_str().unwrap_or_default().to_owned())
}

/// Properties that were set before the element was defined.
pub(crate) async fn properties_before_definition(page: &Visit) -> WebDriverResult<()> {
    let host = HostPage {
        modules: Vec::new(),
        ..HostPage::new("<dmarc-checker id=a></dmarc-checker>")
    };
    page.show(&host).await?;
    let set = "Object.assign(document.getElementById('a'), { domain: 'reject.example', auto: true, view: 'compact', reportHref: '?of={domain}' });
        return import(arguments[0]).then(() => null);";
    page.js_with(set, vec![json!(page.site.url(&module()))])
        .await?;
    let widget = page.widget("a");
    widget.tells("result reject.example").await?;
    let attributes = "return [element.getAttribute('domain'), element.hasAttribute('auto'), element.getAttribute('view'),
        element.getAttribute('report-href'), element.domain, element.auto, element.theme, Object.hasOwn(element, 'domain')];";
    let expected = json!([
        "reject.example",
        true,
        "compact",
        "?of={domain}",
        "reject.example",
        true,
        "",
        false
    ]);
    assert_eq!(widget.js(attributes).await?, expected);
    Ok(())
}

#[test]
fn properties_set_before_the_definition_count() {
    in_chromium(properties_before_definition);
}

#[test]
fn attributes_may_begin_with_data_and_the_plain_one_wins() {
    in_chromium(async |page| {
        page.show(&HostPage::new(
            "<dmarc-checker id=a data-domain=quarantine.example data-auto data-view=compact data-hide='plan, form' data-report-href='/r?d={domain}'></dmarc-checker>
            <dmarc-checker id=b domain=reject.example data-domain=quarantine.example data-auto view=badge></dmarc-checker>",
        ))
        .await?;
        let (a, b) = (page.widget("a"), page.widget("b"));
        a.tells("result quarantine.example").await?;
        assert!(!a.has("form, #next-step, #evidence").await?);
        let link = a.find("a[part=link]").await?.attr("href").await?;
        assert_eq!(link.as_deref(), Some("/r?d=quarantine.example"));
        b.tells("result reject.example").await?;
        b.says(".badge", "reject.example").await?;
        // It is a line, even where a report would have room reserved.
        let height = page
            .js("return document.querySelector('#b').getBoundingClientRect().height;")
            .await?;
        assert!(height.as_f64().unwrap() < 40.0, "{height}");
        b.js("element.removeAttribute('domain');").await?;
        b.tells("result quarantine.example").await?;
        assert_eq!(b.stage().await?, "DMARC: Quarantine");
        Ok(())
    });
}

#[test]
fn a_word_of_hide_that_has_gone_still_hides_and_the_console_says_so() {
    in_chromium(async |page| {
        page.show(&HostPage::new(
            "<dmarc-checker id=a domain=quarantine.example auto hide='next-step nowhere'></dmarc-checker>",
        ))
        .await?;
        let widget = page.widget("a");
        widget.tells("result quarantine.example").await?;
        assert!(!widget.has("#next-step").await?);
        assert!(widget.has("#findings").await?);
        // The driver reports each message a second time.
        let mut told = page.unexpected().await?;
        told.retain(|line| line.starts_with("console.warn"));
        for said in [
            "If next-step was a word of it",
            "If nowhere was a word of it",
        ] {
            assert!(told.iter().any(|line| line.contains(said)), "{told:?}");
        }
        assert_eq!(told.len(), 2, "{told:?}");
        Ok(())
    });
}

#[test]
fn a_switch_that_a_framework_wrote_may_be_off() {
    in_chromium(async |page| {
        page.show(&HostPage::new(
            "<dmarc-checker id=off domain=reject.example auto=false></dmarc-checker>
            <dmarc-checker id=plain domain=reject.example></dmarc-checker>",
        ))
        .await?;
        let (off, plain) = (page.widget("off"), page.widget("plain"));
        off.tells("ready").await?;
        plain.tells("ready").await?;
        let looks = "return [element.auto, element.offsetHeight];";
        assert_eq!(off.js(looks).await?, plain.js(looks).await?);
        off.js("element.auto = true;").await?;
        off.tells("result reject.example").await?;
        assert_eq!(off.js("return element.auto;").await?, json!(true));
        Ok(())
    });
}

#[test]
fn a_domain_that_is_none_is_refused_once_with_a_form_or_without() {
    in_chromium(async |page| {
        page.show(&HostPage::new(
            "<dmarc-checker id=badge domain=192.0.2.1 view=badge></dmarc-checker>
            <dmarc-checker id=bare domain=192.0.2.1 auto hide='form resolver'></dmarc-checker>
            <dmarc-checker id=form domain=192.0.2.1 auto></dmarc-checker>",
        ))
        .await?;
        for (id, place, empty) in [
            ("badge", ".face", ".place"),
            ("bare", ".face", ".place"),
            ("form", "#refusal", ".face"),
        ] {
            let widget = page.widget(id);
            widget.tells_exactly(&["ready", "error input"]).await?;
            widget.says(place, "IP address").await?;
            assert_eq!(widget.text(empty).await?, "", "{id}");
        }
        let badge = page.widget("badge");
        badge.js("element.domain = 'reject.example';").await?;
        badge.tells("result reject.example").await?;
        assert_eq!(badge.text(".face").await?, "");
        Ok(())
    });
}

#[test]
fn a_resolver_that_is_none_is_told_and_nobody_takes_its_place() {
    in_chromium(async |page| {
        page.show(&HostPage::new(
            "<dmarc-checker id=a domain=reject.test auto resolver=quad9></dmarc-checker>",
        ))
        .await?;
        let widget = page.widget("a");
        let refused = ["ready", "error unknown-resolver"];
        widget.tells_exactly(&refused).await?;
        widget.says(".face", "known by name: cloudflare").await?;
        assert!(!widget.text(".place").await?.contains("Cloudflare"));
        let check = "return element.check().then((report) => report.stage, (error) => error.code);";
        assert_eq!(widget.js(check).await?, json!("unknown-resolver"));
        widget
            .js(&format!("element.resolver = '{}';", page.front.url()))
            .await?;
        widget.tells("result reject.test").await?;
        assert_eq!(widget.text(".face").await?, "");
        Ok(())
    });
}

#[test]
fn what_is_hidden_and_linked_follows_without_a_question() {
    in_chromium(async |page| {
        let resolver = page.front.url();
        page.show(&HostPage::new(format!(
            "<dmarc-checker id=a domain=reject.test auto resolver={resolver} hide='plan dkim'></dmarc-checker>"
        )))
        .await?;
        let widget = page.widget("a");
        widget.tells("result reject.test").await?;
        widget.find("#evidence").await?;
        assert!(!widget.has("#findings, #dkim").await?);
        assert!(
            !widget.has("a[part=link]").await?,
            "no link without an address"
        );
        let asked = page.front.questions().len();
        widget.js("element.hide = 'evidence,form'; element.reportHref = 'https://host.example/{domain}';").await?;
        widget.find("#findings").await?;
        widget.find("#dkim").await?;
        assert!(!widget.has("#evidence, form.ask").await?);
        let link = widget.find("a[part=link]").await?;
        assert_eq!(
            link.attr("href").await?.as_deref(),
            Some("https://host.example/reject.test")
        );
        assert_eq!(link.attr("rel").await?.as_deref(), Some("noopener"));
        widget
            .js("element.reportHref = 'javascript:alert(1)';")
            .await?;
        until("there is no link any more", async || {
            Ok((!widget.has("a[part=link]").await?).then_some(()))
        })
        .await?;
        assert_eq!(
            page.front.questions().len(),
            asked,
            "nothing is asked for that"
        );
        Ok(())
    });
}

#[test]
fn the_theme_is_the_hosts_unless_it_is_named() {
    in_chromium(async |page| {
        let host = HostPage::new(
            "<dmarc-checker id=light theme=light></dmarc-checker><dmarc-checker id=dark theme=dark></dmarc-checker>
            <dmarc-checker id=auto></dmarc-checker>
            <div style='color-scheme: light dark'><dmarc-checker id=visitor></dmarc-checker></div>
            <div style='color-scheme: dark'><dmarc-checker id=inherited></dmarc-checker></div>",
        );
        page.show(&host).await?;
        page.widget("auto").tells("ready").await?;
        let (light, dark) = (ground(page, "light").await?, ground(page, "dark").await?);
        assert_ne!(light, dark);
        let scheme = async |scheme: &str| {
            let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
            page.cdp(
                "Emulation.setEmulatedMedia",
                json!({ "features": features }),
            )
            .await
        };
        for (preferred, visitors) in [("dark", &dark), ("light", &light)] {
            scheme(preferred).await?;
            // A host without a color scheme is light.
            for (id, expected) in [
                ("light", &light),
                ("dark", &dark),
                ("auto", &light),
                ("visitor", visitors),
                ("inherited", &dark),
            ] {
                assert_eq!(
                    ground(page, id).await?,
                    *expected,
                    "{id} where {preferred} is preferred"
                );
            }
        }
        page.widget("auto").js("element.theme = 'dark';").await?;
        until("it is dark", async || {
            Ok((ground(page, "auto").await? == dark).then_some(()))
        })
        .await
    });
}

#[test]
fn colors_and_parts_are_the_hosts_to_choose() {
    in_chromium(async |page| {
        let host = HostPage::new("<dmarc-checker id=a domain=reject.example auto></dmarc-checker>").styled(
            "dmarc-checker { --dmarc-accent: rgb(1, 2, 3); --dmarc-paper: rgb(250, 251, 252); --dmarc-radius: 0; --dmarc-text: monospace }
            dmarc-checker::part(verdict) { border-top: 7px solid rgb(4, 5, 6) } dmarc-checker::part(button) { letter-spacing: 3px }",
        );
        page.show(&host).await?;
        let widget = page.widget("a");
        widget.tells("result reject.example").await?;
        let looks = "const of = (selector, property) => getComputedStyle(root.querySelector(selector))[property];
            return [of('.button--main', 'backgroundColor'), of('.widget', 'backgroundColor'), of('.widget', 'borderTopLeftRadius'),
                of('p', 'fontFamily'), of('#verdict', 'borderTopWidth'), of('.button--main', 'letterSpacing')];";
        let expected = json!([
            "rgb(1, 2, 3)",
            "rgb(250, 251, 252)",
            "0px",
            "monospace",
            "7px",
            "3px"
        ]);
        assert_eq!(widget.js(looks).await?, expected);
        for part in [
            "form",
            "input",
            "button",
            "verdict",
            "effects",
            "next-step",
            "section",
            "error",
        ] {
            assert!(widget.has(&format!("[part~={part}]")).await?, "{part}");
        }
        Ok(())
    });
}

#[test]
fn events_leave_the_shadow_roots_of_the_host() {
    in_chromium(async |page| {
        page.show(&HostPage::new("<div id=outer></div>")).await?;
        page.js("const root = outer.attachShadow({ mode: 'open' });
            root.innerHTML = '<dmarc-checker domain=reject.example view=badge></dmarc-checker>';")
            .await?;
        // Outside the shadow root, the event's target is the host's element.
        until("the result comes out", async || {
            let last = page
                .js("return heard.map(({ id, line }) => id + ' ' + line).at(-1) ?? null;")
                .await?;
            Ok((last == json!("outer result reject.example")).then_some(()))
        })
        .await
    });
}
