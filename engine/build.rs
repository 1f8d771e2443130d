//! Generates the tables that the program includes, without what only their editors need, and the list of rules.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    list_rules()?;
    strip("src/vendors/vendors.txt", is_of_vendor)?;
    strip("src/dns/example.zone", is_of_zone)
}

/// Writes the list of rules: one per file in their folder, sorted by id.
fn list_rules() -> Result<(), Box<dyn Error>> {
    let folder = "src/findings/rules";
    println!("cargo::rerun-if-changed={folder}");
    let mut names = Vec::new();
    for file in fs::read_dir(folder)? {
        let name = file?.file_name();
        let name = name.to_str().and_then(|name| name.strip_suffix(".rs"));
        names.extend(name.filter(|name| *name != "mod").map(str::to_owned));
    }
    names.sort_by_key(|name| name.replace('_', "-"));
    let rules: Vec<_> = names
        .iter()
        .map(|name| format!("    rules::{name}::RULE,\n"))
        .collect();
    let text = format!(
        "/// Every rule, sorted by name.\npub const RULES: &[Rule] = &[\n{}];\n",
        rules.concat()
    );
    write("rules.rs", &text)
}

/// Writes a copy of a table with only the lines that the program needs.
fn strip(table: &str, is_kept: fn(&str) -> bool) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={table}");
    let text = fs::read_to_string(table)?;
    let kept: Vec<_> = text.lines().filter(|line| is_kept(line)).collect();
    let (_, name) = table.rsplit_once('/').ok_or("a table is in a folder")?;
    write(name, &kept.join("\n"))
}

/// Writes a file to the folder that the program includes it from.
fn write(name: &str, text: &str) -> Result<(), Box<dyn Error>> {
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder to write to")?;
    fs::write(PathBuf::from(folder).join(name), text)?;
    Ok(())
}

/// Whether the program needs a line of the vendor table. It needs no comments, no sources, and no `unknown` values,
/// since those are the same as no line.
fn is_of_vendor(line: &str) -> bool {
    let is_for_editors = line.is_empty() || line.starts_with('#') || line.starts_with("source: ");
    !is_for_editors && !line.ends_with(": unknown")
}

/// Whether the program needs a line of the zone file. It needs no comments.
fn is_of_zone(line: &str) -> bool {
    !line.is_empty() && !line.starts_with(';')
}
