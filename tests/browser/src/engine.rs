//! [`Engine`]: the browsers, how each is started, and a session in each.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};
use tokio::sync::OnceCell;

use crate::environment::{folder, geckodriver, program};
use crate::process::{Process, free_port};

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Blink, in which everything is tested.
    Chromium,
    /// Gecko.
    Firefox,
    /// WebKit, as GTK has it.
    WebKit,
}

/// A browser with a profile of its own.
#[derive(Debug)]
pub(crate) struct Session {
    /// What drives it.
    pub(crate) driver: WebDriver,
    /// The driver, where each session has its own.
    process: Option<Process>,
}

impl Session {
    /// Opens a browser. `arguments` go to Chromium alone, which does not wait for all files of a page unless it `waits`.
    pub(crate) async fn open(engine: Engine, arguments: &[String], waits: bool) -> Self {
        let (url, capabilities, process) = match engine {
            Engine::Chromium => (chromedriver().await, chromium(arguments, waits), None),
            Engine::Firefox => {
                let (url, process) = start_geckodriver().await;
                (url, firefox(), Some(process))
            }
            Engine::WebKit => {
                let (url, process) = start_webkit_driver().await;
                (url, webkit(), Some(process))
            }
        };
        let capabilities = Capabilities::from(capabilities.as_object().expect("an object").clone());
        let driver = WebDriver::new(url, capabilities)
            .await
            .unwrap_or_else(|error| {
                let log = process.as_ref().map(Process::log).unwrap_or_default();
                panic!("{engine:?} does not open: {error}\n{log}")
            });
        Self { driver, process }
    }

    /// Closes the browser.
    pub(crate) async fn close(self) {
        // It may have crashed, which the test has told already.
        let _ = self.driver.quit().await;
        drop(self.process);
    }
}

/// Chromium's driver, which serves any number of sessions.
async fn chromedriver() -> String {
    static SHARED: OnceCell<(Process, String)> = OnceCell::const_new();
    let start = async || {
        let folder = folder("chromium");
        let program = program(&["chromedriver"]);
        // Profiles are temporary files of the driver's.
        let temporary = folder.to_string_lossy();
        let process = Process::start(
            "chromedriver",
            &program,
            &["--port=0"],
            &[("TMPDIR", &temporary)],
            &folder,
        );
        let port = process.says("started successfully on port ").await;
        (process, format!("http://127.0.0.1:{port}"))
    };
    SHARED.get_or_init(start).await.1.clone()
}

/// A new Chromium that reaches no host but this machine.
fn chromium(arguments: &[String], waits: bool) -> Value {
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
    ]
    .map(str::to_owned)
    .to_vec();
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
    json!({
        "browserName": "chrome",
        "pageLoadStrategy": if waits { "normal" } else { "eager" },
        "goog:chromeOptions": {
            "binary": program(&["chromium", "chromium-browser", "google-chrome"]),
            "args": all,
            // Errors of the page alone, not of the browser's own pages.
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
        },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

/// Starts Firefox's driver, which serves one session.
async fn start_geckodriver() -> (String, Process) {
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

/// A new Firefox that reaches no host but this machine: everything else goes to a proxy that is not there.
fn firefox() -> Value {
    json!({
        "browserName": "firefox",
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

/// Starts WebKit's driver, which serves one session, on a screen that nobody sees.
async fn start_webkit_driver() -> (String, Process) {
    let folder = next_folder("webkit");
    let home = folder.to_string_lossy();
    let display = display().await;
    let port = free_port();
    let variables = [
        ("DISPLAY", display.as_str()),
        ("HOME", &home),
        ("TMPDIR", &home),
        // The sandbox needs rights that root in a container has not.
        ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1"),
        // No session bus and no desktop: look for none.
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

/// A new WebKit in the small browser that comes with it.
fn webkit() -> Value {
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

/// The screen that nobody sees.
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
