//! The catalogue: every rule is documented, and has findings where it applies and only there.
//!
//! # Fixtures
//!
//! Every rule has a file `tests/rules/<rule-id>.md`:
//!
//! ````text
//! # <rule-id>
//!
//! Prose.
//!
//! ## Finds
//!
//! ```record
//! v=DMARC1; p=none; rua=dmarc@example.com
//! ```
//!
//! > the whole message of a hit @ `the text at its span`
//! > => the text of its suggestion
//!
//! ## Passes
//!
//! ```zone shop.example
//! _dmarc.shop TXT "v=DMARC1; p=reject"
//! ```
//! ````
//!
//! - A `record` block holds the text of one record, on one line. The rules about records judge it.
//! - A `dkim`, `bimi`, `mta-sts` or `tls-rpt` block holds the text of one record of that kind, and an `mta-sts-policy` block a
//!   policy file. The rules that need only the text judge it.
//! - A `zone <domain>` block holds a zone file with the origin `example`. The domain is checked in it, with the default
//!   options. These lines change the check:
//!   - `; selector <selector>` adds a DKIM selector of the visitor;
//!   - `; fault <name> [<type>] timeout|servfail|refused` makes lookups fail;
//!   - `; failed-over <name> [<resolver>]` makes a first resolver, or this one, fail there;
//!   - `; extended-error <name> <code> [<text>]` adds an extended DNS error (RFC 8914) to the answers there;
//!   - `; authenticated [<name>]` makes the resolver validate the answers there, or all answers;
//!   - `; limit <count>` sets the maximum number of questions of the check;
//!   - `; public-suffixes <label>...` supplies a Public Suffix List with these labels, and
//!     `; public-suffixes-of <name> <label>...` adds labels below a name to it.
//! - A block under `Finds` is followed by a quote line for each hit of this rule, in the order of the hits: the message, then
//!   ` @ ` and the text in backticks if the hit has a place in the record. `> =>` is the text of its suggestion, or
//!   `<name> TXT <text>` if that is for another name.
//! - A block under `Passes` has no quote lines: the rule ran there and found nothing.
//! - In records, and in quotes of them, `\n`, `\r`, `\t`, `\\` and `\u{a0}` represent characters.
//!
//! `UPDATE_EXPECT=1 cargo test -p dmarc-engine --test suite catalogue` rewrites the quote lines; read them before committing.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use dmarc_engine::discovery::{Options, SuffixList, gather};
use dmarc_engine::dns::{
    Answer, ExtendedError, Fault, LookupError, Question, RecordType, Resolver, Zone,
};
use dmarc_engine::domain::DomainName;
use dmarc_engine::findings::{
    Finding, Findings, Hit, RULES, Topic, judge, judge_bimi, judge_dkim, judge_mta_sts,
    judge_policy_file, judge_record, judge_tls_rpt, rule,
};
use dmarc_engine::record::dmarc::parse;
use dmarc_engine::record::{bimi, dkim, mta_sts, tls_rpt};
use expect_test::expect_file;
use futures_util::FutureExt;

#[test]
fn rules_do_as_their_fixtures_say() {
    let mut mismatches = String::new();
    for path in fixture_paths() {
        if let Err(mismatch) = check_fixture(&path) {
            let _ = writeln!(mismatches, "{}: {mismatch}\n", path.display());
        }
    }
    assert!(mismatches.is_empty(), "\n{mismatches}");
}

#[test]
fn every_rule_has_a_fixture_and_every_fixture_a_rule() {
    let fixtures: BTreeSet<_> = fixture_paths().iter().map(|path| stem(path)).collect();
    let ids: BTreeSet<_> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(fixtures, ids);
}

#[test]
fn rules_are_sorted_and_have_files_of_their_names() {
    let folder = root().join("src/findings/rules");
    for pair in RULES.windows(2) {
        assert!(pair[0].id < pair[1].id, "{} {}", pair[0].id, pair[1].id);
    }
    for rule in RULES {
        let is_kebab = rule.id.split('-').all(|w| {
            !w.is_empty()
                && w.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        assert!(is_kebab, "{}", rule.id);
        let file = folder.join(format!("{}.rs", rule.id.replace('-', "_")));
        let text = fs::read_to_string(&file).expect(rule.id);
        assert!(text.contains(&format!("id: \"{}\"", rule.id)), "{file:?}");
    }
}

#[test]
fn rules_are_documented() {
    for rule in RULES {
        let id = rule.id;
        let words = rule.title.split_whitespace().count();
        assert!((1..=8).contains(&words), "{id}: {}", rule.title);
        assert!(!rule.title.ends_with('.'), "{id}: {}", rule.title);
        for text in [rule.why, rule.what_to_do] {
            assert!(text.len() > 1 && text.ends_with('.'), "{id}: {text}");
            assert!(!text.contains("  "), "{id}: {text}");
        }
        assert!(!rule.references.is_empty(), "{id}");
    }
}

#[test]
fn the_families_of_names_have_their_topics() {
    let families = [
        ("bimi-", Topic::Bimi),
        ("dkim-", Topic::Dkim),
        ("failure-", Topic::Reports),
        ("invalid-", Topic::Policy),
        ("mta-sts-", Topic::MtaSts),
        ("mx-", Topic::Mx),
        ("nonexistent-", Topic::Policy),
        ("percentage-", Topic::Policy),
        ("report-", Topic::Reports),
        ("sender-", Topic::Senders),
        ("spf-", Topic::Spf),
        ("tag-name-", Topic::Record),
        ("test-mode", Topic::Policy),
        ("tls-rpt-", Topic::TlsRpt),
        ("tlsa-", Topic::Tlsa),
        ("version-", Topic::Record),
        ("wildcard-", Topic::Discovery),
    ];
    // Their names say what is written, their topics where it matters.
    let apart = [
        ("invalid-failure-options", Topic::Reports),
        ("invalid-psd", Topic::Discovery),
        ("spf-record-at-dmarc-name", Topic::Discovery),
    ];
    for rule in RULES {
        let mut known = apart.iter().filter(|(id, _)| *id == rule.id);
        let mut family = families
            .iter()
            .filter(|(start, _)| rule.id.starts_with(start));
        if let Some((_, topic)) = known.next().or_else(|| family.next()) {
            assert_eq!(rule.topic, *topic, "{}", rule.id);
        }
    }
    for topic in Topic::ALL {
        assert!(RULES.iter().any(|rule| rule.topic == topic), "{topic:?}");
    }
}

/// One block of a fixture.
#[derive(Debug)]
struct Case {
    /// Whether the block is under `Finds`.
    finds: bool,
    /// The info string after the opening backticks.
    info: String,
    /// The content of the block.
    text: String,
}

/// Compares a fixture with the findings of its rule.
fn check_fixture(path: &Path) -> Result<(), String> {
    let id = stem(path);
    let text = fs::read_to_string(path).map_err(|e| e.to_string())?;
    let cases = read_fixture(&id, &text)?;
    if !(cases.iter().any(|case| case.finds) && cases.iter().any(|case| !case.finds)) {
        return Err("needs blocks under both Finds and Passes".to_owned());
    }
    let rule = rule(&id).ok_or("belongs to no rule")?;
    let mut quotes = Vec::new();
    for case in cases {
        let findings = run(&case)?;
        let found: Vec<_> = findings
            .0
            .found
            .iter()
            .filter(|finding| finding.rule == rule)
            .flat_map(Finding::hits)
            .flat_map(|hit| quote(hit, &findings.1))
            .collect();
        if case.finds == found.is_empty() {
            let found = found.join("\n");
            return Err(format!("in\n{}\nfound:\n{found}", case.text));
        }
        quotes.push(found);
        // Where a lookup fails, rules about the domain may report nothing, but they do not pass.
        let has_fault = case.text.lines().any(|line| line.starts_with("; fault"));
        if !case.finds && !has_fault && !findings.0.passed.contains(&rule) {
            return Err(format!("in\n{}\nthe rule did not run", case.text));
        }
    }
    expect_file![path].assert_eq(&requoted(&text, &quotes));
    Ok(())
}

/// Writes a fixture with these quote lines after its blocks.
fn requoted(text: &str, quotes: &[Vec<String>]) -> String {
    let mut quotes = quotes.iter();
    let mut is_open = false;
    let mut lines = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with("> ")) {
        // Blank lines around quotes are generated as well.
        if line.is_empty() && !is_open && lines.last() == Some(&"") {
            continue;
        }
        lines.push(line);
        if line.starts_with("```") {
            is_open = !is_open;
            if let Some(quotes) = (!is_open).then(|| quotes.next()).flatten()
                && !quotes.is_empty()
            {
                lines.push("");
                lines.extend(quotes.iter().map(String::as_str));
            }
        }
    }
    format!("{}\n", lines.join("\n"))
}

/// Judges a block. Returns the findings and the text that their spans refer to.
fn run(case: &Case) -> Result<(Findings, String), String> {
    if case.info == "record" {
        let record = parse(&unescaped(&case.text)?);
        return Ok((judge_record(&record), record.text));
    }
    let Some(name) = case.info.strip_prefix("zone ") else {
        let text = unescaped(&case.text)?;
        let findings = run_text(&case.info, &text).ok_or("unknown block")?;
        return Ok((findings, text));
    };
    let to_name = |name| DomainName::new(name).map_err(|e| format!("{name}: {e:?}"));
    let mut zone = Zone::from_file("fixture", "example", &format!("$TTL 300\n{}\n", case.text))
        .map_err(|e| e.to_string())?;
    for line in case.text.lines() {
        let Some(line) = line.strip_prefix("; fault ") else {
            continue;
        };
        let words: Vec<_> = line.split_whitespace().collect();
        let (name, kind, fault) = match words[..] {
            [name, fault] => (name, None, fault),
            [name, "TXT", fault] => (name, Some(RecordType::Txt), fault),
            [name, "MX", fault] => (name, Some(RecordType::Mx), fault),
            _ => return Err(format!("cannot read: {line}")),
        };
        let fault = match fault {
            "timeout" => Fault::Timeout,
            "servfail" => Fault::ServFail,
            "refused" => Fault::Refused,
            _ => return Err(format!("cannot read: {line}")),
        };
        zone.add_fault(&to_name(name)?, kind, fault);
    }
    let domain = to_name(name)?;
    let zone = Remarking::new(zone, &case.text)?;
    let selectors = case
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("; selector "));
    let mut options = Options {
        selectors: selectors.map(str::to_owned).collect(),
        ..Options::default()
    };
    if let Some(limit) = words_after(&case.text, "; limit ").next() {
        options.max_questions = limit.parse().map_err(|_| "no such limit")?;
    }
    let mut facts = gather(&zone, &domain, &options, |_| (), |_, _| ())
        .now_or_never()
        .ok_or("the check waits for something")?;
    if let Some(labels) = words_after(&case.text, "; public-suffixes ").next() {
        let below: Vec<_> = words_after(&case.text, "; public-suffixes-of ").collect();
        let below = below.join("\n");
        let text = format!("# Public Suffix List of 2026-05-20\n. {labels}\n{below}\n");
        let list = SuffixList::parse(&text);
        facts = facts.settled(&Rc::new(list.ok_or("no Public Suffix List")?));
    }
    let shown = facts.shown_record().map(|shown| shown.record.text.clone());
    Ok((judge(&facts), shown.unwrap_or_default()))
}

/// Judges a text of a kind other than DMARC.
fn run_text(kind: &str, text: &str) -> Option<Findings> {
    Some(match kind {
        "dkim" => judge_dkim(&dkim::parse(text)),
        "bimi" => judge_bimi(&bimi::parse(text)),
        "mta-sts" => judge_mta_sts(&mta_sts::parse(text)),
        "mta-sts-policy" => judge_policy_file(&mta_sts::parse_policy(text)),
        "tls-rpt" => judge_tls_rpt(&tls_rpt::parse(text)),
        _ => return None,
    })
}

/// The rest of each line that starts with `beginning`.
fn words_after<'a>(text: &'a str, beginning: &str) -> impl Iterator<Item = &'a str> {
    text.lines()
        .filter_map(move |line| line.strip_prefix(beginning))
}

/// A zone whose answers carry metadata that a zone file cannot express.
struct Remarking {
    /// The zone with the records.
    zone: Zone,
    /// The names for which a resolver fails first, each with that resolver.
    failed_over: Vec<(DomainName, String)>,
    /// The extended errors in the answers about a name.
    remarks: Vec<(DomainName, ExtendedError)>,
    /// The names whose answers are validated; `None` means all.
    authenticated: Vec<Option<DomainName>>,
}

impl Remarking {
    /// Parses the lines `; failed-over`, `; extended-error` and `; authenticated` of a block.
    fn new(zone: Zone, text: &str) -> Result<Self, String> {
        let to_name = |name| DomainName::new(name).map_err(|e| format!("{name}: {e:?}"));
        let mut remarking = Self {
            zone,
            failed_over: Vec::new(),
            remarks: Vec::new(),
            authenticated: Vec::new(),
        };
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("; failed-over ") {
                let (name, resolver) = rest.split_once(' ').unwrap_or((rest, "first resolver"));
                let failed_over = (to_name(name)?, resolver.to_owned());
                remarking.failed_over.push(failed_over);
            } else if line == "; authenticated" {
                remarking.authenticated.push(None);
            } else if let Some(name) = line.strip_prefix("; authenticated ") {
                remarking.authenticated.push(Some(to_name(name)?));
            } else if let Some(rest) = line.strip_prefix("; extended-error ") {
                let mut words = rest.splitn(3, ' ');
                let name = to_name(words.next().unwrap_or_default())?;
                let code = words.next().and_then(|code| code.parse().ok());
                let code = code.ok_or_else(|| format!("cannot read: {line}"))?;
                let text = words.next().unwrap_or_default().to_owned();
                remarking.remarks.push((name, ExtendedError { code, text }));
            }
        }
        Ok(remarking)
    }
}

impl Resolver for Remarking {
    async fn ask(&self, question: &Question) -> Answer {
        let mut answer = self.zone.answer(question);
        for (name, resolver) in &self.failed_over {
            if *name == question.name {
                let failure = (resolver.clone(), LookupError::Timeout(4000));
                answer.failed_before.push(failure);
            }
        }
        let mut authenticated = self.authenticated.iter();
        answer.is_authenticated =
            authenticated.any(|name| name.as_ref().is_none_or(|name| *name == question.name));
        let remarks = self.remarks.iter();
        answer.extended_errors = remarks
            .filter(|(name, _)| *name == question.name)
            .map(|(_, remark)| remark.clone())
            .collect();
        answer
    }
}

/// Formats a hit as quote lines of a fixture.
fn quote(hit: &Hit, text: &str) -> Vec<String> {
    let mut line = format!("> {}", escaped(&hit.message));
    if let Some(span) = hit.span {
        assert!(text.get(span.start..span.end).is_some(), "span in {text}");
        let _ = write!(line, " @ `{}`", escaped(span.of(text)));
    }
    let mut lines = vec![line];
    if let Some(suggestion) = &hit.suggestion {
        let name = suggestion.name.as_ref();
        let name = name.map_or_else(String::new, |name| format!("{name} TXT "));
        lines.push(format!("> => {name}{}", escaped(&suggestion.text)));
    }
    lines
}

/// Parses a fixture, line by line.
fn read_fixture(id: &str, text: &str) -> Result<Vec<Case>, String> {
    let mut lines = text.lines().filter(|line| !line.is_empty());
    if lines.next() != Some(&format!("# {id}")) {
        return Err("does not begin with its name".to_owned());
    }
    if lines.next().is_none_or(|line| !line.ends_with('.')) {
        return Err("does not say in a sentence what it is about".to_owned());
    }
    let mut cases: Vec<Case> = Vec::new();
    let mut finds = None;
    let mut open: Option<Case> = None;
    for line in text.lines() {
        if let Some(case) = &mut open {
            if line == "```" {
                if case.info == "record" && case.text.lines().count() != 1 {
                    return Err("a record is not one line".to_owned());
                }
                cases.extend(open.take());
            } else {
                let separator = if case.text.is_empty() { "" } else { "\n" };
                let _ = write!(case.text, "{separator}{line}");
            }
        } else if let Some(info) = line.strip_prefix("```") {
            open = Some(Case {
                finds: finds.ok_or("a block before Finds and Passes")?,
                info: info.to_owned(),
                text: String::new(),
            });
        } else if line.starts_with("> ") {
            let case = cases.last().filter(|case| Some(case.finds) == finds);
            case.ok_or("a quote without a block")?;
        } else if let Some(heading) = line.strip_prefix("## ") {
            finds = Some(match heading {
                "Finds" => true,
                "Passes" => false,
                _ => return Err(format!("unknown heading: {line}")),
            });
        } else if finds.is_some() && !line.is_empty() && !line.ends_with('.') {
            return Err(format!("neither a block, a quote nor a sentence: {line}"));
        }
    }
    if open.is_some() {
        return Err("a block is not closed".to_owned());
    }
    Ok(cases)
}

/// Decodes the escapes of fixtures.
fn unescaped(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        out.push(match c {
            '\\' => match rest.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('\\') => '\\',
                Some('u') => {
                    let code: String = rest.by_ref().take_while(|&c| c != '}').skip(1).collect();
                    let code = u32::from_str_radix(&code, 16).ok();
                    code.and_then(char::from_u32).ok_or("no code point")?
                }
                _ => return Err(format!("unknown escape in {text}")),
            },
            c => c,
        });
    }
    Ok(out)
}

/// Encodes characters with the escapes of fixtures.
fn escaped(text: &str) -> String {
    let write = |c| match c {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        '\\' => "\\\\".to_owned(),
        ' '..='~' | '“' | '”' | '…' => String::from(c),
        c => format!("\\u{{{:x}}}", u32::from(c)),
    };
    text.chars().map(write).collect()
}

/// The package's folder.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The paths of the fixtures, sorted by name.
fn fixture_paths() -> Vec<PathBuf> {
    let files = fs::read_dir(root().join("tests/rules"))
        .into_iter()
        .flatten();
    let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
    paths.sort();
    paths
}

/// The file name without folder and extension.
fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}
