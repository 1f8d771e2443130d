//! [`Places`]: the project's folders, the tool cache, and the versions in `Cargo.lock`.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{self, Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, Result, answer};

/// The folders that all commands use.
#[derive(Debug)]
pub(crate) struct Places {
    /// The project's root, which contains `Cargo.toml` and `index.html`.
    pub(crate) root: PathBuf,
    /// The tool cache, shared by all clones on the machine.
    pub(crate) cache: PathBuf,
    /// The folder of the Rust toolchain.
    pub(crate) sysroot: PathBuf,
}

impl Places {
    /// The version of `package` in the project's `Cargo.lock`; the first one if there are several.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let lock = fs::read_to_string(&path)
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        locked_version(&lock, package)
            .ok_or_else(|| Failure::new(format!("Cargo.lock names no {package}")))
    }

    /// Determines the folders on this machine.
    pub(crate) fn find() -> Result<Self> {
        let cache = choose_cache(
            env::var_os("DMARC_CHECKER_CACHE"),
            env::var_os("XDG_CACHE_HOME"),
            env::var_os("HOME"),
        );
        let cache = cache.ok_or_else(|| {
            Failure::new("No place for the tools: set HOME or DMARC_CHECKER_CACHE to a folder.")
        })?;
        let sysroot = answer(Command::new("rustc").args(["--print", "sysroot"]))
            .ok_or_else(|| Failure::new("`rustc --print sysroot` fails: is Rust installed?"))?;
        Ok(Self {
            root: project_root()?,
            cache: path::absolute(&cache).unwrap_or(cache),
            sysroot: PathBuf::from(sysroot),
        })
    }

    /// The folder with the built page.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folder that cargo builds in.
    pub(crate) fn target(&self) -> PathBuf {
        let set = env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
        self.root.join(set.unwrap_or_else(|| "target".into()))
    }

    /// The cache folder of one version of a tool.
    pub(crate) fn tool(&self, name: &str, version: &str) -> PathBuf {
        self.cache.join(format!("{name}-{version}"))
    }
}

/// The cache folder: `DMARC_CHECKER_CACHE` if set, else the user's cache folder, else the usual one.
fn choose_cache(
    own: Option<OsString>,
    user_caches: Option<OsString>,
    home: Option<OsString>,
) -> Option<PathBuf> {
    let set = |value: Option<OsString>| value.filter(|text| !text.is_empty()).map(PathBuf::from);
    // The XDG Base Directory specification says to ignore relative paths here.
    let user_caches = set(user_caches).filter(|folder| folder.is_absolute());
    set(own)
        .or_else(|| user_caches.map(|folder| folder.join("dmarc-checker")))
        .or_else(|| set(home).map(|folder| folder.join(".cache/dmarc-checker")))
}

/// The project's root: the folder that contains this package's folder.
fn project_root() -> Result<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.parent().map(Path::to_path_buf);
    root.filter(|root| root.is_dir()).ok_or_else(|| {
        Failure::new(format!(
            "{} is gone: the project moved, run it with cargo",
            package.display()
        ))
    })
}

/// The version of `package` in the text of a `Cargo.lock`; the first one if there are several.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let value = |line: &str, key: &str| {
        let value = line.strip_prefix(key)?.trim().strip_prefix('=')?.trim();
        Some(value.strip_prefix('"')?.strip_suffix('"')?.to_owned())
    };
    lock.split("[[package]]").skip(1).find_map(|block| {
        let field = |key: &str| block.lines().find_map(|line| value(line, key));
        (field("name")? == package).then(|| field("version"))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(own: &str, user_caches: &str, home: &str) -> Option<PathBuf> {
        choose_cache(
            Some(own.into()),
            Some(user_caches.into()),
            Some(home.into()),
        )
    }

    #[test]
    fn the_own_variable_comes_first_then_the_users_cache_then_home() {
        assert_eq!(cache("/own", "/caches", "/home/a"), Some("/own".into()));
        assert_eq!(
            cache("", "/caches", "/home/a"),
            Some("/caches/dmarc-checker".into())
        );
        assert_eq!(
            cache("", "caches", "/home/a"),
            Some("/home/a/.cache/dmarc-checker".into())
        );
        assert_eq!(choose_cache(None, None, None), None);
    }

    #[test]
    fn a_version_is_read_from_the_block_of_exactly_that_package() {
        let lock = "version = 4\n\n\
            [[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
            [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.9\"\ndependencies = [\n \"cfg-if\",\n]\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.9")
        );
        assert_eq!(locked_version(lock, "yew"), None);
        assert_eq!(locked_version("", "yew"), None);
    }

    #[test]
    fn a_tool_has_a_folder_of_its_own_for_each_version() {
        let places = Places {
            root: "/p".into(),
            cache: "/c".into(),
            sysroot: "/r".into(),
        };
        assert_eq!(
            places.tool("trunk", "0.21.14"),
            Path::new("/c/trunk-0.21.14")
        );
        assert_eq!(places.dist(), Path::new("/p/dist"));
    }
}
