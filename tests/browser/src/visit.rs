//! [`visit`]: a test with a window on the page, and what is looked for at its end.

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

/// What a test begins with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The browser.
    pub engine: Engine,
    /// The page's host.
    pub host: Host,
    /// Whether the visit begins on the page, else on an empty one.
    pub begins_on_page: bool,
    /// Whether the page is opened once its program is there, or has said why not; else as soon as it can be used. Chromium
    /// alone knows the difference.
    pub waits: bool,
    /// The part of the address from `#` on.
    pub hash: String,
    /// Whether the page finds the front as the resolver of the visitor's own, as if chosen on an earlier visit.
    pub keeps_front: bool,
    /// More arguments for Chromium.
    pub arguments: Vec<String>,
    /// Other origins that may be asked.
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

    /// The same, and these parts of errors are no surprise.
    #[must_use]
    pub fn may_say(mut self, errors: &[&'static str]) -> Self {
        self.may_say.extend(errors);
        self
    }
}

/// Gives the text of the page, and of the widgets on it with what they told.
const TEXT: &str = "
let text = document.body.innerText;
for (const { id, shadowRoot } of document.querySelectorAll('dmarc-checker')) {
  const told = (window.heard ?? []).filter((told) => told.id === id);
  text += '\\n' + id + ' told: ' + told.map(({ line }) => line).join(', ') + '\\n' + shadowRoot?.querySelector('.widget')?.innerText;
}
return text;
";

/// Tells whether the page is more than the frame that it begins with, or says why not. Other pages have none.
const IS_OPENED: &str = "
return !document.querySelector('#frame + #app') || !document.querySelector('#boot-error').hidden;
";

/// A window on the page, with a host and a resolver of its own.
#[derive(Debug)]
pub struct Visit {
    /// The window, and what drives it.
    session: Session,
    /// The page's host.
    pub site: Site,
    /// The resolver.
    pub front: Front,
    /// What the test began with.
    pub(crate) setup: Setup,
    /// Origins of other servers that the test has started.
    pub(crate) known: Mutex<Vec<String>>,
    /// What earlier documents of this visit have noted.
    pub(crate) noted: Mutex<Vec<String>>,
}

/// Runs a test: opens a window on the page, in a browser that nobody uses, and looks at the end for what nobody expected.
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
        // The panic has printed its message.
        Err(_) => Some("see above".to_owned()),
    };
    let scene = failure.as_ref().map(|_| run(visit.scene()));
    run(visit.session.close(failure.is_none()));
    if let (Some(failure), Some(scene)) = (failure, scene) {
        panic!("{failure}\n{scene}");
    }
}

impl Visit {
    /// What drives the browser.
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

    /// Goes to a document and waits until it is opened.
    async fn open(&self, url: &str) -> WebDriverResult<()> {
        self.driver().goto(url).await?;
        self.opened().await
    }

    /// Waits until the program of the page is there, or has said why not: until then elements are those of the frame, which
    /// go when it comes.
    async fn opened(&self) -> WebDriverResult<()> {
        if self.setup.waits {
            until("the program is there", async || {
                Ok((self.js(IS_OPENED).await? == Value::Bool(true)).then_some(()))
            })
            .await?;
        }
        Ok(())
    }

    /// Keeps a resolver as the page does.
    pub async fn store(&self, resolver: &str) -> WebDriverResult<()> {
        self.js_with(
            "localStorage.setItem('dmarc-checker.resolver', arguments[0]);",
            vec![json!(resolver)],
        )
        .await?;
        Ok(())
    }

    /// Loads another document, or the same one anew, in place of this one.
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

    /// Runs a script and gives what it returns.
    pub async fn js(&self, script: &str) -> WebDriverResult<Value> {
        self.js_with(script, Vec::new()).await
    }

    /// Runs a script with arguments and gives what it returns; promises are waited for.
    pub async fn js_with(&self, script: &str, arguments: Vec<Value>) -> WebDriverResult<Value> {
        Ok(self
            .driver()
            .execute(script, arguments)
            .await?
            .json()
            .clone())
    }

    /// Sends a command of Chromium's own.
    pub async fn cdp(&self, method: &str, parameters: Value) -> WebDriverResult<Value> {
        self.driver().cdp().send_raw(method, parameters).await
    }

    /// Lets the page use the clipboard, as a click would.
    pub async fn allow_clipboard(&self) -> WebDriverResult<()> {
        self.allow_clipboard_at(&self.site.origin()).await
    }

    /// Lets pages of an origin use the clipboard, as a click would.
    pub async fn allow_clipboard_at(&self, origin: &str) -> WebDriverResult<()> {
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        let grant = json!({ "origin": origin, "permissions": permissions });
        self.tell("Browser.grantPermissions", grant).await;
        let focused = json!({ "enabled": true });
        self.cdp("Emulation.setFocusEmulationEnabled", focused)
            .await?;
        Ok(())
    }

    /// Lets the page save files, and in which folder.
    pub async fn save_to(&self, folder: &Path) {
        let allow = json!({ "behavior": "allow", "downloadPath": folder });
        self.tell("Browser.setDownloadBehavior", allow).await;
    }

    /// Sends a command of Chromium's own about all that this visit sees, and nothing that another does.
    async fn tell(&self, method: &str, parameters: Value) {
        let told = self.session.tell(method, parameters).await;
        told.unwrap_or_else(|error| panic!("{error}"));
    }

    /// Which browser this is in, in the order of their opening.
    pub const fn browser(&self) -> u32 {
        self.session.browser()
    }

    /// Keeps what the script in this document has noted, before the document goes.
    pub(crate) async fn keep_notes(&self) -> WebDriverResult<()> {
        let noted = watch::noted(self.driver()).await?;
        self.noted
            .lock()
            .expect("no test panics while it looks")
            .extend(noted);
        Ok(())
    }

    /// What a person who looks into a failure wants to see: as much as the browser still tells.
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
