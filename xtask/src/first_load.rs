//! Determines which files a browser fetches on a first visit from the built page itself.
//!
//! It follows the references in `index.html`, in its style sheets and in its modules. Small hand-written parsers
//! suffice, because Trunk writes the page in a known form.

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The files of a first visit, relative to `dist`, including the page itself.
pub(crate) fn files(dist: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut waiting = VecDeque::from([PathBuf::from("index.html")]);
    while let Some(file) = waiting.pop_front() {
        // A reference to anything else leads to another site, or not to a file.
        if !dist.join(&file).is_file() || !found.insert(file.clone()) {
            continue;
        }
        let text = fs::read(dist.join(&file)).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let references = match file.extension().and_then(|extension| extension.to_str()) {
            Some("html") => in_html(&text),
            Some("css") => in_css(&text),
            Some("js" | "mjs") => in_module(&text),
            _ => Vec::new(),
        };
        waiting.extend(
            references
                .iter()
                .filter_map(|reference| resolve(&file, reference)),
        );
    }
    found
}

/// The references in a page that a browser follows automatically.
fn in_html(html: &str) -> Vec<String> {
    let mut references = Vec::new();
    for tag in html
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
    {
        let name = tag.split([' ', '\n', '\t', '/']).next().unwrap_or_default();
        let attribute = match name {
            "link" if is_followed(&attribute_value(tag, "rel").unwrap_or_default()) => "href",
            "script" | "img" => "src",
            _ => continue,
        };
        references.extend(attribute_value(tag, attribute));
    }
    references
}

/// Whether a browser immediately fetches links of this relation.
fn is_followed(relation: &str) -> bool {
    relation.split_whitespace().any(|word| {
        matches!(
            word,
            "stylesheet" | "preload" | "modulepreload" | "icon" | "manifest"
        )
    })
}

/// The value of an attribute in a tag, quoted or not.
fn attribute_value(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.match_indices(name).find_map(|(at, _)| {
        let (before, rest) = tag.split_at_checked(at)?;
        let value = rest.strip_prefix(name)?.strip_prefix('=')?;
        before
            .ends_with(char::is_whitespace)
            .then_some((before, value))
    })?;
    let value = match after.chars().next()? {
        quote @ ('"' | '\'') => after.split(quote).nth(1)?,
        _ => after.split(char::is_whitespace).next()?,
    };
    Some(value.to_owned())
}

/// The references in a style sheet: imports, fonts, images.
fn in_css(css: &str) -> Vec<String> {
    let addresses = css
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let addresses = addresses.map(|address| address.trim_matches(['"', '\'', ' ']).to_owned());
    addresses.chain(quoted_after(css, "@import")).collect()
}

/// The modules that a module imports statically.
fn in_module(script: &str) -> Vec<String> {
    ["from", "import", "import("]
        .iter()
        .flat_map(|word| quoted_after(script, word))
        .collect()
}

/// Every quoted text directly after `word`.
fn quoted_after(text: &str, word: &str) -> Vec<String> {
    let rests = text.split(word).skip(1).map(str::trim_start);
    rests
        .filter_map(|rest| {
            let quote = rest
                .chars()
                .next()
                .filter(|c| matches!(c, '"' | '\'' | '`'))?;
            rest.split(quote).nth(1).map(str::to_owned)
        })
        .collect()
}

/// The file that `reference` in `file` points to, relative to the page's folder.
fn resolve(file: &Path, reference: &str) -> Option<PathBuf> {
    let path = reference
        .split(['?', '#'])
        .next()
        .filter(|path| !path.is_empty())?;
    if path.contains(':') || path.starts_with('/') {
        return None;
    }
    let mut resolved = file.parent().unwrap_or(Path::new("")).to_path_buf();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(name) => resolved.push(name),
            Component::ParentDir => {
                resolved.pop();
            }
            _ => {}
        }
    }
    Some(resolved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_refers_to_styles_scripts_preloads_and_icons() {
        let html = "<link rel=stylesheet href=./a.css><link href=\"./b.wasm\" rel='preload' as=fetch>\
            <link rel=\"canonical\" href=\"https://example.com/\"><a href=\"c.html\">c</a>\
            <script type=module src=./d.js></script><img alt='x' src='e.svg'/>";
        assert_eq!(in_html(html), ["./a.css", "./b.wasm", "./d.js", "e.svg"]);
    }

    #[test]
    fn an_attribute_is_not_found_inside_another_ones_name() {
        assert_eq!(
            attribute_value("img data-src=\"no\" src=\"yes\"", "src").as_deref(),
            Some("yes")
        );
        assert_eq!(attribute_value("img data-src=\"no\"", "src"), None);
    }

    #[test]
    fn a_style_sheet_refers_to_imports_and_addresses() {
        let css = "@import 'a.css';@font-face{src:url(\"b.woff2\")}i{background:url(c.svg)}";
        assert_eq!(in_css(css), ["b.woff2", "c.svg", "a.css"]);
    }

    #[test]
    fn a_module_refers_to_what_it_imports() {
        let script =
            "import{a}from\"./a.js\";import './b.js';const c=await import(`./c.js`);import(d);";
        assert_eq!(in_module(script), ["./a.js", "./b.js", "./c.js"]);
    }

    #[test]
    fn references_are_relative_to_their_file() {
        let resolved = |reference| resolve(Path::new("sub/a.css"), reference);
        assert_eq!(resolved("./b.css"), Some("sub/b.css".into()));
        assert_eq!(resolved("../c.svg?1#x"), Some("c.svg".into()));
        assert_eq!(resolved("https://example.com/x.css"), None);
        assert_eq!(resolved("data:image/png;base64,AA"), None);
    }

    #[test]
    fn only_files_of_the_folder_count_and_each_once() {
        let dist = std::env::temp_dir().join(format!("xtask-first-load-{}", std::process::id()));
        fs::create_dir_all(&dist).ok();
        let page = "<script src=a.js></script><script src=a.js></script><img src=gone.png>";
        fs::write(dist.join("index.html"), page).ok();
        fs::write(dist.join("a.js"), "import './b.js'").ok();
        fs::write(dist.join("b.js"), "import './a.js'").ok();
        fs::write(dist.join("unused.js"), "").ok();
        let found: Vec<_> = files(&dist).into_iter().collect();
        fs::remove_dir_all(&dist).ok();
        assert_eq!(found, ["a.js", "b.js", "index.html"].map(PathBuf::from));
    }
}
