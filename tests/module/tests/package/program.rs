//! [`Program`]: a program with the package installed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The folder to publish, as set by `cargo xtask test`.
pub(crate) fn package() -> PathBuf {
    set_by_xtask("DMARC_PACKAGE")
}

/// Reads a path from a variable that `cargo xtask test` sets.
fn set_by_xtask(name: &str) -> PathBuf {
    let value = env::var_os(name).filter(|value| !value.is_empty());
    let value = value.unwrap_or_else(|| {
        panic!("{name} is not set. Run these tests with: cargo xtask test --only module")
    });
    let path = PathBuf::from(value);
    assert!(
        path.exists(),
        "{name} is {}, which is not there.",
        path.display()
    );
    path
}

/// A program in its own folder.
pub(crate) struct Program {
    folder: PathBuf,
}

impl Program {
    /// Creates a program and installs the package with npm as from its registry: a copy of the files to publish, without a
    /// network.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        // Left from an earlier run.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder can be made");
        let program = Self { folder };
        program.write("package.json", r#"{ "private": true, "type": "module" }"#);
        let mut npm = Command::new("npm");
        npm.args([
            "install",
            "--offline",
            "--install-links",
            "--no-audit",
            "--no-fund",
        ]);
        program.run(npm.arg(package()));
        program
    }

    /// Writes a file of the program.
    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).expect("the file can be written");
    }

    /// Copies a file of the program from `tests/module/program`.
    pub(crate) fn copy(&self, name: &str) {
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("program")
            .join(name);
        fs::copy(from, self.folder.join(name)).expect("the file can be copied");
    }

    /// Runs Node and returns its output.
    pub(crate) fn node(&self, arguments: &[&str]) -> String {
        self.run(Command::new("node").args(arguments))
    }

    /// Type-checks the program's TypeScript with the strictest settings, including the package's types.
    pub(crate) fn check_types(&self, resolution: &str, files: &str) {
        let module = if resolution == "bundler" {
            "esnext"
        } else {
            resolution
        };
        let options = format!(
            r#"{{ "compilerOptions": {{
                "strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true,
                "noImplicitReturns": true, "noPropertyAccessFromIndexSignature": true, "skipLibCheck": false,
                "noEmit": true, "target": "es2022", "lib": ["es2022", "dom", "dom.iterable"], "types": [],
                "module": "{module}", "moduleResolution": "{resolution}"
            }}, "include": ["{files}"] }}"#
        );
        self.write("tsconfig.json", &options);
        self.run(&mut Command::new(set_by_xtask("TSC")));
    }

    /// Runs a command in the folder, and fails if the command does.
    fn run(&self, command: &mut Command) -> String {
        let output = command.current_dir(&self.folder).output();
        let output = output.unwrap_or_else(|error| panic!("{command:?} did not start: {error}"));
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr);
        // A literal that does not type-check may be quoted in full.
        let shown: String = format!("{said}{errors}").chars().take(20_000).collect();
        assert!(
            output.status.success(),
            "{command:?} {}\n{shown}",
            output.status
        );
        said
    }
}
