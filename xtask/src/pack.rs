//! [`pack`]: what Trunk does after each build: divides the Wasm, and packs what goes into other people's pages.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::command::{Failure, Result, run};
use crate::notices;
use crate::places::Places;
use crate::setup::Tools;

/// Divides the Wasm of a release build, and packs the folder `embed/<version>/` of any build.
pub(crate) fn pack(places: &Places) -> Result<()> {
    if env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release") {
        let mut split = Command::new("cargo");
        run(split.args(["run", "--quiet", "--package", "split"]))?;
    }
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let folder =
        folder.ok_or_else(|| Failure::new("TRUNK_STAGING_DIR is not set: Trunk runs this"))?;
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
