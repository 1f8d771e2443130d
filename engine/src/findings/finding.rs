//! [`Finding`]: a rule that applies, and where.

use super::{About, Rule, Severity};
use crate::domain::DomainName;
use crate::record::Span;

/// A place where a rule applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// One sentence with the actual value.
    pub message: String,
    /// The place in the record; `None` if the hit is not about a part of it.
    pub span: Option<Span>,
    /// What to publish instead, if there is a certain answer.
    pub suggestion: Option<Suggestion>,
    /// The things that the hit is about; empty if no section lists them.
    pub about: Vec<About>,
}

impl Hit {
    /// Creates a hit that is not about a place in the record.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            span: None,
            suggestion: None,
            about: Vec::new(),
        }
    }

    /// Creates a hit at a place in the record.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self {
            span: Some(span),
            ..Self::new(message)
        }
    }

    /// Adds a thing that the hit is about.
    #[must_use]
    pub fn about(mut self, about: About) -> Self {
        self.about.push(about);
        self
    }

    /// Sets the suggestion.
    #[must_use]
    pub fn suggesting(mut self, suggestion: Suggestion) -> Self {
        self.suggestion = Some(suggestion);
        self
    }
}

/// A TXT record to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The name to publish it at; `None` for the name of the judged record.
    pub name: Option<DomainName>,
    /// The complete text of the record.
    pub text: String,
}

impl Suggestion {
    /// Suggests another text at the name of the judged record.
    pub fn instead(text: impl Into<String>) -> Self {
        Self {
            name: None,
            text: text.into(),
        }
    }

    /// Suggests a record at a given name.
    pub fn at(name: DomainName, text: impl Into<String>) -> Self {
        Self {
            name: Some(name),
            text: text.into(),
        }
    }
}

/// A rule that applies, with every place where it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that applies.
    pub rule: &'static Rule,
    /// The first place, with the actual value.
    pub hit: Hit,
    /// The other places, in order.
    pub more: Vec<Hit>,
}

impl Finding {
    /// Returns how urgent the finding is.
    pub const fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// Iterates over every place, starting with the first.
    pub fn hits(&self) -> impl Iterator<Item = &Hit> {
        std::iter::once(&self.hit).chain(&self.more)
    }

    /// Iterates over every place, to change what it suggests.
    pub fn hits_mut(&mut self) -> impl Iterator<Item = &mut Hit> {
        std::iter::once(&mut self.hit).chain(&mut self.more)
    }

    /// Returns what to publish instead: the first suggestion for each name, since a second one would undo it.
    pub fn suggestions(&self) -> Vec<&Suggestion> {
        let mut suggestions: Vec<&Suggestion> = Vec::new();
        for suggestion in self.hits().filter_map(|hit| hit.suggestion.as_ref()) {
            if !suggestions
                .iter()
                .any(|known| known.name == suggestion.name)
            {
                suggestions.push(suggestion);
            }
        }
        suggestions
    }
}

/// The result of running the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// What was found, the most urgent first. Equally urgent findings are in the order of the record, then by rule name.
    pub found: Vec<Finding>,
    /// The rules that ran and found nothing.
    pub passed: Vec<&'static Rule>,
}
