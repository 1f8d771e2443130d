//! [`Process`]: a server or driver that ends with the tests, however they end.

use std::fs::{self, File};
use std::net::{TcpListener, UdpSocket};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

/// How long a program may take until it answers.
const START: Duration = Duration::from_secs(30);

/// How often to look whether it does.
const PAUSE: Duration = Duration::from_millis(20);

/// Runs a program until standard input ends, and then ends its process group, which is the program, what
/// it started, and this shell. Standard input ends when we say so, and also when we are no more: so no server
/// survives a test run that was killed.
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
    /// What it is called in messages.
    name: String,
    /// The shell around it.
    shell: Child,
    /// What it prints.
    log: PathBuf,
}

impl Process {
    /// Starts `program` with what it prints going to a file in `folder`.
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
        // A group of its own: Ctrl-C reaches only the tests, and the wrapper ends the whole group.
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

    /// What it has printed so far.
    pub fn log(&self) -> String {
        let octets = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&octets).into_owned()
    }

    /// Waits until somebody listens at `port`.
    pub async fn listens(&self, port: u16) {
        self.until("listens", async || {
            TcpStream::connect(("127.0.0.1", port)).await.ok()
        })
        .await;
    }

    /// Waits until it has printed a word after `prefix`, and gives that.
    pub async fn says(&self, prefix: &str) -> String {
        let word = async || {
            let log = self.log();
            let (_, rest) = log.split_once(prefix)?;
            // Only a word that something follows is complete.
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
            (end > 0).then(|| rest[..end].to_owned())
        };
        self.until("says where it listens", word).await
    }

    /// Waits until `ready` gives something; after the limit the log tells why.
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
        // The wrapper takes this for its cue.
        drop(self.shell.stdin.take());
        // It waits for the program, and that has two seconds.
        let _ = self.shell.wait();
    }
}

/// A port of 127.0.0.1 that nobody uses now, neither for TCP nor for UDP.
///
/// Somebody else may take it before it is used; the programs then say so in their logs.
pub fn free_port() -> u16 {
    let [port] = free_ports();
    port
}

/// As many such ports, no two of them the same.
pub fn free_ports<const COUNT: usize>() -> [u16; COUNT] {
    // Each is held until all are found, or it might be found again.
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
