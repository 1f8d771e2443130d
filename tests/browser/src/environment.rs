//! Environment variables that `cargo xtask test` sets, and the folders of a run.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs, process};

/// Reads a path from a variable that `cargo xtask test` sets.
fn set_by_xtask(name: &str) -> PathBuf {
    let value = env::var_os(name).filter(|value| !value.is_empty());
    let value = value.unwrap_or_else(|| {
        panic!("{name} is not set. Run the browser tests with: cargo xtask test --only browser")
    });
    let path = PathBuf::from(value);
    assert!(
        path.exists(),
        "{name} is {}, which is not there.",
        path.display()
    );
    path
}

/// The folder of the built page.
pub fn dist() -> PathBuf {
    let dist = set_by_xtask("DMARC_DIST");
    let index = dist.join("index.html");
    assert!(
        index.is_file(),
        "{} is not there. Build the page first: cargo xtask test --only build",
        index.display()
    );
    dist
}

/// The source of axe-core.
pub fn axe() -> String {
    let path = set_by_xtask("AXE_JS");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The path of Firefox's driver.
pub fn geckodriver() -> PathBuf {
    set_by_xtask("GECKODRIVER")
}

/// The project root.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .ancestors()
        .nth(2)
        .expect("the package is two folders below the root")
        .to_path_buf()
}

/// The first of these programs that is installed; names are searched on `PATH` and in the folders of servers.
pub fn program(names: &[&str]) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let servers = ["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from);
    let folders: Vec<PathBuf> = env::split_paths(&path).chain(servers).collect();
    let files = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let mut files = files.filter(|file| file.is_file());
    files.next().unwrap_or_else(|| {
        panic!(
            "{} is not installed. cargo xtask setup test installs it.",
            names.join(" or ")
        )
    })
}

/// A folder for the configurations, logs and screenshots of this run, next to cargo's build output.
pub fn folder(name: &str) -> PathBuf {
    static RUN: OnceLock<PathBuf> = OnceLock::new();
    let run = RUN.get_or_init(|| {
        let test = env::current_exe().expect("a test knows its own file");
        let all = test
            .ancestors()
            .nth(2)
            .expect("target/debug/deps")
            .join("browser-tests");
        forget_earlier_runs(&all);
        all.join(process::id().to_string())
    });
    let folder = run.join(name);
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder
}

/// Removes the folders of finished runs.
fn forget_earlier_runs(all: &Path) {
    for entry in fs::read_dir(all).into_iter().flatten().flatten() {
        let is_over = !Path::new("/proc").join(entry.file_name()).exists();
        if is_over {
            // A concurrent run may have removed it already.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
