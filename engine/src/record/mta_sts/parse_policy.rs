//! [`parse_policy`]: parses a policy file into an [`StsPolicy`].

use super::{Key, Line, MAX_AGE, MAX_OCTETS, Mode, MxPattern, PolicyProblem, StsPolicy};
use crate::record::order;
use crate::record::text::is_wsp;
use crate::record::{Problem, RecordOutcome, Span};

/// The longest name of an extension key, in characters.
const MAX_KEY: usize = 32;

/// Parses a policy file. It accepts any text; what is wrong is listed in the policy's problems.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::mta_sts::{Mode, parse_policy};
///
/// let policy = parse_policy("version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 604800\n");
/// assert_eq!(policy.mode, Some(Mode::Enforce));
/// assert!(policy.covers("mx1.example.com"));
/// ```
pub fn parse_policy(text: &str) -> StsPolicy {
    let mut reading = Reading {
        text,
        lines: Vec::new(),
        problems: Vec::new(),
        mx: Vec::new(),
    };
    reading.read_lines();
    let version = reading.read_value(Key::Version, |value| (value == "STSv1").then_some(()));
    let mode = reading.read_value(Key::Mode, Mode::from_value);
    let max_age = reading.read_value(Key::MaxAge, max_age);
    reading.read_mx(mode);
    let is_fatal = |problem: &Problem<PolicyProblem>| problem.kind.is_fatal();
    order::sort_by_key(&mut reading.problems, |problem| problem.span);
    StsPolicy {
        text: text.to_owned(),
        outcome: RecordOutcome::new(version.is_none() || reading.problems.iter().any(is_fatal)),
        lines: reading.lines,
        problems: reading.problems,
        mode,
        max_age,
        mx: reading.mx,
    }
}

/// A policy file while it is parsed.
struct Reading<'a> {
    text: &'a str,
    lines: Vec<Line>,
    problems: Vec<Problem<PolicyProblem>>,
    mx: Vec<MxPattern>,
}

impl Reading<'_> {
    /// Reads the lines up to the size limit.
    fn read_lines(&mut self) {
        let text = self.text;
        if text.len() > MAX_OCTETS {
            let mut end = MAX_OCTETS;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            self.add(PolicyProblem::TooLong, Span::new(end, text.len()));
        }
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let next = start + line.len();
            if next > MAX_OCTETS {
                return;
            }
            let content = line.strip_suffix('\n').unwrap_or(line);
            let content = content.strip_suffix('\r').unwrap_or(content);
            self.read_line(Span::new(start, start + content.len()));
            start = next;
        }
    }

    /// Reads one line.
    fn read_line(&mut self, span: Span) {
        let line = span.of(self.text);
        if line.chars().all(is_wsp) {
            self.add(PolicyProblem::BlankLine, span);
            return;
        }
        for (at, c) in line.char_indices() {
            if c.is_control() && c != '\t' {
                let start = span.start + at;
                let span = Span::new(start, start + c.len_utf8());
                self.add(PolicyProblem::BadCharacter(c), span);
            }
        }
        let Some(colon) = line.find(':') else {
            self.add(PolicyProblem::MissingColon, span);
            return;
        };
        let key_span = Span::new(span.start, span.start + colon);
        let written = key_span.of(self.text);
        let key = Key::ALL.into_iter().find(|key| key.as_str() == written);
        if key.is_none() {
            let other_case = Key::ALL
                .into_iter()
                .find(|key| key.as_str().eq_ignore_ascii_case(written));
            let kind = match other_case {
                Some(key) => PolicyProblem::KeyCase(key),
                None if is_key(written) => PolicyProblem::UnknownKey,
                None => PolicyProblem::BadKey,
            };
            let span = if written.is_empty() { span } else { key_span };
            self.add(kind, span);
        }
        self.lines.push(Line {
            key,
            span,
            key_span,
            value_span: Span::new(key_span.end + 1, span.end).trimmed(self.text),
        });
    }

    /// Reads the value of a key that may appear once. If it appears more often, the first counts.
    fn read_value<T>(&mut self, key: Key, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let lines: Vec<_> = self.lines_of(key).collect();
        let Some((first, others)) = lines.split_first() else {
            self.add(PolicyProblem::MissingKey(key), self.end());
            return None;
        };
        for line in others {
            self.add(PolicyProblem::DuplicateKey(key), line.span);
        }
        let value = read(first.value_span.of(self.text));
        if value.is_none() {
            self.add(PolicyProblem::InvalidValue(key), first.span);
        }
        value
    }

    /// Reads the `mx` lines. At least one is required unless the mode is `none`.
    fn read_mx(&mut self, mode: Option<Mode>) {
        let lines: Vec<_> = self.lines_of(Key::Mx).collect();
        if lines.is_empty() && mode != Some(Mode::None) {
            self.add(PolicyProblem::MissingKey(Key::Mx), self.end());
        }
        for line in lines {
            let pattern = line.value_span.of(self.text);
            if is_pattern(pattern) {
                self.mx.push(MxPattern {
                    pattern: pattern.to_ascii_lowercase(),
                    span: line.value_span,
                });
            } else {
                self.add(PolicyProblem::InvalidValue(Key::Mx), line.span);
            }
        }
    }

    /// The lines with this key.
    fn lines_of(&self, key: Key) -> impl Iterator<Item = Line> {
        let lines = self.lines.iter().copied();
        lines.filter(move |line| line.key == Some(key))
    }

    /// The position where something missing is reported: the end of the text.
    const fn end(&self) -> Span {
        Span::new(self.text.len(), self.text.len())
    }

    fn add(&mut self, kind: PolicyProblem, span: Span) {
        self.problems.push(Problem { kind, span });
    }
}

/// Whether the grammar allows this name for a key.
fn is_key(name: &str) -> bool {
    name.len() <= MAX_KEY
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

/// Parses a number of seconds, at most [`MAX_AGE`].
fn max_age(value: &str) -> Option<u32> {
    let is_number = (1..=10).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
    let seconds = value.parse().ok().filter(|_| is_number)?;
    (seconds <= MAX_AGE).then_some(seconds)
}

/// Whether the value is a host name, optionally with `*` as its leftmost label.
fn is_pattern(value: &str) -> bool {
    let host = value.strip_prefix("*.").unwrap_or(value);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_number = |label: &str| label.bytes().all(|b| b.is_ascii_digit());
    host.len() <= 253
        && host.split('.').all(is_label)
        && !host.rsplit('.').next().is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads_as(text: &str, outcome: RecordOutcome, expected: &[(PolicyProblem, &str)]) {
        let policy = parse_policy(text);
        let found: Vec<_> = policy
            .problems
            .iter()
            .map(|problem| (problem.kind, problem.span.of(text)))
            .collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(policy.outcome, outcome, "{text}");
    }

    #[test]
    fn policies_in_order() {
        let text = "version: STSv1\r\nmode: testing \r\nmx:mail.Example.com\r\nmx: *.example.net\r\nmax_age: 1296000";
        reads_as(text, RecordOutcome::Ok, &[]);
        let policy = parse_policy(text);
        assert_eq!(
            (policy.mode, policy.max_age),
            (Some(Mode::Testing), Some(1_296_000))
        );
        for host in ["MAIL.example.com", "mail.example.com.", "a.example.net"] {
            assert!(policy.covers(host), "{host}");
        }
        for host in [
            "a.mail.example.com",
            "a.b.example.net",
            "example.net",
            ".example.net",
            "",
        ] {
            assert!(!policy.covers(host), "{host}");
        }
        reads_as(
            "max_age: 0\nmode: none\nversion: STSv1\n",
            RecordOutcome::Ok,
            &[],
        );
    }

    #[test]
    fn flaws_that_leave_a_policy() {
        let start = "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 9\n";
        reads_as(
            &format!("{start}mode: none\n\nx-1: ü\nMX: b.example"),
            RecordOutcome::Ok,
            &[
                (PolicyProblem::DuplicateKey(Key::Mode), "mode: none"),
                (PolicyProblem::BlankLine, ""),
                (PolicyProblem::UnknownKey, "x-1"),
                (PolicyProblem::KeyCase(Key::Mx), "MX"),
            ],
        );
    }

    #[test]
    fn flaws_that_leave_none() {
        use PolicyProblem::{BadCharacter, BadKey, InvalidValue, MissingColon, MissingKey};
        let parts = [
            "version: STSv1",
            "mode: enforce",
            "mx: a.example",
            "max_age: 9",
        ];
        let with = |at: usize, line: &str| {
            let mut lines = parts.to_vec();
            lines[at] = line;
            lines.join("\n")
        };
        let invalid = |text: &str, problem| reads_as(text, RecordOutcome::Invalid, &[problem]);
        for (at, key, line) in [
            (0, Key::Version, "version: STSv2"),
            (1, Key::Mode, "mode: Enforce"),
            (2, Key::Mx, "mx: *"),
            (2, Key::Mx, "mx: a.*.example"),
            (2, Key::Mx, "mx: a.example."),
            (2, Key::Mx, "mx: 192.0.2.1"),
            (2, Key::Mx, "mx: b\u{fc}cher.example"),
            (3, Key::MaxAge, "max_age: 31557601"),
            (3, Key::MaxAge, "max_age: +1"),
            (3, Key::MaxAge, "max_age:"),
        ] {
            invalid(&with(at, line), (InvalidValue(key), line));
        }
        invalid(&parts[..3].join("\n"), (MissingKey(Key::MaxAge), ""));
        let rest = parts[1..].join("\n");
        invalid(&format!("{rest}\nversion: STSv1\n x: 1"), (BadKey, " x"));
        invalid(&format!("{rest}\nversion: STSv1\nx"), (MissingColon, "x"));
        let version = "version: STSv1 \u{7}";
        reads_as(
            &format!("{rest}\n{version}"),
            RecordOutcome::Invalid,
            &[
                (InvalidValue(Key::Version), version),
                (BadCharacter('\u{7}'), "\u{7}"),
            ],
        );
    }

    #[test]
    fn a_file_that_never_ends_is_not_read_to_the_end() {
        let text = "mx: a.example\n".repeat(10_000);
        let policy = parse_policy(&text);
        assert_eq!(policy.outcome, RecordOutcome::Invalid);
        assert_eq!(policy.mx.len(), MAX_OCTETS / 14);
        assert_eq!(policy.text, text);
        let wide = parse_policy(&"ü".repeat(MAX_OCTETS));
        assert_eq!(wide.problems[0].kind, PolicyProblem::TooLong);
    }
}
