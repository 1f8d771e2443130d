//! The sections around the policy: the SPF tree, the sender check, DKIM selectors.

use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::until;
use serde_json::{Value, json};
use thirtyfour::Key;
use thirtyfour::error::WebDriverResult;

/// Returns each collapsible record of the tree, by the first word of its line, and whether it is open.
const FOLDS: &str = "
return [...document.querySelectorAll('#spf details.tree__node')].map((node) => {
  const name = node.querySelector('summary code').textContent.replace('include:', '').replace('.example', '');
  return (node.open ? 'open ' : 'shut ') + name;
});
";

/// Scrolls to the line of a term that leads to a record, and returns the line.
const LINE: &str = "
const line = [...document.querySelectorAll('#spf details.tree__node > summary')]
  .find((line) => line.querySelector('code').textContent === arguments[0]);
line.scrollIntoView({ block: 'center' });
line.setAttribute('data-test', '');
";

/// The collapsible records of the tree, and whether each is open.
async fn folds(page: &Visit) -> WebDriverResult<Vec<String>> {
    let folds = page.js(FOLDS).await?;
    let folds = folds.as_array().cloned().unwrap_or_default();
    Ok(folds
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect())
}

/// Waits until a record of the tree is open or closed as given.
async fn fold_is(page: &Visit, fold: &str) -> WebDriverResult<()> {
    until(&format!("there is “{fold}”"), async || {
        let has = folds(page).await?.iter().any(|found| found == fold);
        Ok(has.then_some(()))
    })
    .await
}

#[test]
fn the_tree_shows_its_records_what_they_cost_and_where_it_breaks() {
    visit(Setup::at("#/check/too-many-look-ups.test"), async |page| {
        page.complete("too-many-look-ups.test").await?;
        // Two levels are open, and the path to the term that exceeds the limit.
        assert_eq!(
            folds(page).await?,
            [
                "open _spf.mail-vendor",
                "open _spf.newsletter-vendor",
                "open _spf.crm-vendor",
                "shut eu._spf.crm-vendor",
                "shut us._spf.crm-vendor",
                "shut asia._spf.crm-vendor",
                "open _spf.shop-vendor",
                "shut old._spf.shop-vendor",
                "shut new._spf.shop-vendor",
            ]
        );
        assert_eq!(
            page.texts("#spf .limit__figures").await?,
            [
                "Lookups12 of 10Problem",
                "Void lookups0 of 2 for IPv4, 2 of 2 for IPv6Good"
            ]
        );
        assert_eq!(
            page.texts("#spf .limit__sentence").await?[0],
            "Receivers allow 10 lookups across all records and return permerror at the 11th. Remove 2 lookups."
        );
        let breaks = ".tree__term[data-state=problem] .tree__term[data-state=problem]";
        assert_eq!(
            page.texts(&format!("{breaks} > details > summary code"))
                .await?,
            ["include:old._spf.shop-vendor.example"]
        );
        assert_eq!(
            page.texts(&format!("{breaks} .tree__note")).await?,
            ["Problem: The 11th lookup: receivers stop here with permerror."]
        );
        assert_eq!(
            page.texts("#spf .tree__term[data-past-limit] > details > summary code")
                .await?,
            [
                "include:old._spf.shop-vendor.example",
                "include:new._spf.shop-vendor.example"
            ]
        );
        Ok(())
    });
}

#[test]
fn the_tree_folds_by_pointer_and_by_keyboard() {
    visit(Setup::at("#/check/too-many-look-ups.test"), async |page| {
        page.complete("too-many-look-ups.test").await?;
        fold_is(page, "shut eu._spf.crm-vendor").await?;
        let line = "include:eu._spf.crm-vendor.example";
        page.js_with(LINE, vec![json!(line)]).await?;
        let line = page.find("[data-test]").await?;
        assert!(!page.text("#spf").await?.contains("ip4:203.0.113.0/28"));
        line.click().await?;
        fold_is(page, "open eu._spf.crm-vendor").await?;
        page.says("#spf", "ip4:203.0.113.0/28").await?;
        line.click().await?;
        fold_is(page, "shut eu._spf.crm-vendor").await?;

        // The next stop after it is the next record.
        page.press(Key::Tab).await?;
        let focused = page.focused().await?;
        assert!(focused.starts_with("include:us._spf"), "{focused}");
        page.press(Key::Enter).await?;
        fold_is(page, "open us._spf.crm-vendor").await?;
        page.press(Key::Enter).await?;
        fold_is(page, "shut us._spf.crm-vendor").await?;
        page.press(Key::Space).await?;
        fold_is(page, "open us._spf.crm-vendor").await?;
        Ok(())
    });
}

/// Returns the terms on the path of the checked sender, and which of them decides.
const WAY: &str = "
return [...document.querySelectorAll('#spf .tree__term[data-on-way]')].map((term) => {
  const end = term.hasAttribute('data-decides') ? ' decides' : '';
  return term.querySelector('code').textContent + end;
});
";

/// Waits until the answer about the sender starts with this text.
async fn answered(page: &Visit, start: &str) -> WebDriverResult<()> {
    until(&format!("the answer is “{start}”"), async || {
        let answer = page.text("#spf .answer__sentence").await?;
        Ok(answer.contains(start).then_some(()))
    })
    .await
}

#[test]
fn an_address_is_asked_about_and_its_way_lights_up() {
    visit(Setup::at("#/check/too-many-look-ups.test"), async |page| {
        page.complete("too-many-look-ups.test").await?;
        let asked = page.front.questions().len();
        assert_eq!(page.js(WAY).await?, json!([]));

        page.fill("#spf-ip", " [203.0.113.40] ").await?;
        answered(
            page,
            "Yes: 203.0.113.40 may send as too-many-look-ups.test.",
        )
        .await?;
        assert_eq!(
            page.js(WAY).await?,
            json!([
                "include:_spf.crm-vendor.example",
                "include:asia._spf.crm-vendor.example",
                "ip4:203.0.113.32/28 decides",
            ])
        );
        // Collapsed records on the path are opened.
        fold_is(page, "open asia._spf.crm-vendor").await?;
        fold_is(page, "shut eu._spf.crm-vendor").await?;
        assert_eq!(
            page.texts("#spf .answer__step").await?.last().unwrap(),
            "asia._spf.crm-vendor.example: ip4:203.0.113.32/28 matches"
        );

        page.fill("#spf-ip", "203.0.113.70").await?;
        answered(page, "No result: evaluating it takes more than 10 lookups.").await?;
        assert_eq!(
            page.js(WAY).await?,
            json!([
                "include:_spf.shop-vendor.example",
                "include:old._spf.shop-vendor.example decides",
            ])
        );
        assert_eq!(
            page.front.questions().len(),
            asked,
            "all of it was known from the check"
        );
        Ok(())
    });
}

#[test]
fn what_is_no_address_is_refused_in_words() {
    visit(Setup::at("#/check/reject.test"), async |page| {
        page.complete("reject.test").await?;
        for (typed, refusal) in [
            ("", "Enter the IP address of the server that sends."),
            (
                "mail.example.com",
                "mail.example.com is a name. Enter the IP address that the server sends from.",
            ),
            (
                "192.0.2.0/24",
                "192.0.2.0/24 is a network. Enter one of its addresses.",
            ),
            (
                "192.0.2.256",
                "192.0.2.256 is not an IP address. Examples: 192.0.2.1, 2001:db8::1.",
            ),
        ] {
            page.fill("#spf-ip", typed).await?;
            page.says("#spf-ip-refusal", refusal).await?;
            assert_eq!(page.text("#spf-ip-refusal").await?, refusal);
            let field = page.find("#spf-ip").await?;
            assert_eq!(field.attr("aria-invalid").await?.as_deref(), Some("true"));
            assert_eq!(page.focused().await?, "spf-ip");
            assert!(!page.has(".answer__sentence").await?);
        }
        page.fill("#spf-ip", "2001:db8::5").await?;
        answered(page, "Yes: 2001:db8::5 may send as reject.test.").await?;
        assert_eq!(page.text("#spf-ip-refusal").await?, "");
        assert_eq!(
            page.find("#spf-ip").await?.attr("aria-invalid").await?,
            None
        );
        Ok(())
    });
}

/// Waits until the page lists these DKIM selectors, each with its origin and result, and the field still holds the typed text.
async fn selectors_are(page: &Visit, expected: &[&str], typed: &str) -> WebDriverResult<()> {
    until(&format!("the selectors are {expected:?}"), async || {
        page.unfold().await?;
        let is_listed = page.texts("#dkim .hosts__name").await? == expected;
        let field = "return document.querySelector('#dkim-selectors')?.value ?? null;";
        let is_typed = page.js(field).await? == json!(typed);
        Ok((is_listed && is_typed).then_some(()))
    })
    .await
}

#[test]
fn selectors_are_looked_for_and_stand_in_the_address() {
    visit(Setup::at("#/check/quarantine.test"), async |page| {
        let guessed = "mailit is commonGood";
        let named = "parcelyou entered itNot applicable";
        let made_up = "nobodyyou entered itSuggestion";
        selectors_are(page, &[guessed], "").await?;

        page.fill("#dkim-selectors", "parcel, nobody").await?;
        selectors_are(page, &[named, made_up, guessed], "parcel nobody").await?;
        let asked = page.front.questions();
        for name in ["parcel", "nobody"] {
            let question = format!("{name}._domainkey.quarantine.test TXT");
            assert!(asked.contains(&question), "{question}: {asked:?}");
        }
        let address = page
            .site
            .url("#/check/quarantine.test/dkim/parcel%2Cnobody");
        assert_eq!(page.driver().current_url().await?.as_str(), address);
        assert_eq!(page.verdict("quarantine.test").await?.stage, "Quarantine");
        until("the section has the focus", async || {
            Ok((page.focused().await? == "dkim").then_some(()))
        })
        .await?;

        page.reload().await?;
        selectors_are(page, &[named, made_up, guessed], "parcel nobody").await?;
        page.driver().back().await?;
        selectors_are(page, &[guessed], "").await?;
        page.driver().forward().await?;
        selectors_are(page, &[named, made_up, guessed], "parcel nobody").await?;
        assert_eq!(page.driver().current_url().await?.as_str(), address);
        Ok(())
    });
}

#[test]
fn what_is_no_selector_is_named_and_not_asked() {
    visit(Setup::at("#/check/quarantine.test"), async |page| {
        page.complete("quarantine.test").await?;
        page.fill("#dkim-selectors", "<b>parcel</b>").await?;
        page.says(
            "#dkim",
            "“<b>parcel</b>” was not tried: it is not a valid selector, or there were too many.",
        )
        .await?;
        let is_asked = |question: &String| question.contains("parcel");
        assert!(!page.front.questions().iter().any(is_asked));
        Ok(())
    });
}
