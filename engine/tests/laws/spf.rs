//! The SPF record that a plan publishes in place of one or several texts is a single record without mistakes. It authorizes
//! exactly the senders that the texts name.
//!
//! The expected senders are determined here independently, from terms that each match one address. A second version has no
//! effect, as at receivers. Terms after `all`, which receivers never reach, count as intended.

use std::collections::BTreeSet;

use dmarc_engine::advice::{Known, TaskId};
use dmarc_engine::dns::Zone;
use dmarc_engine::findings::{Topic, judge};
use dmarc_engine::record::spf::{Outcome, ProblemKind, parse};
use dmarc_engine::spf::{Session, SpfResult, check_host};
use futures_util::FutureExt;
use proptest::prelude::*;

use super::judge::{INBOX, published};
use super::world::{KEY, World};

/// The checked domain.
const SHOP: &str = "shop.example";

/// Mail hosts, and the record of another name.
const HOSTS: &str = "shop.example. MX 10 mx.shop.example.\nmx.shop.example. A 192.0.2.1\nwww.shop.example. A 192.0.2.2\n\
                     senders.example. TXT \"v=spf1 ip4:192.0.2.5 -all\"\n";

/// Terms, each with the only address that matches it.
const TERMS: &[(&str, &str)] = &[
    ("mx", "192.0.2.1"),
    ("a:www.shop.example", "192.0.2.2"),
    ("ip4:192.0.2.3", "192.0.2.3"),
    ("ip6:2001:db8::4", "2001:db8::4"),
    ("include:senders.example", "192.0.2.5"),
];

/// Authorizes the last of these addresses through the record of another name, if no earlier term matches.
const REDIRECT: &str = "redirect=senders.example";

/// An address that no term matches.
const STRANGER: &str = "198.51.100.7";

/// A record without mistakes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Draft {
    /// Qualifiers, and indexes into [`TERMS`].
    terms: Vec<(&'static str, usize)>,
    /// The last term: `all` with its qualifier, the redirect, or none.
    end: &'static str,
}

/// A mistake that does not keep receivers from reading the record.
#[derive(Debug, Clone)]
enum Slip {
    /// An additional word: a second version, an explanation, or a text of another service.
    Word(usize, &'static str),
    /// A repeated term.
    Twice(usize, usize),
    /// The last term before some others.
    EndEarly(usize),
    /// A term in capitals.
    Capitals(usize),
    /// Two spaces instead of one.
    Blanks(usize),
}

impl Draft {
    /// The addresses that pass.
    fn passing(&self) -> BTreeSet<&'static str> {
        let mut decided: Vec<(&str, bool)> = Vec::new();
        for (sign, place) in &self.terms {
            let address = TERMS[*place].1;
            if !decided.iter().any(|(known, _)| *known == address) {
                decided.push((address, matches!(*sign, "" | "+")));
            }
        }
        let other = TERMS[4].1;
        if self.end == REDIRECT && !decided.iter().any(|(known, _)| *known == other) {
            decided.push((other, true));
        }
        let passing = decided.into_iter().filter(|(_, passes)| *passes);
        passing.map(|(address, _)| address).collect()
    }

    /// The text of the record with mistakes.
    fn text(&self, slips: &[Slip]) -> String {
        let terms = self.terms.iter();
        let mut words: Vec<String> = terms
            .map(|(sign, place)| format!("{sign}{}", TERMS[*place].0))
            .collect();
        words.push(self.end.to_owned());
        for slip in slips {
            let count = words.len();
            match slip {
                Slip::Word(at, word) => words.insert(at % (count + 1), (*word).to_owned()),
                Slip::Twice(from, to) => {
                    // After the first occurrence, where it has no effect.
                    let from = from % count;
                    let word = words[from].clone();
                    words.insert(from + 1 + to % (count - from), word);
                }
                Slip::EndEarly(to) => {
                    let is_end = |word: &String| word.eq_ignore_ascii_case(self.end);
                    let end = words.iter().position(is_end);
                    let word = words.remove(end.unwrap());
                    words.insert(to % count, word);
                }
                Slip::Capitals(at) => words[at % count] = words[at % count].to_ascii_uppercase(),
                Slip::Blanks(at) => words.insert(at % (count + 1), String::new()),
            }
        }
        format!("v=spf1 {}", words.join(" "))
    }
}

/// Any record without mistakes.
fn draft() -> impl Strategy<Value = Draft> {
    let sign = prop::sample::select(&["", "", "", "", "", "+", "?", "-"][..]);
    let terms = prop::collection::vec((sign, 0..TERMS.len()), 0..4);
    let end = prop::sample::select(&["-all", "~all", "?all", "", REDIRECT][..]);
    (terms, end).prop_map(|(mut terms, end)| {
        let mut seen = BTreeSet::new();
        terms.retain(|(_, place)| seen.insert(*place));
        Draft { terms, end }
    })
}

/// A mistake that leaves the meaning of the record unchanged.
fn idle_slip() -> impl Strategy<Value = Slip> {
    let at = || 0..6_usize;
    let word = prop::sample::select(
        &[
            "v=spf1",
            "v=spf1",
            "V=SPF1",
            "exp=why.shop.example",
            "google-site-verification=x",
        ][..],
    );
    prop_oneof![
        4 => (at(), word).prop_map(|(at, word)| Slip::Word(at, word)),
        1 => at().prop_map(Slip::Capitals),
        1 => at().prop_map(Slip::Blanks),
    ]
}

/// The mistakes in a record.
fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let at = || 0..6_usize;
    let slip = prop_oneof![
        6 => idle_slip(),
        2 => (at(), at()).prop_map(|(from, to)| Slip::Twice(from, to)),
        1 => at().prop_map(Slip::EndEarly),
    ];
    prop::collection::vec(slip, 0..4)
}

/// One to three records: usually the same record with different mistakes, or one with more terms.
fn texts() -> impl Strategy<Value = Vec<(Draft, String)>> {
    let more = prop_oneof![
        2 => Just(None),
        1 => (0..5_usize, 0..TERMS.len()).prop_map(Some),
    ];
    let record = (slips(), more, prop::option::weighted(0.1, draft()));
    (draft(), prop::collection::vec(record, 1..=3)).prop_map(|(first, records)| {
        let records = records.into_iter().map(|(slips, more, other)| {
            let mut draft = other.unwrap_or_else(|| first.clone());
            if let Some((at, place)) = more
                && !draft.terms.iter().any(|(_, known)| *known == place)
            {
                draft
                    .terms
                    .insert(at % (draft.terms.len() + 1), ("", place));
            }
            let text = draft.text(&slips);
            (draft, text)
        });
        records.collect()
    })
}

/// The domain with these SPF texts.
fn world(texts: &[&str]) -> World {
    let world = World::new(&format!("{INBOX}{HOSTS}"))
        .with(
            "_dmarc.shop.example",
            "v=DMARC1; p=none; rua=mailto:d@inbox.example",
        )
        .with("mail._domainkey.shop.example", KEY);
    texts
        .iter()
        .fold(world, |world, text| world.with(SHOP, text))
}

/// A receiver's result for an address.
fn result(zone: &Zone, address: &str) -> SpfResult {
    let session = Session::new(address.parse().unwrap(), "x.example", "news@shop.example");
    let evaluation = check_host(zone, &session).now_or_never().unwrap();
    evaluation.result
}

/// The record that a plan publishes in place of the texts, and the resulting world.
fn fixed(texts: &[&str]) -> Option<(String, World)> {
    let world = world(texts);
    let plan = world.check(SHOP, &Known::default()).plan;
    let publish = published(&plan.task(TaskId::FixSpf)?.publish);
    let value = publish.first()?.value.clone()?;
    let then = world.following(&publish);
    Some((value, then))
}

/// Violations of the laws in a published text, and in the resulting world.
fn off(value: &str, then: &World) -> Vec<String> {
    let record = parse(value);
    let mut wrong = Vec::new();
    if record.outcome != Outcome::Ok {
        wrong.push(format!("{value:?} is {:?}", record.outcome));
    }
    // Receivers ignore the case of names.
    let problems = record.problems.iter();
    let problems = problems.filter(|problem| problem.kind != ProblemKind::Capitals);
    wrong.extend(problems.map(|problem| format!("{value:?}: {:?}", problem.kind)));
    let facts = then.check(SHOP, &Known::default()).facts;
    // Findings about what the record states, which is the owner's choice.
    let is_choice = |id: &str| {
        [
            "spf-no-all",
            "spf-neutral-all",
            "spf-softfail-without-senders",
            "spf-failing-senders",
        ]
        .contains(&id)
    };
    for finding in judge(&facts).found {
        if finding.rule.topic == Topic::Spf && !is_choice(finding.rule.id) {
            wrong.push(format!("{value:?}: {}", finding.hit.message));
        }
    }
    if facts.spf_repair().is_some() {
        wrong.push(format!("{value:?} is to be fixed again"));
    }
    wrong
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn what_is_published_for_spf_is_clean_and_lets_the_same_senders_pass(records in texts()) {
        let texts: Vec<_> = records.iter().map(|(_, text)| text.as_str()).collect();
        let Some((value, then)) = fixed(&texts) else {
            return Ok(());
        };
        prop_assert_eq!(off(&value, &then), Vec::<String>::new());
        let named: BTreeSet<_> = records.iter().flat_map(|(draft, _)| draft.passing()).collect();
        let zone = then.zone();
        let addresses = TERMS.iter().map(|(_, address)| *address).chain([STRANGER]);
        let passing: BTreeSet<_> = addresses.filter(|address| result(&zone, address) == SpfResult::Pass).collect();
        prop_assert_eq!(&passing, &named, "{}", value);
        // An existing `all` is not loosened.
        let lower = value.to_ascii_lowercase();
        let mut ends = records.iter().map(|(draft, _)| draft.end).filter(|end| !end.is_empty());
        prop_assert!(ends.all(|end| lower.split(' ').any(|word| word == end)), "{}", value);
    }

    #[test]
    fn records_that_say_the_same_become_one(
        draft in draft(),
        slips in prop::collection::vec(prop::collection::vec(idle_slip(), 0..4), 2..=3),
    ) {
        let texts: Vec<_> = slips.iter().map(|slips| draft.text(slips)).collect();
        let texts: Vec<_> = texts.iter().map(String::as_str).collect();
        prop_assert!(fixed(&texts).is_some());
    }
}
