//! The check `deny`: what `deny.toml` says of the crates in `Cargo.lock`.

use std::process::Command;

use crate::command::{Result, answer, line, run};
use crate::places::Places;
use crate::setup;

/// What is judged from the crates alone.
const CLOSED: &[&str] = &["licenses", "sources", "bans"];

/// What is judged with the database of advisories.
const ADVISORIES: &[&str] = &["advisories"];

/// Runs it. The database comes from GitHub, which not every machine reaches: what it would say is then left open, and said
/// to be. What it says where it can be had counts as all else does.
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

/// Fetches the database, or renews it.
fn fetch(cargo: &mut Command) -> &mut Command {
    cargo.args(["deny", "fetch", "db"])
}

/// Judges by what is on this machine.
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
