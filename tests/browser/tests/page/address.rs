//! The address: it holds the question, works everywhere, and is never sent to the host.

use browser_tests::engine::Engine;
use browser_tests::site::Host;
use browser_tests::visit::{Setup, visit};
use browser_tests::wait::until;

#[test]
fn the_address_carries_the_question_and_the_title_the_verdict() {
    visit(Setup::at(""), async |page| {
        until("the page is there", async || {
            Ok((page.title().await? == "DMARC checker").then_some(()))
        })
        .await?;
        page.ask("https://Monitoring.test/contact").await?;
        page.complete("monitoring.test").await?;
        assert_eq!(
            page.driver().current_url().await?.as_str(),
            page.site.url("#/check/monitoring.test")
        );
        assert_eq!(
            page.title().await?,
            "monitoring.test: Monitoring – DMARC checker"
        );

        page.ask("reject.test").await?;
        page.complete("reject.test").await?;
        page.driver().back().await?;
        page.complete("monitoring.test").await?;
        page.driver().back().await?;
        page.find(".examples").await?;
        assert_eq!(page.title().await?, "DMARC checker");
        page.driver().forward().await?;
        page.complete("monitoring.test").await?;
        page.driver().forward().await?;
        page.complete("reject.test").await?;

        page.reload().await?;
        page.complete("reject.test").await?;
        let field = page.find("#domain").await?.prop("value").await?;
        assert_eq!(field.as_deref(), Some("reject.test"));
        Ok(())
    });
}

#[test]
fn a_link_leads_to_the_check_at_the_root_of_a_host_too() {
    let setup = Setup::at("#/check/several-records.test");
    let host = Host {
        path: "/",
        ..setup.host.clone()
    };
    visit(Setup { host, ..setup }, async |page| {
        assert_eq!(
            page.complete("several-records.test").await?.stage,
            "No policy"
        );
        // The host does not learn what is checked.
        assert!(
            page.site
                .requests()
                .keys()
                .all(|path| !path.contains("several"))
        );
        Ok(())
    });
}

#[test]
fn a_link_leads_to_a_section_and_to_a_rule() {
    visit(
        Setup::at("#/check/missing-mailto.test/findings"),
        async |page| {
            page.complete("missing-mailto.test").await?;
            until("the section has the focus", async || {
                Ok((page.focused().await? == "findings").then_some(()))
            })
            .await?;

            let rule = page.find("#findings a[href^='#/rules/']").await?;
            let id = rule
                .attr("href")
                .await?
                .unwrap_or_default()
                .replace("#/rules/", "");
            page.go(&format!("#/rules/{id}")).await?;
            until("the rule has the focus", async || {
                Ok((page.focused().await? == id).then_some(()))
            })
            .await?;
            assert!(page.title().await?.starts_with("Rules"));
            Ok(())
        },
    );
}

#[test]
fn an_address_that_leads_nowhere_says_so() {
    visit(Setup::at("#/nowhere/at%20all"), async |page| {
        page.says(".notice", "nowhere/at all").await?;
        page.find(".examples").await?;
        page.go("#/about").await?;
        page.says("h1", "About").await?;
        page.go("#/check/192.0.2.1").await?;
        page.says("#refusal", "IP address").await
    });
}

#[test]
fn the_page_asks_its_host_for_each_file_once() {
    visit(Setup::at("#/check/reject.test"), async |page| {
        page.complete("reject.test").await?;
        let requests = page.site.requests();
        let again: Vec<_> = requests
            .iter()
            .filter(|(_, (times, _))| *times > 1)
            .collect();
        assert!(again.is_empty(), "{again:?}");
        Ok(())
    });
}

#[test]
fn the_page_works_in_a_browser_without_storage() {
    // No browser reports an error; the choice is just not stored.
    let setup = Setup {
        keeps_front: false,
        ..Setup::new(Engine::Chromium)
    };
    visit(setup, async |page| {
        let forbid = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });";
        page.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            serde_json::json!({ "source": forbid }),
        )
        .await?;
        page.reload().await?;
        page.ask("reject.example").await?;
        page.complete("reject.example").await?;
        Ok(())
    });
}
