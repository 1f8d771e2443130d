//! Finds a version that is written incorrectly: `v= spf1`, `TXT v=spf1`, `v=spf1;`.

use super::Slip;

/// How far into the text the version may start, in octets.
const FARTHEST: usize = 80;

/// Words before the version that people copy from a zone file or form.
const COPIED: [&str; 8] = ["txt", "in", "@", "spf", "record", "value", "txt:", "spf:"];

/// A version and what is wrong with it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) start: usize,
    /// Its end, including marks that do not belong there.
    pub(super) end: usize,
    pub(super) slips: Vec<Slip>,
}

/// Finds the version at the beginning of a printable ASCII text; `None` if it has none or a different one.
pub(super) fn find_version(text: &str) -> Option<Version> {
    let head: String = text.chars().take(FARTHEST).collect();
    let head = head.to_ascii_lowercase();
    let at = version_word(&head)?;
    let before = head.get(..at)?;
    let mut rest = before.trim_end();
    let has_divider = rest.ends_with(['=', ':']);
    rest = rest.trim_end_matches(['=', ':']).trim_end();
    let without_v = rest.strip_suffix('v').filter(|rest| {
        let last = rest.chars().next_back();
        last.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '.')
    });
    if has_divider && without_v.is_none() && !rest.is_empty() {
        return None;
    }
    let copied = without_v.unwrap_or(rest);
    if !copied.split([' ', '"', '\'', '\\', '`']).all(is_copied) {
        return None;
    }
    let start = copied.len();
    let behind = head.get(at + 3..)?;
    let mut end = at + 3;
    if let Some(behind) = behind.strip_prefix('1') {
        end += 1;
        let number = behind.strip_prefix('.').unwrap_or_default();
        end += match number.len() - number.trim_start_matches('0').len() {
            0 => 0,
            zeros => zeros + 1,
        };
    } else if without_v.is_none() || !(behind.is_empty() || behind.starts_with(' ')) {
        return None;
    }
    let is_right = head.get(start..end) == Some("v=spf1");
    let mut slips = Vec::new();
    if copied.contains(['"', '\'', '\\', '`']) {
        slips.push(Slip::Quotes);
    } else if !copied.is_empty() {
        slips.push(Slip::TextBeforeVersion);
    }
    if !is_right {
        slips.push(Slip::Version);
    }
    let behind = head.get(end..)?;
    let marks = behind.len() - behind.trim_start_matches([';', ',', ':', '.']).len();
    if marks > 0 {
        slips.push(Slip::Separator);
        end += marks;
    }
    let behind = text.get(end..)?;
    if behind.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if marks == 0 && !behind.is_empty() && !behind.starts_with([' ', '"', '\'', '\\', '`']) {
        slips.push(Slip::MissingBlank);
    }
    Some(Version { start, end, slips })
}

/// The position of the `spf` of the version in a lowercase text: preferably one followed by `1`.
fn version_word(head: &str) -> Option<usize> {
    head.find("spf1").or_else(|| {
        let at = head.find("v=spf")?;
        Some(at + 2)
    })
}

/// Whether a word before the version may have been copied along with it.
fn is_copied(word: &str) -> bool {
    word.is_empty() || COPIED.contains(&word) || word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn finds(text: &str, end: usize, slips: &[Slip]) {
        let found = find_version(text).unwrap();
        assert_eq!((found.end, found.slips.as_slice()), (end, slips), "{text}");
    }

    #[test]
    fn versions_as_people_write_them() {
        use Slip::{MissingBlank, Quotes, Separator, TextBeforeVersion, Version};
        finds("v=spf1 mx", 6, &[]);
        finds("V=SPF1", 6, &[]);
        finds("v= spf1 mx", 7, &[Version]);
        finds("v = spf1 mx", 8, &[Version]);
        finds("v:spf1 mx", 6, &[Version]);
        finds("spf1 mx", 4, &[Version]);
        finds("v=spf mx", 5, &[Version]);
        finds("v=spf1.0 mx", 8, &[Version]);
        finds("v=spf1;mx", 7, &[Separator]);
        finds("v=spf1include:a.example", 6, &[MissingBlank]);
        finds("TXT v=spf1 mx", 10, &[TextBeforeVersion]);
        finds("@ 3600 IN TXT \"v=spf1 mx\"", 21, &[Quotes]);
        for text in [
            "v=spf10 mx",
            "v=spf2 mx",
            "spf2.0/pra mx",
            "hello",
            "",
            "spf.a.example",
            "a.v=spf1",
        ] {
            assert_eq!(find_version(text), None, "{text}");
        }
    }
}
