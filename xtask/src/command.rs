//! Runs other programs and reports their failures.

use std::fmt;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

/// How many of a failed program's last lines are repeated in the message.
const LAST_LINES: usize = 15;

/// A message for the person at the terminal: what failed and how to proceed.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// The result of every fallible function here.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure with this text.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Runs a program with its output on the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = line(command);
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("could not start: {shown}: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("ended with {status}: {shown}")))
    }
}

/// Runs a program with its output in the file `log`; a failure repeats the last lines.
pub(crate) fn run_logged(command: &mut Command, log: &Path) -> Result<()> {
    let shown = line(command);
    let problem = |error: &std::io::Error| Failure::new(format!("{}: {error}", log.display()));
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).map_err(|error| problem(&error))?;
    }
    let output = File::create(log).map_err(|error| problem(&error))?;
    let errors = output.try_clone().map_err(|error| problem(&error))?;
    command.stdin(Stdio::null()).stdout(output).stderr(errors);
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("could not start: {shown}: {error}")))?;
    if status.success() {
        return Ok(());
    }
    let text = fs::read(log).unwrap_or_default();
    Err(Failure::new(format!(
        "command:    {shown}\nended with: {status}\nlast lines:\n{}all of it:  {}",
        last_lines(&String::from_utf8_lossy(&text), LAST_LINES),
        log.display()
    )))
}

/// The trimmed output of a program; `None` if the program is missing or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output();
    let output = output.ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().to_owned())
}

/// The command as a person would type it, including the variables set for it.
pub(crate) fn line(command: &Command) -> String {
    let variables = command.get_envs().filter_map(|(name, value)| {
        // A modified PATH is long and irrelevant to the command.
        let value = value.filter(|_| name != "PATH")?;
        Some(format!(
            "{}={}",
            name.display(),
            quoted(&value.to_string_lossy())
        ))
    });
    let program = command.get_program().to_string_lossy();
    let arguments = command
        .get_args()
        .map(|part| quoted(&part.to_string_lossy()));
    variables
        .chain([quoted(&program)])
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A word of a command, quoted if a shell would split or change it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// The last `count` lines of `text` that are not blank, each indented and with a line ending.
fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let from = lines.len().saturating_sub(count);
    lines
        .iter()
        .skip(from)
        .fold(String::new(), |all, line| all + "    " + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_reads_as_a_person_would_type_it() {
        let mut command = Command::new("cargo");
        command
            .args(["doc", "it's"])
            .env("RUSTDOCFLAGS", "-D warnings")
            .env("PATH", "/bin");
        assert_eq!(
            line(&command),
            r"RUSTDOCFLAGS='-D warnings' cargo doc 'it'\''s'"
        );
    }

    #[test]
    fn the_last_lines_skip_blank_ones() {
        assert_eq!(last_lines("a\n\nb\nc\n\n", 2), "    b\n    c\n");
        assert_eq!(last_lines("", 2), "");
    }

    #[test]
    fn a_failing_program_is_reported_with_its_last_lines_and_its_log() {
        let log = std::env::temp_dir().join(format!("xtask-command-{}.log", std::process::id()));
        let result = run_logged(
            Command::new("sh").args(["-c", "echo no network >&2; exit 3"]),
            &log,
        );
        fs::remove_file(&log).ok();
        let text = result
            .err()
            .map(|failure| failure.to_string())
            .unwrap_or_default();
        assert!(text.contains("last lines:\n    no network\n"), "{text}");
        assert!(text.contains(&log.display().to_string()), "{text}");
    }

    #[test]
    fn a_missing_program_is_no_answer() {
        assert_eq!(answer(&mut Command::new("no-such-program-here")), None);
        assert_eq!(answer(Command::new("echo").arg("x")).as_deref(), Some("x"));
    }
}
