//! [`Site`]: a static host with the built page below a sub-path, and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::environment::dist;
use crate::http::{Request, Response, Server, response};
use crate::watch::WATCH;

/// Where the page is unless a test says otherwise: deep, so that an address that begins at the root shows.
const PATH: &str = "/some/sub/path/";

/// An empty page of the same origin, for what must be stored before the page is loaded.
const BLANK: &str = "/blank";

/// The script that the page for [`Host::watched`] loads first.
const WATCH_SCRIPT: &str = "watch-for-errors.js";

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
    /// What this host does otherwise than a good one, by the ending of a file.
    pub instead: Option<(&'static str, Instead)>,
}

/// What a host may send in place of a file.
#[derive(Debug, Clone, Copy)]
pub enum Instead {
    /// Not found.
    Missing,
    /// The page, as hosts of single-page applications do.
    Page,
}

impl Default for Host {
    fn default() -> Self {
        Self {
            folder: dist(),
            path: PATH,
            policy: None,
            watched: false,
            instead: None,
        }
    }
}

/// A host that runs.
#[derive(Debug)]
pub struct Site {
    /// The server.
    server: Server,
    /// What it does.
    host: Host,
    /// The paths that were asked for, with how often and the status they got.
    requests: Arc<Mutex<BTreeMap<String, (u32, u16)>>>,
}

impl Site {
    /// Starts a host.
    pub async fn start(host: Host) -> Self {
        let requests = Arc::new(Mutex::new(BTreeMap::new()));
        let (files, noted) = (host.clone(), Arc::clone(&requests));
        let server = Server::start(move |request: Request| {
            let path = request.uri().path().to_owned();
            let response = files.serve(&path);
            let mut noted = noted.lock().expect("no test panics while it looks");
            let entry = noted.entry(path).or_insert((0, 0));
            *entry = (entry.0 + 1, response.status().as_u16());
            std::future::ready(response)
        })
        .await;
        Self {
            server,
            host,
            requests,
        }
    }

    /// The origin.
    pub fn origin(&self) -> String {
        self.server.origin()
    }

    /// The page's URL, with this fragment.
    pub fn url(&self, hash: &str) -> String {
        format!("{}{}{hash}", self.origin(), self.host.path)
    }

    /// The URL of an empty page of the same origin.
    pub fn blank(&self) -> String {
        format!("{}{BLANK}", self.origin())
    }

    /// How often each path was asked for, and the status it got.
    pub fn requests(&self) -> BTreeMap<String, (u32, u16)> {
        self.requests
            .lock()
            .expect("no test panics while it looks")
            .clone()
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

impl Host {
    /// Serves what stands at `path`.
    fn serve(&self, path: &str) -> Response {
        if path == BLANK {
            return response(
                200,
                "text/html",
                "<!doctype html><title>blank</title><link rel=icon href=data:,>",
            );
        }
        let missing = || response(404, "text/plain", "There is nothing here.");
        let Some(path) = path.strip_prefix(self.path) else {
            return missing();
        };
        if self.watched && path == WATCH_SCRIPT {
            return response(200, "text/javascript", WATCH);
        }
        let mut path = if path.is_empty() { "index.html" } else { path };
        match self.instead {
            Some((ending, Instead::Missing)) if path.ends_with(ending) => return missing(),
            Some((ending, Instead::Page)) if path.ends_with(ending) => path = "index.html",
            _ => {}
        }
        let is_inside = Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let Some(body) = is_inside
            .then(|| fs::read(self.folder.join(path)).ok())
            .flatten()
        else {
            return missing();
        };
        let is_page = media_type(path).starts_with("text/html");
        let body = if is_page && self.watched {
            with_watch_script(&body)
        } else {
            body
        };
        let mut response = response(200, media_type(path), body);
        if let Some(policy) = self.policy.filter(|_| is_page) {
            let policy = policy.parse().expect("a policy fits into a header");
            response
                .headers_mut()
                .insert("content-security-policy", policy);
        }
        response
    }
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
    let script = format!("<head><script src=\"{WATCH_SCRIPT}\"></script>");
    page.replacen("<head>", &script, 1).into_bytes()
}
