//! [`Inquiry`]: returns the answers that exist, and records the questions that have none yet.

use crate::record::order;
use std::cell::RefCell;

use crate::dns::{Answer, Question};

/// Gives access to the answers so far, and records the questions that had no answer.
pub struct Inquiry<'a> {
    /// Returns the answer to a question, if there is one.
    lookup: &'a dyn Fn(&Question) -> Option<&'a Answer>,
    /// The questions without an answer, each once.
    missing: RefCell<Vec<(Urgency, Question)>>,
}

/// What a question is for, the most urgent first. When a check reaches its limit, the least urgent questions are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Where reports go, and whether those hosts permit it.
    Reports,
    /// The SPF tree.
    Spf,
    /// MX and what belongs to it, BIMI, and the organizational domain.
    Mail,
    /// A DKIM selector entered by the visitor.
    OwnSelector,
    /// A DKIM selector of a vendor that was found.
    VendorSelector,
    /// A common DKIM selector.
    CommonSelector,
    /// A name that is almost the right one for a record.
    NearName,
}

impl<'a> Inquiry<'a> {
    /// Creates an inquiry into the answers that `lookup` returns.
    pub fn new(lookup: &'a dyn Fn(&Question) -> Option<&'a Answer>) -> Self {
        Self {
            lookup,
            missing: RefCell::new(Vec::new()),
        }
    }

    /// Returns the answer, or records the question if there is none yet.
    pub fn ask(&self, urgency: Urgency, question: &Question) -> Option<&'a Answer> {
        let answer = (self.lookup)(question);
        if answer.is_none() {
            let mut missing = self.missing.borrow_mut();
            match missing.iter_mut().find(|(_, known)| known == question) {
                Some((known, _)) => *known = urgency.min(*known),
                None => missing.push((urgency, question.clone())),
            }
        }
        answer
    }

    /// Returns the answer, if there is one, without recording the question.
    pub fn peek(&self, question: &Question) -> Option<&'a Answer> {
        (self.lookup)(question)
    }

    /// Returns the questions without an answer, the most urgent first, otherwise in the order of asking.
    pub fn missing(self) -> Vec<(Urgency, Question)> {
        let mut missing = self.missing.into_inner();
        order::sort_by_key(&mut missing, |(urgency, _)| *urgency);
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::Outcome;
    use crate::domain::DomainName;

    #[test]
    fn questions_without_an_answer_are_noted_once_and_by_urgency() {
        let question = |name: &str| Question::txt(DomainName::new(name).unwrap());
        let known = Answer::new(question("known.example"), Outcome::NoData, "");
        let lookup = |question: &Question| (known.question == *question).then_some(&known);
        let inquiry = Inquiry::new(&lookup);
        assert_eq!(inquiry.ask(Urgency::Spf, &known.question), Some(&known));
        for (urgency, name) in [
            (Urgency::CommonSelector, "a.example"),
            (Urgency::Mail, "b.example"),
            (Urgency::Spf, "c.example"),
            (Urgency::Mail, "a.example"),
        ] {
            assert_eq!(inquiry.ask(urgency, &question(name)), None);
        }
        assert_eq!(inquiry.peek(&question("d.example")), None);
        assert_eq!(
            inquiry.missing(),
            [
                (Urgency::Spf, question("c.example")),
                (Urgency::Mail, question("a.example")),
                (Urgency::Mail, question("b.example")),
            ]
        );
    }
}
