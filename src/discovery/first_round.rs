//! [`first_round`]: one round trip, after which verdict and effects are decided.
//!
//! # Why it stands apart
//!
//! A page loads what this needs first and all else while the answers are under way. So nothing that this leads to may use
//! the SPF tree, the parsers around DMARC or the table of vendors.

use std::rc::Rc;

use super::{Answers, Facts, Options, walk_names};
use crate::dns::{Answer, Asked, Question, RecordType, Resolver};
use crate::domain::DomainName;

/// The names below a domain that are kept for records around its policy.
const KEPT_NAMES: [&str; 4] = ["_domainkey", "_mta-sts", "_smtp._tls", "default._bimi"];

/// Asks everything that needs nothing but the domain's name, all at once, and gives the facts: those about the policy are
/// final but for what a public suffix list adds. `on_progress` is told how many questions are answered, out of how many.
pub async fn first_round<R: Resolver>(
    asked: &Asked<'_, R>,
    domain: &DomainName,
    options: &Options,
    mut on_progress: impl FnMut(usize, usize),
) -> Facts {
    let questions = questions(domain, &options.invented_label);
    let answers = ask(asked, questions, &mut on_progress).await;
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

/// The questions that need nothing but the name, those that decide the policy first.
fn questions(domain: &DomainName, invented_label: &str) -> Vec<Question> {
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
    let kept = KEPT_NAMES.iter().filter_map(|labels| domain.child(labels));
    questions.extend(kept.map(Question::txt));
    let control = domain.child(&format!("{invented_label}._domainkey"));
    questions.extend(control.map(Question::txt));
    questions
}
