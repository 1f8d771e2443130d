//! [`Site`]: a static host that serves the built page below a sub-path, and pages that a test adds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use crate::behavior::with_cors;
use crate::environment::dist;
use crate::http::{Request, Response, Server, response};
use crate::watch::WATCH;

/// The default path of the page: nested, so that URLs relative to the root fail.
const PATH: &str = "/some/sub/path/";

/// An empty page of the same origin, to fill storage before the page loads.
const BLANK: &str = "/blank";

/// The script that pages load first with [`Host::watched`], from their own folder.
const WATCH_SCRIPT: &str = "watch-for-errors.js";

/// The nonce for scripts in a page's policy.
pub const NONCE: &str = "cmFuZG9t";

/// Media types by file extension.
const MEDIA_TYPES: &[(&str, &str)] = &[
    ("css", "text/css; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
];

/// A custom section of Wasm without a name or content, which has no effect ([binary format, custom
/// section](https://webassembly.github.io/spec/core/binary/modules.html#custom-section)).
const EMPTY_SECTION: [u8; 3] = [0, 1, 0];

/// Why a lock cannot be poisoned.
const UNHARMED: &str = "no test panics while it looks";

/// The configuration of a host.
#[derive(Debug, Clone)]
pub struct Host {
    /// The folder with the files.
    pub folder: PathBuf,
    /// The base path of the files, with a slash at both ends.
    pub path: &'static str,
    /// A `Content-Security-Policy` header for pages.
    pub policy: Option<&'static str>,
    /// Whether pages first load a script that records errors, for browsers whose driver does not report them.
    pub watched: bool,
    /// A fault, for paths that contain this part.
    pub instead: Option<(&'static str, Instead)>,
    /// Whether pages of other origins may read the files.
    pub is_open: bool,
}

/// A faulty response in place of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// Status 404.
    Missing,
    /// The page, as served by hosts of single-page applications.
    Page,
    /// The file under this media type.
    MediaType(&'static str),
    /// A Wasm file of another build: one with an extra empty section.
    OtherBuild,
    /// The file, held back until the host's [fault changes](Site::does).
    Held,
}

impl Default for Host {
    fn default() -> Self {
        Self {
            folder: dist(),
            path: PATH,
            policy: None,
            watched: false,
            instead: None,
            is_open: false,
        }
    }
}

/// A running host.
#[derive(Debug)]
pub struct Site {
    server: Server,
    /// The base path of the files.
    path: &'static str,
    /// Shared with the server.
    state: Arc<State>,
}

/// The configuration and the recorded requests of a host.
#[derive(Debug)]
struct State {
    host: Mutex<Host>,
    /// The pages that the test added, each with its policy.
    pages: Mutex<BTreeMap<String, (String, Option<String>)>>,
    /// The requested paths, each with its count and status.
    requests: Mutex<BTreeMap<String, (u32, u16)>>,
    /// Notifies of changes to the configuration.
    changed: watch::Sender<()>,
}

impl Site {
    pub async fn start(host: Host) -> Self {
        let path = host.path;
        let state = Arc::new(State {
            host: Mutex::new(host),
            pages: Mutex::default(),
            requests: Mutex::default(),
            changed: watch::Sender::new(()),
        });
        let shared = Arc::clone(&state);
        let server = Server::start(move |request: Request| {
            let shared = Arc::clone(&shared);
            async move {
                let path = request.uri().path();
                shared.until_sent(path).await;
                let response = shared.serve(path);
                let mut noted = shared.requests.lock().expect(UNHARMED);
                let entry = noted.entry(path.to_owned()).or_insert((0, 0));
                *entry = (entry.0 + 1, response.status().as_u16());
                response
            }
        })
        .await;
        Self {
            server,
            path,
            state,
        }
    }

    /// Sets the fault of the host, or removes it.
    pub fn does(&self, instead: Option<(&'static str, Instead)>) {
        self.state.host.lock().expect(UNHARMED).instead = instead;
        self.state.changed.send_replace(());
    }

    /// Adds or replaces a page, with its own `Content-Security-Policy`.
    pub fn put(&self, name: &str, html: String, policy: Option<String>) {
        let mut pages = self.state.pages.lock().expect(UNHARMED);
        pages.insert(name.to_owned(), (html, policy));
    }

    /// Clears the recorded requests.
    pub fn forget(&self) {
        self.state.requests.lock().expect(UNHARMED).clear();
    }

    pub fn origin(&self) -> String {
        self.server.origin()
    }

    /// The page's URL with this fragment.
    pub fn url(&self, hash: &str) -> String {
        format!("{}{}{hash}", self.origin(), self.path)
    }

    /// The URL of an empty page of the same origin.
    pub fn blank(&self) -> String {
        format!("{}{BLANK}", self.origin())
    }

    /// The requested paths, each with its count and status.
    pub fn requests(&self) -> BTreeMap<String, (u32, u16)> {
        self.state.requests.lock().expect(UNHARMED).clone()
    }

    /// The requested paths that do not exist.
    pub fn missing(&self) -> Vec<String> {
        let requests = self.requests().into_iter();
        requests
            .filter(|(_, (_, status))| *status != 200)
            .map(|(path, _)| path)
            .collect()
    }
}

impl State {
    /// Waits while the file at `path` is held back.
    async fn until_sent(&self, path: &str) {
        // Subscribe before reading the configuration, so that no change is missed.
        let mut changed = self.changed.subscribe();
        let is_held = || {
            let instead = self.host.lock().expect(UNHARMED).instead;
            instead.is_some_and(|(part, instead)| instead == Instead::Held && path.contains(part))
        };
        while is_held() {
            changed
                .changed()
                .await
                .expect("the host outlives its requests");
        }
    }

    /// The response for `path`.
    fn serve(&self, path: &str) -> Response {
        let host = self.host.lock().expect(UNHARMED).clone();
        if path == BLANK {
            return response(
                200,
                "text/html",
                "<!doctype html><title>blank</title><link rel=icon href=data:,>",
            );
        }
        let Some(path) = path.strip_prefix(host.path) else {
            return missing();
        };
        if host.watched && path.ends_with(WATCH_SCRIPT) {
            return response(200, "text/javascript", WATCH);
        }
        let page = self.pages.lock().expect(UNHARMED).get(path).cloned();
        match page {
            Some((html, policy)) => host.page(html.as_bytes(), policy.as_deref()),
            None => host.file(path),
        }
    }
}

impl Host {
    /// The response with a file.
    fn file(&self, path: &str) -> Response {
        let mut path = if path.is_empty() { "index.html" } else { path };
        let instead = self.instead.filter(|(part, _)| path.contains(part));
        let instead = instead.map(|(_, instead)| instead);
        match instead {
            Some(Instead::Missing) => return missing(),
            Some(Instead::Page) => path = "index.html",
            _ => {}
        }
        let is_inside = Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let Some(mut body) = is_inside
            .then(|| fs::read(self.folder.join(path)).ok())
            .flatten()
        else {
            return missing();
        };
        let mut media_type = media_type(path);
        match instead {
            Some(Instead::MediaType(other)) => media_type = other,
            Some(Instead::OtherBuild) => body.extend(EMPTY_SECTION),
            _ => {}
        }
        if media_type.starts_with("text/html") {
            return self.page(&body, self.policy);
        }
        let response = response(200, media_type, body);
        if self.is_open {
            with_cors(response)
        } else {
            response
        }
    }

    /// The response with a page.
    fn page(&self, html: &[u8], policy: Option<&str>) -> Response {
        let html = if self.watched {
            with_watch_script(html)
        } else {
            html.to_vec()
        };
        let mut response = response(200, "text/html; charset=utf-8", html);
        if let Some(policy) = policy {
            let policy = policy.parse().expect("a policy fits into a header");
            response
                .headers_mut()
                .insert("content-security-policy", policy);
        }
        response
    }
}

/// A 404 response.
fn missing() -> Response {
    response(404, "text/plain", "There is nothing here.")
}

/// The media type of a file by its extension.
fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let found = MEDIA_TYPES.iter().find(|(known, _)| *known == ending);
    found.map_or("application/octet-stream", |(_, media_type)| media_type)
}

/// Inserts the watch script into a page before all other scripts.
fn with_watch_script(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    let script = format!("<head><script nonce=\"{NONCE}\" src=\"{WATCH_SCRIPT}\"></script>");
    page.replacen("<head>", &script, 1).into_bytes()
}
