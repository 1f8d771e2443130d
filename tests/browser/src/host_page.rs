//! [`HostPage`]: a page of somebody else's with the widget on it.

use std::fs;

use crate::environment::dist;
use crate::site::NONCE;

/// Notes what the widgets on the page tell, before anything else runs. Lists go to the tests as texts, since a page may
/// have changed how lists are made into JSON.
const LISTEN: &str = r#"
window.heard = [];
for (const name of ["ready", "start", "progress", "result", "error"]) {
  addEventListener("dmarc-" + name, ({ target, detail }) => {
    heard.push({ id: target.id, line: [name, detail.domain ?? detail.code ?? ""].join(" ").trim(), detail });
  });
}
"#;

/// A page of somebody else's.
#[derive(Debug, Clone)]
pub struct HostPage {
    /// Attributes of the root element.
    pub attributes: String,
    /// What stands in its head, above the module.
    pub head: String,
    /// What stands in its body.
    pub body: String,
    /// The addresses of the modules that it loads.
    pub modules: Vec<String>,
    /// Its `Content-Security-Policy`.
    pub policy: Option<String>,
}

impl HostPage {
    /// A page without peculiarities.
    pub fn new(body: impl Into<String>) -> Self {
        Self {
            attributes: String::new(),
            head: String::new(),
            body: body.into(),
            modules: vec![module()],
            policy: None,
        }
    }

    /// The same with a style sheet.
    #[must_use]
    pub fn styled(mut self, css: &str) -> Self {
        self.head += &["<style>", css, "</style>"].concat();
        self
    }

    /// The same with a script that runs before the module.
    #[must_use]
    pub fn scripted(mut self, script: &str) -> Self {
        let script = format!("<script nonce=\"{NONCE}\">{script}</script>");
        self.head.push_str(&script);
        self
    }

    /// The same with the module at another address.
    #[must_use]
    pub fn loading(mut self, module: impl Into<String>) -> Self {
        self.modules = vec![module.into()];
        self
    }

    /// The same with a policy.
    #[must_use]
    pub fn under(mut self, policy: impl Into<String>) -> Self {
        self.policy = Some(policy.into());
        self
    }

    /// Its text.
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

/// The folder that hosts embed, as it stands in the built page, with a slash at its end.
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

/// The module that defines the element, as it stands beside the host page.
pub fn module() -> String {
    format!("{}dmarc-checker.js", embed_folder())
}
