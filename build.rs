//! Writes the table of vendors as the program reads it: without what only its editors need.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

/// The table as people write it.
const TABLE: &str = "src/senders/vendors.txt";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={TABLE}");
    let text = fs::read_to_string(TABLE)?;
    let kept = text.lines().filter(|line| is_read(line));
    let kept: Vec<_> = kept.collect();
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder to write to")?;
    fs::write(PathBuf::from(folder).join("vendors.txt"), kept.join("\n"))?;
    Ok(())
}

/// Whether a line says something that the program has to know: no comment, no source, and no "not known", which it says by
/// leaving the line out.
fn is_read(line: &str) -> bool {
    let is_for_editors = line.is_empty() || line.starts_with('#') || line.starts_with("source: ");
    !is_for_editors && !line.ends_with(": unknown")
}
