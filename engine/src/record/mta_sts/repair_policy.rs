//! [`repair_policy`]: a policy file with its typos corrected.

use super::{Key, Mode, PolicyProblem, StsPolicy, parse_policy};
use crate::record::{RecordOutcome, Span};

/// Returns the file with keys, versions and modes in the standard's case, without blanks before colons and without a
/// dot at the end of a host; `None` if the file is valid, or if these corrections don't make it valid.
pub fn repair_policy(policy: &StsPolicy) -> Option<String> {
    if policy.outcome == RecordOutcome::Ok {
        return None;
    }
    let text = policy.text.as_str();
    let mut better = String::with_capacity(text.len());
    let mut end = 0;
    for problem in &policy.problems {
        let Some((span, right)) = correction(policy, problem.kind, problem.span) else {
            continue;
        };
        better.push_str(text.get(end..span.start)?);
        better.push_str(right);
        end = span.end;
    }
    better.push_str(text.get(end..)?);
    (parse_policy(&better).outcome == RecordOutcome::Ok).then_some(better)
}

/// The part of the file to replace and its replacement, if a problem has only one possible correction.
fn correction(policy: &StsPolicy, problem: PolicyProblem, span: Span) -> Option<(Span, &str)> {
    let text = policy.text.as_str();
    match problem {
        PolicyProblem::KeyCase(key) => Some((span, key.as_str())),
        PolicyProblem::BadKey => Some((span, meant_key(span.of(text))?.as_str())),
        PolicyProblem::InvalidValue(key) => {
            let mut lines = policy.lines.iter();
            let line = lines.find(|line| line.span == span)?;
            let value = line.value_span.of(text);
            let right = match key {
                Key::Version => Some("STSv1").filter(|right| right.eq_ignore_ascii_case(value)),
                Key::Mode => Mode::ALL
                    .into_iter()
                    .map(Mode::as_str)
                    .find(|right| right.eq_ignore_ascii_case(value)),
                Key::Mx => value.strip_suffix('.'),
                Key::MaxAge => None,
            };
            Some((line.value_span, right?))
        }
        _ => None,
    }
}

/// The key that was meant, ignoring case and surrounding blanks.
pub(crate) fn meant_key(written: &str) -> Option<Key> {
    let written = written.trim();
    let mut keys = Key::ALL.into_iter();
    keys.find(|key| key.as_str().eq_ignore_ascii_case(written))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A valid policy.
    const GOOD: &str = "version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800\n";

    #[test]
    fn slips_of_the_pen_are_corrected() {
        for text in [
            GOOD.replace("version", "Version"),
            GOOD.replace("STSv1", "STSV1"),
            GOOD.replace("enforce", "Enforce"),
            GOOD.replace("mx.example.com", "mx.example.com."),
            GOOD.replace("mode:", "mode :").replace("MX", "mx"),
            GOOD.replace("mx:", "Mx:").replace("STSv1", "stsv1"),
        ] {
            assert_eq!(
                repair_policy(&parse_policy(&text)).as_deref(),
                Some(GOOD),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_in_doubt_is_left_alone() {
        for text in [
            GOOD.to_owned(),
            GOOD.replace("enforce", "enforced"),
            GOOD.replace("604800", "forever"),
            GOOD.replace("mx.example.com", "*"),
            GOOD.replace("mode: enforce\n", ""),
            String::new(),
        ] {
            assert_eq!(repair_policy(&parse_policy(&text)), None, "{text}");
        }
    }
}
