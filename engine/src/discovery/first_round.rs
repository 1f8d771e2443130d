//! [`first_round`]: one round trip, which decides the verdict and the effects.
//!
//! # Why it is separate
//!
//! A page loads the code for this first, and the rest while the answers are on their way. So nothing reachable from here may use
//! the SPF tree, the parsers of records other than DMARC, or the vendor table.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;

use futures_util::FutureExt;

use super::{Answers, Facts, Options, walk_names};
use crate::dns::{Answer, Asked, Question, RecordType, Resolver};
use crate::domain::DomainName;

/// The names below a domain that are reserved for records around its policy.
const KEPT_NAMES: [&str; 4] = ["_domainkey", "_mta-sts", "_smtp._tls", "default._bimi"];

/// Asks every question that needs only the domain's name, all at once, and waits for the answers that decide the policy.
///
/// The facts about the policy are final then, except for what a public suffix list adds. The other answers arrive in the
/// meantime; a later query through `asked` gets them. `on_progress` receives how many questions are answered, out of how many.
pub async fn first_round<R: Resolver>(
    asked: &Asked<'_, R>,
    domain: &DomainName,
    options: &Options,
    mut on_progress: impl FnMut(usize, usize),
) -> Facts {
    let deciding = deciding_questions(domain, &options.invented_label);
    let others = other_questions(domain, &options.invented_label);
    let mut ignored = |_, _| ();
    let answers = {
        let mut deciding = pin!(ask(asked, deciding, &mut on_progress));
        let mut others = pin!(ask(asked, others, &mut ignored).fuse());
        // Both start here, the deciding questions first.
        poll_fn(|context| {
            let decided = deciding.as_mut().poll(context);
            let _ = others.as_mut().poll(context);
            decided
        })
        .await
    };
    Facts::new(domain, options, Answers(answers))
}

/// Asks questions in one round trip.
pub(super) async fn ask<R: Resolver>(
    asked: &Asked<'_, R>,
    questions: Vec<Question>,
    on_progress: &mut dyn FnMut(usize, usize),
) -> Vec<Rc<Answer>> {
    let on_progress = std::cell::RefCell::new(on_progress);
    let answers = asked.ask_all(questions, || {
        let (total, done) = asked.progress();
        on_progress.borrow_mut()(done, total);
    });
    answers.await
}

/// Returns the questions that need only the name and decide the policy and its effects.
fn deciding_questions(domain: &DomainName, invented_label: &str) -> Vec<Question> {
    let walked = walk_names(domain);
    let mut names: Vec<_> = walked
        .iter()
        .filter_map(|name| name.child("_dmarc"))
        .collect();
    names.push(domain.clone());
    if let Some(invented) = domain.child(invented_label) {
        names.extend(invented.child("_dmarc"));
        names.push(invented);
    }
    let mut questions: Vec<_> = names.into_iter().map(Question::txt).collect();
    questions.push(Question::new(domain.clone(), RecordType::Mx));
    questions
}

/// Returns the other questions that need only the name.
pub(super) fn other_questions(domain: &DomainName, invented_label: &str) -> Vec<Question> {
    let control = format!("{invented_label}._domainkey");
    let names = KEPT_NAMES.iter().copied().chain([control.as_str()]);
    let names = names.filter_map(|labels| domain.child(labels));
    names.map(Question::txt).collect()
}

#[cfg(test)]
mod tests {
    use super::super::held::Held;
    use super::*;
    use crate::discovery::{Permission, RowKind};
    use crate::dns::example_zone;

    #[test]
    fn all_that_needs_only_the_name_is_asked_in_one_round_trip() {
        let zone = example_zone();
        let held = Held::new(&zone);
        let asked = Asked::new(&held, 100);
        let domain = DomainName::new("reject.example").unwrap();
        let options = Options::default();
        let mut progress = Vec::new();
        let on_progress = |done, total| progress.push((done, total));
        let (facts, rounds) = held.run(first_round(&asked, &domain, &options, on_progress));
        let questions: Vec<_> = rounds[0].iter().map(ToString::to_string).collect();
        assert_eq!(
            questions,
            [
                "_dmarc.reject.example TXT",
                "_dmarc.example TXT",
                "reject.example TXT",
                "_dmarc.made-up-7x3k.reject.example TXT",
                "made-up-7x3k.reject.example TXT",
                "reject.example MX",
                "_domainkey.reject.example TXT",
                "_mta-sts.reject.example TXT",
                "_smtp._tls.reject.example TXT",
                "default._bimi.reject.example TXT",
                "made-up-7x3k._domainkey.reject.example TXT",
            ]
        );
        assert_eq!(rounds.len(), 1);
        assert_eq!((progress[0], progress[6]), ((0, 6), (6, 11)));

        // The policy is decided, and what is still unknown says so.
        assert_eq!(
            facts
                .effect(RowKind::This)
                .unwrap()
                .rfc9989
                .handling
                .as_str(),
            Some("reject")
        );
        assert_eq!(facts.destinations.len(), 1);
        assert_eq!(facts.destinations[0].permission, Permission::Pending);
        assert_eq!((facts.mail_setup, facts.is_complete), (None, false));
        assert_eq!((facts.budget.asked, facts.budget.left_out.len()), (6, 0));
    }

    #[test]
    fn names_that_dns_cannot_hold_are_not_asked() {
        let long = format!("{}example", "a.".repeat(123));
        let domain = DomainName::new(&long).unwrap();
        assert!(other_questions(&domain, "made-up").is_empty());
        let questions = deciding_questions(&domain, "made-up");
        assert_eq!(questions[0].name.as_str(), "_dmarc.a.a.a.a.a.a.example");
        assert!(
            questions
                .iter()
                .all(|question| !question.name.is_below(&domain))
        );
    }
}
