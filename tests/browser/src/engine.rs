//! [`Engine`]: the browsers, how each is started, and the capabilities that its driver gets.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::environment::{folder, geckodriver, program};
use crate::process::{Process, free_port};

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Blink, which runs every test.
    Chromium,
    /// Gecko.
    Firefox,
    /// WebKitGTK.
    WebKit,
}

/// The URL of Chromium's driver, which serves any number of sessions.
pub(crate) async fn chromedriver() -> String {
    static SHARED: OnceCell<(Process, String)> = OnceCell::const_new();
    let start = async || {
        let folder = folder("chromedriver");
        let program = program(&["chromedriver"]);
        let process = Process::start("chromedriver", &program, &["--port=0"], &[], &folder);
        let port = process.says("started successfully on port ").await;
        (process, format!("http://127.0.0.1:{port}"))
    };
    SHARED.get_or_init(start).await.1.clone()
}

/// Disabled Chromium features. Its driver also disables the first two; the others are internal pages below the address bar,
/// whose preparation takes longer than everything else about a new window.
const FEATURES_OFF: [&str; 5] = [
    "IgnoreDuplicateNavs",
    "Prewarm",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
];

/// Starts a headless Chromium that reaches no host but this machine. Returns where it listens: host and port for its driver,
/// and the path for [`Control`](crate::control::Control).
pub(crate) async fn start_chromium(arguments: &[String]) -> (Process, String, String) {
    let folder = next_folder("chromium");
    let temporary = folder.to_string_lossy();
    let profile = folder.join("profile");
    let mut all: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,1000",
        // A visit opens the window that it needs.
        "--no-startup-window",
        "--remote-debugging-port=0",
        // The same flags as its driver sets.
        "--allow-pre-commit-input",
        "--disable-background-timer-throttling",
        "--disable-backgrounding-occluded-windows",
        "--disable-client-side-phishing-detection",
        "--disable-default-apps",
        "--disable-hang-monitor",
        "--disable-popup-blocking",
        "--disable-prompt-on-repost",
        "--no-service-autorun",
        "--password-store=basic",
        "--test-type=webdriver",
        "--use-mock-keychain",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push(format!("--disable-features={}", FEATURES_OFF.join(",")));
    all.push(format!("--user-data-dir={}", profile.display()));
    all.extend_from_slice(arguments);
    if !arguments
        .iter()
        .any(|argument| argument.starts_with("--host-resolver-rules"))
    {
        all.push(
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
                .to_owned(),
        );
    }
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let program = program(&["chromium", "chromium-browser", "google-chrome"]);
    let variables = [("TMPDIR", temporary.as_ref())];
    let process = Process::start("chromium", &program, &all, &variables, &folder);
    let listens = async || {
        let text = fs::read_to_string(profile.join("DevToolsActivePort")).ok()?;
        let (port, path) = text.split_once('\n')?;
        // The path starts with a slash and is written last.
        (path.len() > 1).then(|| (format!("127.0.0.1:{port}"), path.to_owned()))
    };
    let (address, path) = process.until("says where it listens", listens).await;
    (process, address, path)
}

/// Capabilities for the Chromium at this address. Navigation waits for all files of a page only if `waits`.
pub(crate) fn chromium(address: &str, waits: bool) -> Value {
    json!({
        "browserName": "chrome",
        "pageLoadStrategy": if waits { "normal" } else { "eager" },
        "goog:chromeOptions": {
            "debuggerAddress": address,
            // Log errors of the page only, not of the browser's internal pages.
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
        },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

/// Starts Firefox's driver, which serves one session.
pub(crate) async fn start_geckodriver() -> (String, Process) {
    let folder = next_folder("firefox");
    let temporary = folder.to_string_lossy();
    let arguments = [
        "--port",
        "0",
        "--websocket-port",
        "0",
        "--profile-root",
        &temporary,
    ];
    let variables = [("TMPDIR", temporary.as_ref()), ("HOME", temporary.as_ref())];
    let process = Process::start(
        "geckodriver",
        &geckodriver(),
        &arguments,
        &variables,
        &folder,
    );
    let port = process.says("Listening on 127.0.0.1:").await;
    (format!("http://127.0.0.1:{port}"), process)
}

/// Capabilities for a new Firefox that reaches no host but this machine: everything else goes to a nonexistent proxy.
pub(crate) fn firefox() -> Value {
    json!({
        "browserName": "firefox",
        "webSocketUrl": true,
        "moz:firefoxOptions": {
            "binary": program(&["firefox-esr", "firefox"]),
            "args": ["-headless", "-width", "1280", "-height", "1000"],
            "prefs": {
                "network.captive-portal-service.enabled": false,
                "network.connectivity-service.enabled": false,
                "network.proxy.type": 1,
                "network.proxy.http": "127.0.0.1",
                "network.proxy.http_port": 9,
                "network.proxy.ssl": "127.0.0.1",
                "network.proxy.ssl_port": 9,
                "network.proxy.no_proxies_on": "127.0.0.1",
            },
        },
    })
}

/// Starts WebKit's driver, which serves one session, on a virtual display.
pub(crate) async fn start_webkit_driver() -> (String, Process) {
    let folder = next_folder("webkit");
    let home = folder.to_string_lossy();
    let display = display().await;
    let port = free_port();
    let variables = [
        ("DISPLAY", display.as_str()),
        ("HOME", &home),
        ("TMPDIR", &home),
        // The sandbox needs privileges that root in a container does not have.
        ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1"),
        // There is no session bus and no desktop, so do not look for them.
        ("GIO_USE_VFS", "local"),
        ("GSETTINGS_BACKEND", "memory"),
        ("NO_AT_BRIDGE", "1"),
    ];
    let arguments = [format!("--port={port}"), "--host=127.0.0.1".to_owned()];
    let arguments = arguments.each_ref().map(String::as_str);
    let program = program(&["WebKitWebDriver"]);
    let process = Process::start("WebKitWebDriver", &program, &arguments, &variables, &folder);
    process.listens(port).await;
    (format!("http://127.0.0.1:{port}"), process)
}

/// Capabilities for a new WebKit in its bundled minimal browser.
pub(crate) fn webkit() -> Value {
    let names = ["x86_64", "aarch64"].map(|machine| {
        let folder = PathBuf::from(format!("/usr/lib/{machine}-linux-gnu"));
        folder
            .join("webkit2gtk-4.1/MiniBrowser")
            .to_string_lossy()
            .into_owned()
    });
    let binary = program(&names.each_ref().map(String::as_str));
    json!({
        "browserName": "MiniBrowser",
        "webkitgtk:browserOptions": { "binary": binary, "args": ["--automation"] },
    })
}

/// The name of the virtual display.
async fn display() -> String {
    static SHARED: OnceCell<(Process, String)> = OnceCell::const_new();
    let start = async || {
        let folder = folder("screen");
        let arguments = [
            "-displayfd",
            "1",
            "-nolisten",
            "tcp",
            "-screen",
            "0",
            "1280x1000x24",
        ];
        let process = Process::start("Xvfb", &program(&["Xvfb"]), &arguments, &[], &folder);
        let number = process.until("has a screen", async || {
            let log = process.log();
            log.lines().find_map(|line| line.trim().parse::<u32>().ok())
        });
        let display = format!(":{}", number.await);
        (process, display)
    };
    SHARED.get_or_init(start).await.1.clone()
}

/// A new folder for a driver's files.
fn next_folder(name: &str) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    folder(&format!("{name}-{}", NEXT.fetch_add(1, Ordering::Relaxed)))
}
