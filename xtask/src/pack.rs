//! [`pack`]: the steps after each Trunk build: builds the programs for other people's pages, divides the Wasm, and
//! packs the package.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, Result, run};
use crate::notices;
use crate::places::Places;
use crate::setup::{Tools, WASM_TARGET};

/// The variable that requests the folder `embed/` in a development build.
pub(crate) const EMBED: &str = "DMARC_CHECKER_EMBED";

/// The programs for use in other people's pages and programs.
const PROGRAMS: [&str; 2] = ["widget", "module"];

/// Builds the programs for other people's pages, divides the Wasm of a release build, and packs the folder
/// `embed/<version>/`. A development build skips this unless it is requested, which halves the time after a change; its
/// page Embed says that there is nothing to show.
pub(crate) fn pack(places: &Places) -> Result<()> {
    let is_release = env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release");
    if !is_release && env::var_os(EMBED).is_none() {
        return Ok(());
    }
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let folder =
        folder.ok_or_else(|| Failure::new("TRUNK_STAGING_DIR is not set: Trunk runs this"))?;
    build(places, &folder, is_release)?;
    if is_release {
        let mut split = Command::new("cargo");
        run(split.args(["run", "--quiet", "--package", "split"]))?;
    }
    let mut script = Command::new("node");
    script
        .arg(places.root.join("embed/pack.mjs"))
        .arg(&folder)
        .arg(version(places)?)
        .arg(Tools::of(places)?.esbuild.path(places))
        .current_dir(&places.root);
    run(&mut script)?;
    notices::write(places, &folder)
}

/// Builds the programs for other people's pages into Trunk's build folder, in the same way as Trunk builds the page.
fn build(places: &Places, folder: &Path, is_release: bool) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--offline", "--target", WASM_TARGET])
        .args(PROGRAMS.iter().flat_map(|program| ["--bin", program]))
        .current_dir(&places.root);
    if is_release {
        cargo.arg("--release");
    }
    run(&mut cargo)?;
    let profile = if is_release { "release" } else { "debug" };
    let built = places.target().join(WASM_TARGET).join(profile);
    for program in PROGRAMS {
        let mut bindgen = Command::new(Tools::of(places)?.wasm_bindgen.path(places));
        bindgen
            // The division of the Wasm relies on function names.
            .args([
                "--target=web",
                "--no-typescript",
                "--keep-debug",
                "--no-demangle",
            ])
            .arg("--out-dir")
            .arg(folder)
            .arg(built.join(format!("{program}.wasm")));
        run(&mut bindgen)?;
    }
    Ok(())
}

/// The packed folder, which is both what a web host serves and an npm package.
pub(crate) fn package(places: &Places) -> Result<PathBuf> {
    let folder = places.dist().join("embed").join(version(places)?);
    if folder.join("package.json").is_file() {
        return Ok(folder);
    }
    Err(Failure::new(
        "dist/ holds no package. Build it first: cargo xtask test --only build",
    ))
}

/// The project's version, which is part of the folder's path.
fn version(places: &Places) -> Result<String> {
    places.locked_version("dmarc-checker")
}
