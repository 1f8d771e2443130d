//! [`Caveat`]: the line below the verdict, with what the policy alone does not show.

use super::evidence::{self, arrival};
use super::situation::{Home, Situation};
use super::stage::is_locked;
use super::{Known, Stage, State, stage};
use crate::discovery::{Existence, Facts, Handling, RowKind};
use crate::domain::to_unicode;
use crate::findings::{Severity, Topic, judge};
use crate::mail_setup::Subtree;
use crate::spf::Reach;

/// Shown if no reports can arrive and DNS shows no use for mail, so that none are missed.
const UNUSED: &str = "No reports can arrive. DNS shows no sign that this domain is used for mail.";

/// What the policy alone does not show, such as whether SPF allows every sender or whether reports arrive.
///
/// Its place on the page is reserved from the start. It is final once the answers it depends on are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caveat {
    /// How good or bad this is; [`State::CouldNotTell`] while answers are missing.
    pub state: State,
    /// The sentence to show.
    pub sentence: String,
    /// Whether later answers may still change it.
    pub is_pending: bool,
}

impl Caveat {
    /// Returns the line while only the policy is decided: either that the rest is being checked, or that the domain's own SPF
    /// text allows every sender.
    ///
    /// Needs only the first round trip and, apart from the policy's, no parser.
    pub fn so_far(facts: &Facts) -> Self {
        let stage = stage(facts);
        let is_open = stage != Stage::CouldNotTell && facts.mail.lets_everyone_send();
        let (outlook, sentence) = if is_open {
            (State::Problem, open(facts, stage))
        } else {
            (State::CouldNotTell, CHECKING.to_owned())
        };
        Self {
            state: outlook,
            sentence,
            is_pending: true,
        }
    }

    /// Returns the line for a check that asks only for the policy: names what was left out and waits for no answers.
    #[must_use]
    pub fn left_out(self) -> Self {
        let sentence = if self.state == State::Problem {
            format!("{} DKIM and reports are not checked.", self.sentence)
        } else {
            "Policy only: SPF, DKIM and reports are not checked.".to_owned()
        };
        Self {
            sentence,
            is_pending: false,
            ..self
        }
    }
}

/// Shown if the line depends on whether the domain is used for mail, and a query about that failed.
const USE_UNKNOWN: &str = "Could not check whether this domain is used for mail.";

/// Shown while answers are missing.
const CHECKING: &str = "Checking SPF, DKIM and where reports go.";

/// Returns the line below the verdict: the most urgent point there is.
pub fn caveat(facts: &Facts) -> Caveat {
    let stage = stage(facts);
    let mut points = Vec::new();
    if stage != Stage::CouldNotTell {
        points.extend(readings(facts, stage));
        points.extend(spf(facts, stage));
        match whose(facts, stage) {
            Some(whose) => points.push(whose),
            None => points.extend(reports(facts, stage)),
        }
        points.extend(below(facts, stage));
        points.extend(dkim(facts, stage));
        points.extend(held_back(facts, stage));
        points.extend(keys_of_locked(facts, stage));
    }
    let rank = |state: State| match state {
        State::Problem => 2,
        State::Advice => 1,
        _ => 0,
    };
    let worst = points.into_iter().reduce(|worst, point| {
        if rank(point.0) > rank(worst.0) {
            point
        } else {
            worst
        }
    });
    match worst {
        Some((outlook, sentence)) => Caveat {
            state: outlook,
            sentence,
            is_pending: !facts.is_complete,
        },
        None if !facts.is_complete => Caveat {
            state: State::CouldNotTell,
            sentence: CHECKING.to_owned(),
            is_pending: true,
        },
        None => settled(facts, stage),
    }
}

/// The line if no point weakens the verdict.
fn settled(facts: &Facts, stage: Stage) -> Caveat {
    let is_unknown = stage != Stage::Locked && could_not_ask(facts);
    let (outlook, sentence) = match stage {
        Stage::CouldNotTell => (State::CouldNotTell, "The rest depends on that answer."),
        _ if is_unknown => (
            State::CouldNotTell,
            "SPF, DKIM and report addresses could not all be checked.",
        ),
        _ if is_use_unknown(facts, stage) => (State::CouldNotTell, USE_UNKNOWN),
        Stage::NoRecord => (
            State::NotApplicable,
            "SPF and DKIM alone do not protect the From address that people see.",
        ),
        Stage::CollectingBlind => (State::NotApplicable, UNUSED),
        Stage::Monitoring if arrival(facts).is_none() => (State::NotApplicable, UNUSED),
        _ if let Some(topic) = troubled(facts) => (State::Advice, topic),
        Stage::Locked => (State::Good, "Nothing in DNS contradicts that."),
        Stage::Monitoring => (State::Good, "Reports can arrive, as far as DNS shows."),
        Stage::Quarantine | Stage::Reject => {
            (State::Good, "DNS shows nothing else that weakens it.")
        }
    };
    Caveat {
        state: outlook,
        sentence: sentence.to_owned(),
        is_pending: false,
    }
}

/// Whether a query failed that the line depends on. A key that could not be queried may be broken.
fn could_not_ask(facts: &Facts) -> bool {
    let Some(mail_setup) = facts.mail_setup.as_deref() else {
        return true;
    };
    let may_have_no_key = matches!(mail_setup.dkim.subtree, Subtree::CouldNotTell(_))
        && mail_setup.dkim.usable().next().is_none();
    mail_setup.spf.reach() == Reach::Unknown
        || may_have_no_key
        || arrival(facts) == evidence::Arrival::Unknown
        || mail_setup.dkim.is_unknown_in_part()
}

/// Whether the line depends on the domain being used for mail, and a failed query leaves that open.
fn is_use_unknown(facts: &Facts, stage: Stage) -> bool {
    let rests_on_use = stage != Stage::NoRecord && arrival(facts).is_none();
    facts.mail.may_be_parked() && (rests_on_use || may_be_locked(facts, stage))
}

/// Whether a domain at reject may turn out to be locked, depending on a failed query about its use.
fn may_be_locked(facts: &Facts, stage: Stage) -> bool {
    stage == Stage::Reject && is_locked(facts).is_none()
}

/// Receivers read the record in different ways.
fn readings(facts: &Facts, stage: Stage) -> Option<(State, String)> {
    let known = Known::default();
    let is_differing =
        stage != Stage::NoRecord && !Situation::new(facts, &known).readings().is_empty();
    is_differing.then(|| {
        (
            State::Problem,
            "But receivers read this record in different ways, so not all follow this policy."
                .to_owned(),
        )
    })
}

/// SPF that allows every sender, or no sender because of an error.
fn spf(facts: &Facts, stage: Stage) -> Option<(State, String)> {
    let reach = facts
        .mail_setup
        .as_ref()
        .map(|mail_setup| mail_setup.spf.reach());
    let is_open =
        reach == Some(Reach::Everyone) || reach.is_none() && facts.mail.lets_everyone_send();
    if is_open {
        return Some((State::Problem, open(facts, stage)));
    }
    (reach == Some(Reach::PermError)).then(|| {
        (
            State::Problem,
            format!(
                "SPF of {} returns an error for some or all senders, so their mail depends on DKIM alone.",
                to_unicode(&facts.domain)
            ),
        )
    })
}

/// The sentence about SPF that allows every sender.
fn open(facts: &Facts, stage: Stage) -> String {
    let domain = to_unicode(&facts.domain);
    match stage {
        Stage::Quarantine | Stage::Reject | Stage::Locked => {
            format!("But anyone passes SPF as {domain}, so DMARC stops no forged mail.")
        }
        _ => format!("Anyone also passes SPF as {domain}."),
    }
}

/// Reports that do not arrive.
fn reports(facts: &Facts, stage: Stage) -> Option<(State, String)> {
    // A domain that sends no mail misses no reports.
    let is_missed = !facts.mail.is_parked() && !facts.mail.may_be_parked();
    if !arrival(facts).is_none() || !is_missed {
        return None;
    }
    match stage {
        Stage::CollectingBlind | Stage::Monitoring => Some((
            State::Problem,
            "No reports can arrive, so this policy has no effect.".to_owned(),
        )),
        Stage::Quarantine | Stage::Reject => Some((
            State::Advice,
            "No reports arrive, so you cannot see when legitimate mail fails.".to_owned(),
        )),
        Stage::CouldNotTell | Stage::NoRecord | Stage::Locked => None,
    }
}

/// A policy that belongs to another organization, which gets the reports.
fn whose(facts: &Facts, stage: Stage) -> Option<(State, String)> {
    let known = Known::default();
    let Home::Foreign(found) = Situation::new(facts, &known).home else {
        return None;
    };
    // A domain that sends no mail misses no reports.
    let is_missed =
        !matches!(stage, Stage::NoRecord | Stage::Locked) && !may_be_locked(facts, stage);
    is_missed.then(|| {
        (
            State::Advice,
            format!(
                "But this is the policy of {}, which others run, and you get no reports.",
                to_unicode(&found.domain)
            ),
        )
    })
}

/// Receivers on RFC 7489 that are asked for less or more because of `pct`, `t` or another record.
fn held_back(facts: &Facts, stage: Stage) -> Option<(State, String)> {
    if !matches!(stage, Stage::Quarantine | Stage::Reject | Stage::Locked) {
        return None;
    }
    let row = facts.effect(RowKind::This)?;
    let (new, old) = (&row.rfc9989, &row.rfc7489);
    let percent = old.source.as_ref().map_or(100, |source| source.percentage);
    let sentence = match old.handling {
        Handling::CouldNotTell | Handling::NeedsSuffixList => return None,
        Handling::NoDmarc | Handling::None if old.handling < new.handling => {
            "But receivers still on RFC 7489 are not asked to stop anything.".to_owned()
        }
        Handling::Quarantine if old.handling < new.handling => {
            "But receivers still on RFC 7489 are asked for quarantine only.".to_owned()
        }
        Handling::Reject if old.handling > new.handling => {
            "Receivers still on RFC 7489 are already asked to refuse it.".to_owned()
        }
        _ if (1..100).contains(&percent) => format!(
            "But receivers still on RFC 7489 are asked to do so for only {percent}% of failing mail."
        ),
        _ => return None,
    };
    Some((State::Advice, sentence))
}

/// Working DKIM keys at a domain that declares that it sends no mail.
fn keys_of_locked(facts: &Facts, stage: Stage) -> Option<(State, String)> {
    let has_keys = !evidence::usable_selectors(facts).is_empty();
    (stage == Stage::Locked && has_keys).then(|| {
        (
            State::Advice,
            "But mail signed with a DKIM key found here still passes DMARC.".to_owned(),
        )
    })
}

/// Returns the sentence about a DMARC, SPF or DKIM problem that no point covers.
fn troubled(facts: &Facts) -> Option<&'static str> {
    let found = judge(facts).found;
    let is_there = |topic: Topic| {
        found
            .iter()
            .any(|finding| finding.severity() == Severity::Problem && finding.rule.topic == topic)
    };
    [
        (Topic::Spf, "But the findings show a problem with SPF."),
        (Topic::Dkim, "But the findings show a problem with DKIM."),
    ]
    .into_iter()
    .find_map(|(topic, sentence)| is_there(topic).then_some(sentence))
}

/// Subdomains or nonexistent names that are asked for less than the domain.
fn below(facts: &Facts, stage: Stage) -> Option<(State, String)> {
    // No names exist below a nonexistent name (RFC 8020).
    if !matches!(stage, Stage::Quarantine | Stage::Reject)
        || facts.existence == Existence::DoesNotExist
    {
        return None;
    }
    let own = facts.effect(RowKind::This)?.rfc9989.handling;
    let domain = to_unicode(&facts.domain);
    let rows = [RowKind::Subdomain, RowKind::Invented].into_iter();
    let asked = rows.filter_map(|kind| Some((kind, facts.effect(kind)?.rfc9989.handling)));
    let (kind, handling) = asked.min_by_key(|(_, handling)| *handling)?;
    if handling >= own {
        let asked = facts.effects.iter().map(|row| row.rfc9989.handling);
        let is_unknown = asked.clone().any(|handling| handling.as_str().is_none());
        return is_unknown.then(|| {
            (
                State::CouldNotTell,
                format!(
                    "It is not known whether subdomains of {domain} are covered: a query failed."
                ),
            )
        });
    }
    let names = match kind {
        RowKind::Invented => format!("subdomains of {domain} that do not exist"),
        RowKind::Subdomain | RowKind::This => format!("subdomains of {domain}"),
    };
    Some(match handling {
        Handling::Quarantine => (
            State::Advice,
            format!("But for {names}, receivers are asked for quarantine only."),
        ),
        _ => (
            if stage == Stage::Reject {
                State::Problem
            } else {
                State::Advice
            },
            format!("But for {names}, receivers are not asked to stop anything."),
        ),
    })
}

/// A policy that depends on SPF alone.
fn dkim(facts: &Facts, stage: Stage) -> Option<(State, String)> {
    // Mail from a subdomain can also be signed as the organizational domain.
    let known = Known::default();
    let situation = Situation::new(facts, &known);
    let is_enforcing = matches!(stage, Stage::Quarantine | Stage::Reject);
    if !is_enforcing || !situation.is_organizational_to_some() {
        return None;
    }
    evidence::dkim(facts)?.missing?;
    if evidence::sends(facts) != Some(true) {
        // The missing answer may be the one that shows it.
        let is_open = facts.is_complete && !facts.mail.is_known();
        return is_open.then(|| (State::CouldNotTell, USE_UNKNOWN.to_owned()));
    }
    let outlook = if stage == Stage::Reject {
        State::Problem
    } else {
        State::Advice
    };
    Some((
        outlook,
        "But no working DKIM key was found. SPF alone fails when mail is forwarded.".to_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;
    use crate::discovery::{Options, gather};
    use crate::dns::{EXAMPLES, Zone, example_zone};
    use crate::domain::DomainName;

    /// Returns the facts after the first round trip and after the last.
    fn first_and_last(zone: &Zone, domain: &str) -> (Facts, Facts) {
        let domain = DomainName::new(domain).unwrap();
        let mut first = None;
        let on_facts = |facts: &Facts| {
            first.get_or_insert_with(|| facts.clone());
        };
        let options = Options::default();
        let last = gather(zone, &domain, &options, on_facts, |_, _| ());
        let last = last.now_or_never().unwrap();
        (first.unwrap(), last)
    }

    #[test]
    fn the_line_is_pending_and_never_good_before_its_answers_are_there() {
        let zone = example_zone();
        for example in EXAMPLES {
            let (first, last) = first_and_last(&zone, example.domain);
            for early in [Caveat::so_far(&first), caveat(&first)] {
                assert!(early.is_pending, "{}", example.domain);
                assert_ne!(early.state, State::Good, "{}", example.domain);
            }
            let left_out = Caveat::so_far(&first).left_out();
            assert!(!left_out.is_pending && left_out.state != State::Good);
            assert!(!caveat(&last).is_pending, "{}", example.domain);
        }
    }

    #[test]
    fn an_own_spf_record_that_lets_everyone_pass_is_said_from_the_start() {
        for (policy, sentence) in [
            (
                "reject",
                "But anyone passes SPF as shop.example, so DMARC stops no forged mail.",
            ),
            ("none", "Anyone also passes SPF as shop.example."),
        ] {
            let zone = format!(
                "shop TXT \"v=spf1 +all\"\n_dmarc.shop TXT \"v=DMARC1; p={policy}; rua=mailto:d@shop.example\"\n"
            );
            let zone = Zone::from_file("zone", "example", &zone).unwrap();
            let (first, last) = first_and_last(&zone, "shop.example");
            for line in [Caveat::so_far(&first), caveat(&first), caveat(&last)] {
                assert_eq!((line.state, &*line.sentence), (State::Problem, sentence));
            }
            let left_out = Caveat::so_far(&first).left_out();
            assert!(left_out.sentence.starts_with(sentence), "{left_out:?}");
            assert!(
                left_out
                    .sentence
                    .ends_with("DKIM and reports are not checked.")
            );
        }
    }
}
