//! The harness itself: were it blind, every other test would pass.

use std::cell::RefCell;

use browser_tests::behavior::Behavior;
use browser_tests::dns::Dns;
use browser_tests::engine::Engine;
use browser_tests::environment::root;
use browser_tests::front::{Fate, Front};
use browser_tests::message::{self, Question, query};
use browser_tests::site::Host;
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::{run, until};
use thirtyfour::error::WebDriverResult;

/// The page with all mistakes.
fn toy(engine: Engine) -> Setup {
    let setup = Setup::new(engine);
    let host = Host {
        folder: root().join("tests/browser/toy"),
        ..setup.host.clone()
    };
    // The icon is missing on purpose, and stays so.
    Setup { host, ..setup }.may_say(&["icon.svg"])
}

/// Waits until each of these mistakes is noticed.
async fn notices(visit: &Visit, mistakes: &[&str]) -> WebDriverResult<()> {
    let noticed = RefCell::new(Vec::new());
    until("all mistakes are noticed", async || {
        let more = visit.unexpected().await?;
        let mut noticed = noticed.borrow_mut();
        noticed.extend(more);
        let is_noticed = |mistake: &&str| noticed.iter().any(|error| error.contains(*mistake));
        Ok(mistakes.iter().all(is_noticed).then_some(()))
    })
    .await
}

/// What every browser tells of the toy page.
const MISTAKES: &[&str] = &[
    "on purpose: console",
    "on purpose: rejection",
    "on purpose: exception",
    "policy violated: img-src",
];

#[test]
fn mistakes_in_chromium_are_noticed() {
    visit(toy(Engine::Chromium), async |page| {
        notices(page, MISTAKES).await?;
        assert_eq!(page.site.missing(), ["/some/sub/path/icon.svg"]);
        page.js("fetch('http://127.0.0.1:9/').catch(() => 0);")
            .await?;
        notices(page, &["connect-src"]).await?;
        page.go("#/elsewhere").await?;
        page.js("console.warn('on purpose: warning');").await?;
        notices(page, &["on purpose: warning"]).await
    });
}

#[test]
fn mistakes_in_firefox_are_noticed() {
    visit(toy(Engine::Firefox), async |page| {
        notices(page, MISTAKES).await
    });
}

#[test]
fn mistakes_in_webkit_are_noticed() {
    visit(toy(Engine::WebKit), async |page| {
        notices(page, MISTAKES).await
    });
}

#[test]
fn the_name_servers_answer_below_both_names_and_for_nobody_else() {
    let dns = Dns::shared();
    run(async {
        let ask = async |name: &str, kind: &str| dns.ask(&Question::new(name, kind)).await.unwrap();
        for name in ["_dmarc.reject.test", "_dmarc.reject.example"] {
            let answer = ask(name, "TXT").await;
            assert!(
                String::from_utf8_lossy(&answer).contains("v=DMARC1; p=reject"),
                "{name}"
            );
        }
        assert!(ask("_dmarc.long.hostile.test", "TXT").await.len() > 4000);
        let elsewhere = ask("example.com", "TXT").await;
        assert_eq!(elsewhere[3] & 15, 3, "no such name");
    });
}

#[test]
fn the_front_does_as_it_is_told() {
    let dns = Dns::shared();
    run(async {
        let front = Front::start(dns).await;
        let url = format!(
            "{}?dns={}",
            front.url(),
            message::encode(&query(&Question::new("reject.test", "MX")))
        );
        let get = async || {
            let client = reqwest::Client::new();
            client
                .get(&url)
                .header("accept", "application/dns-message")
                .send()
                .await
                .unwrap()
        };
        let whole = get().await.bytes().await.unwrap();
        front.does(Behavior::Status(503));
        assert_eq!(get().await.status(), 503);
        front.does(Behavior::Half);
        assert_eq!(get().await.bytes().await.unwrap(), whole[..whole.len() / 2]);
        front.does(Behavior::Code(2));
        assert_eq!(get().await.bytes().await.unwrap()[3] & 15, 2);
        front.does(Behavior::OtherQuestion);
        let other = message::question(&get().await.bytes().await.unwrap()).unwrap();
        assert_eq!(other.to_string(), "xeject.test MX");

        front.forget();
        front.does(Behavior::Hold);
        let held = async {
            assert_eq!(get().await.status(), 200);
        };
        let release = async {
            let waits = async || {
                Ok(front
                    .seen()
                    .first()
                    .is_some_and(|(_, fate)| *fate == Fate::Waiting)
                    .then_some(()))
            };
            until("the question is held", waits).await.unwrap();
            front.release();
        };
        tokio::join!(held, release);
        assert_eq!(
            front.seen(),
            [(Question::new("reject.test", "MX"), Fate::Answered)]
        );
    });
}
