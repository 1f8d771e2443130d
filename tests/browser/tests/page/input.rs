//! Typed input: corrected where possible, refused with a reason otherwise.

use browser_tests::visit::{Setup, visit};
use browser_tests::wait::until;

/// The input, and a part of the reason for refusal.
const REFUSED: &[(&str, &str)] = &[
    ("", "Enter a domain"),
    ("   ", "Enter a domain"),
    ("192.0.2.1", "192.0.2.1 is an IP address"),
    ("[IPv6:2001:db8::1]", "is an IP address"),
    ("localhost", "the computer itself"),
    ("com", "single word"),
    ("reject.test, locked.test", "list of 2 names"),
    ("two words.test", "space"),
    ("under_score.test", "“_”"),
    ("-a.test", "hyphen"),
    ("a..test", "between the dots"),
];

#[test]
fn what_is_no_domain_is_refused_with_the_reason_at_the_field() {
    visit(Setup::at(""), async |page| {
        for (typed, reason) in REFUSED {
            page.ask(typed).await?;
            page.says("#refusal", reason).await?;
            let field = page.find("#domain").await?;
            assert_eq!(
                field.attr("aria-invalid").await?.as_deref(),
                Some("true"),
                "{typed}"
            );
            assert_eq!(
                field.attr("aria-describedby").await?.as_deref(),
                Some("refusal"),
                "{typed}"
            );
            assert_eq!(page.focused().await?, "domain", "{typed}");
        }
        assert_eq!(page.front.questions(), [""; 0]);

        page.ask("reject.test").await?;
        page.complete("reject.test").await?;
        let field = page.find("#domain").await?;
        assert_eq!(field.attr("aria-invalid").await?, None);
        assert_eq!(page.text("#refusal").await?, "");
        Ok(())
    });
}

/// The input, the domain it means, and the page's note about the correction.
const FORGIVEN: &[(&str, &str, &str)] = &[
    ("  REJECT.test. ", "reject.test", ""),
    (
        "Postmaster <postmaster@reject.test>",
        "reject.test",
        "Read as reject.test.",
    ),
    (
        "https://reject.test:8443/a/b?c#d",
        "reject.test",
        "Read as reject.test.",
    ),
    ("_dmarc.reject.test", "reject.test", "Read as reject.test."),
    (
        "Bücher.test",
        "bücher.test",
        "Read as bücher.test, which is xn--bcher-kva.test in DNS.",
    ),
    (
        "bücher.test",
        "bücher.test",
        "Checks bücher.test, which is xn--bcher-kva.test in DNS.",
    ),
    (
        "xn--bcher-kva.test",
        "bücher.test",
        "Read as bücher.test, which is xn--bcher-kva.test in DNS.",
    ),
];

#[test]
fn what_stands_for_a_domain_is_read_and_the_page_says_how() {
    visit(Setup::at(""), async |page| {
        for (typed, name, reading) in FORGIVEN {
            page.ask(typed).await?;
            page.complete(name).await?;
            until(&format!("the page says how it read {typed}"), async || {
                Ok((page.text(".ask__reading").await? == *reading).then_some(()))
            })
            .await?;
        }
        let asked = page.front.questions();
        assert!(
            asked.contains(&"_dmarc.xn--bcher-kva.test TXT".to_owned()),
            "{asked:?}"
        );
        Ok(())
    });
}

#[test]
fn a_pasted_record_is_explained_and_nothing_is_asked() {
    visit(Setup::at(""), async |page| {
        page.ask("v=DMARC1; p=qurantine; rua=mailto:reports@reject.test")
            .await?;
        page.says("#title", "What this record says").await?;
        page.says("#record-meaning", "qurantine").await?;
        assert_eq!(page.text("#refusal").await?, "");
        // The address repeats it, as it does for a domain.
        page.reload().await?;
        page.says("#record-meaning", "qurantine").await?;
        assert_eq!(page.front.questions(), Vec::<String>::new());

        page.ask("v=spf1 -all").await?;
        page.says(
            "#refusal",
            "This is an SPF record. Enter the domain that publishes it.",
        )
        .await?;
        page.ask("reject.test").await?;
        page.complete("reject.test").await?;
        Ok(())
    });
}

#[test]
fn rules_are_searched_as_one_types() {
    visit(Setup::at("#/rules"), async |page| {
        let field = page.find("#rules-search").await?;
        let all = page.texts(".rule__title").await?.len();
        field.send_keys("MAILTO").await?;
        until("fewer rules are shown", async || {
            let shown = page.texts(".rule__title").await?;
            let is_about = shown.iter().any(|title| title.contains("mailto"));
            Ok((is_about && shown.len() < all / 4).then_some(()))
        })
        .await?;
        let count = page.texts(".rule__title").await?.len();
        page.says("#rules-count", &format!("{count} rules")).await?;
        field.send_keys("<nothing>").await?;
        page.says("#rules-count", "0 rules").await?;
        assert!(!page.has(".rule").await?);
        Ok(())
    });
}
