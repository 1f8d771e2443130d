//! [`Program`]: a program that has the package installed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The folder that is published, as `cargo xtask test` tells.
pub(crate) fn package() -> PathBuf {
    set_by_xtask("DMARC_PACKAGE")
}

/// A path in a variable that `cargo xtask test` sets.
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

/// A program in a folder of its own.
pub(crate) struct Program {
    folder: PathBuf,
}

impl Program {
    /// A program that npm installs the package for, as it would from its registry: a copy of what is to be published, and
    /// without a network.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        // What an earlier run left.
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

    /// Runs Node, and gives what it prints.
    pub(crate) fn node(&self, arguments: &[&str]) -> String {
        self.run(Command::new("node").args(arguments))
    }

    /// Holds TypeScript of the program against the strictest rules, the package's types included.
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

    /// Runs a command in the folder; it must not fail.
    fn run(&self, command: &mut Command) -> String {
        let output = command.current_dir(&self.folder).output();
        let output = output.unwrap_or_else(|error| panic!("{command:?} did not start: {error}"));
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr);
        // A literal that does not fit may be quoted whole.
        let shown: String = format!("{said}{errors}").chars().take(20_000).collect();
        assert!(
            output.status.success(),
            "{command:?} {}\n{shown}",
            output.status
        );
        said
    }
}
