//! The check `deny`: checks the crates in `Cargo.lock` against `deny.toml`.

use std::process::Command;

use crate::command::{Result, answer, line, run};
use crate::places::Places;
use crate::setup;

/// The checks that need nothing but the crates.
const CLOSED: &[&str] = &["licenses", "sources", "bans"];

/// The checks that need the advisory database.
const ADVISORIES: &[&str] = &["advisories"];

/// Runs all checks. The advisory database is on GitHub, which some machines can't reach. In that case, the advisories
/// are reported as not checked. If it can be fetched, an advisory fails the check like any other finding.
pub(super) fn deny(places: &Places) -> Result<()> {
    let cargo = || setup::with_tools("cargo", places);
    let mut closed = cargo()?;
    announce_and_run(check(&mut closed, CLOSED))?;
    let mut database = cargo()?;
    let database = fetch(&mut database);
    println!("$ {}", line(database));
    if answer(database).is_none() {
        println!(
            "The database of advisories could not be fetched, so NO advisory was looked for. To see why: cargo deny fetch db"
        );
        return Ok(());
    }
    let mut advisories = cargo()?;
    announce_and_run(check(&mut advisories, ADVISORIES))
}

/// Fetches or updates the advisory database.
fn fetch(cargo: &mut Command) -> &mut Command {
    cargo.args(["deny", "fetch", "db"])
}

/// Runs checks offline.
fn check<'a>(cargo: &'a mut Command, what: &[&str]) -> &'a mut Command {
    cargo
        .args(["deny", "--workspace", "--locked", "--offline", "check"])
        .arg("--hide-inclusion-graph")
        .args(what)
}

/// Prints a command and runs it.
fn announce_and_run(command: &mut Command) -> Result<()> {
    println!("$ {}", line(command));
    run(command)
}
