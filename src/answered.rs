//! [`answered`]: which resolvers answered a check when the chosen one failed.

use std::fmt;

use dmarc_engine::dns::Answer;

/// Fallback resolvers that answered instead of the chosen one. Displays as a sentence for the visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Name of the chosen resolver.
    pub chosen: String,
    /// Why the chosen resolver failed; `None` when it failed in an earlier check and was not asked again.
    pub reason: Option<String>,
    /// Names of the resolvers that answered, in the order of their first answer.
    pub others: Vec<String>,
}

/// Finds fallback answers in a check; `None` when every successful answer came from `chosen`.
pub fn answered<'a>(
    answers: impl IntoIterator<Item = &'a Answer>,
    chosen: &str,
) -> Option<Answered> {
    let mut found = Answered {
        chosen: chosen.to_owned(),
        reason: None,
        others: Vec::new(),
    };
    for answer in answers {
        let failed = answer.failed_before.iter().find(|(name, _)| name == chosen);
        if let (None, Some((_, error))) = (&found.reason, failed) {
            found.reason = Some(error.to_string());
        }
        let is_new = answer.resolver != chosen && !found.others.contains(&answer.resolver);
        if answer.error().is_none() && is_new {
            found.others.push(answer.resolver.clone());
        }
    }
    (!found.others.is_empty()).then_some(found)
}

impl fmt::Display for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let others = self.others.join(" and ");
        match &self.reason {
            Some(reason) => write!(
                f,
                "{} failed ({reason}), so {others} answered.",
                self.chosen
            ),
            None => write!(f, "{} failed before, so {others} answered.", self.chosen),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dmarc_engine::dns::{LookupError, Outcome, Question};
    use dmarc_engine::domain::DomainName;

    fn answer(resolver: &str, failed_before: &[&str]) -> Answer {
        let question = Question::txt(DomainName::new("a.example").unwrap());
        let mut answer = Answer::new(question, Outcome::NxDomain, resolver);
        answer.failed_before = failed_before
            .iter()
            .map(|&name| (name.to_owned(), LookupError::Timeout(4000)))
            .collect();
        answer
    }

    #[test]
    fn says_who_answered_instead() {
        let say = |answers: &[Answer]| answered(answers, "One").map(|found| found.to_string());
        assert_eq!(say(&[answer("One", &[])]), None);
        assert_eq!(
            say(&[answer("Two", &["One"]), answer("Two", &[])]).unwrap(),
            "One failed (no answer within 4 s), so Two answered."
        );
        assert_eq!(
            say(&[answer("Two", &[])]).unwrap(),
            "One failed before, so Two answered."
        );
    }

    #[test]
    fn who_failed_did_not_answer() {
        let mut failed = answer("Two", &["One"]);
        failed.outcome = Outcome::Failed(LookupError::Unreachable);
        assert_eq!(answered(&[failed], "One"), None);
    }
}
