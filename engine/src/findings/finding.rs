//! [`Finding`]: a rule that applies somewhere.

use super::{About, Rule, Severity};
use crate::domain::DomainName;
use crate::record::Span;

/// A place where a rule applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// One sentence with the actual value.
    pub message: String,
    /// Where it is in the record, if anywhere.
    pub span: Option<Span>,
    /// What to publish instead, if that can be said.
    pub suggestion: Option<Suggestion>,
    /// The things that it speaks of; empty where it speaks of none that a section lists.
    pub about: Vec<About>,
}

impl Hit {
    /// A hit somewhere outside the record.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            span: None,
            suggestion: None,
            about: Vec::new(),
        }
    }

    /// A hit at a place in the record.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self {
            span: Some(span),
            ..Self::new(message)
        }
    }

    /// The same hit with the thing that it speaks of.
    #[must_use]
    pub fn about(mut self, about: About) -> Self {
        self.about.push(about);
        self
    }

    /// The same hit with a cure.
    #[must_use]
    pub fn suggesting(mut self, suggestion: Suggestion) -> Self {
        self.suggestion = Some(suggestion);
        self
    }
}

/// A TXT record to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The name to publish it at; `None` for that of the record that was judged.
    pub name: Option<DomainName>,
    /// The text of the record, whole.
    pub text: String,
}

impl Suggestion {
    /// The record that was judged, written differently.
    pub fn instead(text: impl Into<String>) -> Self {
        Self {
            name: None,
            text: text.into(),
        }
    }

    /// A record at some name.
    pub fn at(name: DomainName, text: impl Into<String>) -> Self {
        Self {
            name: Some(name),
            text: text.into(),
        }
    }
}

/// A rule that applies, and where. A rule that applies in several places is one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where and with what value; the first place.
    pub hit: Hit,
    /// The other places, in their order.
    pub more: Vec<Hit>,
}

impl Finding {
    /// How urgent it is.
    pub const fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// Every place, the first one included.
    pub fn hits(&self) -> impl Iterator<Item = &Hit> {
        std::iter::once(&self.hit).chain(&self.more)
    }

    /// The same, to change what they suggest.
    pub fn hits_mut(&mut self) -> impl Iterator<Item = &mut Hit> {
        std::iter::once(&mut self.hit).chain(&mut self.more)
    }

    /// What to publish instead: the first suggestion for each name, as a second one for a name would undo the first.
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

/// What came of running the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Most urgent first; equally urgent ones in the order of the record, then by name.
    pub found: Vec<Finding>,
    /// The rules that ran and found nothing.
    pub passed: Vec<&'static Rule>,
}
