//! [`fix`]: repairs a single term.

use std::net::IpAddr;

use super::Slip;
use super::meant::by_alias;
use super::terms::{alone, divided, is_name, is_sound, is_spelling_of_all, outside_braces};
use super::value::{Address, address, trimmed};
use crate::record::meant::is_near;
use crate::record::spf::{Content, Outcome, Problem, ProblemKind, Qualifier, TermName};

/// A repaired term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fixed {
    /// The corrected text.
    pub(super) text: String,
    /// What was wrong with the term.
    pub(super) slips: Vec<Slip>,
    /// The role of the term in the record.
    pub(super) role: Role,
}

/// The role of a term in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A repeated `v=spf1`.
    Version,
    /// Text that belongs to something other than SPF.
    Foreign,
    /// `all`, with its qualifier if one is written.
    All(Option<Qualifier>),
    /// `redirect` or `exp`.
    Modifier(TermName),
    /// Any other term.
    Other,
}

impl Role {
    /// Whether receivers ignore the term, so it can't affect who may send.
    pub(super) const fn is_ignored(self) -> bool {
        matches!(self, Self::Version | Self::Foreign)
    }
}

/// Repairs a word without inner blanks; `None` if it is unclear what was meant.
pub(super) fn fix(word: &str) -> Option<Fixed> {
    let mut versions = word.as_bytes().chunks("v=spf1".len());
    if !word.is_empty() && versions.all(|part| part.eq_ignore_ascii_case(b"v=spf1")) {
        return Some(Fixed::new(word, vec![Slip::SecondVersion], Role::Version));
    }
    let body = word.trim_start_matches(['+', '-', '~', '?']);
    let marks = word.strip_suffix(body)?;
    let mut slips = Vec::new();
    let qualifier = marks.chars().next();
    // `--all` has one qualifier twice; `-~all` may mean either.
    if marks.len() > 1 {
        if marks.chars().any(|c| Some(c) != qualifier) {
            return None;
        }
        slips.push(Slip::Qualifier);
    }
    let qualifier = qualifier.and_then(Qualifier::from_char);
    if is_spelling_of_all(body) {
        if !body.eq_ignore_ascii_case("all") {
            slips.push(Slip::BrokenAll);
        }
        return Some(Fixed::new("", slips, Role::All(qualifier)));
    }
    if slips.is_empty() && is_sound(word) {
        return Some(Fixed::new(word, slips, role_of(word)));
    }
    let written = qualifier.map_or("", Qualifier::as_str);
    let text = match named(body, &mut slips) {
        Some((name, text)) if name.is_modifier() => {
            if qualifier.is_some() {
                slips.push(Slip::Qualifier);
            }
            text
        }
        Some((_, text)) => format!("{written}{text}"),
        // A term that receivers accept or ignore is kept as it is.
        None if slips.is_empty() => {
            let record = alone(word);
            let known = record.terms.first().filter(|term| term.name.is_some());
            let value = known
                .and_then(|term| term.value_span)
                .map_or("", |value| value.of(&record.text));
            // The grammar allows these marks in a name, but real names never have them. Something is wrong, and it is
            // unclear what.
            let is_odd = has_odd_mark(value);
            if record.outcome != Outcome::Ok || is_odd {
                return None;
            }
            let is_unknown = |problem: &Problem| problem.kind == ProblemKind::UnknownModifier(None);
            // An unknown modifier may hide an `all`.
            let is_noise = record.problems.iter().any(is_unknown)
                && !word.contains(['.', ':'])
                && !word.to_ascii_lowercase().contains("all")
                && !["a-", "mx-", "ptr-"]
                    .iter()
                    .any(|begin| word.to_ascii_lowercase().starts_with(begin));
            let role = if is_noise {
                Role::Foreign
            } else {
                role_of(word)
            };
            let slips = if is_noise {
                vec![Slip::ForeignText]
            } else {
                Vec::new()
            };
            return Some(Fixed::new(word, slips, role));
        }
        None => return None,
    };
    let record = alone(&text);
    let is_term = record.outcome == Outcome::Ok && record.terms.len() == 1 && is_sound(&text);
    (is_term && !slips.is_empty()).then(|| Fixed::new(&text, slips, role_of(&text)))
}

impl Fixed {
    fn new(text: &str, slips: Vec<Slip>, role: Role) -> Self {
        let text = text.to_owned();
        Self { text, slips, role }
    }
}

/// Whether a name contains, outside its macros, a mark that the grammar allows but real names never have.
fn has_odd_mark(value: &str) -> bool {
    outside_braces(value).any(|(_, c)| ":=@+~?,;".contains(c))
}

/// The role of a valid term.
fn role_of(term: &str) -> Role {
    let record = alone(term);
    match record.terms.first() {
        Some(term) if matches!(term.content, Content::Modifier(_)) => {
            term.name.map_or(Role::Other, Role::Modifier)
        }
        _ => Role::Other,
    }
}

/// A term without its qualifier, corrected to the name that was meant.
fn named(body: &str, slips: &mut Vec<Slip>) -> Option<(TermName, String)> {
    if let Some(found) = address(body) {
        slips.push(Slip::MissingName(found.name()));
        return Some((found.name(), found.term()));
    }
    let end = body.find([':', '=', '/']);
    let (name, rest) = body.split_at_checked(end.unwrap_or(body.len()))?;
    let divider = rest.chars().next();
    let value = rest.get(usize::from(matches!(divider, Some(':' | '=')))..)?;
    if let Some(known) = TermName::from_name(name) {
        return valued(known, divider, value, slips);
    }
    if matches!(divider, Some(':' | '=')) {
        let lower = name.to_ascii_lowercase();
        if matches!(lower.as_str(), "ip" | "ipv" | "ips" | "address" | "addr") {
            let found = address(trimmed(value, true))?;
            slips.push(Slip::WrongName(found.name()));
            return Some((found.name(), found.term()));
        }
        if let Some(meant) = by_alias(&lower).or_else(|| near(&lower)) {
            slips.push(Slip::WrongName(meant));
            return valued(meant, divider, value, slips);
        }
    }
    prefixed(body, slips)
}

/// The term whose name differs by one letter.
fn near(name: &str) -> Option<TermName> {
    // `aip4:` may be the two terms `a` and `ip4:`.
    let rest = name.strip_prefix('a').unwrap_or_default();
    if TermName::from_name(rest).is_some() {
        return None;
    }
    let mut terms = TermName::ALL.into_iter();
    terms.find(|term| {
        let is_longer = term.as_str().len() >= 3 && *term != TermName::All;
        is_longer && name.len() <= 10 && is_near(name, term.as_str())
    })
}

/// A term whose name became part of its value: `include.a.example`, `ip4-192.0.2.1`.
fn prefixed(body: &str, slips: &mut Vec<Slip>) -> Option<(TermName, String)> {
    let names = [
        TermName::Include,
        TermName::Redirect,
        TermName::Ip4,
        TermName::Ip6,
    ];
    let (name, rest) = names.into_iter().find_map(|name| {
        let (start, rest) = body.split_at_checked(name.as_str().len())?;
        start
            .eq_ignore_ascii_case(name.as_str())
            .then_some((name, rest))
    })?;
    slips.push(Slip::PrefixInName(name));
    let rest = rest.strip_prefix(['.', '-', '|', '>']).unwrap_or(rest);
    // A double underscore may be intended, and a second name inside the value suggests another slip.
    if rest.starts_with("__") || rest.to_ascii_lowercase().contains(name.as_str()) {
        return None;
    }
    valued(name, Some(':'), rest, slips)
}

/// A term with a known name, corrected to the value that was meant.
fn valued(
    name: TermName,
    divider: Option<char>,
    value: &str,
    slips: &mut Vec<Slip>,
) -> Option<(TermName, String)> {
    let right = if name.is_modifier() { '=' } else { ':' };
    if matches!(divider, Some(':' | '='))
        && divider != Some(right)
        && !slips
            .iter()
            .any(|slip| matches!(slip, Slip::PrefixInName(_)))
    {
        slips.push(Slip::WrongDivider(name));
    }
    if matches!(name, TermName::Ip4 | TermName::Ip6) {
        return network(name, value, slips);
    }
    if divider == Some('/') || divider.is_none() {
        return bare(name, value, slips);
    }
    let value = without_marks(name, value, slips);
    if value.is_empty() || value.starts_with('/') {
        if !matches!(name, TermName::A | TermName::Mx | TermName::Ptr) {
            return None;
        }
        slips.push(Slip::EmptyValue);
        return bare(name, value, slips);
    }
    if matches!(name, TermName::Include | TermName::A | TermName::Mx)
        && let Some(found) = address(value)
    {
        slips.push(Slip::WrongName(found.name()));
        return Some((found.name(), found.term()));
    }
    let (host, lengths) = divided(value);
    let lengths = lengths_of(name, lengths, slips)?;
    is_name(host).then(|| (name, format!("{name}{right}{host}{lengths}")))
}

/// `a`, `mx` or `ptr` without a domain, possibly with prefix lengths.
fn bare(name: TermName, lengths: &str, slips: &mut Vec<Slip>) -> Option<(TermName, String)> {
    let may_stand = matches!(name, TermName::A | TermName::Mx | TermName::Ptr);
    let lengths = lengths_of(name, lengths, slips).filter(|_| may_stand)?;
    Some((name, format!("{name}{lengths}")))
}

/// The prefix lengths of `a` and `mx`, without extra slashes or leading zeros.
fn lengths_of(name: TermName, lengths: &str, slips: &mut Vec<Slip>) -> Option<String> {
    if lengths.is_empty() {
        return Some(String::new());
    }
    let without = lengths.trim_end_matches('/');
    if without.len() < lengths.len() {
        slips.push(Slip::StrayMark);
    }
    if !without.is_empty() && !matches!(name, TermName::A | TermName::Mx) {
        return None;
    }
    let Some((before, digits)) = without.rsplit_once('/') else {
        return Some(String::new());
    };
    let number = digits.trim_start_matches('0');
    if number.len() < digits.len() && digits.len() > 1 {
        slips.push(Slip::PrefixLength);
        return (!number.is_empty()).then(|| format!("{before}/{number}"));
    }
    Some(without.to_owned())
}

/// An `ip4` or `ip6` term with its address.
fn network(name: TermName, value: &str, slips: &mut Vec<Slip>) -> Option<(TermName, String)> {
    let mut value = value;
    while let Some(rest) = after_prefix(name, value) {
        slips.push(Slip::DoubledPrefix);
        value = rest;
    }
    let bare = trimmed(value, true);
    if let Some(found) = address(bare) {
        if bare.len() < value.len() {
            slips.push(Slip::StrayMark);
        }
        match &found {
            Address {
                is_mapped: true, ..
            } => slips.push(Slip::MappedAddress),
            Address {
                has_odd_length: true,
                ..
            } => slips.push(Slip::PrefixLength),
            _ => {}
        }
        if found.name() != name && !found.is_mapped {
            slips.push(Slip::WrongFamily(found.name()));
        }
        return Some((found.name(), found.term()));
    }
    // A host name belongs in an `a` term.
    let host = trimmed(value, false);
    let is_host =
        is_name(host) && !host.contains('%') && !host.starts_with(|c: char| c.is_ascii_digit());
    if !is_host
        || slips
            .iter()
            .any(|slip| matches!(slip, Slip::PrefixInName(_)))
    {
        return None;
    }
    slips.push(Slip::WrongName(TermName::A));
    Some((TermName::A, format!("a:{host}")))
}

/// The value without surrounding marks and repeated term names.
fn without_marks<'a>(name: TermName, value: &'a str, slips: &mut Vec<Slip>) -> &'a str {
    let mut value = value;
    loop {
        if let Some(rest) = after_prefix(name, value) {
            slips.push(Slip::DoubledPrefix);
            value = rest;
            continue;
        }
        let rest = value.trim_start_matches([':', '=', '@']);
        let scheme = ["https://", "http://", "dns:", "//"]
            .into_iter()
            .find_map(|scheme| {
                let (start, behind) = rest.split_at_checked(scheme.len())?;
                start.eq_ignore_ascii_case(scheme).then_some(behind)
            });
        let rest = scheme.unwrap_or(rest);
        let has_length = matches!(name, TermName::A | TermName::Mx) && rest.starts_with('/');
        let rest = if has_length {
            rest
        } else {
            rest.trim_end_matches('/')
        };
        // An IPv6 address may begin with colons.
        if rest == value || value.parse::<IpAddr>().is_ok() {
            return value;
        }
        if !rest.is_empty() {
            slips.push(Slip::StrayMark);
        }
        value = rest;
    }
}

/// The rest of a value that begins with the term's name again.
fn after_prefix(name: TermName, value: &str) -> Option<&str> {
    let (start, rest) = value.split_at_checked(name.as_str().len())?;
    let rest = rest.strip_prefix([':', '='])?;
    start
        .eq_ignore_ascii_case(name.as_str())
        .then_some(rest)
        .filter(|rest| !rest.is_empty())
}
