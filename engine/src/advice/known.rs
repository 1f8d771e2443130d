//! [`Known`]: what only the owner can tell.

use super::OwnerQuestion;

/// The owner's answers. DNS shows none of these, so each is `None` until it was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Whether the visitor runs the domain.
    pub runs_domain: Option<bool>,
    /// Whether the domain or one of its subdomains sends mail.
    pub sends: Option<bool>,
    /// Whether people post to mailing lists from the domain.
    pub posts_to_lists: Option<bool>,
    /// Whether every sending subdomain is known and its mail passes.
    pub subdomains_pass: Option<bool>,
    /// Whether all mail carries an aligned DKIM signature.
    pub dkim_confirmed: Option<bool>,
    /// Names of the vendors whose mail carries an aligned DKIM signature.
    pub dkim_confirmed_at: Vec<String>,
    /// For how many days reports have been read.
    pub days_of_reports: Option<u16>,
    /// The mail address that should get the reports.
    pub report_address: Option<String>,
    /// Whether the name is run as a public suffix, with others registering names below it.
    pub is_registry: Option<bool>,
}

impl Known {
    /// Returns the answers to questions with yes and no that a plan asks.
    pub fn told(&self) -> impl Iterator<Item = (OwnerQuestion, bool)> {
        let questions = OwnerQuestion::ALL.into_iter();
        questions.filter_map(|question| Some((question, question.answer(self)?)))
    }
}
