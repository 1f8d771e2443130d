//! [`SuffixList`]: the public suffix list, with which receivers on RFC 7489 find the organizational domain
//! ([RFC 7489, section 3.2](https://www.rfc-editor.org/rfc/rfc7489#section-3.2)).
//!
//! The list is an asset, `assets/public-suffix-list.txt`, created by `cargo xtask suffix-list`. A page loads it when it needs it.
//! It includes the list's private section: RFC 7489 does not say which sections to use, and the software that receivers run uses
//! all of them.

use super::walk_names;
use crate::domain::DomainName;

/// The start of a list's text, up to its date.
const HEAD: &str = "# Public Suffix List of ";

/// The parent of the top-level domains.
const ROOT: &str = ".";

/// The public suffixes, under which anyone can register a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuffixList {
    /// The date of the list, as in `2026-05-20`.
    date: String,
    /// The text of the list. Each line has a name, followed by the labels that are suffixes below it, separated by blanks: `*`
    /// for every label, and `!` before labels that `*` does not apply to.
    ///
    /// Searching it for the few labels of a check is faster than parsing all of it first.
    text: String,
}

impl SuffixList {
    /// Reads the text of the asset; `None` if it is something else, such as a web server's error page.
    ///
    /// # Example
    ///
    /// ```
    /// use dmarc_engine::discovery::SuffixList;
    /// use dmarc_engine::domain::DomainName;
    ///
    /// let list = SuffixList::parse("# Public Suffix List of 2026-05-20\n. com uk\nuk co\n").unwrap();
    /// let name = DomainName::new("www.shop.co.uk").unwrap();
    /// assert_eq!(list.registered_domain(&name).unwrap().as_str(), "shop.co.uk");
    /// assert!(SuffixList::parse("<!doctype html>").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let head = text.strip_prefix(HEAD)?;
        let date = head
            .split(|c: char| !c.is_ascii_digit() && c != '-')
            .next()?;
        let list = Self {
            date: date.to_owned(),
            text: text.to_owned(),
        };
        list.below(ROOT).is_some().then_some(list)
    }

    /// Returns the date of the list, as in `2026-05-20`.
    pub fn date(&self) -> &str {
        &self.date
    }

    /// Returns the registered name that `name` is or belongs to: its public suffix plus one label; `None` if `name` is a public
    /// suffix itself.
    ///
    /// A top-level domain that is not in the list counts as a public suffix
    /// ([the algorithm](https://github.com/publicsuffix/list/wiki/Format#algorithm)).
    pub fn registered_domain(&self, name: &DomainName) -> Option<DomainName> {
        let count = self.suffix_labels(name) + 1;
        (name.label_count() >= count).then(|| name.rightmost(count))
    }

    /// Counts the labels of a name's public suffix: those of the longest matching rule, or one less if an exception applies.
    fn suffix_labels(&self, name: &DomainName) -> usize {
        let mut longest = 1;
        let mut parent = ROOT;
        let mut end = name.as_str();
        for (above, label) in name.labels().rev().enumerate() {
            if let Some(labels) = self.below(parent) {
                let has = |wanted: &str| labels.split(' ').any(|label| label == wanted);
                let is_exception =
                    |rule: &str| rule.strip_prefix('!').is_some_and(|rule| rule == label);
                if labels.split(' ').any(is_exception) {
                    return above;
                }
                if has(label) || has("*") {
                    longest = above + 1;
                }
            }
            // The name from this label on is the parent of the next label.
            end = end.strip_suffix(label).unwrap_or_default();
            parent = name.as_str().get(end.len()..).unwrap_or_default();
            end = end.strip_suffix('.').unwrap_or(end);
        }
        longest
    }

    /// Returns the labels that are suffixes below a name, separated by blanks.
    fn below(&self, parent: &str) -> Option<&str> {
        let mut lines = self.text.lines();
        lines.find_map(|line| line.strip_prefix(parent)?.strip_prefix(' '))
    }
}

/// Returns the names that may be the organizational domain under RFC 7489.
///
/// With the public suffix list there is exactly one. A name that is a public suffix itself is its own, since no organization owns
/// the names above it. Without the list, the candidates are the name and those above it, except the top-level domain.
pub fn organizational_candidates(
    domain: &DomainName,
    list: Option<&SuffixList>,
) -> Vec<DomainName> {
    if let Some(list) = list {
        let registered = list.registered_domain(domain);
        return vec![registered.unwrap_or_else(|| domain.clone())];
    }
    let asked = walk_names(domain);
    let candidates: Vec<_> = asked
        .iter()
        .filter(|name| name.label_count() >= 2)
        .cloned()
        .collect();
    if candidates.is_empty() {
        vec![domain.clone()]
    } else {
        candidates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list with one rule of every kind.
    const LIST: &str = "# Public Suffix List of 2026-05-20 (made up)\n\
        # Any other comment.\n\
        . com example jp uk xn--p1ai\n\
        uk co *\n\
        jp * !city\n\
        c.jp sub\n\
        com host\n\
        compute.host.com *\n";

    #[track_caller]
    fn registers(list: &SuffixList, name: &str, expected: Option<&str>) {
        let registered = list.registered_domain(&DomainName::new(name).unwrap());
        let registered = registered.as_ref().map(DomainName::as_str);
        assert_eq!(registered, expected, "{name}");
    }

    #[test]
    fn rules_of_every_kind() {
        let list = SuffixList::parse(LIST).unwrap();
        assert_eq!(list.date(), "2026-05-20");
        for (name, expected) in [
            ("com", None),
            ("shop.com", Some("shop.com")),
            ("a.b.shop.com", Some("shop.com")),
            ("com.com", Some("com.com")),
            ("host.com", None),
            ("shop.host.com", Some("shop.host.com")),
            ("compute.host.com", Some("compute.host.com")),
            ("x.compute.host.com", None),
            ("shop.x.compute.host.com", Some("shop.x.compute.host.com")),
            ("c.jp", None),
            ("shop.c.jp", Some("shop.c.jp")),
            ("shop.sub.c.jp", Some("shop.sub.c.jp")),
            ("city.jp", Some("city.jp")),
            ("a.city.jp", Some("city.jp")),
            ("x.uk", None),
            ("shop.co.uk", Some("shop.co.uk")),
            ("xn--p1ai", None),
            ("shop.xn--p1ai", Some("shop.xn--p1ai")),
            ("unlisted", None),
            ("a.shop.unlisted", Some("shop.unlisted")),
        ] {
            registers(&list, name, expected);
        }
    }

    #[test]
    fn texts_that_are_no_list() {
        for text in ["", "<!doctype html>", ". com", "# Public Suffix List of "] {
            assert_eq!(SuffixList::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_list_that_is_shipped() {
        let text = include_str!("../../../assets/public-suffix-list.txt");
        let list = SuffixList::parse(text).unwrap();
        assert!(list.date() >= "2026-10-22" && list.date().len() == 10);
        assert!(list.below(ROOT).unwrap().split(' ').count() > 1300);
        let lines = || list.text.lines().filter(|line| !line.starts_with('#'));
        let labels = || lines().flat_map(|line| line.split(' ').skip(1));
        assert!(labels().count() > 9000);
        assert!(text.is_ascii() && text.len() < 120_000);
        for label in labels() {
            let label = label.strip_prefix('!').unwrap_or(label);
            assert!(label == "*" || DomainName::new(label).is_ok(), "{label}");
        }
        for (name, expected) in [
            ("example.com", Some("example.com")),
            ("www.example.co.uk", Some("example.co.uk")),
            ("gov.uk", None),
            ("www.ck", Some("www.ck")),
            ("a.b.ck", Some("a.b.ck")),
            ("a.b.c.kobe.jp", Some("b.c.kobe.jp")),
            ("www.city.kobe.jp", Some("city.kobe.jp")),
            ("someone.github.io", Some("someone.github.io")),
            (
                "www.xn--85x722f.xn--55qx5d.cn",
                Some("xn--85x722f.xn--55qx5d.cn"),
            ),
        ] {
            registers(&list, name, expected);
        }
    }
}
