//! The SPF record that a plan publishes in place of one or several is one record without a mistake for receivers. It passes
//! exactly the senders that the texts name.
//!
//! Who passes by a text is worked out here by hand, from terms that each mean one address. A second version counts for
//! nothing, as it does at receivers. Terms behind `all`, which receivers never reach, count as meant.

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

/// The domain.
const SHOP: &str = "shop.example";

/// Hosts and the record of another name.
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

/// The same address by the record of another name, where nothing before matches.
const REDIRECT: &str = "redirect=senders.example";

/// Everybody else.
const STRANGER: &str = "198.51.100.7";

/// A record before anything is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Draft {
    /// Signs, and places in [`TERMS`].
    terms: Vec<(&'static str, usize)>,
    /// How it ends.
    end: &'static str,
}

/// Something wrong with a record, that does not keep receivers from reading it.
#[derive(Debug, Clone)]
enum Slip {
    /// A word more at some place: a second version, an explanation, something of another service.
    Word(usize, &'static str),
    /// A term once more.
    Twice(usize, usize),
    /// The end before some other terms.
    EndEarly(usize),
    /// A term in capitals.
    Capitals(usize),
    /// Two blanks instead of one.
    Blanks(usize),
}

impl Draft {
    /// Who passes by it.
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

    /// Its text with slips.
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
                    // Behind the first, where it changes nothing.
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

/// A record.
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

/// A slip by which the record says the same.
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

/// What is wrong with it.
fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let at = || 0..6_usize;
    let slip = prop_oneof![
        6 => idle_slip(),
        2 => (at(), at()).prop_map(|(from, to)| Slip::Twice(from, to)),
        1 => at().prop_map(Slip::EndEarly),
    ];
    prop::collection::vec(slip, 0..4)
}

/// One to three records: mostly the same record with other slips, or one that says more.
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

/// What a receiver comes to for an address.
fn result(zone: &Zone, address: &str) -> SpfResult {
    let session = Session::new(address.parse().unwrap(), "x.example", "news@shop.example");
    let evaluation = check_host(zone, &session).now_or_never().unwrap();
    evaluation.result
}

/// What a plan publishes in place of texts, and the world then.
fn fixed(texts: &[&str]) -> Option<(String, World)> {
    let world = world(texts);
    let plan = world.check(SHOP, &Known::default()).plan;
    let publish = published(&plan.task(TaskId::FixSpf)?.publish);
    let value = publish.first()?.value.clone()?;
    let then = world.following(&publish);
    Some((value, then))
}

/// What is off in a text that was published, and in the world then.
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
    // Those are about what the record asks for, which its owner chose.
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
        // No `all` that is written is loosened.
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
