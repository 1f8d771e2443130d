//! Tests of the harness itself: if it detected nothing, every other test would pass.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, Stdio};
use std::{env, fs};

use browser_tests::behavior::Behavior;
use browser_tests::dns::Dns;
use browser_tests::engine::Engine;
use browser_tests::environment::root;
use browser_tests::front::{Fate, Front};
use browser_tests::message::{self, Question, query};
use browser_tests::site::{Host, Site};
use browser_tests::visit::{Setup, Visit, visit};
use browser_tests::wait::{run, until};
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;

/// A page that contains every kind of mistake.
fn toy(engine: Engine) -> Setup {
    let setup = Setup::new(engine);
    let host = Host {
        folder: root().join("tests/browser/toy"),
        ..setup.host.clone()
    };
    // The icon is missing on purpose.
    Setup { host, ..setup }.may_say(&["icon.svg"])
}

/// Waits until each of these mistakes is detected.
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

/// The mistakes on the toy page that every browser detects.
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

/// Chromium with an argument that no other test uses, so that no other test shares this browser.
fn alone(argument: &str) -> Setup {
    Setup {
        arguments: vec![argument.to_owned()],
        begins_on_page: false,
        keeps_front: false,
        ..Setup::new(Engine::Chromium)
    }
}

/// Returns state that one visit could leave to another.
const LEFT: &str = "
return navigator.permissions.query({ name: 'clipboard-read' }).catch(() => ({})).then(({ state }) => ({
    stored: localStorage.left, cookie: document.cookie, permission: state, script: window.left,
    dark: matchMedia('(prefers-color-scheme: dark)').matches, width: innerWidth, online: navigator.onLine,
}));
";

/// Loads a page that both visits use, and returns state that could be left from another visit.
async fn left(page: &Visit, other: &Site) -> WebDriverResult<Value> {
    page.knows(other.origin());
    page.load(&other.blank()).await?;
    page.js(LEFT).await
}

/// Sets storage and a cookie.
const LEAVE: &str = "localStorage.left = 'stored'; document.cookie = 'left=1';";

#[test]
fn visits_that_share_chromium_leave_nothing_to_each_other() {
    let other = run(Site::start(Host::default()));
    let setup = alone("--harness-leaves-nothing");
    let first = RefCell::new((0, Value::Null));
    visit(setup.clone().may_say(&["on purpose"]), async |page| {
        let before = left(page, &other).await?;
        page.js(LEAVE).await?;
        page.allow_clipboard_at(&other.origin()).await?;
        let script = json!({ "source": "window.left = 'a script';" });
        page.cdp("Page.addScriptToEvaluateOnNewDocument", script)
            .await?;
        let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        page.cdp("Emulation.setEmulatedMedia", dark).await?;
        page.driver().set_window_rect(0, 0, 900, 700).await?;
        let after = left(page, &other).await?;
        let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        page.cdp("Network.emulateNetworkConditions", offline)
            .await?;
        let is_online = "return navigator.onLine;";
        page.gives("it is offline", is_online, json!(false)).await?;
        for (name, value) in before.as_object().unwrap() {
            let is_changed = name == "online" || after[name] != *value;
            assert!(is_changed, "{name} is {value} all the same");
        }
        page.js("console.error('on purpose: the last word');")
            .await?;
        first.replace((page.browser(), before));
        Ok(())
    });
    visit(setup, async |page| {
        let (browser, before) = first.take();
        assert_eq!(page.browser(), browser);
        assert_eq!(left(page, &other).await?, before);
        Ok(())
    });
}

#[test]
fn visits_that_share_firefox_leave_nothing_to_each_other() {
    let other = run(Site::start(Host::default()));
    for _ in 0..2 {
        let setup = Setup {
            engine: Engine::Firefox,
            arguments: Vec::new(),
            ..alone("")
        };
        visit(setup, async |page| {
            let before = left(page, &other).await?;
            assert_eq!(before["stored"], Value::Null);
            assert_eq!(before["cookie"], "");
            page.js(LEAVE).await?;
            assert_ne!(left(page, &other).await?, before);
            Ok(())
        });
    }
}

#[test]
fn where_a_test_has_failed_or_the_browser_crashed_no_other_test_goes() {
    let browsers = RefCell::new(Vec::new());
    let setup = || alone("--harness-fails");
    let fails = |command: Option<&str>| {
        catch_unwind(AssertUnwindSafe(|| {
            visit(setup(), async |page| {
                browsers.borrow_mut().push(page.browser());
                match command {
                    Some(command) => page.cdp(command, json!({})).await.map(drop),
                    None => panic!("on purpose"),
                }
            });
        }))
        .unwrap_err()
    };
    fails(None);
    fails(Some("Browser.crash"));
    visit(setup(), async |page| {
        browsers.borrow_mut().push(page.browser());
        Ok(())
    });
    let mut browsers = browsers.into_inner();
    assert_eq!(browsers.len(), 3);
    browsers.dedup();
    assert_eq!(browsers.len(), 3, "{browsers:?}");
}

/// The processes that a test run started, each with its arguments.
fn started_by(run: u32) -> Vec<String> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let lines = processes.filter_map(|process| {
        // Every process works in a folder of its run.
        let folder = fs::read_link(process.path().join("cwd")).ok()?;
        let is_of_run = folder
            .to_string_lossy()
            .contains(&format!("/browser-tests/{run}/"));
        let line = fs::read_to_string(process.path().join("cmdline")).ok()?;
        is_of_run.then(|| line.replace('\0', " "))
    });
    lines.collect()
}

#[test]
fn browsers_and_servers_end_with_the_tests_even_if_these_are_killed() {
    let this = env::current_exe().unwrap();
    let mut other = Command::new(this);
    other
        .args(["--exact", "harness::mistakes_in_chromium_are_noticed"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut other = other.spawn().unwrap();
    run(async {
        until("there is a window in another run", async || {
            let programs = started_by(other.id());
            let has = |word: &str| programs.iter().any(|line| line.contains(word));
            Ok((has("named") && has("--type=renderer")).then_some(()))
        })
        .await
        .unwrap();
    });
    let id = other.id();
    other.kill().unwrap();
    other.wait().unwrap();
    run(async {
        until("nothing of that run is left", async || {
            Ok(started_by(id).is_empty().then_some(()))
        })
        .await
        .unwrap();
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
