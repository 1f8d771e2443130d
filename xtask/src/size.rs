//! `cargo xtask size`: measures the built page, both raw and compressed.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Add;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, Result, answer};
use crate::places::Places;
use crate::setup::{self, Need};
use crate::{first_load, page};

/// The most bytes that a first visit may load, compressed with brotli: one second on a slow mobile connection (1.6
/// Mbit/s). The page answers a question asked in passing, so it must appear quickly.
const FIRST_LOAD_BOUND: u64 = 160_000;

/// The most bytes that a widget may load before its first check, compressed with brotli: it is a guest on a page that
/// has plenty to load already.
const WIDGET_BOUND: u64 = 150_000;

/// The most bytes of the JS module, compressed with brotli: the entire checker and the Public Suffix List. A view that
/// is included by mistake exceeds the remaining room.
const MODULE_BOUND: u64 = 330_000;

/// The most bytes of the part of the page's Wasm that is loaded alongside the first check, compressed with brotli. The
/// report waits for it, so it may take at most twice the time of a first load.
const LATER_BOUND: u64 = 320_000;

/// The same for the widget, whose events carry the report as JSON; the page has that on demand.
const WIDGET_LATER_BOUND: u64 = 330_000;

/// The most bytes of the part that is loaded on demand for rarely used features, compressed with brotli: half a second
/// on the connection above, from the click to the result.
const ON_DEMAND_BOUND: u64 = 75_000;

/// Compresses with Node's built-in library. Node is required for `wasm-opt` anyway, and every first `cargo xtask` saves
/// compiling two crates.
const COMPRESS: &str = include_str!("compress.mjs");

/// The size in bytes of one or more files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Bytes {
    /// The raw size.
    raw: u64,
    /// The size after `gzip -9`.
    gzip: u64,
    /// The size after `brotli -q 11`.
    brotli: u64,
}

/// A file of the built page.
struct Row {
    /// The path within `dist/`.
    file: PathBuf,
    bytes: Bytes,
    /// Who loads the file, and when.
    load: Load,
}

/// Who loads a file, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Load {
    /// Every first visit of the page.
    Page,
    /// Every widget that is seen.
    Widget,
    /// Every program that uses the JS module.
    Module,
    /// Every visitor who checks a domain on the page.
    PageLater,
    /// Every visitor who checks a domain in a widget.
    WidgetLater,
    /// Every visitor of the page who uses a rarely used feature.
    OnDemand,
    /// Anyone who needs it.
    Later,
}

/// Files that are loaded together, and their bound.
struct Group {
    load: Load,
    /// The name of the sum.
    name: &'static str,
    /// The most bytes after brotli compression.
    bound: u64,
}

/// The groups that have a bound.
const GROUPS: &[Group] = &[
    Group {
        load: Load::Page,
        name: "= first load",
        bound: FIRST_LOAD_BOUND,
    },
    Group {
        load: Load::Widget,
        name: "= widget",
        bound: WIDGET_BOUND,
    },
    Group {
        load: Load::Module,
        name: "= JS module",
        bound: MODULE_BOUND,
    },
    Group {
        load: Load::PageLater,
        name: "= page later",
        bound: LATER_BOUND,
    },
    Group {
        load: Load::WidgetLater,
        name: "= widget later",
        bound: WIDGET_LATER_BOUND,
    },
    Group {
        load: Load::OnDemand,
        name: "= on demand",
        bound: ON_DEMAND_BOUND,
    },
];

/// Prints the sizes, after a build if that is requested or none exists.
pub(crate) fn show(places: &Places, build: bool) -> Result<()> {
    if build || page::built(places).is_err() {
        setup::require(places, Need::PAGE)?;
        page::build(places)?;
    }
    print!("{}", table(&measure(&places.dist())?));
    Ok(())
}

/// Prints the sizes and fails if a group exceeds its bound.
pub(crate) fn check(places: &Places) -> Result<()> {
    page::built(places)?;
    let rows = measure(&places.dist())?;
    print!("{}", table(&rows));
    for group in GROUPS {
        let (bound, brotli) = (group.bound, sum(&rows, group.load).brotli);
        if brotli > bound {
            return Err(Failure::new(format!(
                "`{}` is {brotli} bytes with brotli, {} more than the bound of {bound}. A new \
                 dependency is the usual cause; the bound and its reason are in xtask/src/size.rs.",
                group.name,
                brotli - bound
            )));
        }
    }
    Ok(())
}

/// Measures every file in `dist`.
fn measure(dist: &Path) -> Result<Vec<Row>> {
    let mut files = BTreeSet::new();
    list(dist, Path::new(""), &mut files)
        .map_err(|error| Failure::new(format!("{}: {error}", dist.display())))?;
    let first = first_load::files(dist);
    let sizes = compressed(dist, &files)?;
    let rows = files.into_iter().zip(sizes).map(|(file, bytes)| {
        let load = if first.contains(&file) {
            Load::Page
        } else {
            load_of(&file)
        };
        Row { file, bytes, load }
    });
    let mut rows: Vec<Row> = rows.collect();
    // Files that everyone loads come first, sorted by size.
    rows.sort_by_key(|row| (row.load, std::cmp::Reverse(row.bytes.brotli)));
    Ok(rows)
}

/// Who loads a file that is not part of a first visit. A widget loads its script and the first part of its Wasm, whose
/// name ends in a hash; a program with the JS module does the same. The names of later parts end in a hash as well.
fn load_of(file: &Path) -> Load {
    let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
        return Load::Later;
    };
    if !file.starts_with("embed") {
        let part = name
            .strip_prefix("app-")
            .and_then(|rest| rest.split_once('_'));
        return match part {
            Some((_, "later.wasm")) => Load::PageLater,
            Some((_, "demand.wasm")) => Load::OnDemand,
            _ => Load::Later,
        };
    }
    let is_wasm = |program| {
        let rest = name.strip_prefix(program);
        let hash = rest.and_then(|rest| rest.strip_prefix('-')?.strip_suffix(".wasm"));
        hash.is_some_and(|hash| !hash.contains('-'))
    };
    if name == "dmarc-checker.js" || is_wasm("dmarc-checker") {
        Load::Widget
    } else if name == "index.js" || is_wasm("module") {
        Load::Module
    } else if is_wasm("dmarc-checker-later") {
        Load::WidgetLater
    } else {
        Load::Later
    }
}

/// Adds the files below `folder` to `files`, with paths relative to `dist`.
fn list(dist: &Path, folder: &Path, files: &mut BTreeSet<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(dist.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            list(dist, &path, files)?;
        } else {
            files.insert(path);
        }
    }
    Ok(())
}

/// The sizes of `files`, in the same order.
fn compressed(dist: &Path, files: &BTreeSet<PathBuf>) -> Result<Vec<Bytes>> {
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", COMPRESS, "--"])
        .args(files)
        .current_dir(dist);
    let output = answer(&mut node)
        .ok_or_else(|| Failure::new("Node 20 or later is needed to compress, and `node` fails."))?;
    let sizes: Option<Vec<Bytes>> = output.lines().map(read_sizes).collect();
    sizes
        .filter(|sizes| sizes.len() == files.len())
        .ok_or_else(|| Failure::new(format!("node's answer is not a list of sizes:\n{output}")))
}

/// Parses a line of three numbers.
fn read_sizes(line: &str) -> Option<Bytes> {
    let mut numbers = line.split(' ').map_while(|number| number.parse().ok());
    Some(Bytes {
        raw: numbers.next()?,
        gzip: numbers.next()?,
        brotli: numbers.next()?,
    })
}

/// The total size of a group.
fn sum(rows: &[Row], load: Load) -> Bytes {
    let rows = rows.iter().filter(|row| row.load == load);
    rows.fold(Bytes::default(), |sum, row| sum + row.bytes)
}

impl Add for Bytes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// The sizes as a table, with the total and bound of every group.
fn table(rows: &[Row]) -> String {
    let name = |row: &Row| row.file.display().to_string();
    let width = rows
        .iter()
        .map(|row| name(row).chars().count())
        .max()
        .unwrap_or(0)
        .max(14);
    let line = |name: &str, bytes: Bytes| {
        format!(
            "{name:<width$} {:>9} {:>9} {:>9}",
            bytes.raw, bytes.gzip, bytes.brotli
        )
    };
    let mut lines = vec![format!(
        "{:<width$} {:>9} {:>9} {:>9}",
        "bytes", "raw", "gzip", "brotli"
    )];
    let of = |load| rows.iter().filter(move |row: &&Row| row.load == load);
    for group in GROUPS {
        lines.extend(of(group.load).map(|row| line(&name(row), row.bytes)));
        lines.push(line(group.name, sum(rows, group.load)));
        lines.push(format!("{:<width$} {:>29}", "  its bound", group.bound));
    }
    if of(Load::Later).next().is_some() {
        lines.push("loaded when it is needed:".to_owned());
        lines.extend(of(Load::Later).map(|row| line(&name(row), row.bytes)));
    }
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(file: &str, raw: u64, load: Load) -> Row {
        Row {
            file: file.into(),
            bytes: Bytes {
                raw,
                gzip: raw / 2,
                brotli: raw / 4,
            },
            load,
        }
    }

    #[test]
    fn the_table_sums_what_is_loaded_together() {
        let rows = [
            row("app_bg.wasm", 400_000, Load::Page),
            row("index.html", 1000, Load::Page),
            row("widget.js", 800, Load::Widget),
            row("index.js", 80, Load::Module),
            row("app_later.wasm", 1200, Load::PageLater),
            row("later.wasm", 4000, Load::WidgetLater),
            row("demand.wasm", 400, Load::OnDemand),
            row("later.txt", 40, Load::Later),
        ];
        let expected = "\
bytes                raw      gzip    brotli
app_bg.wasm       400000    200000    100000
index.html          1000       500       250
= first load      401000    200500    100250
  its bound                           160000
widget.js            800       400       200
= widget             800       400       200
  its bound                           150000
index.js              80        40        20
= JS module           80        40        20
  its bound                           330000
app_later.wasm      1200       600       300
= page later        1200       600       300
  its bound                           320000
later.wasm          4000      2000      1000
= widget later      4000      2000      1000
  its bound                           330000
demand.wasm          400       200       100
= on demand          400       200       100
  its bound                            75000
loaded when it is needed:
later.txt             40        20        10
";
        assert_eq!(table(&rows), expected);
    }

    #[test]
    fn a_widget_and_the_module_load_a_script_and_their_wasm() {
        for (file, load) in [
            ("embed/0.1.0/dmarc-checker.js", Load::Widget),
            (
                "embed/0.1.0/dmarc-checker-0123456789abcdef.wasm",
                Load::Widget,
            ),
            (
                "embed/0.1.0/dmarc-checker-later-0123456789abcdef.wasm",
                Load::WidgetLater,
            ),
            ("app-0123456789abcdef_later.wasm", Load::PageLater),
            ("app-0123456789abcdef_demand.wasm", Load::OnDemand),
            (
                "embed/0.1.0/dmarc-checker-demand-0123456789abcdef.wasm",
                Load::Later,
            ),
            ("embed/0.1.0/frame.js", Load::Later),
            ("embed/0.1.0/index.js", Load::Module),
            ("embed/0.1.0/module-0123456789abcdef.wasm", Load::Module),
            ("dmarc-checker.js", Load::Later),
        ] {
            assert_eq!(load_of(Path::new(file)), load, "{file}");
        }
    }

    #[test]
    fn a_line_of_sizes_is_three_numbers() {
        assert_eq!(
            read_sizes("9 5 4"),
            Some(Bytes {
                raw: 9,
                gzip: 5,
                brotli: 4
            })
        );
        assert_eq!(read_sizes("9 5"), None);
        assert_eq!(read_sizes("oops"), None);
    }
}
