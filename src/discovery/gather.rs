//! [`gather`]: asks what a check needs to know, in as few round trips as there are things that depend on each
//! other.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Answers, Facts, Options, permission_record, walk_names};
use crate::dns::{Answer, Asked, Outcome, Question, RecordType, Resolver};
use crate::domain::DomainName;

/// Asks about `domain` and gives the facts after each round trip to `on_facts`, and how many questions are
/// answered, out of how many, to `on_progress`. The facts after the first round trip decide the verdict.
/// Comes to the last facts.
///
/// # Example
///
/// ```
/// use dmarc_checker::discovery::{Options, gather};
/// use dmarc_checker::{dns::Zone, domain::DomainName};
/// use futures_util::FutureExt;
///
/// let domain = DomainName::new("shop.example").unwrap();
/// let mut zone = Zone::new("zone");
/// zone.add_text(&domain.child("_dmarc").unwrap(), "v=DMARC1; p=reject");
/// let facts = gather(&zone, &domain, &Options::default(), |_| (), |_, _| ()).now_or_never().unwrap();
/// assert_eq!(facts.policy().unwrap().domain, domain);
/// ```
pub async fn gather<R: Resolver>(
    resolver: &R,
    domain: &DomainName,
    options: &Options,
    mut on_facts: impl FnMut(&Facts),
    on_progress: impl FnMut(usize, usize),
) -> Facts {
    let asked = Asked::new(resolver, options.limit());
    let on_progress = RefCell::new(on_progress);
    let mut facts = Facts::new(domain, options, Answers::default());
    loop {
        let mut questions = questions(&facts, options);
        questions.retain(|question| facts.answers.get(question).is_none());
        if questions.is_empty() {
            facts.is_complete = true;
            return facts;
        }
        let answers = asked
            .ask_all(questions, || {
                let (total, done) = asked.progress();
                on_progress.borrow_mut()(done, total);
            })
            .await;
        let mut all = std::mem::take(&mut facts.answers);
        all.0.extend::<Vec<Rc<Answer>>>(answers);
        facts = Facts::new(domain, options, all);
        on_facts(&facts);
    }
}

/// Every question that the facts so far call for, those that are answered included. The first round asks for
/// all that needs nothing but the domain's name.
fn questions(facts: &Facts, options: &Options) -> Vec<Question> {
    let domain = &facts.domain;
    let mut questions = policy_questions(domain);
    questions.push(Question::txt(domain.clone()));
    questions.push(Question::new(domain.clone(), RecordType::Mx));
    if let Some(invented) = domain.child(&options.invented_label) {
        questions.extend(invented.child("_dmarc").map(Question::txt));
        questions.push(Question::txt(invented));
    }
    let found = facts.policy();
    for destination in &facts.destinations {
        let host = &destination.host;
        let permission = found
            .as_ref()
            .and_then(|found| permission_record(&found.domain, host));
        questions.extend(permission.map(Question::txt));
        questions.extend(policy_questions(host));
        let mx = Question::new(host.clone(), RecordType::Mx);
        // Without MX records the host itself takes the mail, if it has an address.
        if facts
            .answers
            .get(&mx)
            .is_some_and(|answer| answer.outcome == Outcome::NoData)
        {
            questions.push(Question::new(host.clone(), RecordType::A));
            questions.push(Question::new(host.clone(), RecordType::Aaaa));
        }
        questions.push(mx);
    }
    questions
}

/// The questions of the tree walk from a name.
fn policy_questions(start: &DomainName) -> Vec<Question> {
    walk_names(start)
        .iter()
        .filter_map(|name| name.child("_dmarc"))
        .map(Question::txt)
        .collect()
}
