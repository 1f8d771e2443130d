//! The ways to install a tool: as a prebuilt program, by compiling it, or from npm. Each is a command that fills a
//! folder.

use std::path::Path;
use std::process::Command;

/// How to compile a crate's program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Build {
    /// Whether to use the versions in the crate's own lock file instead of the newest compatible ones.
    pub(super) is_locked: bool,
    /// Further options for `cargo install`, such as which features to leave out.
    pub(super) options: &'static [&'static str],
}

/// A program of a crate in one version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crate<'a> {
    /// The crate's name.
    pub(super) name: &'a str,
    /// The exact version.
    pub(super) version: &'a str,
    /// How to compile it.
    pub(super) build: Build,
}

impl Crate<'_> {
    /// The commands that install the program into `folder`, in the order to try them.
    pub(super) fn ways(&self, folder: &Path, has_binstall: bool) -> Vec<Command> {
        let fetch = has_binstall.then(|| self.fetch(folder));
        fetch.into_iter().chain([self.compile(folder)]).collect()
    }

    /// Downloads a build by the crate's authors, and no other.
    fn fetch(&self, folder: &Path) -> Command {
        let mut command = Command::new("cargo");
        command
            .args(["binstall", "--no-confirm", "--disable-telemetry"])
            // The other strategies are third-party builds, and compiling, which the next way does better.
            .args(["--strategies", "crate-meta-data", "--root"])
            .arg(folder)
            .args(["--version", self.version, self.name]);
        command
    }

    fn compile(&self, folder: &Path) -> Command {
        let mut command = Command::new("cargo");
        // Without optimization, compiling takes half the time, and the tools are still fast enough.
        command
            .args(["install", "--debug", "--force", "--root"])
            .arg(folder);
        if self.build.is_locked {
            command.arg("--locked");
        }
        command
            .args(self.build.options)
            .arg(format!("{}@{}", self.name, self.version));
        command.env("CARGO_PROFILE_DEV_DEBUG", "false");
        // An interrupted run's output is reused, and removed with the rest.
        command.env("CARGO_TARGET_DIR", folder.join("target"));
        // The user's flags are meant for the project, not for its tools.
        command.env_remove("RUSTFLAGS");
        command
    }
}

/// Installs what the lock file in `folder` lists, verifying the hash of every package.
pub(super) fn npm(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    // Package scripts never run, since only the files are needed. esbuild's program is an optional package for each
    // system.
    command
        .args(["ci", "--ignore-scripts", "--include=optional"])
        .args(["--no-audit", "--no-fund", "--prefix"])
        .arg(folder);
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::line;

    /// The commands that install a tool, as a person would type them.
    fn ways(is_locked: bool, options: &'static [&'static str], has_binstall: bool) -> Vec<String> {
        let program = Crate {
            name: "trunk",
            version: "1.2.3",
            build: Build { is_locked, options },
        };
        let ways = program.ways(Path::new("/c/t"), has_binstall);
        ways.iter().map(line).collect()
    }

    #[test]
    fn a_program_is_compiled_where_nothing_can_fetch_it() {
        let [only] = &ways(true, &["--no-default-features"], false)[..] else {
            panic!("there is one way");
        };
        assert!(
            only.ends_with(
                "cargo install --debug --force --root /c/t --locked --no-default-features trunk@1.2.3"
            ),
            "{only}"
        );
        assert!(!ways(false, &[], false).concat().contains("--locked"));
    }

    #[test]
    fn a_program_is_fetched_from_its_makers_and_else_compiled() {
        let ways = ways(true, &[], true);
        assert_eq!(
            ways[0],
            "cargo binstall --no-confirm --disable-telemetry --strategies crate-meta-data \
             --root /c/t --version 1.2.3 trunk"
        );
        assert!(ways[1].contains("cargo install "), "{}", ways[1]);
        assert_eq!(ways.len(), 2);
    }

    #[test]
    fn npm_installs_what_the_lock_file_names_and_runs_none_of_it() {
        let line = line(&npm(Path::new("/c/n")));
        assert!(line.starts_with("npm ci --ignore-scripts "), "{line}");
        assert!(line.ends_with(" --prefix /c/n"), "{line}");
    }
}
