//! [`write`]: writes a file with the licenses of all code in the shipped Wasm next to it.
//!
//! Every crate's license requires that its text is included. The texts come from the crates themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::command::{Failure, Result, answer};
use crate::places::Places;

const FILE: &str = "NOTICES.txt";

/// The text above the list of crates.
const HEAD: &str = "\
What DMARC checker is made of, and under which licenses

public-suffix-list.txt is made of the Public Suffix List, https://publicsuffix.org/list/, and is under the Mozilla Public
License 2.0, https://mozilla.org/MPL/2.0/. The file is its own source.

The WebAssembly is compiled from these crates, macros included:

";

/// Linked into every program, and not listed by cargo.
const STANDARD_LIBRARY: &str = "Rust's standard library";

/// How the names of files with licenses or notices begin, in lower case.
const BEGINNINGS: [&str; 6] = [
    "license",
    "licence",
    "unlicense",
    "copying",
    "copyright",
    "notice",
];

/// A crate that is part of the Wasm.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Crate {
    /// The crate's name and version.
    title: String,
    /// Its license or licenses as an SPDX expression.
    license: String,
    /// The address of its source repository.
    source: String,
    folder: PathBuf,
}

/// Writes the file into the built page and into the package inside it.
pub(crate) fn write(places: &Places, page: &Path) -> Result<()> {
    let text = notices(places)?;
    let version = places.locked_version("dmarc-checker")?;
    for folder in [page.to_path_buf(), page.join("embed").join(version)] {
        let path = folder.join(FILE);
        fs::write(&path, &text).map_err(|error| problem(&path, &error))?;
    }
    Ok(())
}

/// Composes the text of the file.
fn notices(places: &Places) -> Result<String> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", "wasm32-unknown-unknown"])
        .current_dir(&places.root);
    let metadata = answer(&mut cargo)
        .ok_or_else(|| Failure::new("`cargo metadata --locked --offline` fails."))?;
    let metadata = serde_json::from_str(&metadata)
        .map_err(|error| Failure::new(format!("cargo metadata: {error}")))?;
    let crates = crates(&metadata)
        .filter(|crates| !crates.is_empty())
        .ok_or_else(|| Failure::new("cargo metadata says otherwise what a program is made of."))?;
    let apache = places.root.join("LICENSE-APACHE");
    let apache = fs::read_to_string(&apache).map_err(|error| problem(&apache, &error))?;
    // Many crates have the same text with different line breaks.
    let mut texts: BTreeMap<String, Text> = BTreeMap::new();
    let mut add = |text: String, title: &str| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let titles = BTreeSet::new();
        let place = texts.entry(words).or_insert(Text { titles, text });
        place.titles.insert(title.to_owned());
    };
    // The standard library is linked in as well, and cargo does not list it as a crate.
    add(apache.clone(), STANDARD_LIBRARY);
    for part in &crates {
        for text in license_texts(part, &apache)? {
            add(text, &part.title);
        }
    }
    Ok(layout(&crates, texts.into_values().collect()))
}

/// A license text and the crates that include it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Text {
    /// The names and versions of the crates.
    titles: BTreeSet<String>,
    /// The text as the first of them has it.
    text: String,
}

/// The crates linked into the project's own crate, including itself; `None` if `metadata` does not have the expected
/// form.
fn crates(metadata: &Value) -> Option<BTreeSet<Crate>> {
    let packages = by_id(metadata.get("packages")?)?;
    let nodes = by_id(metadata.pointer("/resolve/nodes")?)?;
    let mut seen = BTreeSet::new();
    let mut waiting = vec![metadata.pointer("/resolve/root")?.as_str()?];
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        for dependency in nodes.get(id)?.get("deps")?.as_array()? {
            let kinds = dependency.get("dep_kinds")?.as_array()?;
            // Other dependencies are for tests or build scripts.
            if kinds
                .iter()
                .any(|kind| kind.get("kind") == Some(&Value::Null))
            {
                waiting.push(dependency.get("pkg")?.as_str()?);
            }
        }
        let package = packages.get(id)?;
        let text = |key| package.get(key).and_then(Value::as_str).unwrap_or_default();
        found.insert(Crate {
            title: format!("{} {}", text("name"), text("version")),
            license: text("license").to_owned(),
            source: text("repository").to_owned(),
            folder: Path::new(text("manifest_path")).parent()?.to_path_buf(),
        });
    }
    Some(found)
}

/// The entries of a list, by their `id`.
fn by_id(list: &Value) -> Option<BTreeMap<&str, &Value>> {
    let list = list.as_array()?.iter();
    list.map(|thing| Some((thing.get("id")?.as_str()?, thing)))
        .collect()
}

/// The license texts that a crate includes. For a crate without any, the Apache license is used if it permits that,
/// because that text names no authors.
fn license_texts(part: &Crate, apache: &str) -> Result<Vec<String>> {
    let entries = fs::read_dir(&part.folder).map_err(|error| problem(&part.folder, &error))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
            BEGINNINGS
                .iter()
                .any(|beginning| name.starts_with(beginning))
        })
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    if files.is_empty() {
        if may_be_apache(&part.license) {
            return Ok(vec![apache.to_owned()]);
        }
        return Err(Failure::new(format!(
            "{} ({}) comes without the text of its license",
            part.title, part.license
        )));
    }
    let read = |path: &PathBuf| fs::read_to_string(path).map_err(|error| problem(path, &error));
    files.iter().map(read).collect()
}

/// Whether an SPDX expression that is a plain choice includes the Apache license.
fn may_be_apache(license: &str) -> bool {
    let mut choices = license.split(" OR ").flat_map(|part| part.split('/'));
    choices.any(|choice| choice.trim() == "Apache-2.0")
}

/// The content of the file: one line per crate, then every text below the crates that it belongs to.
fn layout(crates: &BTreeSet<Crate>, mut texts: Vec<Text>) -> String {
    let mut all = HEAD.to_owned();
    for part in crates {
        let line = format!("{} ({}) {}", part.title, part.license, part.source);
        all.extend([line.trim_end(), "\n"]);
    }
    all.extend([
        STANDARD_LIBRARY,
        " (MIT OR Apache-2.0) https://github.com/rust-lang/rust\n",
    ]);
    texts.sort();
    for text in texts {
        let titles: Vec<_> = text.titles.iter().map(String::as_str).collect();
        let rule = "=".repeat(80);
        all.extend(["\n", &rule, "\n", &titles.join(", "), "\n", &rule, "\n\n"]);
        all.extend([text.text.trim_matches('\n'), "\n"]);
    }
    all
}

/// The failure for a file or folder.
fn problem(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_crate_of_the_page_is_named_and_has_a_text() {
        let places = Places::find().unwrap();
        let text = notices(&places).unwrap();
        let mut cargo = Command::new("cargo");
        cargo
            .args(["tree", "--package", "dmarc-checker", "--edges", "normal"])
            .args(["--target", "wasm32-unknown-unknown", "--prefix", "none"])
            .args(["--format", "{p}", "--locked", "--offline"])
            .current_dir(&places.root);
        let tree = answer(&mut cargo).unwrap();
        let (list, texts) = text.split_once("\n====").unwrap();
        let mut count = 0;
        for line in tree.lines().filter(|line| !line.is_empty()) {
            let mut words = line.split(' ');
            let (name, version) = (words.next().unwrap(), words.next().unwrap());
            let title = format!("{name} {}", version.trim_start_matches('v'));
            assert!(list.contains(&format!("\n{title} (")), "{title}");
            let has_text = texts.split("====\n").any(|part| {
                let titles = part.lines().next().unwrap_or_default();
                titles.split(", ").any(|other| other == title)
            });
            assert!(has_text, "{title}");
            count += 1;
        }
        assert!(count > 50, "{count}");
        assert!(texts.contains("Permission is hereby granted"));
    }

    #[test]
    fn what_only_tests_and_builds_take_is_left_out() {
        let package = |id: &str| {
            serde_json::json!({ "id": id, "name": id, "version": "1.0.0", "license": "MIT", "repository": null,
                "manifest_path": format!("/r/{id}/Cargo.toml") })
        };
        let to = |id: &str, kind: Option<&str>| serde_json::json!({ "pkg": id, "dep_kinds": [{ "kind": kind }] });
        let packages = ["own", "in", "deep", "test", "build"].map(package);
        let metadata = serde_json::json!({
            "packages": packages,
            "resolve": { "root": "own", "nodes": [
                { "id": "own", "deps": [to("in", None), to("test", Some("dev")), to("build", Some("build"))] },
                { "id": "in", "deps": [to("deep", None), to("own", None)] },
                { "id": "deep", "deps": [] },
            ] },
        });
        let found = crates(&metadata).unwrap();
        let titles: Vec<_> = found.iter().map(|part| part.title.as_str()).collect();
        assert_eq!(titles, ["deep 1.0.0", "in 1.0.0", "own 1.0.0"]);
        assert_eq!(crates(&Value::Null), None);
    }

    #[test]
    fn crates_with_one_text_share_it() {
        let part = |title: &str| Crate {
            title: title.to_owned(),
            license: "MIT".to_owned(),
            source: String::new(),
            folder: PathBuf::new(),
        };
        let crates = BTreeSet::from([part("a 1.0.0"), part("b 2.0.0")]);
        let titles = ["a 1.0.0", "b 2.0.0"].map(str::to_owned).into();
        let text = "\nDo as you like.\n".to_owned();
        let laid_out = layout(&crates, vec![Text { titles, text }]);
        let rest = laid_out.strip_prefix(HEAD).unwrap();
        let rule = "=".repeat(80);
        assert_eq!(
            rest,
            format!(
                "a 1.0.0 (MIT)\nb 2.0.0 (MIT)\n\
                 Rust's standard library (MIT OR Apache-2.0) https://github.com/rust-lang/rust\n\
                 \n{rule}\na 1.0.0, b 2.0.0\n{rule}\n\nDo as you like.\n"
            )
        );
    }

    #[test]
    fn without_a_text_the_apache_license_has_to_be_a_choice() {
        for (license, may_be) in [
            ("MIT OR Apache-2.0", true),
            ("Apache-2.0 / MIT", true),
            ("Apache-2.0/MIT", true),
            ("MIT", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", false),
            ("Apache-2.0 AND ISC", false),
        ] {
            assert_eq!(may_be_apache(license), may_be, "{license}");
        }
    }
}
