//! The tools in the cache: their versions, where each lies, how each is installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, Result, run_logged};
use crate::places::Places;

/// A program or a file that the project picks the version of.
#[derive(Debug)]
pub(crate) struct Tool {
    /// Its name in its registry.
    pub(crate) name: &'static str,
    /// Its version, exactly.
    pub(crate) version: String,
    /// Where it comes from.
    source: Source,
    /// The file that we use, inside its folder.
    file: &'static str,
}

/// Where a tool comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// Compiled with the versions in the crate's own lock file.
    LockedCrate,
    /// Compiled with the newest versions that fit.
    Crate,
    /// Taken from npm as it is.
    Npm,
}

/// All the tools in the cache.
#[derive(Debug)]
pub(crate) struct Tools {
    /// Builds and serves the page.
    pub(crate) trunk: Tool,
    /// Makes the JavaScript that loads the Wasm.
    pub(crate) wasm_bindgen: Tool,
    /// Makes the Wasm small.
    pub(crate) binaryen: Tool,
    /// Makes one module of several scripts.
    pub(crate) esbuild: Tool,
    /// Judges the types of the JS module.
    pub(crate) typescript: Tool,
    /// Judges a page's accessibility.
    pub(crate) axe_core: Tool,
    /// Drives Firefox.
    pub(crate) geckodriver: Tool,
    /// Builds and runs fuzz targets.
    pub(crate) cargo_fuzz: Tool,
}

impl Tools {
    /// The tools at the versions that the project uses.
    pub(crate) fn of(places: &Places) -> Result<Self> {
        let wasm_bindgen = places.locked_version("wasm-bindgen")?;
        let tool = |name, version: &str, source, file| {
            let version = version.to_owned();
            Tool {
                name,
                version,
                source,
                file,
            }
        };
        Ok(Self {
            // 0.22 wants a newer Rust than ours.
            trunk: tool("trunk", "0.21.14", Source::LockedCrate, "bin/trunk"),
            // Program and crate must be the same version, to the digit. Its own lock file names a
            // crate that was withdrawn.
            wasm_bindgen: tool(
                "wasm-bindgen-cli",
                &wasm_bindgen,
                Source::Crate,
                "bin/wasm-bindgen",
            ),
            binaryen: tool(
                "binaryen",
                "132.0.0",
                Source::Npm,
                "node_modules/.bin/wasm-opt",
            ),
            esbuild: tool(
                "esbuild",
                "0.28.2",
                Source::Npm,
                "node_modules/esbuild/lib/main.js",
            ),
            typescript: tool(
                "typescript",
                // 7 is no longer JavaScript, but a program for each system.
                "6.0.3",
                Source::Npm,
                "node_modules/.bin/tsc",
            ),
            axe_core: tool(
                "axe-core",
                "4.14.1",
                Source::Npm,
                "node_modules/axe-core/axe.min.js",
            ),
            geckodriver: tool(
                "geckodriver",
                "0.37.1",
                Source::LockedCrate,
                "bin/geckodriver",
            ),
            cargo_fuzz: tool(
                "cargo-fuzz",
                "0.13.2",
                Source::LockedCrate,
                "bin/cargo-fuzz",
            ),
        })
    }

    /// The folders with programs that other programs look for on `PATH`.
    pub(super) fn program_folders(&self, places: &Places) -> Vec<PathBuf> {
        let tools = [
            &self.trunk,
            &self.wasm_bindgen,
            &self.binaryen,
            &self.cargo_fuzz,
        ];
        tools
            .iter()
            .filter_map(|tool| Some(tool.path(places).parent()?.to_path_buf()))
            .collect()
    }

    /// The path of `program` if it is one of our tools, else its bare name.
    pub(super) fn program(&self, program: &str, places: &Places) -> PathBuf {
        if program == self.trunk.name {
            self.trunk.path(places)
        } else {
            program.into()
        }
    }
}

impl Tool {
    /// Name and version, as a person reads them.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// The file that we use, absolute.
    pub(crate) fn path(&self, places: &Places) -> PathBuf {
        places.tool(self.name, &self.version).join(self.file)
    }

    /// Whether it is in the cache, complete.
    pub(super) fn is_installed(&self, places: &Places) -> bool {
        self.path(places).is_file()
    }

    /// Installs it beside its place and moves it there once it is complete.
    pub(super) fn install(&self, places: &Places) -> Result<()> {
        let target = places.tool(self.name, &self.version);
        let partial = places
            .cache
            .join(format!(".partial-{}-{}", self.name, self.version));
        let log = places
            .cache
            .join("logs")
            .join(format!("{}-{}.log", self.name, self.version));
        let result = self
            .fill(&partial, &places.cache, &log)
            .and_then(|()| replace(&partial, &target))
            .and_then(|()| self.prove(places));
        if result.is_err() {
            remove(&partial)?;
        }
        result
    }

    /// Installs it into the folder `partial`.
    fn fill(&self, partial: &Path, cache: &Path, log: &Path) -> Result<()> {
        let package = format!("{}@{}", self.name, self.version);
        let mut command = if self.source == Source::Npm {
            let mut command = Command::new("npm");
            // Scripts of packages never run: the files are all we want.
            command.args([
                "install",
                "--no-save",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
            ]);
            command.arg("--prefix").arg(partial);
            remove(partial)?;
            command
        } else {
            let mut command = Command::new("cargo");
            // Without optimization a tool is compiled in half the time and is fast enough.
            command
                .args(["install", "--debug", "--force", "--root"])
                .arg(partial);
            command.env("CARGO_PROFILE_DEV_DEBUG", "false");
            // What an interrupted run has compiled is used again, and goes away with the rest.
            command.env("CARGO_TARGET_DIR", partial.join("target"));
            // The person's flags are for the project, not for its tools.
            command.env_remove("RUSTFLAGS");
            if self.source == Source::LockedCrate {
                command.arg("--locked");
            }
            command
        };
        fs::create_dir_all(partial)
            .map_err(|error| Failure::new(format!("{}: {error}", partial.display())))?;
        // Away from the project, whose own settings are not meant for its tools.
        run_logged(command.arg(package).current_dir(cache), log)?;
        remove(&partial.join("target"))
    }

    /// Makes sure that the file we use came with the package.
    fn prove(&self, places: &Places) -> Result<()> {
        if self.is_installed(places) {
            return Ok(());
        }
        let path = self.path(places);
        Err(Failure::new(format!(
            "the package came without {}",
            path.display()
        )))
    }
}

/// Moves a complete folder to its place.
fn replace(partial: &Path, target: &Path) -> Result<()> {
    remove(target)?;
    fs::rename(partial, target)
        .map_err(|error| Failure::new(format!("{}: {error}", target.display())))
}

/// Removes a folder, which may be missing.
fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::new(format!("{}: {error}", folder.display())))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Folders below a temporary one, with a `Cargo.lock` that names one crate.
    fn places(name: &str) -> Places {
        let base = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(base.join("cache")).ok();
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"1.2.3\"\n";
        fs::write(base.join("Cargo.lock"), lock).ok();
        Places {
            root: base.clone(),
            cache: base.join("cache"),
            sysroot: base,
        }
    }

    #[test]
    fn wasm_bindgen_has_the_version_of_the_lock_file() {
        let places = places("lock");
        let tools = Tools::of(&places).ok();
        let title = tools.as_ref().map(|tools| tools.wasm_bindgen.title());
        assert_eq!(title.as_deref(), Some("wasm-bindgen-cli 1.2.3"));
        fs::remove_dir_all(&places.root).ok();
    }

    #[test]
    fn a_failed_installation_leaves_nothing_behind() {
        let places = places("partial");
        let tool = Tool {
            // Not a name that a registry could know, so that nothing is looked up.
            name: "no such tool",
            version: "0".to_owned(),
            source: Source::LockedCrate,
            file: "bin/tool",
        };
        assert!(tool.install(&places).is_err());
        assert!(!tool.is_installed(&places));
        let left = fs::read_dir(&places.cache).into_iter().flatten().flatten();
        let left: Vec<_> = left.map(|entry| entry.file_name()).collect();
        assert!(
            left.iter()
                .all(|name| !name.to_string_lossy().starts_with(".partial")),
            "{left:?}"
        );
        fs::remove_dir_all(&places.root).ok();
    }
}
