//! Guesses which name was meant by one that has no SPF record.

use crate::discovery::Facts;
use crate::domain::DomainName;
use crate::record::spf::is_spf;
use crate::vendors::{Kind, find, vendors};

/// A name that was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant {
    /// The name that was probably meant.
    pub(super) name: String,
    /// The term that was glued to the end of the name.
    pub(super) glued: Option<&'static str>,
    /// The vendor to whom the name belongs.
    pub(super) vendor: Option<&'static str>,
}

/// Text put before a name by mistake.
const BEFORE: [&str; 7] = [
    "include.", "include-", "include:", "spf:", "www.", "*.", "http.",
];

/// Terms that may be glued to the end of a name, making it look longer.
const BEHIND: [&str; 4] = ["all", "mx", "ptr", "a"];

/// Returns the name that was probably meant.
pub(super) fn meant_by(facts: &Facts, name: &str) -> Option<Meant> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    for before in BEFORE {
        if let Some(rest) = name.strip_prefix(before)
            && (is_vendor_name(rest) || has_record(facts, rest) == Some(true))
        {
            return Some(Meant::new(rest, None));
        }
    }
    for behind in BEHIND {
        if let Some(rest) = name.strip_suffix(behind)
            && (is_vendor_name(rest) || has_record(facts, rest) == Some(true))
        {
            return Some(Meant::new(rest, Some(behind)));
        }
    }
    near(facts, &name)
}

impl Meant {
    /// Creates a guess, and looks up the vendor of the name.
    fn new(name: &str, glued: Option<&'static str>) -> Self {
        Self {
            vendor: find(Kind::SpfInclude, name).map(|found| found.vendor.name),
            name: name.to_owned(),
            glued,
        }
    }
}

/// Whether this is exactly the name that a vendor tells its customers to include.
fn is_vendor_name(name: &str) -> bool {
    find(Kind::SpfInclude, name).is_some_and(|found| found.pattern.name == name)
}

/// Whether a name is known to have exactly one SPF record; `None` if it was not queried or the query failed.
fn has_record(facts: &Facts, name: &str) -> Option<bool> {
    let answer = facts.answers.txt(&DomainName::new(name).ok()?)?;
    if answer.error().is_some() {
        return None;
    }
    Some(answer.texts().iter().filter(|text| is_spf(text)).count() == 1)
}

/// Returns the vendor's name that is nearest, if it is near enough and no other is as near.
fn near(facts: &Facts, name: &str) -> Option<Meant> {
    // Only the vendor knows the names below its own.
    if find(Kind::SpfInclude, name).is_some() {
        return None;
    }
    let mut nearest: Option<(usize, Meant)> = None;
    let mut is_tie = false;
    for vendor in vendors() {
        let is_seen = is_seen(facts, vendor.name);
        let patterns = vendor.patterns.iter();
        let patterns = patterns
            .filter(|pattern| pattern.kind == Kind::SpfInclude && !pattern.name.contains('*'));
        for pattern in patterns {
            let Some((before, end)) = same_labels(name, pattern.name) else {
                continue;
            };
            let Some(steps) = steps(end, pattern.name, is_seen) else {
                continue;
            };
            let candidate = format!("{before}{}", pattern.name);
            if has_record(facts, &candidate) == Some(false) {
                continue;
            }
            // Vendors seen elsewhere in DNS take precedence.
            let rank = steps * 2 + usize::from(!is_seen);
            match &nearest {
                Some((best, _)) if *best < rank => {}
                Some((best, found)) if *best == rank => is_tie |= found.name != candidate,
                _ => {
                    is_tie = false;
                    nearest = Some((rank, Meant::new(&candidate, None)));
                }
            }
        }
    }
    nearest.filter(|_| !is_tie).map(|(_, meant)| meant)
}

/// Whether MX records, rather than SPF, show that a vendor is used.
fn is_seen(facts: &Facts, vendor: &str) -> bool {
    let mail_setup = facts.mail_setup.as_deref();
    mail_setup.is_some_and(|mail_setup| {
        let hosts = mail_setup.mx.hosts.iter();
        let mut found = hosts.filter_map(|host| find(Kind::Mx, host.name.as_str()));
        found.any(|found| found.vendor.name == vendor)
    })
}

/// Splits a name so that the end has as many labels as the pattern, as far as possible.
fn same_labels<'a>(name: &'a str, pattern: &str) -> Option<(&'a str, &'a str)> {
    let (count, wanted) = (name.split('.').count(), pattern.split('.').count());
    // A dot may be missing or written as an underscore.
    let more = count.saturating_sub(wanted);
    let at = match more {
        0 => 0,
        more => name
            .match_indices('.')
            .nth(more - 1)
            .map(|(at, _)| at + 1)?,
    };
    name.split_at_checked(at)
}

/// Returns how many letters differ, if a slip explains the difference.
///
/// Accepted are punctuation alone; one letter in a name with at least three labels; and for a vendor seen elsewhere, two letters
/// or another first label.
fn steps(name: &str, pattern: &str, is_seen: bool) -> Option<usize> {
    let letters = |text: &str| text.replace(['.', '_', '-'], "");
    let is_specific = pattern.split('.').count() >= 3;
    if let Some(distance) = distance(name, pattern) {
        if letters(name) == letters(pattern) {
            return Some(1);
        }
        if is_seen || (is_specific && distance == 1) {
            return Some(distance);
        }
    }
    let parent = |text: &str| text.split_once('.').map(|(_, parent)| parent.to_owned());
    // Patterns without "spf" are nested within the name that customers are told to include.
    let is_for_customers = pattern
        .split('.')
        .next()
        .is_some_and(|first| first.contains("spf"));
    (is_seen && is_specific && is_for_customers && parent(name) == parent(pattern)).then_some(3)
}

/// Counts the letters that are added, missing, replaced or swapped; `None` for more than two.
fn distance(one: &str, other: &str) -> Option<usize> {
    const MOST: usize = 2;
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().abs_diff(other.len()) > MOST || one.len() > 253 {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut this = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let at =
                |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&last, column) + usize::from(a != b);
            let mut best = replaced
                .min(at(&last, column + 1) + 1)
                .min(at(&this, column) + 1);
            let is_swapped = row > 0
                && column > 0
                && one.get(row - 1) == Some(b)
                && other.get(column - 1) == Some(a);
            if is_swapped {
                best = best.min(at(&before, column - 1) + 1);
            }
            this.push(best);
        }
        before = std::mem::replace(&mut last, this);
    }
    last.last().copied().filter(|distance| *distance <= MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_differ() {
        for (one, other, expected) in [
            ("_spf.gogle.com", "_spf.google.com", Some(1)),
            ("spf.google.com", "_spf.google.com", Some(1)),
            ("_spf_google.com", "_spf.google.com", Some(1)),
            ("_sfp.google.com", "_spf.google.com", Some(1)),
            ("_spf.goggel.com", "_spf.google.com", Some(2)),
            ("a.example", "_spf.google.com", None),
        ] {
            assert_eq!(distance(one, other), expected, "{one}");
        }
    }

    #[test]
    fn only_what_a_slip_explains_is_near() {
        assert_eq!(steps("spf.google.com", "_spf.google.com", false), Some(1));
        assert_eq!(steps("_spf.gogle.com", "_spf.google.com", false), Some(1));
        assert_eq!(steps("_spf.goggel.com", "_spf.google.com", false), None);
        assert_eq!(steps("_spf.goggel.com", "_spf.google.com", true), Some(2));
        assert_eq!(steps("xcloud.com", "icloud.com", false), None);
        assert_eq!(steps("*.google.com", "_spf.google.com", true), Some(3));
    }
}
