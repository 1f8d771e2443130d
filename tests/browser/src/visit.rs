//! [`visit`]: runs a test in a window on the page, and detects unexpected events at its end.

use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;

use serde_json::{Value, json};
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;

use crate::browser::Session;
use crate::dns::Dns;
use crate::engine::Engine;
use crate::environment::folder;
use crate::front::Front;
use crate::site::{Host, Site};
use crate::wait::{run, until};
use crate::watch;

/// The configuration of a visit.
#[derive(Debug, Clone)]
pub struct Setup {
    pub engine: Engine,
    /// The page's host.
    pub host: Host,
    /// Whether the visit starts on the page, rather than on an empty one.
    pub begins_on_page: bool,
    /// Whether opening waits for the program to run or report its failure, rather than until the page is usable. Only Chromium
    /// makes this distinction.
    pub waits: bool,
    /// The fragment of the address, including `#`.
    pub hash: String,
    /// Whether the front is stored as the visitor's own resolver, as if chosen on an earlier visit.
    pub keeps_front: bool,
    /// Additional arguments for Chromium.
    pub arguments: Vec<String>,
    /// Other origins that the page may contact.
    pub may_ask: Vec<String>,
    /// Parts of the errors that this test provokes.
    pub may_say: Vec<&'static str>,
}

impl Setup {
    /// The start page in a browser, with the front as the resolver.
    pub fn new(engine: Engine) -> Self {
        let host = Host {
            watched: engine != Engine::Chromium,
            ..Host::default()
        };
        Self {
            engine,
            host,
            begins_on_page: true,
            waits: true,
            hash: String::new(),
            keeps_front: true,
            arguments: Vec::new(),
            may_ask: Vec::new(),
            may_say: Vec::new(),
        }
    }

    /// The page at this fragment in Chromium.
    pub fn at(hash: &str) -> Self {
        Self {
            hash: hash.to_owned(),
            ..Self::new(Engine::Chromium)
        }
    }

    /// Also allows errors that contain these parts.
    #[must_use]
    pub fn may_say(mut self, errors: &[&'static str]) -> Self {
        self.may_say.extend(errors);
        self
    }
}

/// Returns the text of the page, and of the widgets on it with their recorded events.
const TEXT: &str = "
let text = document.body.innerText;
for (const { id, shadowRoot } of document.querySelectorAll('dmarc-checker')) {
  const told = (window.heard ?? []).filter((told) => told.id === id);
  text += '\\n' + id + ' told: ' + told.map(({ line }) => line).join(', ') + '\\n' + shadowRoot?.querySelector('.widget')?.innerText;
}
return text;
";

/// Returns whether the program has replaced the frame or reported its failure. Pages without a frame count as opened.
const IS_OPENED: &str = "
return !document.querySelector('#frame + #app') || !document.querySelector('#boot-error').hidden;
";

/// A window on the page, with its own host and resolver.
#[derive(Debug)]
pub struct Visit {
    /// The window and its driver session.
    session: Session,
    /// The page's host.
    pub site: Site,
    /// The resolver.
    pub front: Front,
    /// The configuration of the test.
    pub(crate) setup: Setup,
    /// Origins of other servers that the test started.
    pub(crate) known: Mutex<Vec<String>>,
    /// Errors recorded in earlier documents of this visit.
    pub(crate) noted: Mutex<Vec<String>>,
}

/// Runs a test: opens a window on the page in an idle browser, and fails on unexpected events at the end.
pub fn visit(setup: Setup, test: impl AsyncFnOnce(&Visit) -> WebDriverResult<()>) {
    let dns = Dns::shared();
    let visit = run(async {
        let site = Site::start(setup.host.clone()).await;
        let front = Front::start(dns).await;
        let session = Session::open(setup.engine, &setup.arguments, setup.waits).await;
        Visit {
            session,
            site,
            front,
            known: Mutex::new(setup.may_ask.clone()),
            setup,
            noted: Mutex::default(),
        }
    });
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        run(async {
            visit.arrive().await?;
            test(&visit).await?;
            visit.judge().await
        })
    }));
    let failure = match outcome {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        // The panic has already printed its message.
        Err(_) => Some("see above".to_owned()),
    };
    let scene = failure.as_ref().map(|_| run(visit.scene()));
    run(visit.session.close(failure.is_none()));
    if let (Some(failure), Some(scene)) = (failure, scene) {
        panic!("{failure}\n{scene}");
    }
}

impl Visit {
    /// The driver session.
    pub const fn driver(&self) -> &WebDriver {
        &self.session.driver
    }

    /// Opens the page.
    async fn arrive(&self) -> WebDriverResult<()> {
        if self.setup.engine == Engine::Chromium {
            self.cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": watch::WATCH }),
            )
            .await?;
        }
        if self.setup.keeps_front || !self.setup.begins_on_page {
            self.driver().goto(self.site.blank()).await?;
        }
        if self.setup.keeps_front {
            self.store(&self.front.url()).await?;
        }
        if !self.setup.begins_on_page {
            return Ok(());
        }
        self.open(&self.site.url(&self.setup.hash)).await
    }

    /// Navigates to a document and waits until it is open.
    async fn open(&self, url: &str) -> WebDriverResult<()> {
        self.driver().goto(url).await?;
        self.opened().await
    }

    /// Waits until the page's program runs or has reported its failure: until then, elements belong to the frame, which the
    /// program replaces.
    async fn opened(&self) -> WebDriverResult<()> {
        if self.setup.waits {
            until("the program is there", async || {
                Ok((self.js(IS_OPENED).await? == Value::Bool(true)).then_some(()))
            })
            .await?;
        }
        Ok(())
    }

    /// Stores a resolver the way the page does.
    pub async fn store(&self, resolver: &str) -> WebDriverResult<()> {
        self.js_with(
            "localStorage.setItem('dmarc-checker.resolver', arguments[0]);",
            vec![json!(resolver)],
        )
        .await?;
        Ok(())
    }

    /// Loads another document, or reloads the same one.
    pub async fn load(&self, url: &str) -> WebDriverResult<()> {
        self.keep_notes().await?;
        // A change of the fragment alone would keep the document.
        self.driver().goto("about:blank").await?;
        self.open(url).await
    }

    /// Reloads the page.
    pub async fn reload(&self) -> WebDriverResult<()> {
        self.keep_notes().await?;
        self.driver().refresh().await?;
        self.opened().await
    }

    /// Runs a script and returns its result.
    pub async fn js(&self, script: &str) -> WebDriverResult<Value> {
        self.js_with(script, Vec::new()).await
    }

    /// Runs a script with arguments, awaits a returned promise, and returns the result.
    pub async fn js_with(&self, script: &str, arguments: Vec<Value>) -> WebDriverResult<Value> {
        Ok(self
            .driver()
            .execute(script, arguments)
            .await?
            .json()
            .clone())
    }

    /// Sends a DevTools command to Chromium.
    pub async fn cdp(&self, method: &str, parameters: Value) -> WebDriverResult<Value> {
        self.driver().cdp().send_raw(method, parameters).await
    }

    /// Allows the page to use the clipboard, as a click would.
    pub async fn allow_clipboard(&self) -> WebDriverResult<()> {
        self.allow_clipboard_at(&self.site.origin()).await
    }

    /// Allows pages of an origin to use the clipboard, as a click would.
    pub async fn allow_clipboard_at(&self, origin: &str) -> WebDriverResult<()> {
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        let grant = json!({ "origin": origin, "permissions": permissions });
        self.tell("Browser.grantPermissions", grant).await;
        let focused = json!({ "enabled": true });
        self.cdp("Emulation.setFocusEmulationEnabled", focused)
            .await?;
        Ok(())
    }

    /// Allows the page to save files, into this folder.
    pub async fn save_to(&self, folder: &Path) {
        let allow = json!({ "behavior": "allow", "downloadPath": folder });
        self.tell("Browser.setDownloadBehavior", allow).await;
    }

    /// Sends a DevTools command that affects this visit's context and no other.
    async fn tell(&self, method: &str, parameters: Value) {
        let told = self.session.tell(method, parameters).await;
        told.unwrap_or_else(|error| panic!("{error}"));
    }

    /// The sequence number of the browser, by order of start.
    pub const fn browser(&self) -> u32 {
        self.session.browser()
    }

    /// Saves the errors recorded in this document before it is unloaded.
    pub(crate) async fn keep_notes(&self) -> WebDriverResult<()> {
        let noted = watch::noted(self.driver()).await?;
        self.noted
            .lock()
            .expect("no test panics while it looks")
            .extend(noted);
        Ok(())
    }

    /// Collects diagnostics for a failed test: as much as the browser still provides.
    async fn scene(&self) -> String {
        let mut scene = String::new();
        let url = self
            .driver()
            .current_url()
            .await
            .map_or_else(|error| error.to_string(), |url| url.to_string());
        let _ = writeln!(scene, "in browser {} at {url}", self.browser());
        for (question, fate) in self.front.seen() {
            let _ = writeln!(scene, "asked {question}: {fate:?}");
        }
        for unexpected in self.unexpected().await.unwrap_or_default() {
            let _ = writeln!(scene, "unexpected: {unexpected}");
        }
        if let Ok(text) = self.js(TEXT).await {
            let text = text.as_str().unwrap_or_default();
            let start: String = text.chars().take(1500).collect();
            let _ = writeln!(scene, "the page:\n{start}");
        }
        if let Ok(picture) = self.driver().screenshot_as_png().await {
            let test = std::thread::current()
                .name()
                .unwrap_or("test")
                .replace("::", "-");
            let file = folder("pictures").join(format!("{test}.png"));
            if fs::write(&file, picture).is_ok() {
                let _ = writeln!(scene, "picture: {}", file.display());
            }
        }
        scene
    }
}
