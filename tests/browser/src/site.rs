//! [`Site`]: a static host with the built page below a sub-path, and the pages that a test puts beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use crate::behavior::with_cors;
use crate::environment::dist;
use crate::http::{Request, Response, Server, response};
use crate::watch::WATCH;

/// Where the page is unless a test says otherwise: deep, so that an address that begins at the root shows.
const PATH: &str = "/some/sub/path/";

/// An empty page of the same origin, for what must be stored before the page is loaded.
const BLANK: &str = "/blank";

/// The script that a page for [`Host::watched`] loads first, from the folder that it is in.
const WATCH_SCRIPT: &str = "watch-for-errors.js";

/// What a page's policy may let scripts run by.
pub const NONCE: &str = "cmFuZG9t";

/// Endings of files and their media types.
const MEDIA_TYPES: &[(&str, &str)] = &[
    ("css", "text/css; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
];

/// A custom section of Wasm without a name and content: nothing that runs
/// ([binary format, custom section](https://webassembly.github.io/spec/core/binary/modules.html#custom-section)).
const EMPTY_SECTION: [u8; 3] = [0, 1, 0];

/// Why a lock holds.
const UNHARMED: &str = "no test panics while it looks";

/// What a host does.
#[derive(Debug, Clone)]
pub struct Host {
    /// The folder with the files.
    pub folder: PathBuf,
    /// The path above them, with a slash at both ends.
    pub path: &'static str,
    /// A `Content-Security-Policy` header for pages.
    pub policy: Option<&'static str>,
    /// Whether pages load a script first that notes errors, for browsers that do not tell them.
    pub watched: bool,
    /// What this host does otherwise than a good one, by a part of the path.
    pub instead: Option<(&'static str, Instead)>,
    /// Whether pages of other origins may read the files.
    pub is_open: bool,
}

/// What a host may send in place of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// Not found.
    Missing,
    /// The page, as hosts of single-page applications do.
    Page,
    /// The same under another media type.
    MediaType(&'static str),
    /// A Wasm file of another build: with an empty section more.
    OtherBuild,
    /// The same, but not before the host [does](Site::does) something else.
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

/// A host that runs.
#[derive(Debug)]
pub struct Site {
    server: Server,
    /// The path above the files.
    path: &'static str,
    /// What it shares with the server.
    state: Arc<State>,
}

/// What a host does and has seen.
#[derive(Debug)]
struct State {
    /// What it does.
    host: Mutex<Host>,
    /// The pages that the test has put beside the files, each with its policy.
    pages: Mutex<BTreeMap<String, (String, Option<String>)>>,
    /// The paths that were asked for, with how often and the status they got.
    requests: Mutex<BTreeMap<String, (u32, u16)>>,
    /// Tells when the host does something else.
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

    /// From now on does otherwise than a good host, or as a good one.
    pub fn does(&self, instead: Option<(&'static str, Instead)>) {
        self.state.host.lock().expect(UNHARMED).instead = instead;
        self.state.changed.send_replace(());
    }

    /// Puts a page beside the files, or in place of the one of this name, with a `Content-Security-Policy` of its own.
    pub fn put(&self, name: &str, html: String, policy: Option<String>) {
        let mut pages = self.state.pages.lock().expect(UNHARMED);
        pages.insert(name.to_owned(), (html, policy));
    }

    /// Forgets the requests so far.
    pub fn forget(&self) {
        self.state.requests.lock().expect(UNHARMED).clear();
    }

    pub fn origin(&self) -> String {
        self.server.origin()
    }

    /// The page's URL, with this fragment.
    pub fn url(&self, hash: &str) -> String {
        format!("{}{}{hash}", self.origin(), self.path)
    }

    /// The URL of an empty page of the same origin.
    pub fn blank(&self) -> String {
        format!("{}{BLANK}", self.origin())
    }

    /// How often each path was asked for, and the status it got.
    pub fn requests(&self) -> BTreeMap<String, (u32, u16)> {
        self.state.requests.lock().expect(UNHARMED).clone()
    }

    /// The paths that were asked for and are not there.
    pub fn missing(&self) -> Vec<String> {
        let requests = self.requests().into_iter();
        requests
            .filter(|(_, (_, status))| *status != 200)
            .map(|(path, _)| path)
            .collect()
    }
}

impl State {
    /// Waits for as long as what stands at `path` is held.
    async fn until_sent(&self, path: &str) {
        // Before the host is looked at, so that no change is missed.
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

    /// Serves what stands at `path`.
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
    /// Serves a file.
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

    /// Serves a page.
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

/// Nothing.
fn missing() -> Response {
    response(404, "text/plain", "There is nothing here.")
}

/// The media type of a file by its ending.
fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let found = MEDIA_TYPES.iter().find(|(known, _)| *known == ending);
    found.map_or("application/octet-stream", |(_, media_type)| media_type)
}

/// A page that loads the script before anything else.
fn with_watch_script(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    let script = format!("<head><script nonce=\"{NONCE}\" src=\"{WATCH_SCRIPT}\"></script>");
    page.replacen("<head>", &script, 1).into_bytes()
}
