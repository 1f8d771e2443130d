//! [`Session`]: one test's window in a browser that tests share, one after the other.
//!
//! ```text
//! Browser, at most one per test thread             Session, one per test
//!   Chromium  ---- browser context, window  ----   session of chromedriver
//!   Firefox   ---- user context, tab        ----   the session of geckodriver
//!   WebKit, which has no contexts           ----   a driver and a browser of its own
//! ```
//!
//! A context has its own cookies, storage, caches and permissions, which are deleted with it. In Chromium, everything that a
//! test sets through the driver (emulated media, scripts, network conditions), and the logs, end with the driver's session.
//!
//! A browser is reused only if its last test passed and its context was removed. All browsers end with the test program,
//! however that ends ([`Process`]).

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use thirtyfour::error::WebDriverError;
use thirtyfour::{Capabilities, WebDriver, WindowHandle};

use crate::control::Control;
use crate::engine::{
    Engine, chromedriver, chromium, firefox, start_chromium, start_geckodriver,
    start_webkit_driver, webkit,
};
use crate::process::Process;

/// Browsers that are currently unused. Their number never exceeds the number of concurrent tests.
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// Why the lock cannot be poisoned.
const UNHARMED: &str = "nobody panics while it looks";

/// A running browser.
#[derive(Debug)]
struct Browser {
    engine: Engine,
    /// Additional command-line arguments that a test requested.
    arguments: Vec<String>,
    /// The sequence number of the browser, by order of start.
    number: u32,
    /// The connection outside the driver.
    access: Access,
    /// The browser, or the driver that ends it.
    process: Process,
}

/// How sessions in a browser start and end.
#[derive(Debug)]
enum Access {
    /// One driver session for each visit.
    Chromium {
        /// The DevTools connection.
        control: Control,
        /// The debugging address that the driver connects to.
        address: String,
    },
    /// One driver session for all visits.
    Firefox {
        /// The BiDi connection.
        control: Control,
        driver: WebDriver,
        /// A window that no test uses, so that the browser never closes its last one.
        first: WindowHandle,
    },
    /// One driver session and one visit.
    WebKit {
        /// The session, which also serves as the visit's.
        driver: WebDriver,
    },
}

/// A visit to a browser: a window isolated from all other visits.
#[derive(Debug)]
pub(crate) struct Session {
    /// The driver session that controls it.
    pub(crate) driver: WebDriver,
    /// The browser's identifier of its context. WebKit has none.
    context: Option<String>,
    browser: Browser,
}

impl Session {
    /// Starts a visit in an idle browser, or in a new one. `arguments` apply to Chromium only; browsers with different
    /// arguments are not shared. Navigation waits for all files of a page only if `waits`.
    pub(crate) async fn open(engine: Engine, arguments: &[String], waits: bool) -> Self {
        while let Some(browser) = idle(engine, arguments) {
            // The browser may have ended in the meantime.
            if let Ok(session) = browser.begin(waits).await {
                return session;
            }
        }
        let browser = Browser::start(engine, arguments).await;
        let session = browser.begin(waits).await;
        session.unwrap_or_else(|error| panic!("{engine:?} does not open a window: {error}"))
    }

    /// Sends Chromium a command about the visit's whole context; the driver's commands affect only one window.
    pub(crate) async fn tell(&self, method: &str, mut parameters: Value) -> Result<(), String> {
        let Access::Chromium { control, .. } = &self.browser.access else {
            return Err(format!("{method} is for Chromium"));
        };
        parameters["browserContextId"] = json!(self.context);
        control.command(method, parameters).await.map(drop)
    }

    /// The sequence number of the browser, by order of start.
    pub(crate) const fn browser(&self) -> u32 {
        self.browser.number
    }

    /// Ends the visit. The browser is reused if this visit `is_sound`, and closed otherwise.
    pub(crate) async fn close(self, is_sound: bool) {
        let Self {
            driver,
            context,
            browser,
        } = self;
        // It may have crashed, which the test has already reported.
        let is_over = browser.end(driver, context).await.is_ok();
        if is_sound && is_over && browser.engine != Engine::WebKit {
            IDLE.lock().expect(UNHARMED).push(browser);
        } else {
            browser.close().await;
        }
    }
}

/// Takes an idle browser from the pool.
fn idle(engine: Engine, arguments: &[String]) -> Option<Browser> {
    let mut idle = IDLE.lock().expect(UNHARMED);
    let fits = |browser: &Browser| browser.engine == engine && browser.arguments == arguments;
    let place = idle.iter().position(fits)?;
    Some(idle.swap_remove(place))
}

impl Browser {
    /// Starts a browser.
    async fn start(engine: Engine, arguments: &[String]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let (access, process) = match engine {
            Engine::Chromium => {
                let (process, address, path) = start_chromium(arguments).await;
                let control = connect(&format!("ws://{address}{path}"), &process).await;
                (Access::Chromium { control, address }, process)
            }
            Engine::Firefox => {
                let (url, process) = start_geckodriver().await;
                let driver = new_session(url, &firefox(), &process).await;
                let url = driver
                    .capabilities()
                    .get("webSocketUrl")
                    .and_then(Value::as_str)
                    .expect("geckodriver tells where Firefox listens")
                    .to_owned();
                let control = connect(&url, &process).await;
                let first = driver.window().await.expect("Firefox opens with a window");
                let access = Access::Firefox {
                    control,
                    driver,
                    first,
                };
                (access, process)
            }
            Engine::WebKit => {
                let (url, process) = start_webkit_driver().await;
                let driver = new_session(url, &webkit(), &process).await;
                (Access::WebKit { driver }, process)
            }
        };
        Self {
            engine,
            arguments: arguments.to_vec(),
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            access,
            process,
        }
    }

    /// Starts a visit.
    async fn begin(self, waits: bool) -> Result<Session, String> {
        let (driver, context) = match &self.access {
            Access::Chromium { control, address } => {
                // If the connection breaks, the context is disposed with it.
                let options = json!({ "disposeOnDetach": true });
                let context = control
                    .command("Target.createBrowserContext", options)
                    .await?;
                let context = named(&context, "browserContextId")?;
                let window =
                    json!({ "url": "about:blank", "newWindow": true, "browserContextId": context });
                control.command("Target.createTarget", window).await?;
                // The driver attaches to the only window.
                let capabilities = chromium(address, waits);
                let driver = try_session(chromedriver().await, &capabilities).await?;
                (driver, Some(context))
            }
            Access::Firefox {
                control, driver, ..
            } => {
                let context = control
                    .command("browser.createUserContext", json!({}))
                    .await?;
                let context = named(&context, "userContext")?;
                let tab = json!({ "type": "tab", "userContext": context });
                let tab = control.command("browsingContext.create", tab).await?;
                let tab = WindowHandle::from(named(&tab, "context")?);
                driver.switch_to_window(tab).await.map_err(in_words)?;
                (driver.clone(), Some(context))
            }
            Access::WebKit { driver } => (driver.clone(), None),
        };
        Ok(Session {
            driver,
            context,
            browser: self,
        })
    }

    /// Ends a visit and removes everything it created.
    async fn end(&self, visitor: WebDriver, context: Option<String>) -> Result<(), String> {
        match &self.access {
            Access::Chromium { control, .. } => {
                visitor.quit().await.map_err(in_words)?;
                let context = json!({ "browserContextId": context });
                control
                    .command("Target.disposeBrowserContext", context)
                    .await?;
            }
            Access::Firefox {
                control,
                driver,
                first,
            } => {
                driver
                    .switch_to_window(first.clone())
                    .await
                    .map_err(in_words)?;
                let context = json!({ "userContext": context });
                control
                    .command("browser.removeUserContext", context)
                    .await?;
            }
            Access::WebKit { .. } => {}
        }
        Ok(())
    }

    /// Closes the browser.
    async fn close(self) {
        if let Access::Firefox { driver, .. } | Access::WebKit { driver } = self.access {
            // It may have crashed.
            let _ = driver.quit().await;
        }
        drop(self.process);
    }
}

/// Connects to a newly started browser.
async fn connect(url: &str, process: &Process) -> Control {
    let control = Control::connect(url).await;
    control.unwrap_or_else(|error| panic!("{error}\n{}", process.log()))
}

/// Starts a session with a newly started driver.
async fn new_session(url: String, capabilities: &Value, process: &Process) -> WebDriver {
    let driver = try_session(url, capabilities).await;
    driver.unwrap_or_else(|error| panic!("the browser does not open: {error}\n{}", process.log()))
}

/// Starts a session with a driver.
async fn try_session(url: String, capabilities: &Value) -> Result<WebDriver, String> {
    let capabilities = capabilities.as_object().expect("an object").clone();
    let driver = WebDriver::new(url, Capabilities::from(capabilities)).await;
    driver.map_err(in_words)
}

/// The string member of this name in a response.
fn named(answer: &Value, name: &str) -> Result<String, String> {
    let text = answer[name].as_str().map(str::to_owned);
    text.ok_or_else(|| format!("there is no {name} in {answer}"))
}

/// Formats an error of the driver.
#[expect(clippy::needless_pass_by_value, reason = "given to map_err")]
fn in_words(error: WebDriverError) -> String {
    error.to_string()
}
