//! [`split`]: divides the Wasm of a page built by Trunk.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::carve::{bare, carve};
use crate::explain::explain;
use crate::gates::{self, LATER, ON_DEMAND};
use crate::graph::Graph;
use crate::parts::Parts;

/// The optimized parts of a program.
#[derive(Hash)]
struct Program {
    /// The part that a first visit needs.
    first: Vec<u8>,
    /// The part that is loaded alongside the first check.
    later: Vec<u8>,
    /// The part that is loaded on demand.
    on_demand: Vec<u8>,
}

/// The placeholders in `index.html` for the addresses of the later part and of the part on demand.
const PLACES: [&str; 2] = ["no-later-part", "no-part-on-demand"];

/// Divides the page and the widget in Trunk's build folder, and optimizes the JS module, which is not divided.
///
/// With arguments, it only answers questions: the first argument names the program, and for each other one it prints
/// which part contains the function whose name contains the argument, and what leads there.
pub(crate) fn split() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let Some((program, questions)) = arguments.split_first() {
        return answer(program, questions);
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
    write(&folder.join("widget_demand.wasm"), &widget.on_demand)?;
    let module = folder.join("module_bg.wasm");
    write(&module, &small(&folder, &bare(&read(&module)?)?)?)
}

/// Prints which part of a program functions are in, and what leads to them.
fn answer(program: &str, questions: &[String]) -> Result<()> {
    let program = gates::program(program)?;
    if questions.is_empty() {
        return Err(format!(
            "what of `{program}`? Name functions, or parts of their names: cargo run -p split -- {program} gates::finish"
        ));
    }
    let graph = Graph::read(&read(&linked_file(program)?)?)?;
    for wanted in questions {
        let explanation = explain(&graph, wanted)?;
        println!("{wanted}: {}", explanation.part);
        for name in explanation.way {
            println!("  {name}");
        }
    }
    Ok(())
}

/// Divides a program, whose Wasm is the file `file` in the folder, and optimizes the parts.
fn divide(folder: &Path, program: &str, file: &str) -> Result<Program> {
    let graph = Graph::read(&read(&linked_file(program)?)?)?;
    gates::check(program, &graph.names)?;
    let whole = read(&folder.join(file))?;
    let (is_later, is_on_demand) = (|name: &_| LATER.hold(name), |name: &_| ON_DEMAND.hold(name));
    let on_demand = carve(&whole, &Parts::new(&graph, is_on_demand, |_| false))?;
    let rest = Parts::new(&graph, is_later, is_on_demand);
    let later = carve(&on_demand.first, &rest)?;
    Ok(Program {
        first: small(folder, &later.first)?,
        later: small(folder, &later.later)?,
        on_demand: small(folder, &on_demand.later)?,
    })
}

/// The path of a program's module as the linker wrote it.
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

/// The name of the page's Wasm file in the folder, which contains a hash.
fn hashed_wasm(folder: &Path) -> Result<String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name());
    let mut names = names.filter_map(|name| name.into_string().ok());
    names
        .find(|name| name.starts_with("app-") && name.ends_with("_bg.wasm"))
        .ok_or_else(|| format!("{} holds no Wasm of the page", folder.display()))
}

/// Optimizes a module with `wasm-opt` for size, in four rounds: each opens possibilities for the next. Between the second and
/// the third, control flow is taken apart and put together again, which saves another 0.2 %.
///
/// `--low-memory-unused` lets it assume that the first kilobyte of memory is unused, so that offsets fold into
/// instructions. The linker puts the end of the stack there, and a stack that full is about to trap anyway.
fn small(folder: &Path, content: &[u8]) -> Result<Vec<u8>> {
    let file = folder.join("small.wasm");
    write(&file, content)?;
    let mut command = Command::new("wasm-opt");
    command
        .args(["-Oz", "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"])
        .arg("--low-memory-unused")
        .arg(&file)
        .arg("-o")
        .arg(&file);
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

/// Replaces the whole by the parts, under names with a hash of their content, so that parts of different builds never
/// mix.
fn put_in_place(folder: &Path, whole: &str, parts: &Program) -> Result<()> {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    let hash = hasher.finish();
    let name = |part: &str| format!("app-{hash:016x}_{part}.wasm");
    let page = folder.join("index.html");
    let mut html =
        fs::read_to_string(&page).map_err(|error| format!("{}: {error}", page.display()))?;
    let addresses = ["later", "demand"].map(|part| format!("./{}", name(part)));
    let places = PLACES.into_iter().zip(addresses);
    for (place, address) in places.chain([(whole, name("bg"))]) {
        if !html.contains(place) {
            return Err("index.html has no place for the parts".to_owned());
        }
        html = html.replace(place, &address);
    }
    let old = folder.join(whole);
    fs::remove_file(&old).map_err(|error| format!("{}: {error}", old.display()))?;
    write(&folder.join(name("bg")), &parts.first)?;
    write(&folder.join(name("later")), &parts.later)?;
    write(&folder.join(name("demand")), &parts.on_demand)?;
    write(&page, html.as_bytes())
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn write(file: &Path, content: &[u8]) -> Result<()> {
    fs::write(file, content).map_err(|error| format!("{}: {error}", file.display()))
}
