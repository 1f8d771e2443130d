//! [`split`]: divides the Wasm of a page that Trunk has built.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::carve::{Carved, bare, carve};
use crate::graph::Graph;
use crate::parts::{Parts, why};
use crate::{Result, is_gate};

/// What stands in `index.html` where the address of the later part belongs.
const PLACE: &str = "single-file";

/// Divides the page and the widget in the folder that Trunk builds in, and makes the JS module small, which stays whole.
///
/// With arguments, the first of which names the program, it only answers, for each other one, how the first part comes to
/// a function whose name contains it.
pub(crate) fn split() -> Result<()> {
    let mut arguments = env::args().skip(1);
    if let Some(program) = arguments.next() {
        return explain(&program, arguments);
    }
    let folder = PathBuf::from(
        env::var_os("TRUNK_STAGING_DIR").ok_or("TRUNK_STAGING_DIR is not set: Trunk runs this")?,
    );
    let whole = hashed_wasm(&folder)?;
    let page = divide(&folder, "app", &whole)?;
    put_in_place(&folder, &whole, &page)?;
    let widget = divide(&folder, "widget", "widget_bg.wasm")?;
    write(&folder.join("widget_bg.wasm"), &widget.first)?;
    write(&folder.join("widget_later.wasm"), &widget.later)?;
    let module = folder.join("module_bg.wasm");
    write(&module, &small(&folder, &bare(&read(&module)?)?)?)
}

/// Prints how the first part of a program comes to functions.
fn explain(program: &str, questions: impl Iterator<Item = String>) -> Result<()> {
    let graph = Graph::read(&read(&linked_file(program)?)?)?;
    for wanted in questions {
        let way = why(&graph, is_gate, &wanted);
        let part = if way.is_empty() { "later" } else { "first" };
        println!("{wanted}: {part}");
        for name in way {
            println!("  {name}");
        }
    }
    Ok(())
}

/// Divides a program, whose Wasm is in `file` of the folder, and makes both parts small.
fn divide(folder: &Path, program: &str, file: &str) -> Result<Carved> {
    let graph = Graph::read(&read(&linked_file(program)?)?)?;
    let parts = Parts::new(&graph, is_gate);
    let carved = carve(&read(&folder.join(file))?, &parts)?;
    Ok(Carved {
        first: small(folder, &carved.first)?,
        later: small(folder, &carved.later)?,
    })
}

/// The module of a program as the linker made it.
fn linked_file(program: &str) -> Result<PathBuf> {
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"));
    let file = target
        .join("wasm32-unknown-unknown/release")
        .join(format!("{program}.wasm"));
    if file.is_file() {
        Ok(file)
    } else {
        Err(format!(
            "{} is missing: build the page first",
            file.display()
        ))
    }
}

/// The name of the page's Wasm file in the folder, which holds a hash.
fn hashed_wasm(folder: &Path) -> Result<String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name());
    let mut names = names.filter_map(|name| name.into_string().ok());
    names
        .find(|name| name.starts_with("app-") && name.ends_with("_bg.wasm"))
        .ok_or_else(|| format!("{} holds no Wasm of the page", folder.display()))
}

/// The same module, as small as `wasm-opt` makes it: what the first round leaves over makes room for more in a second.
fn small(folder: &Path, content: &[u8]) -> Result<Vec<u8>> {
    let file = folder.join("small.wasm");
    write(&file, content)?;
    let mut command = Command::new("wasm-opt");
    command.args(["-Oz", "-Oz"]).arg(&file).arg("-o").arg(&file);
    let status = command
        .status()
        .map_err(|error| format!("wasm-opt did not start: {error}"))?;
    if !status.success() {
        return Err(format!("wasm-opt failed: {status}"));
    }
    let content = read(&file)?;
    fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(content)
}

/// Puts both parts in the place of the whole, under names that tell their content: parts of two builds never meet.
fn put_in_place(folder: &Path, whole: &str, parts: &Carved) -> Result<()> {
    let mut hasher = DefaultHasher::new();
    (&parts.first, &parts.later).hash(&mut hasher);
    let hash = hasher.finish();
    let (first, later) = (
        format!("app-{hash:016x}_bg.wasm"),
        format!("app-{hash:016x}_later.wasm"),
    );
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).map_err(|error| format!("{}: {error}", page.display()))?;
    if !html.contains(PLACE) || !html.contains(whole) {
        return Err("index.html has no place for the parts".to_owned());
    }
    let address = format!("./{later}");
    let html = html.replace(whole, &first).replace(PLACE, &address);
    let old = folder.join(whole);
    fs::remove_file(&old).map_err(|error| format!("{}: {error}", old.display()))?;
    write(&folder.join(first), &parts.first)?;
    write(&folder.join(later), &parts.later)?;
    write(&page, html.as_bytes())
}

/// Reads a file.
fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Writes a file.
fn write(file: &Path, content: &[u8]) -> Result<()> {
    fs::write(file, content).map_err(|error| format!("{}: {error}", file.display()))
}
