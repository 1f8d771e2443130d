//! Writes the tables as the program reads them: without what only their editors need.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    strip("src/senders/vendors.txt", is_of_vendor)?;
    strip("src/dns/example.zone", is_of_zone)
}

/// Writes a table with those of its lines alone that say something that the program has to know.
fn strip(table: &str, is_kept: fn(&str) -> bool) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={table}");
    let text = fs::read_to_string(table)?;
    let kept: Vec<_> = text.lines().filter(|line| is_kept(line)).collect();
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder to write to")?;
    let table = PathBuf::from(table);
    let name = table.file_name().ok_or("a table is no folder")?;
    fs::write(PathBuf::from(folder).join(name), kept.join("\n"))?;
    Ok(())
}

/// No comment, no source, and no "not known", which is said by leaving the line out.
fn is_of_vendor(line: &str) -> bool {
    let is_for_editors = line.is_empty() || line.starts_with('#') || line.starts_with("source: ");
    !is_for_editors && !line.ends_with(": unknown")
}

/// No comment.
fn is_of_zone(line: &str) -> bool {
    !line.is_empty() && !line.starts_with(';')
}
