//! The `dig` commands under Evidence, in a real shell: the checked domain controls the names in them.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs, process};

use dmarc_engine::dns::{Question, RecordType, Zone};
use dmarc_engine::domain::DomainName;
use dmarc_engine::report::Evidence;
use proptest::prelude::*;

/// Texts that a shell might interpret.
const HOSTILE: &[&str] = &[
    "x;touch${IFS}ran",
    "x$(touch${IFS}ran)",
    "`touch${IFS}ran`",
    "x`touch\\032ran`",
    "{touch,ran}",
    "x{a,b}",
    "x'y",
    "';touch${IFS}ran;'",
    "x\"y",
    "\"$(touch${IFS}ran)\"",
    "x\\010touch\\032ran",
    "x\\032y",
    "x\\009y",
    "x\\195\\164y",
    "x&touch${IFS}ran",
    "x|touch${IFS}ran",
    "x>ran",
    "x<ran",
    "*",
    "x*",
    "?",
    "x[a-z]",
    "~",
    "~root",
    "#x",
    "x#y",
    "!x",
    "x!y",
    "$HOME",
    "x$HOME",
    "%PATH%",
    "x^y",
    "a=b",
    "x\\\\y",
    "x\\.y",
    "x\\\\",
    "\\\\",
    "(x)",
    "x\\000y",
    "x\\127y",
    "x\\255y",
    "-f",
    "+short",
    "@192.0.2.1",
];

/// The command for a query of MX records.
fn command(name: &DomainName) -> Option<String> {
    let question = Question::new(name.clone(), RecordType::Mx);
    Evidence::new(&Zone::new("zone").answer(&question)).command
}

/// Runs command lines one after the other, as if pasted, in an empty folder. Returns the arguments of each `dig` call, and the
/// files that exist afterwards.
fn run(test: &str, commands: &[String]) -> (Vec<Vec<String>>, Vec<String>) {
    let folder: PathBuf = env::temp_dir().join(format!("dig-{test}-{}", process::id()));
    fs::create_dir_all(&folder).unwrap();
    // A file that any glob matches.
    fs::write(folder.join("x.evil.example"), "").unwrap();
    let mut script =
        "dig() { for each in \"$@\"; do printf '%s\\n' \"$each\"; done; echo; }\n".to_owned();
    for command in commands {
        writeln!(script, "{command}").unwrap();
    }
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(&folder)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{errors}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let calls = printed.split_terminator("\n\n");
    let calls = calls
        .map(|call| call.lines().map(str::to_owned).collect())
        .collect();
    let entries = fs::read_dir(&folder).unwrap();
    let files = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    fs::remove_dir_all(&folder).unwrap();
    (calls, files)
}

/// The octets of each label, so that different spellings of a name compare equal.
fn octets(name: &DomainName) -> Vec<Vec<u8>> {
    let label = |label: &str| {
        let (mut octets, mut rest) = (Vec::new(), label.as_bytes());
        while let [octet, after @ ..] = rest {
            (octets, rest) = match (octet, after) {
                (b'\\', [a @ b'0'..=b'9', b, c, after @ ..]) => {
                    let digits = String::from_utf8(vec![*a, *b, *c]).unwrap();
                    ([octets, vec![digits.parse().unwrap()]].concat(), after)
                }
                (b'\\', [other, after @ ..]) => ([octets, vec![*other]].concat(), after),
                _ => ([octets, vec![*octet]].concat(), after),
            };
        }
        octets
    };
    name.labels().map(label).collect()
}

/// Asserts that each command passes the name and the type to `dig`, and has no other effect.
#[track_caller]
fn only_dig_runs(test: &str, names: &[DomainName]) {
    let commands: Vec<_> = names.iter().map(|name| command(name).unwrap()).collect();
    let (calls, files) = run(test, &commands);
    assert_eq!(files, ["x.evil.example"], "{commands:?}");
    assert_eq!(calls.len(), names.len(), "{commands:?}");
    for (name, call) in names.iter().zip(&calls) {
        assert_eq!(
            (call.len(), call.last().map(String::as_str)),
            (2, Some("MX"))
        );
        let argument = call.first().unwrap();
        let read = DomainName::new(argument).unwrap();
        assert_eq!(octets(&read), octets(name), "{argument}");
    }
}

#[test]
fn names_of_strangers_reach_dig_and_nothing_else() {
    let mut names = Vec::new();
    for hostile in HOSTILE {
        for text in [
            format!("{hostile}.evil.example"),
            format!("x.{hostile}.example"),
            format!("a{hostile}"),
        ] {
            names.extend(DomainName::new(&text));
        }
    }
    assert_eq!(names.len(), 3 * HOSTILE.len());
    let (offered, refused): (Vec<_>, Vec<_>) =
        names.into_iter().partition(|name| command(name).is_some());
    only_dig_runs("hostile", &offered);
    for name in refused {
        let octets = octets(&name);
        let first = octets.first().and_then(|label| label.first()).unwrap();
        let is_odd = !first.is_ascii_lowercase() && !b"0123456789_*".contains(first);
        let has_control = octets.iter().flatten().any(u8::is_ascii_control);
        assert!(is_odd || has_control, "{name} has no command");
    }
}

/// A name with these labels, of any octets.
fn name_of(labels: &[Vec<u8>]) -> DomainName {
    let octet = |octet: &u8| match octet {
        b'.' | b'\\' => format!("\\{}", char::from(*octet)),
        0x21..=0x7e => char::from(*octet).to_string(),
        _ => format!("\\{octet:03}"),
    };
    let labels = labels
        .iter()
        .map(|label| label.iter().map(octet).collect::<String>());
    DomainName::new(&labels.collect::<Vec<_>>().join(".")).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_name_reaches_dig_and_nothing_else(
        names in prop::collection::vec(prop::collection::vec(prop::collection::vec(any::<u8>(), 1..12), 1..4), 60)
    ) {
        let names = names.iter().map(|labels| name_of(labels));
        let offered: Vec<_> = names.filter(|name| command(name).is_some()).collect();
        only_dig_runs("any", &offered);
    }
}
