//! [`Rule`]: one thing to look for, and all there is to say about it.

use super::Hit;
use crate::discovery::Facts;
use crate::record::dmarc::DmarcRecord;

/// One thing to look for.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Kebab-case; also the name of its file, its fixture, and its anchor on the page. It names what is found,
    /// not the cure.
    pub id: &'static str,
    /// What it means for mail.
    pub severity: Severity,
    /// What is found, in up to eight words.
    pub title: &'static str,
    /// Why it matters for mail.
    pub why: &'static str,
    /// What to do about it.
    pub what_to_do: &'static str,
    /// Where the standards speak of it.
    pub references: &'static [Reference],
    /// How to look for it.
    pub check: Check,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// A record alone, so it also serves where somebody drafts one.
    Record(fn(&DmarcRecord) -> Vec<Hit>),
    /// All that is known of a domain.
    Domain(fn(&Facts) -> Vec<Hit>),
}

/// How urgent a finding is, by its consequence for mail; most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Receivers ignore or misread it, or forged mail gets through against the owner's intent.
    Problem,
    /// It works, but not as the owner likely thinks, or something safer is free.
    Advice,
    /// Good to know.
    Note,
}

impl Severity {
    /// The word for it, in lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Advice => "advice",
            Self::Note => "note",
        }
    }
}

/// A section of a standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The number of the RFC.
    pub rfc: u16,
    /// The section, such as `4.7` or `A.6`.
    pub section: &'static str,
}

impl Reference {
    /// A section of an RFC.
    pub const fn new(rfc: u16, section: &'static str) -> Self {
        Self { rfc, section }
    }

    /// How people cite it.
    pub fn label(&self) -> String {
        let is_appendix = self.section.starts_with(|c: char| c.is_ascii_alphabetic());
        let word = if is_appendix { "appendix" } else { "section" };
        format!("RFC {}, {word} {}", self.rfc, self.section)
    }

    /// Where it can be read.
    pub fn url(&self) -> String {
        let is_appendix = self.section.starts_with(|c: char| c.is_ascii_alphabetic());
        let word = if is_appendix { "appendix" } else { "section" };
        format!(
            "https://www.rfc-editor.org/rfc/rfc{}#{word}-{}",
            self.rfc, self.section
        )
    }
}
