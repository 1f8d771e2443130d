//! `cargo xtask size`: how big the built page is, as stored and as sent.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Add;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, Result, answer};
use crate::places::Places;
use crate::setup::{self, Need};
use crate::{first_load, page};

/// The most bytes that a first visit may load, compressed with brotli: a second on a slow mobile
/// connection (1.6 Mbit/s). The page is an answer to a question asked in passing, so nobody should
/// wait longer for it to appear.
const FIRST_LOAD_BOUND: u64 = 160_000;

/// Compresses with Node's own library: Node is here for `wasm-opt`, and two crates less to compile
/// is what every first `cargo xtask` gains.
const COMPRESS: &str = include_str!("compress.mjs");

/// The bytes of one file or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Bytes {
    /// As stored.
    raw: u64,
    /// As `gzip -9` makes it.
    gzip: u64,
    /// As `brotli -q 11` makes it.
    brotli: u64,
}

/// One file of the built page.
struct Row {
    /// Its path in `dist/`.
    file: PathBuf,
    /// How big it is.
    bytes: Bytes,
    /// Whether a first visit loads it.
    is_first: bool,
}

/// Prints the sizes, after a build if there is none or one is asked for.
pub(crate) fn show(places: &Places, build: bool) -> Result<()> {
    if build || page::built(places).is_err() {
        setup::require(places, Need::PAGE)?;
        page::build(places)?;
    }
    print!("{}", table(&measure(&places.dist())?));
    Ok(())
}

/// Prints the sizes and fails if a first visit loads more than the bound.
pub(crate) fn check(places: &Places) -> Result<()> {
    page::built(places)?;
    let rows = measure(&places.dist())?;
    print!("{}", table(&rows));
    let brotli = first_load_of(&rows).brotli;
    if brotli <= FIRST_LOAD_BOUND {
        return Ok(());
    }
    Err(Failure::new(format!(
        "a first visit loads {brotli} bytes with brotli, {} more than the bound of \
         {FIRST_LOAD_BOUND}. A new dependency is the usual cause; the bound and its reason are in \
         xtask/src/size.rs.",
        brotli - FIRST_LOAD_BOUND
    )))
}

/// Measures every file of `dist`.
fn measure(dist: &Path) -> Result<Vec<Row>> {
    let mut files = BTreeSet::new();
    list(dist, Path::new(""), &mut files)
        .map_err(|error| Failure::new(format!("{}: {error}", dist.display())))?;
    let first = first_load::files(dist);
    let sizes = compressed(dist, &files)?;
    let rows = files.into_iter().zip(sizes).map(|(file, bytes)| {
        let is_first = first.contains(&file);
        Row {
            file,
            bytes,
            is_first,
        }
    });
    let mut rows: Vec<Row> = rows.collect();
    // What everyone loads comes first, and of that the biggest.
    rows.sort_by_key(|row| (!row.is_first, std::cmp::Reverse(row.bytes.brotli)));
    Ok(rows)
}

/// Adds the files below `folder` to `files`, relative to `dist`.
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

/// The sizes of `files`, in their order.
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

/// Reads a line of three numbers.
fn read_sizes(line: &str) -> Option<Bytes> {
    let mut numbers = line.split(' ').map_while(|number| number.parse().ok());
    Some(Bytes {
        raw: numbers.next()?,
        gzip: numbers.next()?,
        brotli: numbers.next()?,
    })
}

/// What a first visit loads.
fn first_load_of(rows: &[Row]) -> Bytes {
    let first = rows.iter().filter(|row| row.is_first);
    first.fold(Bytes::default(), |sum, row| sum + row.bytes)
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

/// The sizes as a table, with the sum of the first load and its bound.
fn table(rows: &[Row]) -> String {
    let name = |row: &Row| row.file.display().to_string();
    let width = rows
        .iter()
        .map(|row| name(row).chars().count())
        .max()
        .unwrap_or(0)
        .max(12);
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
    let (first, later): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.is_first);
    lines.extend(first.iter().map(|row| line(&name(row), row.bytes)));
    lines.push(line("= first load", first_load_of(rows)));
    lines.push(format!(
        "{:<width$} {:>29}",
        "  its bound", FIRST_LOAD_BOUND
    ));
    if !later.is_empty() {
        lines.push("not in the first load:".to_owned());
        lines.extend(later.iter().map(|row| line(&name(row), row.bytes)));
    }
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(file: &str, raw: u64, is_first: bool) -> Row {
        Row {
            file: file.into(),
            bytes: Bytes {
                raw,
                gzip: raw / 2,
                brotli: raw / 4,
            },
            is_first,
        }
    }

    #[test]
    fn the_table_sums_only_the_first_load() {
        let rows = [
            row("app_bg.wasm", 400_000, true),
            row("index.html", 1000, true),
            row("later.txt", 40, false),
        ];
        let expected = "\
bytes              raw      gzip    brotli
app_bg.wasm     400000    200000    100000
index.html        1000       500       250
= first load    401000    200500    100250
  its bound                         160000
not in the first load:
later.txt           40        20        10
";
        assert_eq!(table(&rows), expected);
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
