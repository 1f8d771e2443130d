//! `cargo xtask`: sets up, serves, checks and measures the project.
//!
//! Everything that a developer or CI runs goes through here, so both run the same commands and neither installs
//! anything manually. `cargo xtask help` lists the commands.

mod checks;
mod command;
mod first_load;
mod fuzz;
mod notices;
mod pack;
mod page;
mod places;
mod setup;
mod size;
mod suffix_list;

use std::path::PathBuf;
use std::process::ExitCode;

use command::{Failure, Result};
use places::Places;
use setup::Need;

/// The output of `cargo xtask help`.
const HELP: &str = "\
cargo xtask serve [--embed] [--release] [--port N]
        Builds the page and serves it at http://127.0.0.1:8080/, again after every change. With --embed or
        --release it has what goes into other people's pages as well, which takes longer.
cargo xtask test [--no-browser] [--only STEP]...
        Runs every check, or only the named ones, and stops at the first that fails.
cargo xtask size [--build]
        Shows how big each file of the built page is, and how much a first visit loads.
cargo xtask setup [serve|test]
        Installs what serving or testing (the default) needs, and does nothing else.
cargo xtask fuzz [TARGET] [--minutes N]
        Runs a fuzz target, or each in turn, for N minutes (10), until one finds something.
cargo xtask suffix-list [FILE]
        Renews the page's copy of the Public Suffix List, from FILE or from Debian's package publicsuffix.
cargo xtask help
        Shows this.

Every command first installs what it needs and is missing, and says so. Tools go to
$DMARC_CHECKER_CACHE, else $XDG_CACHE_HOME/dmarc-checker, else ~/.cache/dmarc-checker.
";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
enum Task {
    Serve(page::Serving),
    Test(checks::Selection),
    /// Measure the built page.
    Size {
        build: bool,
    },
    /// Divide and pack what Trunk has just built. Only Trunk asks for it, so the help is silent about it.
    Pack,
    Fuzz(fuzz::Fuzzing),
    /// Updates the copy of the Public Suffix List, from this file if one is given.
    SuffixList(Option<PathBuf>),
    /// Only installs what is needed.
    SetUp(&'static [Need]),
    /// Prints the help.
    Help,
}

fn main() -> ExitCode {
    let task = match parse(lexopt::Parser::from_env()) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("{error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match run(task) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a task.
fn run(task: Task) -> Result<ExitCode> {
    match task {
        Task::Serve(serving) => page::serve(&Places::find()?, &serving)?,
        Task::Test(selection) => return checks::run(&Places::find()?, &selection),
        Task::Size { build } => size::show(&Places::find()?, build)?,
        Task::Pack => pack::pack(&Places::find()?)?,
        Task::Fuzz(fuzzing) => fuzz::fuzz(&Places::find()?, &fuzzing)?,
        Task::SuffixList(source) => suffix_list::renew(&Places::find()?, source.as_deref())?,
        Task::SetUp(needs) => set_up(&Places::find()?, needs)?,
        Task::Help => print!("{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Installs `needs` and reports when all of them are present.
fn set_up(places: &Places, needs: &[Need]) -> Result<()> {
    setup::require(places, needs)?;
    println!(
        "set-up: complete; the tools are in {}",
        places.cache.display()
    );
    Ok(())
}

/// Parses the command-line arguments.
fn parse(mut parser: lexopt::Parser) -> std::result::Result<Task, lexopt::Error> {
    use lexopt::prelude::{Long, Short, Value, ValueExt};

    let mut task = match parser.next()? {
        None => return Err("Which command?".into()),
        Some(Short('h') | Long("help")) => Task::Help,
        Some(Value(name)) => match name.string()?.as_str() {
            "serve" => Task::Serve(page::Serving::default()),
            "test" => Task::Test(checks::Selection::default()),
            "size" => Task::Size { build: false },
            "pack" => Task::Pack,
            "fuzz" => Task::Fuzz(fuzz::Fuzzing::default()),
            "suffix-list" => Task::SuffixList(None),
            "setup" => Task::SetUp(Need::ALL),
            "help" => Task::Help,
            other => return Err(format!("There is no command `{other}`.").into()),
        },
        Some(other) => return Err(other.unexpected()),
    };
    while let Some(argument) = parser.next()? {
        match (&mut task, argument) {
            (_, Short('h') | Long("help")) => task = Task::Help,
            (Task::Serve(serving), Long("release")) => serving.release = true,
            (Task::Serve(serving), Long("embed")) => serving.embed = true,
            (Task::Serve(serving), Long("port")) => serving.port = parser.value()?.parse()?,
            (Task::Test(selection), Long("no-browser")) => selection.no_browser = true,
            (Task::Test(selection), Long("only")) => {
                let name = parser.value()?.string()?;
                selection.only.push(checks::named(&name)?);
            }
            (Task::Size { build }, Long("build")) => *build = true,
            (Task::Fuzz(fuzzing), Long("minutes")) => fuzzing.minutes = parser.value()?.parse()?,
            (Task::Fuzz(fuzzing), Value(name)) if fuzzing.target.is_none() => {
                fuzzing.target = Some(name.string()?);
            }
            (Task::SuffixList(source @ None), Value(file)) => *source = Some(file.into()),
            (Task::SetUp(needs), Value(goal)) if goal == "serve" => *needs = Need::PAGE,
            (Task::SetUp(needs), Value(goal)) if goal == "test" => *needs = Need::ALL,
            (_, argument) => return Err(argument.unexpected()),
        }
    }
    Ok(task)
}

impl From<Failure> for lexopt::Error {
    fn from(failure: Failure) -> Self {
        failure.to_string().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses a command line to its task or error message.
    fn task(line: &str) -> std::result::Result<Task, String> {
        parse(lexopt::Parser::from_args(line.split_whitespace())).map_err(|error| error.to_string())
    }

    #[test]
    fn options_belong_to_their_command() {
        let serving = page::Serving {
            release: true,
            embed: true,
            port: 9000,
        };
        assert_eq!(
            task("serve --release --embed --port 9000"),
            Ok(Task::Serve(serving))
        );
        assert_eq!(
            task("serve"),
            Ok(Task::Serve(page::Serving {
                release: false,
                embed: false,
                port: 8080
            }))
        );
        assert_eq!(task("size --build"), Ok(Task::Size { build: true }));
        assert_eq!(
            task("size --release"),
            Err("invalid option '--release'".to_owned())
        );
    }

    #[test]
    fn checks_are_chosen_by_name() {
        let selection = checks::Selection {
            only: vec!["fmt", "size"],
            no_browser: false,
        };
        assert_eq!(
            task("test --only fmt --only size"),
            Ok(Task::Test(selection))
        );
        let problem = task("test --only fnt").err().unwrap_or_default();
        assert!(
            problem.starts_with("There is no step `fnt`. The steps are fmt, "),
            "{problem}"
        );
    }

    #[test]
    fn a_setup_is_for_testing_unless_said_otherwise() {
        assert_eq!(task("setup"), Ok(Task::SetUp(Need::ALL)));
        assert_eq!(task("setup serve"), Ok(Task::SetUp(Need::PAGE)));
    }

    #[test]
    fn one_fuzz_target_or_all_run_for_some_minutes() {
        let fuzzing = |target: Option<&str>, minutes| {
            let target = target.map(str::to_owned);
            Ok(Task::Fuzz(fuzz::Fuzzing { target, minutes }))
        };
        assert_eq!(task("fuzz"), fuzzing(None, 10));
        assert_eq!(task("fuzz input --minutes 1"), fuzzing(Some("input"), 1));
    }

    #[test]
    fn a_suffix_list_may_be_named() {
        assert_eq!(task("suffix-list"), Ok(Task::SuffixList(None)));
        let named = Task::SuffixList(Some("list.dat".into()));
        assert_eq!(task("suffix-list list.dat"), Ok(named));
    }

    #[test]
    fn help_is_always_at_hand_and_a_wrong_command_is_named() {
        assert_eq!(task("help"), Ok(Task::Help));
        assert_eq!(task("serve --help"), Ok(Task::Help));
        assert_eq!(
            task("sevre"),
            Err("There is no command `sevre`.".to_owned())
        );
        assert_eq!(task(""), Err("Which command?".to_owned()));
    }
}
