//! [`Rule`]: one thing to look for, with everything there is to say about it.

use super::rules::{Kept, SpfText};
use super::{Hit, Topic};
use crate::discovery::Facts;
use crate::mail_setup::MailSetup;
use crate::record::bimi::BimiRecord;
use crate::record::dkim::DkimRecord;
use crate::record::dmarc::DmarcRecord;
use crate::record::mta_sts::StsRecord;
use crate::record::tls_rpt::TlsRptRecord;

/// One thing to look for in a domain's setup.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Kebab-case identifier, also the name of its file, its fixture and its anchor on the page. It names what is found, not the
    /// cure.
    pub id: &'static str,
    /// The part of a domain's setup that the rule is about.
    pub topic: Topic,
    /// How urgent a finding is, by its consequence for mail.
    pub severity: Severity,
    /// What is found, in up to eight words.
    pub title: &'static str,
    /// Why it matters for mail.
    pub why: &'static str,
    /// What to do about it.
    pub what_to_do: &'static str,
    /// The sections of the standards behind the rule.
    pub references: &'static [Reference],
    /// How the rule examines a record or a domain.
    pub(super) check: Check,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// What a rule examines.
#[derive(Debug, Clone, Copy)]
pub(super) enum Check {
    /// The shown DMARC record, or a text alone.
    Dmarc(fn(&DmarcRecord) -> Vec<Hit>),
    /// The published records of another kind, or a text alone.
    Text(Text),
    /// The DNS records around the policy, once they were queried.
    MailSetup(fn(&Facts, &MailSetup) -> Vec<Hit>),
    /// Everything known about a domain.
    Domain(fn(&Facts) -> Vec<Hit>),
    /// The MTA-STS policy file, which the check of a domain cannot read.
    PolicyFile,
}

/// What a rule that needs only a text examines: a record of one kind, published or not.
#[derive(Debug, Clone, Copy)]
pub(super) enum Text {
    /// An SPF record.
    Spf(fn(&SpfText) -> Vec<Hit>),
    /// A DKIM key record.
    Dkim(fn(&Kept<DkimRecord>) -> Vec<Hit>),
    /// A BIMI record.
    Bimi(fn(&Kept<BimiRecord>) -> Vec<Hit>),
    /// An MTA-STS record.
    MtaSts(fn(&Kept<StsRecord>) -> Vec<Hit>),
    /// A TLS-RPT record.
    TlsRpt(fn(&Kept<TlsRptRecord>) -> Vec<Hit>),
}

/// How urgent a finding is, by its consequence for mail; most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Receivers ignore or misread it, or forged mail passes against the owner's intent.
    Problem,
    /// It works, but probably not as the owner thinks, or there is a safer way at no cost.
    Advice,
    /// Good to know.
    Note,
}

impl Severity {
    /// Returns the identifier, in lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Advice => "advice",
            Self::Note => "note",
        }
    }
}

/// A reference to a section of a standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The document that contains the section.
    pub document: Document,
    /// The section number, such as `4.7` or `A.6`.
    pub section: &'static str,
}

/// A standard or draft that rules refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// An RFC, by its number.
    Rfc(u16),
    /// The BIMI draft, which has not become an RFC yet.
    BimiDraft,
}

impl Reference {
    /// Refers to a section of an RFC.
    pub const fn new(rfc: u16, section: &'static str) -> Self {
        Self {
            document: Document::Rfc(rfc),
            section,
        }
    }

    /// Refers to a section of the BIMI draft.
    pub const fn bimi(section: &'static str) -> Self {
        Self {
            document: Document::BimiDraft,
            section,
        }
    }

    /// Returns the reference as people cite it.
    pub fn label(&self) -> String {
        let (word, section) = (self.word(), self.section);
        match self.document {
            Document::Rfc(number) => format!("RFC {number}, {word} {section}"),
            Document::BimiDraft => format!("BIMI draft, {word} {section}"),
        }
    }

    /// Returns the address where the section can be read.
    pub fn url(&self) -> String {
        let (word, section) = (self.word(), self.section);
        match self.document {
            Document::Rfc(number) => {
                format!("https://www.rfc-editor.org/rfc/rfc{number}#{word}-{section}")
            }
            Document::BimiDraft => format!(
                "https://datatracker.ietf.org/doc/html/draft-brand-indicators-for-message-identification#{word}-{section}"
            ),
        }
    }

    /// Returns "appendix" if the section starts with a letter, otherwise "section".
    fn word(&self) -> &'static str {
        if self.section.starts_with(|c: char| c.is_ascii_alphabetic()) {
            "appendix"
        } else {
            "section"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_to_their_sections() {
        let url = |reference: Reference| (reference.label(), reference.url());
        assert_eq!(
            url(Reference::new(9989, "A.6")),
            (
                "RFC 9989, appendix A.6".to_owned(),
                "https://www.rfc-editor.org/rfc/rfc9989#appendix-A.6".to_owned()
            )
        );
        assert_eq!(
            url(Reference::bimi("7.1")),
            (
                "BIMI draft, section 7.1".to_owned(),
                "https://datatracker.ietf.org/doc/html/draft-brand-indicators-for-message-identification#section-7.1"
                    .to_owned()
            )
        );
    }
}
