//! [`Inquiry`]: gives the answers that are there, and notes the questions whose answers are not.

use crate::record::order;
use std::cell::RefCell;

use crate::dns::{Answer, Question};

/// Knows the answers so far, and remembers what it was asked in vain.
pub struct Inquiry<'a> {
    /// Finds an answer.
    lookup: &'a dyn Fn(&Question) -> Option<&'a Answer>,
    /// The questions without an answer, each once.
    missing: RefCell<Vec<(Urgency, Question)>>,
}

/// What a question is for, the most urgent first. What a check may not ask any more is what is last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Who gets reports, and whether they agreed.
    Reports,
    /// The SPF tree.
    Spf,
    /// MX and its surroundings, BIMI, the Organizational Domain.
    Mail,
    /// A DKIM selector that the visitor named.
    OwnSelector,
    /// A DKIM selector of a vendor that was found.
    VendorSelector,
    /// A DKIM selector that is common.
    CommonSelector,
    /// A name that is nearly that of a record.
    NearName,
}

impl<'a> Inquiry<'a> {
    /// An inquiry into the answers that `lookup` finds.
    pub fn new(lookup: &'a dyn Fn(&Question) -> Option<&'a Answer>) -> Self {
        Self {
            lookup,
            missing: RefCell::new(Vec::new()),
        }
    }

    /// The answer, once it is there; until then the question is noted.
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

    /// The answer, if it is there; the question is not noted.
    pub fn peek(&self, question: &Question) -> Option<&'a Answer> {
        (self.lookup)(question)
    }

    /// The questions without an answer, the most urgent first, else in the order of asking.
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
