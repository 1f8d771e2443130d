//! [`Rule`]: one thing to look for, and all there is to say about it.

use super::rules::{Kept, SpfText};
use super::{Hit, Topic};
use crate::discovery::Facts;
use crate::mail_setup::MailSetup;
use crate::record::bimi::BimiRecord;
use crate::record::dkim::DkimRecord;
use crate::record::dmarc::DmarcRecord;
use crate::record::mta_sts::StsRecord;
use crate::record::tls_rpt::TlsRptRecord;

/// One thing to look for.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Kebab-case; also the name of its file, its fixture, and its anchor on the page. It names what is found,
    /// not the cure.
    pub id: &'static str,
    /// The part of a domain's setup that it is about.
    pub topic: Topic,
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
    pub(super) check: Check,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Check {
    /// The DMARC record that is shown, or a text alone.
    Dmarc(fn(&DmarcRecord) -> Vec<Hit>),
    /// The published records of another kind, or a text alone.
    Text(Text),
    /// What stands in DNS around the policy, once it was asked for.
    MailSetup(fn(&Facts, &MailSetup) -> Vec<Hit>),
    /// All that is known of a domain.
    Domain(fn(&Facts) -> Vec<Hit>),
    /// The policy file of MTA-STS, which a check of a domain cannot read.
    PolicyFile,
}

/// What a rule that needs nothing but a text looks at: a record of a kind, published or not.
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
    /// The standard.
    pub document: Document,
    /// The section, such as `4.7` or `A.6`.
    pub section: &'static str,
}

/// A standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// An RFC, by its number.
    Rfc(u16),
    /// The draft about BIMI, which is no RFC so far.
    BimiDraft,
}

impl Reference {
    /// A section of an RFC.
    pub const fn new(rfc: u16, section: &'static str) -> Self {
        Self {
            document: Document::Rfc(rfc),
            section,
        }
    }

    /// A section of the draft about BIMI.
    pub const fn bimi(section: &'static str) -> Self {
        Self {
            document: Document::BimiDraft,
            section,
        }
    }

    /// How people cite it.
    pub fn label(&self) -> String {
        let (word, section) = (self.word(), self.section);
        match self.document {
            Document::Rfc(number) => format!("RFC {number}, {word} {section}"),
            Document::BimiDraft => format!("BIMI draft, {word} {section}"),
        }
    }

    /// Where it can be read.
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

    /// Whether it is a section or an appendix.
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
