//! [`split`]: divides the Wasm of a page that Trunk has built.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::carve::{Carved, carve};
use crate::graph::Graph;
use crate::parts::{Parts, why};
use crate::{Result, is_gate};

/// What stands in `index.html` where the address of the later part belongs.
const PLACE: &str = "single-file";

/// Divides the page in the folder that Trunk builds in. With arguments it only answers, for each, how the first part
/// comes to a function whose name contains it.
pub(crate) fn split() -> Result<()> {
    let linked = linked_file()?;
    let graph = Graph::read(&read(&linked)?)?;
    let questions: Vec<String> = env::args().skip(1).collect();
    if !questions.is_empty() {
        for wanted in questions {
            let way = why(&graph, is_gate, &wanted);
            println!(
                "{wanted}: {}",
                if way.is_empty() { "later" } else { "first" }
            );
            for name in way {
                println!("  {name}");
            }
        }
        return Ok(());
    }
    let folder = PathBuf::from(
        env::var_os("TRUNK_STAGING_DIR").ok_or("TRUNK_STAGING_DIR is not set: Trunk runs this")?,
    );
    let whole = only_wasm(&folder)?;
    let parts = Parts::new(&graph, is_gate);
    let carved = carve(&read(&folder.join(&whole))?, &parts)?;
    put_in_place(&folder, &whole, &small(&folder, &carved)?)
}

/// The module as the linker made it.
fn linked_file() -> Result<PathBuf> {
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"));
    let file = target.join("wasm32-unknown-unknown/release/app.wasm");
    if file.is_file() {
        Ok(file)
    } else {
        Err(format!(
            "{} is missing: build the page first",
            file.display()
        ))
    }
}

/// The name of the one Wasm file in the folder.
fn only_wasm(folder: &Path) -> Result<String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name());
    let names: Vec<String> = names
        .filter_map(|name| name.into_string().ok())
        .filter(|name| {
            Path::new(name)
                .extension()
                .is_some_and(|extension| extension == "wasm")
        })
        .collect();
    match names.as_slice() {
        [name] => Ok(name.clone()),
        names => Err(format!(
            "{} holds {} Wasm files, not one",
            folder.display(),
            names.len()
        )),
    }
}

/// The same parts, made as small as `wasm-opt` makes them.
fn small(folder: &Path, carved: &Carved) -> Result<Carved> {
    let optimize = |content: &[u8], name: &str| {
        let file = folder.join(name);
        write(&file, content)?;
        let mut command = Command::new("wasm-opt");
        command.arg("-Oz").arg(&file).arg("-o").arg(&file);
        let status = command
            .status()
            .map_err(|error| format!("wasm-opt did not start: {error}"))?;
        if !status.success() {
            return Err(format!("wasm-opt failed on {name}: {status}"));
        }
        let content = read(&file)?;
        fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(content)
    };
    Ok(Carved {
        first: optimize(&carved.first, "first.wasm")?,
        later: optimize(&carved.later, "later.wasm")?,
    })
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
