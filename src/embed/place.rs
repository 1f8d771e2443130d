//! [`Place`]: the URL of the folder with the element, and the integrity of its scripts.

/// The folder with the files to embed, as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// URL of the folder, with a trailing slash.
    folder: String,
    /// Integrity of the element's module; `None` if the folder was not packed.
    element_integrity: Option<String>,
    /// Integrity of the script for the page around the iframe.
    frame_host_integrity: Option<String>,
}

/// Which pages can load the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Every page, over HTTPS.
    Everyone,
    /// Only pages loaded without HTTPS.
    Insecure,
    /// Only pages on this computer.
    ThisComputer,
    /// None, because the folder was not packed.
    Nobody,
}

impl Place {
    /// Parses the `content` that packing wrote into the page (the folder and the integrity of its scripts) for a page at this
    /// URL. If it is empty, assumes the folder name that the next packing would use.
    pub fn new(content: &str, page: &str) -> Self {
        let (folder, integrity) = content.split_once(' ').unwrap_or_default();
        let mut integrity = integrity.split_whitespace().map(str::to_owned);
        let folder = if folder.is_empty() {
            concat!("./embed/", env!("CARGO_PKG_VERSION"), "/")
        } else {
            folder
        };
        Self {
            folder: resolved(folder, page),
            element_integrity: integrity.next(),
            frame_host_integrity: integrity.next(),
        }
    }

    /// Works out the reach from the origin of the folder.
    pub fn reach(&self) -> Reach {
        let origin = self.origin();
        let (scheme, host) = origin.split_once("://").unwrap_or_default();
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|octet| octet.is_ascii_digit()) => name,
            _ => host,
        };
        let is_local = matches!(name, "" | "localhost" | "127.0.0.1" | "[::1]")
            || name.ends_with(".localhost");
        match scheme {
            _ if self.element_integrity.is_none() => Reach::Nobody,
            _ if is_local => Reach::ThisComputer,
            "https" => Reach::Everyone,
            _ => Reach::Insecure,
        }
    }

    /// Origin of the folder, as a Content-Security-Policy names it.
    pub fn origin(&self) -> &str {
        origin(&self.folder)
    }

    /// URL of the module that defines the element.
    pub fn element(&self) -> String {
        self.file("dmarc-checker.js")
    }

    /// Integrity of that module; `None` if the folder was not packed.
    pub fn element_integrity(&self) -> Option<&str> {
        self.element_integrity.as_deref()
    }

    /// URL of the page for the iframe.
    pub fn frame(&self) -> String {
        self.file("frame.html")
    }

    /// URL of the script for the page around the iframe.
    pub fn frame_host(&self) -> String {
        self.file("frame-host.js")
    }

    /// Integrity of that script; `None` if the folder was not packed.
    pub fn frame_host_integrity(&self) -> Option<&str> {
        self.frame_host_integrity.as_deref()
    }

    fn file(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }
}

impl Reach {
    /// A warning to show before the snippets; `None` if every page can load the folder.
    pub const fn notice(self) -> Option<&'static str> {
        match self {
            Self::Everyone => None,
            Self::Insecure => Some(
                "This page came without https, so the lines below work on pages without https only. Publish it with \
                 https, open it there and copy them again.",
            ),
            Self::ThisComputer => Some(
                "This page was opened from this computer, so the lines below name an address that nobody else can \
                 reach. Publish the folder dist on a web server, open this page there and copy them again.",
            ),
            Self::Nobody => Some(
                "This page was built without the folder that the lines below name: they show the form, and work \
                 nowhere. A release build has it (cargo xtask size --build), and so has cargo xtask serve --embed.",
            ),
        }
    }
}

/// The scheme, host and port of a URL.
pub(super) fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    let path = address
        .get(host..)
        .and_then(|rest| rest.find(['/', '?', '#']));
    path.and_then(|path| address.get(..host + path))
        .unwrap_or(address)
}

/// Resolves a folder relative to the URL of a page; absolute URLs stay unchanged.
fn resolved(folder: &str, page: &str) -> String {
    if folder.contains("://") {
        return folder.to_owned();
    }
    let page = page.split(['?', '#']).next().unwrap_or_default();
    let above = page.rfind('/').and_then(|at| page.get(..=at));
    let folder = folder.strip_prefix("./").unwrap_or(folder);
    format!("{}{folder}", above.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Content that packing writes.
    const PACKED: &str = "./embed/1.2.3/ sha384-element sha384-frame";

    #[test]
    fn the_folder_is_beside_the_page() {
        for page in [
            "https://tools.example/dmarc/",
            "https://tools.example/dmarc/index.html?a=/b/#/embed",
            "https://tools.example/dmarc/#/check/a.example",
        ] {
            let place = Place::new(PACKED, page);
            let folder = "https://tools.example/dmarc/embed/1.2.3/";
            assert_eq!(
                place.element(),
                format!("{folder}dmarc-checker.js"),
                "{page}"
            );
            assert_eq!(place.frame(), format!("{folder}frame.html"));
            assert_eq!(place.frame_host(), format!("{folder}frame-host.js"));
            assert_eq!(place.origin(), "https://tools.example");
            assert_eq!(place.element_integrity(), Some("sha384-element"));
            assert_eq!(place.frame_host_integrity(), Some("sha384-frame"));
        }
    }

    #[test]
    fn the_folder_may_be_elsewhere() {
        let place = Place::new(
            "https://cdn.example/d/1/ sha384-a sha384-b",
            "https://a.example/",
        );
        assert_eq!(place.frame(), "https://cdn.example/d/1/frame.html");
    }

    #[test]
    fn who_can_load_it() {
        let reach = |page: &str| Place::new(PACKED, page).reach();
        for (page, expected) in [
            ("https://tools.example/", Reach::Everyone),
            ("https://tools.example:8443/", Reach::Everyone),
            ("https://localhost.example/", Reach::Everyone),
            ("http://tools.example/", Reach::Insecure),
            ("http://localhost:8080/", Reach::ThisComputer),
            ("http://127.0.0.1:8080/a/", Reach::ThisComputer),
            ("http://[::1]:8080/", Reach::ThisComputer),
            ("https://dmarc.localhost/", Reach::ThisComputer),
            ("file:///home/a/dist/index.html", Reach::ThisComputer),
        ] {
            assert_eq!(reach(page), expected, "{page}");
            assert_eq!(reach(page).notice().is_none(), expected == Reach::Everyone);
        }
    }

    #[test]
    fn a_folder_that_was_not_packed_is_named_without_integrity() {
        for content in ["not-packed", "", "./embed/1.2.3/"] {
            let place = Place::new(content, "https://tools.example/");
            assert_eq!(place.reach(), Reach::Nobody, "{content}");
            let version = env!("CARGO_PKG_VERSION");
            let element = format!("https://tools.example/embed/{version}/dmarc-checker.js");
            assert_eq!(place.element(), element);
            assert_eq!(place.element_integrity(), None);
            assert_eq!(place.frame_host_integrity(), None);
        }
    }
}
