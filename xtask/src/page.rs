//! Builds and serves the page with Trunk.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use crate::command::{Failure, Result, line, run};
use crate::pack::EMBED;
use crate::places::Places;
use crate::setup::{self, Need};

/// How to serve the page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Serving {
    /// Build in release mode, as visitors get it, instead of quickly.
    pub(crate) release: bool,
    /// Include the programs for other people's pages, which a release always does.
    pub(crate) embed: bool,
    /// The port on 127.0.0.1.
    pub(crate) port: u16,
}

impl Default for Serving {
    fn default() -> Self {
        Self {
            release: false,
            embed: false,
            port: 8080,
        }
    }
}

/// Serves the page and rebuilds it after every change, until interrupted.
pub(crate) fn serve(places: &Places, serving: &Serving) -> Result<()> {
    let port = serving.port;
    // Otherwise Trunk would build for a minute before it reports this.
    if let Err(error) = TcpListener::bind(("127.0.0.1", port)) {
        return Err(Failure::new(format!(
            "Port {port} of 127.0.0.1 cannot be used ({error}). \
             Choose another one: cargo xtask serve --port 8081"
        )));
    }
    setup::require(places, Need::PAGE)?;
    let mut command = trunk("serve", places)?;
    // A separate folder, so that a development build is never mistaken for a release.
    command.args(["--dist", "target/serve", "--address", "127.0.0.1", "--port"]);
    command.arg(port.to_string());
    if serving.release {
        command.arg("--release");
    }
    if serving.embed {
        command.env(EMBED, "1");
    }
    println!("The page will be at http://127.0.0.1:{port}/ once it is built. Ctrl-C ends it.");
    hand_over(&mut command)
}

/// Builds `dist/` as it is published.
pub(crate) fn build(places: &Places) -> Result<()> {
    let mut command = trunk("build", places)?;
    command.arg("--release");
    println!("$ {}", line(&command));
    run(&mut command)
}

/// Checks that `dist/` contains a built page.
pub(crate) fn built(places: &Places) -> Result<()> {
    if places.dist().join("index.html").is_file() {
        return Ok(());
    }
    Err(Failure::new(
        "dist/ holds no page. Build it first: cargo xtask test --only build",
    ))
}

/// Trunk, with our tools on its path and without network access.
pub(crate) fn trunk(action: &str, places: &Places) -> Result<Command> {
    let mut command = setup::with_tools("trunk", places)?;
    if let Some(flags) = short_paths() {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
    command.args([action, "--offline"]);
    // Trunk parses this variable as a boolean and rejects the usual `1`.
    if env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}

/// Replaces this process with the command, so that stopping the process stops the server itself.
#[cfg(unix)]
fn hand_over(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    let error = command.exec();
    Err(Failure::new(format!(
        "could not start {}: {error}",
        line(command)
    )))
}

/// Runs the command until it ends.
#[cfg(not(unix))]
fn hand_over(command: &mut Command) -> Result<()> {
    run(command)
}

/// Compiler flags that remove this machine's crate source paths from panic messages. Cargo adds them to the flags in
/// `.cargo/config.toml`.
///
/// This makes downloads smaller and the Wasm independent of the machine that builds it.
fn short_paths() -> Option<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")))?;
    let registries = fs::read_dir(home.join("registry/src")).ok()?.flatten();
    let flags = registries.filter_map(|registry| {
        let path = registry.path();
        // Cargo splits the flags at blanks.
        let path = path
            .to_str()
            .filter(|path| !path.contains(char::is_whitespace))?;
        Some(format!("--remap-path-prefix={path}/="))
    });
    Some(flags.collect::<Vec<_>>().join(" "))
}
