//! Hosts with a strict Content-Security-Policy: the widget works under it, and reports what it blocks.

use browser_tests::behavior::Behavior;
use browser_tests::host_page::HostPage;
use browser_tests::site::NONCE;
use browser_tests::visit::Visit;
use serde_json::json;
use thirtyfour::error::WebDriverResult;

use crate::in_chromium;

/// A policy that allows only scripts with the nonce; `scripts` and `asks` are additional sources.
fn strict(scripts: &str, asks: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{NONCE}' {scripts}; connect-src {asks}; img-src data:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
}

/// A page with a widget that queries the front about a domain.
fn host(page: &Visit, policy: String) -> HostPage {
    let body = format!(
        "<dmarc-checker id=a domain=reject.test auto resolver={}></dmarc-checker>",
        page.front.url()
    );
    HostPage::new(body).under(policy)
}

/// Everything works under a policy with the sources that the documentation lists.
pub(crate) async fn strict_policy(page: &Visit) -> WebDriverResult<()> {
    let asks = format!("'self' {}", page.front.origin());
    page.show(&host(page, strict("'wasm-unsafe-eval'", &asks)))
        .await?;
    let widget = page.widget("a");
    widget.tells("result reject.test").await?;
    assert_eq!(widget.stage().await?, "Reject");
    widget.ask("quarantine.test").await?;
    widget.tells("result quarantine.test").await?;
    assert_eq!(widget.stage().await?, "Quarantine");
    Ok(())
}

/// Each blocked resource is named, with the source to allow.
pub(crate) async fn refusals(page: &Visit) -> WebDriverResult<()> {
    let (site, front) = (page.site.origin(), page.front.origin());
    let wasm = "'wasm-unsafe-eval'";
    let cases = [
        (
            strict("", &format!("'self' {front}")),
            "csp-wasm",
            "Add 'wasm-unsafe-eval' to script-src".to_owned(),
        ),
        (
            strict(wasm, &front),
            "csp-wasm",
            format!("forbids loading the checker. Add {site} to connect-src"),
        ),
        (
            strict(wasm, "'self'"),
            "csp-resolver",
            format!("forbids asking the resolver. Add {front} to connect-src"),
        ),
    ];
    for (policy, code, remedy) in cases {
        page.show(&host(page, policy)).await?;
        let widget = page.widget("a");
        widget.tells(&format!("error {code}")).await?;
        widget.says(".face", &remedy).await?;
        let heard = widget.heard().await?;
        assert!(
            !heard.iter().any(|line| line.starts_with("result")),
            "{heard:?}"
        );
        page.says_only(&[
            "violated",
            "violates",
            "Refused to",
            "Content-Security-Policy",
            "Content Security Policy",
            "access control checks",
        ])
        .await?;
    }
    assert_eq!(page.front.questions(), [""; 0]);
    Ok(())
}

/// A violation by the host itself is not reported as the cause of another failure.
pub(crate) async fn a_refusal_of_the_hosts_own(page: &Visit) -> WebDriverResult<()> {
    let asks = format!("'self' {}", page.front.origin());
    page.show(&host(page, strict("'wasm-unsafe-eval'", &asks)))
        .await?;
    let widget = page.widget("a");
    widget.tells("result reject.test").await?;
    page.js("return fetch('http://127.0.0.1:9/count').catch(() => null);")
        .await?;
    page.front.does(Behavior::Status(503));
    widget.ask("monitoring.test").await?;
    widget.tells("error resolver-blocked").await?;
    assert_eq!(widget.text(".face").await?, "");
    page.says_only(&[
        "policy violated: connect-src by http://127.0.0.1:9/",
        "violates",
        "Refused to",
        "503",
    ])
    .await
}

/// A violation of a report-only policy is not reported as blocking.
async fn a_report(page: &Visit) -> WebDriverResult<()> {
    let asks = format!("'self' {}", page.front.origin());
    page.show(&host(page, strict("'wasm-unsafe-eval'", &asks)))
        .await?;
    let widget = page.widget("a");
    widget.tells("result reject.test").await?;
    // The event that the browser dispatches for Content-Security-Policy-Report-Only.
    let told = "document.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', {
            blockedURI: arguments[0] + '?dns=AAAA', disposition: 'report', documentURI: location.href,
            effectiveDirective: 'connect-src', violatedDirective: 'connect-src',
            originalPolicy: 'connect-src', statusCode: 200 }));";
    page.js_with(told, vec![json!(page.front.url())]).await?;
    page.front.does(Behavior::Status(503));
    widget.ask("monitoring.test").await?;
    widget.tells("error resolver-blocked").await?;
    assert_eq!(widget.text(".face").await?, "");
    page.says_only(&["policy violated", "503"]).await
}

#[test]
fn a_strict_policy_with_nonces_is_enough() {
    in_chromium(strict_policy);
}

#[test]
fn what_a_policy_forbids_is_named() {
    in_chromium(refusals);
}

#[test]
fn what_a_policy_only_reports_is_no_reason() {
    in_chromium(a_report);
}

#[test]
fn what_the_host_itself_may_not_do_is_no_reason() {
    in_chromium(a_refusal_of_the_hosts_own);
}
