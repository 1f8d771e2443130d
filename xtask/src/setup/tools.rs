//! The tools in the cache: their versions, locations and installation.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::packages::find_program;
use super::ways::{Build, Crate, npm};
use crate::command::{Failure, Result, answer, run_logged};
use crate::places::Places;

/// The folder that declares the npm packages, relative to the project's root.
const NPM: &str = "xtask/npm";

/// The files in that folder: the requested packages, and the lock file with their exact contents.
const NPM_FILES: [&str; 2] = ["package.json", "package-lock.json"];

/// A program or file whose version the project pins.
#[derive(Debug)]
pub(crate) struct Tool {
    /// Its name in the registry, or `npm` for all packages from there.
    pub(crate) name: &'static str,
    /// The exact version, or the hash of the lock file.
    pub(crate) version: String,
    source: Source,
    /// The file we use, relative to the tool's folder.
    file: &'static str,
}

/// Where a tool comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// A program of a crate, downloaded or compiled.
    Crate(Build),
    /// A file from npm. All npm packages are installed together into one folder.
    Npm,
}

/// Compile with the versions in the crate's own lock file.
const LOCKED: Source = Source::Crate(Build {
    is_locked: true,
    options: &[],
});

/// All tools in the cache.
#[derive(Debug)]
pub(crate) struct Tools {
    /// The program that builds and serves the page.
    pub(crate) trunk: Tool,
    /// Generates the JavaScript that loads the Wasm.
    pub(crate) wasm_bindgen: Tool,
    /// Optimizes the Wasm.
    pub(crate) binaryen: Tool,
    /// Bundles several scripts into one module.
    pub(crate) esbuild: Tool,
    /// Parses style sheets.
    pub(crate) css_tree: Tool,
    /// Checks the types of the JS module.
    pub(crate) typescript: Tool,
    /// Checks a page's accessibility.
    pub(crate) axe_core: Tool,
    /// The driver for Firefox.
    pub(crate) geckodriver: Tool,
    /// Checks the crates we use.
    pub(crate) cargo_deny: Tool,
    /// The program that builds and runs fuzz targets.
    pub(crate) cargo_fuzz: Tool,
}

impl Tools {
    /// The tools at the versions that the project pins.
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
            // Version 0.22 requires a newer Rust than ours. It builds offline and serves only this machine, so it is
            // compiled without TLS, the only part that needs a C compiler.
            trunk: program(
                "trunk",
                "0.21.14",
                Source::Crate(Build {
                    is_locked: true,
                    options: &["--no-default-features"],
                }),
                "bin/trunk",
            ),
            // The program and the crate must have exactly the same version. Its own lock file names a yanked crate, so
            // it is not used. The test runner, which includes a server, is left out.
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
            // Version 7 is no longer JavaScript, but a native program for each system.
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

    /// Whether all npm tools are in the cache.
    pub(super) fn has_npm(&self, places: &Places) -> bool {
        self.npm().iter().all(|tool| tool.is_installed(places))
    }

    pub(super) fn install_npm(&self, places: &Places) -> Result<()> {
        self.binaryen.install(places)?;
        self.npm().iter().try_for_each(|tool| tool.prove(places))
    }

    /// The folders whose programs other programs look up on `PATH`.
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
    /// The name and version for messages.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// The absolute path of the file we use.
    pub(crate) fn path(&self, places: &Places) -> PathBuf {
        places.tool(self.name, &self.version).join(self.file)
    }

    /// Whether the tool is completely installed in the cache.
    pub(super) fn is_installed(&self, places: &Places) -> bool {
        self.path(places).is_file()
    }

    /// Installs the tool into a temporary folder and moves it into place once it is complete.
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

    /// Installs the tool into the folder `partial`.
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
            // Run outside of the project, whose settings are not meant for its tools.
            result = run_logged(way.current_dir(&places.cache), log)
                .and_then(|()| self.starts(&partial.join(self.file)));
            if result.is_ok() {
                break;
            }
        }
        result?;
        remove(&partial.join("target"))
    }

    /// Checks that a program runs here: a prebuilt one may need newer libraries.
    fn starts(&self, program: &Path) -> Result<()> {
        match answer(Command::new(program).arg("--version")) {
            Some(_) => Ok(()),
            None => Err(Failure::new(format!("{} does not start", self.title()))),
        }
    }

    /// Checks that the package contains the file we use.
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

/// Moves a complete folder into place.
fn replace(partial: &Path, target: &Path) -> Result<()> {
    remove(target)?;
    fs::rename(partial, target)
        .map_err(|error| Failure::new(format!("{}: {error}", target.display())))
}

/// Whether `cargo binstall` is available, which downloads prebuilt programs.
pub(super) fn has_binstall() -> bool {
    find_program("cargo-binstall").is_some()
}

/// Creates a folder unless it exists.
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

/// The hash of npm's lock file, so that a cached folder always matches one lock file. Another Rust release may compute
/// another hash, which only causes a reinstallation.
fn npm_lock(places: &Places) -> Result<String> {
    let [_, lock] = NPM_FILES;
    let lock = places.root.join(NPM).join(lock);
    let text =
        fs::read(&lock).map_err(|error| Failure::new(format!("{}: {error}", lock.display())))?;
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

/// Removes a folder if it exists.
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

    /// Temporary folders, with a `Cargo.lock` that lists one crate.
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
        // Every hash belongs to a package, and every package comes from the npm registry.
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
            // Registries do not allow such a name, so nothing is looked up.
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
