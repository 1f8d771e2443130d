//! [`answered`]: who really answered a check, where that is not who was chosen.

use std::fmt;

use dmarc_engine::dns::Answer;

/// Who answered in place of the resolver that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The resolver that was chosen.
    pub chosen: String,
    /// Why it did not answer; `None` when it failed in an earlier check.
    pub reason: Option<String>,
    /// Who answered.
    pub others: Vec<String>,
}

/// Looks through the answers of a check; `None` when all that came, came from `chosen`.
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
