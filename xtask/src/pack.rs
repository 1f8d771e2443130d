//! [`pack`]: what Trunk does after each build: builds what goes into other people's pages, divides the Wasm, and packs.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, Result, run};
use crate::notices;
use crate::places::Places;
use crate::setup::{Tools, WASM_TARGET};

/// The variable that is set where a build that is no release is to have the folder `embed/` as well.
pub(crate) const EMBED: &str = "DMARC_CHECKER_EMBED";

/// The programs for other people's pages and programs.
const PROGRAMS: [&str; 2] = ["widget", "module"];

/// Builds what goes into other people's pages, divides the Wasm of a release build, and packs the folder `embed/<version>/`.
/// A build that is no release stays the page alone unless it is asked for: after a change it is there in half the time, and its
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

/// Builds the programs for other people's pages into the folder that Trunk builds in, as Trunk builds the page.
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
            // The names are what the Wasm is divided by.
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

/// The folder that is packed: what a web host serves, and a package for npm.
pub(crate) fn package(places: &Places) -> Result<PathBuf> {
    let folder = places.dist().join("embed").join(version(places)?);
    if folder.join("package.json").is_file() {
        return Ok(folder);
    }
    Err(Failure::new(
        "dist/ holds no package. Build it first: cargo xtask test --only build",
    ))
}

/// The version of the project, under which the folder is pinned.
fn version(places: &Places) -> Result<String> {
    places.locked_version("dmarc-checker")
}
