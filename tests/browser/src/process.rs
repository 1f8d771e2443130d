//! [`Process`]: a server or driver that ends with the tests, however they end.

use std::fs::{self, File};
use std::net::{TcpListener, UdpSocket};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

/// The time limit for a program to start.
const START: Duration = Duration::from_secs(30);

/// The interval between readiness checks.
const PAUSE: Duration = Duration::from_millis(20);

/// Runs a program until standard input ends, and then ends its process group: the program, its children, and this shell.
/// Standard input ends when the harness closes it or when the test process dies, so no server survives a killed test run.
const WRAPPER: &str = r#"
trap : TERM
"$@" < /dev/null &
program=$!
read -r _
kill -TERM 0
( sleep 2; kill -KILL 0 ) &
wait "$program"
"#;

/// A running program. Dropping it ends it.
#[derive(Debug)]
pub struct Process {
    /// The name in messages.
    name: String,
    /// The wrapper shell.
    shell: Child,
    /// The file with its output.
    log: PathBuf,
}

impl Process {
    /// Starts `program` and writes its output to a file in `folder`.
    pub fn start(
        name: &str,
        program: &Path,
        arguments: &[&str],
        variables: &[(&str, &str)],
        folder: &Path,
    ) -> Self {
        let log = folder.join(format!("{name}.log"));
        let output =
            File::create(&log).unwrap_or_else(|error| panic!("{}: {error}", log.display()));
        let errors = output.try_clone().expect("a file can be opened twice");
        let mut command = Command::new("sh");
        command
            .args(["-c", WRAPPER, name])
            .arg(program)
            .args(arguments)
            .envs(variables.iter().copied());
        command
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors)
            .current_dir(folder);
        // A separate process group: Ctrl-C reaches only the tests, and the wrapper ends the whole group.
        command.process_group(0);
        let shell = command
            .spawn()
            .unwrap_or_else(|error| panic!("could not start {name}: {error}"));
        Self {
            name: name.to_owned(),
            shell,
            log,
        }
    }

    /// The output so far.
    pub fn log(&self) -> String {
        let octets = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&octets).into_owned()
    }

    /// Waits until a server listens at `port`.
    pub async fn listens(&self, port: u16) {
        self.until("listens", async || {
            TcpStream::connect(("127.0.0.1", port)).await.ok()
        })
        .await;
    }

    /// Waits until the output has a word after `prefix`, and returns the word.
    pub async fn says(&self, prefix: &str) -> String {
        let word = async || {
            let log = self.log();
            let (_, rest) = log.split_once(prefix)?;
            // A word is complete only if another character follows.
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
            (end > 0).then(|| rest[..end].to_owned())
        };
        self.until("says where it listens", word).await
    }

    /// Waits until `ready` returns a value; after the limit, fails with the log.
    pub async fn until<T>(&self, what: &str, ready: impl AsyncFn() -> Option<T>) -> T {
        let limit = Instant::now() + START;
        loop {
            if let Some(found) = ready().await {
                return found;
            }
            let Self { name, log, .. } = self;
            assert!(
                Instant::now() < limit,
                "{name} did not come so far that it {what} within {START:?}. {} says:\n{}",
                log.display(),
                self.log()
            );
            sleep(PAUSE).await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Signals the wrapper to end.
        drop(self.shell.stdin.take());
        // The wrapper waits for the program, which has two seconds.
        let _ = self.shell.wait();
    }
}

/// A port of 127.0.0.1 that is currently free for TCP and UDP.
///
/// Another process may take it before it is used; the program's log then says so.
pub fn free_port() -> u16 {
    let [port] = free_ports();
    port
}

/// Distinct free ports.
pub fn free_ports<const COUNT: usize>() -> [u16; COUNT] {
    // Holds each port until all are found, so that none is returned twice.
    let mut held = Vec::new();
    [(); COUNT].map(|()| {
        loop {
            let listener = TcpListener::bind(("127.0.0.1", 0)).expect("there is a free port");
            let port = listener
                .local_addr()
                .expect("a listener has an address")
                .port();
            held.push(listener);
            if UdpSocket::bind(("127.0.0.1", port)).is_ok() {
                return port;
            }
        }
    })
}
