//! [`HostPage`]: a third-party page that embeds the widget.

use std::fs;

use crate::environment::dist;
use crate::site::NONCE;

/// Records the events of the widgets on the page, before any other script runs. Lists are returned to tests as text, because a
/// page may have patched how lists serialize to JSON.
const LISTEN: &str = r#"
window.heard = [];
for (const name of ["ready", "start", "progress", "result", "error"]) {
  addEventListener("dmarc-" + name, ({ target, detail }) => {
    heard.push({ id: target.id, line: [name, detail.domain ?? detail.code ?? ""].join(" ").trim(), detail });
  });
}
"#;

/// A third-party page.
#[derive(Debug, Clone)]
pub struct HostPage {
    /// Attributes of the root element.
    pub attributes: String,
    /// Markup in its head, before the module.
    pub head: String,
    /// Markup in its body.
    pub body: String,
    /// The URLs of the modules that it loads.
    pub modules: Vec<String>,
    /// Its `Content-Security-Policy`.
    pub policy: Option<String>,
}

impl HostPage {
    /// A plain page with this body.
    pub fn new(body: impl Into<String>) -> Self {
        Self {
            attributes: String::new(),
            head: String::new(),
            body: body.into(),
            modules: vec![module()],
            policy: None,
        }
    }

    /// Adds a style sheet.
    #[must_use]
    pub fn styled(mut self, css: &str) -> Self {
        self.head += &["<style>", css, "</style>"].concat();
        self
    }

    /// Adds a script that runs before the module.
    #[must_use]
    pub fn scripted(mut self, script: &str) -> Self {
        let script = format!("<script nonce=\"{NONCE}\">{script}</script>");
        self.head.push_str(&script);
        self
    }

    /// Loads the module from another URL.
    #[must_use]
    pub fn loading(mut self, module: impl Into<String>) -> Self {
        self.modules = vec![module.into()];
        self
    }

    /// Sets a `Content-Security-Policy`.
    #[must_use]
    pub fn under(mut self, policy: impl Into<String>) -> Self {
        self.policy = Some(policy.into());
        self
    }

    /// The HTML of the page.
    pub fn html(&self) -> String {
        let Self {
            attributes,
            head,
            body,
            ..
        } = self;
        let modules = self.modules.iter().map(|module| {
            format!("<script type=\"module\" nonce=\"{NONCE}\" src=\"{module}\"></script>\n")
        });
        let modules: Vec<String> = modules.collect();
        let modules = modules.concat();
        format!(
            "<!doctype html>
<html lang=\"en\" {attributes}>
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>Somebody else</title>
<link rel=\"icon\" href=\"data:,\">
<script nonce=\"{NONCE}\">{LISTEN}</script>
{head}
{modules}</head>
<body>
<main>
<h1>Somebody else</h1>
{body}
</main>
</body>
</html>
"
        )
    }
}

/// The folder that hosts embed, as written in the built page, with a trailing slash.
pub fn embed_folder() -> String {
    let all = dist().join("embed");
    let versions = fs::read_dir(&all).unwrap_or_else(|error| panic!("{}: {error}", all.display()));
    let names = versions.map(|entry| entry.expect("a folder can be read").file_name());
    let names: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 1, "one version is built: {names:?}");
    format!("embed/{}/", names[0])
}

/// The URL of the module that defines the element, relative to the host page.
pub fn module() -> String {
    format!("{}dmarc-checker.js", embed_folder())
}
