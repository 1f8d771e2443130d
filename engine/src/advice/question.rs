//! [`OwnerQuestion`]: what the owner can tell and DNS can't, as a question with yes and no.

use super::Known;

/// A question whose answer changes the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerQuestion {
    /// Whether the visitor runs the domain.
    RunsDomain,
    /// Whether the domain sends mail.
    Sends,
    /// Whether others register names below it.
    IsRegistry,
}

impl OwnerQuestion {
    /// Every question.
    pub const ALL: [Self; 3] = [Self::RunsDomain, Self::Sends, Self::IsRegistry];

    /// Returns the identifier used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RunsDomain => "runs-domain",
            Self::Sends => "sends",
            Self::IsRegistry => "is-registry",
        }
    }

    /// Returns the answer in `known`; `None` if there is none yet.
    pub const fn answer(self, known: &Known) -> Option<bool> {
        match self {
            Self::RunsDomain => known.runs_domain,
            Self::Sends => known.sends,
            Self::IsRegistry => known.is_registry,
        }
    }

    /// Returns `known` with this answer, or without any.
    #[must_use]
    pub fn answered(self, known: &Known, answer: Option<bool>) -> Known {
        let mut known = known.clone();
        match self {
            Self::RunsDomain => known.runs_domain = answer,
            Self::Sends => known.sends = answer,
            Self::IsRegistry => known.is_registry = answer,
        }
        known
    }

    /// Asks it about a domain.
    pub fn about(self, domain: &str) -> String {
        match self {
            Self::RunsDomain => format!("Do you run {domain}?"),
            Self::Sends => format!("Does {domain} or any of its subdomains send mail?"),
            Self::IsRegistry => format!("Do others register names below {domain}?"),
        }
    }

    /// Returns an answer as a statement about a domain.
    pub fn statement(self, answer: bool, domain: &str) -> String {
        match (self, answer) {
            (Self::RunsDomain, true) => format!("You run {domain}."),
            (Self::RunsDomain, false) => format!("You don't run {domain}."),
            (Self::Sends, true) => format!("{domain} sends mail."),
            (Self::Sends, false) => {
                format!("Neither {domain} nor any of its subdomains sends mail.")
            }
            (Self::IsRegistry, true) => format!("Others register names below {domain}."),
            (Self::IsRegistry, false) => format!("{domain} is an ordinary domain, not a registry."),
        }
    }

    /// Returns the labels of the buttons for yes and no.
    pub const fn labels(self) -> [&'static str; 2] {
        match self {
            Self::RunsDomain => ["I run this domain", "I don't run this domain"],
            Self::Sends => ["Yes, it sends mail", "No, it is unused"],
            Self::IsRegistry => ["Yes, it is a registry", "No, it is an ordinary domain"],
        }
    }
}
