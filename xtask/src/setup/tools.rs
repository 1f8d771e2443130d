//! The tools in the cache: their versions, where each lies, how each is installed.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::packages::find_program;
use super::ways::{Build, Crate, npm};
use crate::command::{Failure, Result, answer, run_logged};
use crate::places::Places;

/// Where the project says what it takes from npm, in its root.
const NPM: &str = "xtask/npm";

/// The files of that folder: what is asked for, and what comes of it to the last byte.
const NPM_FILES: [&str; 2] = ["package.json", "package-lock.json"];

/// A program or a file that the project picks the version of.
#[derive(Debug)]
pub(crate) struct Tool {
    /// Its name in its registry, or `npm` for what comes from there.
    pub(crate) name: &'static str,
    /// Its version, exactly, or the hash of the lock file.
    pub(crate) version: String,
    source: Source,
    /// The file that we use, inside its folder.
    file: &'static str,
}

/// Where a tool comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// A crate's program, fetched or compiled.
    Crate(Build),
    /// Taken from npm as it is, all such tools at once into one folder.
    Npm,
}

/// Compiled with the versions in the crate's own lock file.
const LOCKED: Source = Source::Crate(Build {
    is_locked: true,
    options: &[],
});

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
    /// Reads style sheets.
    pub(crate) css_tree: Tool,
    /// Judges the types of the JS module.
    pub(crate) typescript: Tool,
    /// Judges a page's accessibility.
    pub(crate) axe_core: Tool,
    /// Drives Firefox.
    pub(crate) geckodriver: Tool,
    /// Judges the crates that we use.
    pub(crate) cargo_deny: Tool,
    /// Builds and runs fuzz targets.
    pub(crate) cargo_fuzz: Tool,
}

impl Tools {
    /// The tools at the versions that the project uses.
    pub(crate) fn of(places: &Places) -> Result<Self> {
        let wasm_bindgen = places.locked_version("wasm-bindgen")?;
        let lock = npm_lock(places)?;
        let program = |name, version: &str, source, file| Tool {
            name,
            version: version.to_owned(),
            source,
            file,
        };
        let from_npm = |file| program("npm", &lock, Source::Npm, file);
        Ok(Self {
            // 0.22 wants a newer Rust than ours. It builds offline and serves this machine alone, so it needs no TLS, the one
            // part of it that takes a C compiler.
            trunk: program(
                "trunk",
                "0.21.14",
                Source::Crate(Build {
                    is_locked: true,
                    options: &["--no-default-features"],
                }),
                "bin/trunk",
            ),
            // Program and crate must be the same version, to the digit. Its own lock file names a crate that was withdrawn.
            // The runner of tests, which has a server of its own, is left out.
            wasm_bindgen: program(
                "wasm-bindgen-cli",
                &wasm_bindgen,
                Source::Crate(Build {
                    is_locked: false,
                    options: &["--no-default-features", "--bin=wasm-bindgen"],
                }),
                "bin/wasm-bindgen",
            ),
            binaryen: from_npm("node_modules/.bin/wasm-opt"),
            esbuild: from_npm("node_modules/esbuild/lib/main.js"),
            css_tree: from_npm("node_modules/css-tree/cjs/index.cjs"),
            // 7 is no longer JavaScript, but a program for each system.
            typescript: from_npm("node_modules/.bin/tsc"),
            axe_core: from_npm("node_modules/axe-core/axe.min.js"),
            geckodriver: program("geckodriver", "0.37.1", LOCKED, "bin/geckodriver"),
            cargo_deny: program("cargo-deny", "0.20.2", LOCKED, "bin/cargo-deny"),
            cargo_fuzz: program("cargo-fuzz", "0.13.2", LOCKED, "bin/cargo-fuzz"),
        })
    }

    fn npm(&self) -> [&Tool; 5] {
        [
            &self.binaryen,
            &self.esbuild,
            &self.css_tree,
            &self.typescript,
            &self.axe_core,
        ]
    }

    /// Whether all the tools from npm are in the cache.
    pub(super) fn has_npm(&self, places: &Places) -> bool {
        self.npm().iter().all(|tool| tool.is_installed(places))
    }

    pub(super) fn install_npm(&self, places: &Places) -> Result<()> {
        self.binaryen.install(places)?;
        self.npm().iter().try_for_each(|tool| tool.prove(places))
    }

    /// The folders with programs that other programs look for on `PATH`.
    pub(super) fn program_folders(&self, places: &Places) -> Vec<PathBuf> {
        let tools = [
            &self.trunk,
            &self.wasm_bindgen,
            &self.binaryen,
            &self.cargo_deny,
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
            .fill(&partial, places, &log)
            .and_then(|()| replace(&partial, &target))
            .and_then(|()| self.prove(places));
        if result.is_err() {
            remove(&partial)?;
        }
        result
    }

    /// Installs it into the folder `partial`.
    fn fill(&self, partial: &Path, places: &Places, log: &Path) -> Result<()> {
        let build = match self.source {
            Source::Npm => {
                remove(partial)?;
                make(partial)?;
                for name in NPM_FILES {
                    copy(&places.root.join(NPM).join(name), &partial.join(name))?;
                }
                return run_logged(npm(partial).current_dir(&places.cache), log);
            }
            Source::Crate(build) => build,
        };
        make(partial)?;
        let program = Crate {
            name: self.name,
            version: &self.version,
            build,
        };
        let mut result: Result<()> = Ok(());
        for mut way in program.ways(partial, has_binstall()) {
            if let Err(failure) = &result {
                let reason = failure.to_string().replace('\n', "\n    ");
                println!("    not to be had built, so it is compiled:\n    {reason}");
            }
            // Away from the project, whose own settings are not meant for its tools.
            result = run_logged(way.current_dir(&places.cache), log)
                .and_then(|()| self.starts(&partial.join(self.file)));
            if result.is_ok() {
                break;
            }
        }
        result?;
        remove(&partial.join("target"))
    }

    /// Makes sure that a program runs here: one that was built elsewhere may want newer libraries.
    fn starts(&self, program: &Path) -> Result<()> {
        match answer(Command::new(program).arg("--version")) {
            Some(_) => Ok(()),
            None => Err(Failure::new(format!("{} does not start", self.title()))),
        }
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

/// Whether programs can be fetched as their makers have built them.
pub(super) fn has_binstall() -> bool {
    find_program("cargo-binstall").is_some()
}

/// Makes a folder, which may be there.
fn make(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    match fs::copy(from, to) {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::new(format!("{}: {error}", from.display()))),
    }
}

/// The hash of the lock file for npm, so that a folder in the cache holds what one such file names. Another release of Rust
/// may hash otherwise; then the folder is made again.
fn npm_lock(places: &Places) -> Result<String> {
    let [_, lock] = NPM_FILES;
    let lock = places.root.join(NPM).join(lock);
    let text =
        fs::read(&lock).map_err(|error| Failure::new(format!("{}: {error}", lock.display())))?;
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
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
        fs::create_dir_all(base.join(NPM)).ok();
        fs::write(base.join(NPM).join("package-lock.json"), "{}").ok();
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
    fn what_npm_has_lies_in_one_folder_for_each_lock_file() {
        let places = places("npm");
        let folder = || {
            let tools = Tools::of(&places).ok();
            tools.map(|tools| tools.npm().map(|tool| tool.version.clone()))
        };
        let first = folder().unwrap_or_default();
        assert!(!first[0].is_empty() && first.iter().all(|version| *version == first[0]));
        fs::write(places.root.join(NPM).join("package-lock.json"), "{ }").ok();
        assert_ne!(folder().unwrap_or_default()[0], first[0]);
        fs::remove_dir_all(&places.root).ok();
    }

    #[test]
    fn the_lock_file_names_hashes_and_no_registry_but_npms() {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let lock = fs::read_to_string(package.join("npm/package-lock.json")).unwrap();
        let values = |key: &str| -> Vec<_> {
            let lines = lock
                .lines()
                .filter_map(|line| line.trim().strip_prefix(key));
            lines.collect()
        };
        // Each is a package, and none of them came from elsewhere.
        let hashes = values("\"integrity\": ");
        assert_eq!(hashes.len(), values("\"node_modules/").len());
        assert!(hashes.iter().all(|hash| hash.starts_with("\"sha512-")));
        let addresses = values("\"resolved\": ");
        assert!(
            addresses
                .iter()
                .all(|address| address.starts_with("\"https://registry.npmjs.org/"))
        );
    }

    #[test]
    fn a_failed_installation_leaves_nothing_behind() {
        let places = places("partial");
        let tool = Tool {
            // Not a name that a registry could know, so that nothing is looked up.
            name: "no such tool",
            version: "0".to_owned(),
            source: LOCKED,
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
