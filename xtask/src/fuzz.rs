//! `cargo xtask fuzz`: runs the fuzz targets for a few minutes each.

use std::fs;

use crate::command::{Failure, Result, line, run};
use crate::places::Places;
use crate::setup::{self, Need};

/// Which targets to run, and for how long.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fuzzing {
    /// The name of one target; `None` runs all of them in turn.
    pub(crate) target: Option<String>,
    /// How many minutes each target runs.
    pub(crate) minutes: u64,
}

impl Default for Fuzzing {
    fn default() -> Self {
        Self {
            target: None,
            minutes: 10,
        }
    }
}

/// The seed folders and libFuzzer options of targets that need special ones.
const FOR_TARGETS: &[(&str, Option<&str>, &[&str])] = &[
    // A few octets make a typical zone, and a single plan takes a while.
    (
        "advice",
        None,
        &["-len_control=0", "-max_len=400", "-timeout=60"],
    ),
    // These targets read zone files.
    ("spf_tree", Some("engine/tests/spf"), &[]),
    ("zone_file", Some("engine/tests/spf"), &[]),
];

/// Runs targets until one finds a bug.
pub(crate) fn fuzz(places: &Places, fuzzing: &Fuzzing) -> Result<()> {
    let targets = targets(places)?;
    let chosen: Vec<&String> = match &fuzzing.target {
        Some(name) => targets.iter().filter(|target| *target == name).collect(),
        None => targets.iter().collect(),
    };
    if chosen.is_empty() {
        return Err(Failure::new(format!(
            "There is no such target. The targets are {}.",
            targets.join(", ")
        )));
    }
    setup::require(places, &[Need::CargoFuzz])?;
    for target in chosen {
        let (_, seeds, options) = FOR_TARGETS
            .iter()
            .find(|(name, ..)| name == target)
            .unwrap_or(&("", None, &["-timeout=10"]));
        // libFuzzer adds interesting inputs to the first folder.
        let corpus = format!("fuzz/corpus/{target}");
        fs::create_dir_all(places.root.join(&corpus))
            .map_err(|error| Failure::new(format!("{corpus}: {error}")))?;
        let mut command = setup::with_tools("cargo", places)?;
        command
            .args(["fuzz", "run", "--sanitizer", "none", target, &corpus])
            .args(*seeds)
            .args(["--", "-dict=fuzz/words.dict"])
            .arg(format!("-max_total_time={}", fuzzing.minutes * 60))
            .args(*options)
            .current_dir(&places.root);
        println!("$ {}", line(&command));
        run(&mut command)?;
    }
    Ok(())
}

/// The names of the targets in `fuzz/Cargo.toml`.
fn targets(places: &Places) -> Result<Vec<String>> {
    let file = places.root.join("fuzz/Cargo.toml");
    let text = fs::read_to_string(&file)
        .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    Ok(names(&text))
}

/// The names in the `[[bin]]` tables of a manifest.
fn names(manifest: &str) -> Vec<String> {
    let tables = manifest.split("[[bin]]").skip(1);
    let name = |table: &str| {
        let value = table.split_once("name = \"")?.1;
        Some(value.split_once('"')?.0.to_owned())
    };
    tables.filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_known_and_has_a_file() {
        let manifest = include_str!("../../fuzz/Cargo.toml");
        let names = names(manifest);
        assert_eq!(
            names.len(),
            manifest.matches("path = \"fuzz_targets/").count()
        );
        for (name, ..) in FOR_TARGETS {
            assert!(names.iter().any(|known| known == name), "{name}");
        }
    }
}
