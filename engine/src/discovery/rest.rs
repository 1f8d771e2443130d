//! [`gather_rest`]: queries everything that the first round trip does not decide.

use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;

use super::first_round::{ask, other_questions};
use super::memo::Memo;
use super::{Budget, Facts, Place, destinations};
use crate::dns::{Asked, Question, Resolver};
use crate::domain::DomainName;
use crate::mail_setup::{Inquiry, MailSetup, Subject, Urgency};

/// How many questions are reserved for the SPF tree while its depth is unknown, before selectors are tried.
const KEPT_FOR_SPF: usize = 30;

/// Continues from the facts of a first round trip: report destinations, the SPF tree level by level, hosts, DKIM selectors.
///
/// Everything that can be asked at once goes into one round trip, so there is about one for each level of the SPF tree, and one
/// more. `on_facts` receives the facts after each round trip, and `on_progress` how many questions are answered, out of how many.
/// Returns the final facts. If no question has an answer so far, asks nothing more and leaves the mail set-up out.
pub fn gather_rest<'a, 'r: 'a, R: Resolver>(
    asked: &'a Asked<'r, R>,
    facts: Facts,
    on_facts: impl FnMut(&Facts) + 'a,
    on_progress: impl FnMut(usize, usize) + 'a,
) -> LocalBoxFuture<'a, Facts> {
    run(asked, facts, on_facts, on_progress).boxed_local()
}

/// Runs the round trips.
async fn run<R: Resolver>(
    asked: &Asked<'_, R>,
    mut facts: Facts,
    mut on_facts: impl FnMut(&Facts),
    mut on_progress: impl FnMut(usize, usize),
) -> Facts {
    // These have been on their way since the first round trip, and show which further queries are pointless.
    let begun = other_questions(&facts.domain, &facts.options.invented_label);
    let answers = ask(asked, begun, &mut on_progress).await;
    facts.answers.0.extend(answers);
    if facts.is_unanswered() {
        // The resolver does not answer, so more questions would tell no more.
        facts.budget = Budget::new(facts.budget.limit, &facts.answers);
        facts.is_complete = true;
        return facts;
    }
    let mut is_first = true;
    loop {
        let missing = settle(&mut facts);
        facts.is_complete = missing.is_empty();
        if !is_first {
            on_facts(&facts);
        }
        if missing.is_empty() {
            return facts;
        }
        is_first = false;
        let left = facts.budget.limit.saturating_sub(facts.budget.asked);
        let answers = ask(asked, next_round(missing, left), &mut on_progress).await;
        facts.answers.0.extend(answers);
    }
}

/// Evaluates the answers so far into the facts, and returns the questions that come up.
pub(super) fn settle(facts: &mut Facts) -> Vec<(Urgency, Question)> {
    facts.repaired = Memo::default();
    let answers = std::mem::take(&mut facts.answers);
    let missing = {
        let lookup = |question: &Question| answers.get(question);
        let inquiry = Inquiry::new(&lookup);
        facts.destinations = destinations::settle(&facts.walk, facts.budget.limit, &inquiry);
        let hosts: Vec<_> = facts.destinations.iter().map(|found| &found.host).collect();
        let organizational_domain = facts.organizational_domain();
        let failed = facts.walk.failed().next().map(|(_, error)| error);
        let subject = Subject {
            domain: &facts.domain,
            organizational_domain: match (&organizational_domain, failed) {
                (None, Some(error)) => Err(error),
                (known, _) => Ok(known.as_ref().unwrap_or(&facts.domain)),
            },
            is_inherited: facts.inherited_policy().is_some(),
            policies: policies(facts),
            report_hosts: &hosts,
            invented_label: &facts.options.invented_label,
            selectors: &facts.options.selectors,
            all_selectors: facts.options.all_selectors,
        };
        for name in facts.doubled_name().into_iter().chain(facts.bare_name()) {
            inquiry.ask(Urgency::Mail, &Question::txt(name));
        }
        let mail_setup = MailSetup::new(&subject, &inquiry);
        facts.mail_setup = Some(Rc::new(mail_setup));
        inquiry.missing()
    };
    facts.budget = Budget::new(facts.budget.limit, &answers);
    facts.answers = answers;
    missing
}

/// Returns the policy record and, if different, the organizational domain's record; `None` while either is unknown.
fn policies(facts: &Facts) -> Option<Vec<(DomainName, Rc<crate::record::dmarc::DmarcRecord>)>> {
    let organizational_domain = facts.organizational_domain()?;
    if facts.walk.is_undecided() {
        return None;
    }
    let mut policies: Vec<_> = facts
        .policy()
        .map(|found| (found.domain, found.record))
        .into_iter()
        .collect();
    if facts
        .policy()
        .is_some_and(|found| found.place == Place::AuthorDomain)
        && organizational_domain != facts.domain
    {
        let mut steps = facts.walk.steps_until_stop();
        let step = steps.find(|step| step.name == organizational_domain);
        let record = step.and_then(|step| step.outcome.record());
        policies.extend(record.map(|record| (organizational_domain, Rc::clone(record))));
    }
    Some(policies)
}

/// Selects the next questions if `left` more may be asked.
///
/// While report destinations and the SPF tree are incomplete, other questions leave enough room for them. Questions beyond the
/// limit are answered as not asked.
fn next_round(missing: Vec<(Urgency, Question)>, left: usize) -> Vec<Question> {
    let is_urgent = |urgency: Urgency| urgency <= Urgency::Spf;
    let urgent = missing
        .iter()
        .filter(|(urgency, _)| is_urgent(*urgency))
        .count();
    let room = if urgent == 0 {
        missing.len()
    } else {
        left.saturating_sub(urgent.saturating_add(KEPT_FOR_SPF))
    };
    // The list starts with the urgent ones.
    let questions = missing.into_iter().take(urgent + room);
    questions.map(|(_, question)| question).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures_util::FutureExt;

    use super::super::held::check;
    use super::*;
    use crate::discovery::{Options, Permission, first_round, gather};
    use crate::dns::{Answer, LookupError, Outcome, Zone, example_zone};
    use crate::mail_setup::{MxState, VendorKey};

    /// Builds a zone in which `shop.example` has these records.
    fn shop(text: &str) -> Zone {
        Zone::from_file("zone", "example", text).unwrap()
    }

    #[test]
    fn a_resolver_that_answers_nothing_is_asked_no_more() {
        struct Down(Cell<usize>);
        impl Resolver for Down {
            async fn ask(&self, question: &Question) -> Answer {
                self.0.set(self.0.get() + 1);
                let outcome = Outcome::Failed(LookupError::Unreachable);
                Answer::new(question.clone(), outcome, "down")
            }
        }
        let domain = DomainName::new("shop.example").unwrap();
        let options = Options::default();
        let down = Down(Cell::new(0));
        let asked = Asked::new(&down, 100);
        let first = first_round(&asked, &domain, &options, |_, _| ());
        let first = first.now_or_never().unwrap();
        let facts = gather(&down, &domain, &options, |_| (), |_, _| ());
        let facts = facts.now_or_never().unwrap();
        assert!(first.is_unanswered() && facts.is_unanswered() && facts.is_complete);
        assert_eq!(facts.mail_setup, None);
        let begun = other_questions(&domain, &options.invented_label).len();
        assert_eq!(facts.answers.0.len(), first.answers.0.len() + begun);
        assert_eq!(facts.budget.asked, facts.answers.0.len());
    }

    #[test]
    fn about_as_many_round_trips_as_the_tree_is_deep() {
        let zone = example_zone();
        let rounds = |domain| {
            let (facts, rounds) = check(&zone, domain, &Options::default());
            assert!(
                facts.is_complete && facts.budget.left_out.is_empty(),
                "{domain}"
            );
            rounds.len()
        };
        // The name first, then what it leads to.
        assert_eq!(rounds("locked.example"), 2);
        // The include and, below the name of its host, the addresses.
        assert_eq!(rounds("reject.example"), 2);
        // Nested includes, then the addresses of a host in one of them. The least urgent questions come last: until then, the
        // limit is reserved for SPF.
        assert_eq!(rounds("too-many-look-ups.example"), 4);
    }

    #[test]
    fn facts_come_after_each_round_trip_and_the_last_are_complete() {
        let domain = DomainName::new("too-many-look-ups.example").unwrap();
        let mut seen = Vec::new();
        let on_facts = |facts: &Facts| {
            let mail_setup = facts.mail_setup.as_ref();
            seen.push((
                mail_setup.map(|mail_setup| mail_setup.spf.is_complete()),
                facts.is_complete,
            ));
        };
        let options = Options::default();
        let zone = example_zone();
        let facts = gather(&zone, &domain, &options, on_facts, |_, _| ());
        let facts = facts.now_or_never().unwrap();
        assert_eq!(
            seen,
            [
                (None, false),
                (Some(false), false),
                (Some(true), false),
                (Some(true), true)
            ]
        );
        let mail_setup = facts.mail_setup.unwrap();
        assert_eq!(mail_setup.spf.total().lookups, 12);
        let unsigned = mail_setup
            .senders
            .iter()
            .filter(|sender| sender.key == VendorKey::NotFound);
        let unsigned: Vec<_> = unsigned.map(|sender| sender.vendor.name).collect();
        assert_eq!(unsigned, ["Example CRM"]);
    }

    #[test]
    fn a_domain_with_everything_right() {
        let facts = check(&example_zone(), "reject.example", &Options::default()).0;
        assert_eq!(facts.destinations[0].permission, Permission::Given);
        let mail_setup = facts.mail_setup.unwrap();
        assert_eq!(
            (&mail_setup.spf.breaks[..], mail_setup.dnssec.as_str()),
            (&[][..], "authenticated")
        );
        let keys: Vec<_> = mail_setup
            .dkim
            .usable()
            .map(|(found, key)| (&*found.selector, key.bits))
            .collect();
        assert_eq!(keys, [("em1", Some(2048)), ("mail", Some(2048))]);
        assert_eq!(mail_setup.mx.hosts[0].tlsa.as_str(), "present");
        assert!(mail_setup.mta_sts.record().is_some() && mail_setup.tls_rpt.record().is_some());
        assert!(mail_setup.bimi.own.record().is_some());
        assert_eq!(mail_setup.bimi.obstacles, Some(vec![]));
        let senders: Vec<_> = mail_setup
            .senders
            .iter()
            .map(|sender| sender.vendor.name)
            .collect();
        assert_eq!(senders, ["Example Mail", "Example Reports"]);
    }

    #[test]
    fn a_subdomain_is_seen_beside_its_organizational_domain() {
        let zone = shop(
            "shop TXT \"v=spf1 -all\"\n MX 0 .\n_dmarc.shop TXT \"v=DMARC1; p=reject\"\n\
             default._bimi.shop TXT \"v=BIMI1; l=https://shop.example/a.svg\"\nnews.shop MX 10 mx\nmx A 192.0.2.1\n",
        );
        let mail_setup = check(&zone, "news.shop.example", &Options::default())
            .0
            .mail_setup
            .unwrap();
        assert_eq!(mail_setup.parent.as_ref().unwrap().mx, MxState::Null);
        assert_eq!(mail_setup.mx.takes_mail(), Some(true));
        assert!(mail_setup.bimi.record_at().record().is_some());
        assert_eq!(mail_setup.bimi.obstacles, Some(vec![]));
    }
}
