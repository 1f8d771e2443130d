//! `cargo xtask suffix-list`: generates the page's copy of the Public Suffix List.
//!
//! The copy has one line per name that has suffixes below it: the name, followed by their labels. That takes less than
//! two thirds of the original's size, and reading it requires no tables for international names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::{Failure, Result, answer};
use crate::places::Places;

/// The location of the list in Debian's package `publicsuffix`.
const DEBIAN: &str = "/usr/share/publicsuffix/public_suffix_list.dat";

/// The location of the copy, relative to the project's root.
const ASSET: &str = "assets/public-suffix-list.txt";

/// The beginning of the copy, up to its date.
const HEAD: &str = "# Public Suffix List of ";

/// Updates the copy from the file `source`, else from Debian's package.
pub(crate) fn renew(places: &Places, source: Option<&Path>) -> Result<()> {
    let path = source.unwrap_or(Path::new(DEBIAN));
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::new(format!(
            "{}: {error}. Debian's package `publicsuffix` has the list, and so has the package \
             `publicsuffixlist` on PyPI, as a rule a newer one; name the file to read another copy.",
            path.display()
        ))
    })?;
    if !text.contains("===BEGIN ICANN DOMAINS===") {
        let problem = format!("{}: this is not the list", path.display());
        return Err(Failure::new(problem));
    }
    let own_date = date_of(&text);
    let date = own_date.or_else(|| source.is_none().then(debian_date).flatten());
    let date = date.ok_or_else(|| {
        let problem = format!(
            "{}: the list does not say of which day it is",
            path.display()
        );
        Failure::new(problem)
    })?;
    let asset = places.root.join(ASSET);
    let there = fs::read_to_string(&asset).unwrap_or_default();
    let there = there.strip_prefix(HEAD).and_then(|rest| rest.get(..10));
    if there.is_some_and(|there| there > date.as_str()) {
        return Err(Failure::new(format!(
            "{} is of {date}, older than the copy in {ASSET}; nothing was changed",
            path.display()
        )));
    }
    let copy = compact(&text, &date)?;
    if let Some(folder) = asset.parent() {
        fs::create_dir_all(folder).map_err(|error| problem(folder, &error))?;
    }
    fs::write(&asset, &copy).map_err(|error| problem(&asset, &error))?;
    println!("{ASSET}: the list of {date}, {} bytes", copy.len());
    Ok(())
}

/// The failure for a file.
fn problem(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}

/// The date in the list's line `// VERSION: 2026-05-20_12-00-00_UTC`.
fn date_of(text: &str) -> Option<String> {
    let mut lines = text.lines();
    let version = lines.find_map(|line| line.strip_prefix("// VERSION: "))?;
    version.get(..10).map(str::to_owned)
}

/// The date in the version of Debian's package, for lists from before they included one.
fn debian_date() -> Option<String> {
    let version = answer(Command::new("dpkg-query").args(["-W", "-f=${Version}", "publicsuffix"]))?;
    let part = |from, to| version.get(from..to);
    Some(format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?))
}

/// Composes the copy from the original list.
fn compact(text: &str, date: &str) -> Result<String> {
    // Sorted by labels from right to left, so that similar names are adjacent and compress well.
    let mut below: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines() {
        let rule = line.split_whitespace().next().unwrap_or_default();
        if rule.is_empty() || rule.starts_with("//") {
            continue;
        }
        let (mark, name) = rule
            .strip_prefix('!')
            .map_or(("", rule), |name| ("!", name));
        let mut labels = Vec::new();
        for label in name.split('.').rev() {
            let ascii = to_ascii(label)
                .ok_or_else(|| Failure::new(format!("a rule that cannot be read: {rule}")))?;
            labels.push(ascii);
        }
        let first = labels.pop().unwrap_or_default();
        below
            .entry(labels)
            .or_default()
            .insert(format!("{mark}{first}"));
    }
    let mut copy = format!(
        "{HEAD}{date}, https://publicsuffix.org/list/, made smaller by `cargo xtask suffix-list`.\n\
         # This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL\n\
         # was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.\n\
         # Each line: a name, then the labels that are public suffixes below it; `*` is every label, `!` is none.\n"
    );
    for (mut parent, labels) in below {
        parent.reverse();
        let parent = if parent.is_empty() {
            ".".to_owned()
        } else {
            parent.join(".")
        };
        let labels: Vec<_> = labels.into_iter().collect();
        copy.extend([parent.as_str(), " ", &labels.join(" "), "\n"]);
    }
    Ok(copy)
}

/// Converts a label to its DNS form; `None` if that is not possible. ASCII labels, including `*`, are kept as they are.
fn to_ascii(label: &str) -> Option<String> {
    match label {
        "" => None,
        _ if label.is_ascii() => Some(label.to_owned()),
        _ => idna::domain_to_ascii(label).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_made_smaller() {
        let list = "// VERSION: 2026-05-20_12-00-00_UTC\n// ===BEGIN ICANN DOMAINS===\n\n\
            uk\nco.uk\n*.ck\n!www.ck\n\u{440}\u{444}\n// ===END ICANN DOMAINS===\n\
            // ===BEGIN PRIVATE DOMAINS===\na.co.uk and more\n";
        assert_eq!(date_of(list).as_deref(), Some("2026-05-20"));
        let copy = compact(list, "2026-05-20").unwrap_or_default();
        let lines: Vec<_> = copy.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines, [". uk xn--p1ai", "ck !www *", "uk co", "co.uk a"]);
        assert!(copy.starts_with("# Public Suffix List of 2026-05-20, "));
    }

    #[test]
    fn labels_of_several_scripts() {
        for (label, ascii) in [
            ("b\u{fc}cher", "xn--bcher-kva"),
            ("\u{440}\u{444}", "xn--p1ai"),
            ("\u{516c}\u{53f8}", "xn--55qx5d"),
            ("stj\u{f8}rdalshalsen", "xn--stjrdalshalsen-sqb"),
            ("\u{627}\u{6cc}\u{631}\u{627}\u{646}", "xn--mgba3a4f16a"),
            ("*", "*"),
        ] {
            assert_eq!(to_ascii(label).as_deref(), Some(ascii), "{label}");
        }
    }

    #[test]
    fn a_rule_that_cannot_be_read_is_named() {
        let problem = compact("a..b", "2026-05-20").err().map(|e| e.to_string());
        assert_eq!(problem.as_deref(), Some("a rule that cannot be read: a..b"));
    }
}
