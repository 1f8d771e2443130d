//! The laws of SPF repairs, over mutations of good records: an offered repair is sound, keeps every sender, and authorizes no
//! others.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::panic,
    reason = "a test says what it expects by failing"
)]

use dmarc_engine::discovery::{Facts, Options, gather};
use dmarc_engine::dns::{Mx, RecordData, Zone};
use dmarc_engine::domain::DomainName;
use dmarc_engine::findings::{judge, judge_spf};
use dmarc_engine::record::spf::{
    Outcome, Qualifier, is_spf, is_wide, joints, parse, parted, repair,
};
use dmarc_engine::spf::Reach;
use futures_util::FutureExt;
use proptest::prelude::*;

/// Terms that authorize senders.
fn sender() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("a".to_owned()),
        Just("mx".to_owned()),
        Just("mx/24".to_owned()),
        "include:(_spf|spf|mail-all)\\.[a-z]{3,8}\\.(example|com|co\\.uk|net)",
        "(a|mx):mail[0-9]?\\.[a-z]{3,8}\\.example(/2[4-8])?",
        "ip4:(192\\.0\\.2|203\\.0\\.113)\\.[1-9][0-9]?(/2[4-9])?",
        "ip6:2001:db8:[1-9a-f]{1,4}::[1-9]?(/64)?",
        "exists:%\\{i\\}\\._spf\\.[a-z]{3,8}\\.example",
        "(\\+|\\?)(mx|include:_spf\\.[a-z]{3,8}\\.example)",
    ]
}

/// The terms of a good record, ending with `all`.
fn good() -> impl Strategy<Value = Vec<String>> {
    let all = prop_oneof![Just("-all"), Just("~all"), Just("?all")];
    (prop::collection::vec(sender(), 1..5), all).prop_map(|(mut terms, all)| {
        let mut seen = std::collections::BTreeSet::new();
        terms.retain(|term| seen.insert(term.clone()));
        terms.push(all.to_owned());
        terms
    })
}

/// A mistake and its place.
#[derive(Debug, Clone)]
enum Mutation {
    /// The space after this term is missing.
    Glue(usize),
    /// A comma or semicolon after this term.
    Mark(usize, char),
    /// A comma or semicolon in place of the space.
    Divider(usize, char),
    /// A space after the colon of this term.
    Blank(usize),
    /// A space after the qualifier of `all`.
    Qualifier,
    /// The name of this term twice.
    Doubled(usize),
    /// A misspelled `all`.
    All(&'static str),
    /// This term in capitals.
    Capitals(usize),
    /// A wrong version.
    Version(&'static str),
    /// A different dash, or an invisible space.
    Odd(usize, char),
    /// Quotation marks around the record.
    Quotes,
    /// A wrong mechanism name.
    Name(&'static str, &'static str),
    /// A domain verification token of another service, joined to the end.
    Foreign,
}

fn mutation() -> impl Strategy<Value = Mutation> {
    use Mutation as M;
    let place = 0..5_usize;
    prop_oneof![
        place.clone().prop_map(M::Glue),
        (place.clone(), prop::sample::select(vec![',', ';'])).prop_map(|(at, c)| M::Mark(at, c)),
        (place.clone(), prop::sample::select(vec![',', ';'])).prop_map(|(at, c)| M::Divider(at, c)),
        place.clone().prop_map(M::Blank),
        Just(M::Qualifier),
        place.clone().prop_map(M::Doubled),
        prop::sample::select(vec![
            "_all", "all-", "all:", "al", "alls", "all;", "all.", "all,", "allow", "iall", "ll"
        ])
        .prop_map(M::All),
        place.clone().prop_map(M::Capitals),
        prop::sample::select(vec![
            "v= spf1 ",
            "v = spf1 ",
            "v=spf1",
            "v=spf1;",
            "v=spf1.0 ",
            "TXT v=spf1 ",
            " v=spf1 ",
            "spf1 "
        ])
        .prop_map(M::Version),
        (
            place,
            prop::sample::select(vec!['\u{a0}', '\u{200b}', '\t'])
        )
            .prop_map(|(at, c)| M::Odd(at, c)),
        Just(M::Quotes),
        prop::sample::select(vec![
            ("ip4:", "ipv4:"),
            ("ip4:", "ip:"),
            ("include:", "include="),
            ("include:", "includes:"),
            ("include:", "include."),
            ("include:", "include"),
            ("include:", "include::"),
            ("include:", "include:https://"),
            ("ip4:", "ip4="),
            ("ip6:", "ip4:"),
            ("ip4:", "ip6:"),
            ("ip4:", "")
        ])
        .prop_map(|(from, to)| M::Name(from, to)),
        Just(M::Foreign),
    ]
}

/// The text of a record with mistakes, and whether its `all` still has its qualifier.
fn mutated(terms: &[String], mutations: &[Mutation]) -> String {
    use Mutation as M;
    let last = terms.len() - 1;
    let mut words = terms.to_vec();
    let mut divided: Vec<String> = vec![" ".to_owned(); words.len()];
    let mut version = "v=spf1 ";
    let mut is_quoted = false;
    for mutation in mutations {
        match mutation {
            M::Glue(at) => {
                let at = at % last;
                let is_bare = |word: &str| ["a", "mx", "mx/24"].contains(&word);
                // Letters after a name or an IPv6 address could be part of it.
                let ends_in_name = !is_bare(&terms[at]) && !terms[at].starts_with("ip4");
                if !(is_bare(&terms[at + 1]) && ends_in_name) {
                    divided[at].clear();
                }
            }
            M::Mark(at, c) => words[at % terms.len()].push(*c),
            M::Divider(at, c) => divided[at % last] = c.to_string(),
            M::Blank(at) => {
                let word = &mut words[at % terms.len()];
                *word = word.replacen(':', ": ", 1);
            }
            M::Qualifier => words[last].insert(1, ' '),
            M::Doubled(at) => {
                let word = &mut words[at % terms.len()];
                if let Some((name, value)) = word.clone().split_once(':') {
                    *word = format!("{name}:{}:{value}", name.trim_start_matches(['+', '?']));
                }
            }
            M::All(broken) => {
                let word = &mut words[last];
                *word = format!("{}{broken}", &word[..1]);
            }
            M::Capitals(at) => {
                let word = &mut words[at % terms.len()];
                if !word.contains('%') {
                    *word = word.to_ascii_uppercase();
                }
            }
            M::Version(text) => version = text,
            M::Odd(at, c) => divided[at % terms.len()].push(*c),
            M::Quotes => is_quoted = true,
            M::Name(from, to) => {
                for word in &mut words {
                    *word = word.replacen(from, to, 1);
                }
            }
            M::Foreign => words[last].push_str("google-site-verification=x_y"),
        }
    }
    let mut text = version.to_owned();
    for (word, divider) in words.iter().zip(&divided) {
        text.push_str(word);
        text.push_str(divider);
    }
    let text = text.trim_end_matches(' ');
    if is_quoted {
        format!("\"{text}\"")
    } else {
        text.to_owned()
    }
}

/// The terms of a record in normal form: lower case, without `+`.
fn terms_of(text: &str) -> Vec<String> {
    let words = text.split(' ').skip(1);
    let mut terms: Vec<_> = words
        .map(|word| word.trim_start_matches('+').to_ascii_lowercase())
        .collect();
    terms.sort();
    terms
}

/// Asserts the laws for an offered repair.
fn is_sound(text: &str, repaired: &str) -> Result<(), TestCaseError> {
    let record = parse(repaired);
    prop_assert_eq!(record.outcome, Outcome::Ok, "{} -> {}", text, repaired);
    prop_assert!(
        repair(repaired).is_none(),
        "{} -> {} has a slip left",
        text,
        repaired
    );
    prop_assert!(
        record.all() != Some(Qualifier::Pass),
        "{} -> {} is open",
        text,
        repaired
    );
    prop_assert!(
        !is_wide(&record) || is_wide(&parse(text)),
        "{} -> {} is wide",
        text,
        repaired
    );
    Ok(())
}

/// The facts of `shop.example`, where every name in `text` has the records it needs except those below `gone.example`.
fn facts(text: &str, good: &str) -> Facts {
    let mut zone = Zone::new("zone");
    let domain = DomainName::new("shop.example").unwrap();
    zone.add_text(&domain, text);
    let host = DomainName::new("mx.shop.example").unwrap();
    let address = RecordData::A("192.0.2.200".parse().unwrap());
    let mx = Mx {
        preference: 10,
        exchange: Some(host.clone()),
    };
    zone.add(&domain, RecordData::Mx(mx));
    zone.add(&domain, address.clone());
    zone.add(&host, address.clone());
    for term in good.split(' ').skip(1) {
        let Some((name, value)) = term.split_once(':') else {
            continue;
        };
        let value = value.split('/').next().unwrap();
        let Ok(at) = DomainName::new(value) else {
            continue;
        };
        match name.trim_start_matches(['+', '?']) {
            "include" => zone.add_text(&at, "v=spf1 ip4:198.51.100.0/24 -all"),
            "a" => zone.add(&at, address.clone()),
            "mx" => zone.add(
                &at,
                RecordData::Mx(Mx {
                    preference: 1,
                    exchange: Some(host.clone()),
                }),
            ),
            _ => {}
        }
    }
    gather(&zone, &domain, &Options::default(), |_| (), |_, _| ())
        .now_or_never()
        .unwrap()
}

proptest! {
    // Each case runs two complete checks.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_published_needs_no_further_repair(terms in good(), mutations in prop::collection::vec(mutation(), 0..3), is_dead in any::<bool>()) {
        let good = format!("v=spf1 {}", terms.join(" "));
        let mut with_dead = terms.clone();
        if is_dead {
            with_dead.insert(0, "include:gone.example".to_owned());
        }
        let text = mutated(&with_dead, &mutations);
        let today = facts(&text, &good);
        let Some(found) = today.spf_repair() else {
            prop_assert!(parse(&text).outcome == Outcome::Ok || text.contains(".example"), "{}", text);
            return Ok(());
        };
        prop_assert!(!found.causes.is_empty() && found.today.contains(&text));
        prop_assert_eq!(found.text.is_some(), found.question.is_none());
        let Some(published) = found.text else { return Ok(()); };
        is_sound(&text, &published)?;
        let mut kept = terms_of(&published);
        kept.retain(|term| term != "include:gone.example");
        prop_assert_eq!(&kept, &terms_of(&good), "{} -> {}", text, published);
        // A name that a mistake hid has not been looked up yet.
        let next = facts(&published, &good);
        let published_next = next.spf_repair().map(|found| found.text);
        let is_hidden = published.to_ascii_lowercase().contains("gone.example");
        prop_assert_eq!(published_next.is_some(), is_hidden, "{} -> {}", text, published);
        if let Some(text) = published_next.flatten() {
            prop_assert_eq!(terms_of(&text), terms_of(&good));
        } else if !is_hidden {
            let reach = next.mail_setup.as_ref().unwrap().spf.reach();
            prop_assert!(matches!(reach, Reach::Named | Reach::Nobody), "{} -> {}: {:?}", text, published, reach);
        }
        // The order of answers is irrelevant.
        let mut turned = today.clone();
        turned.answers.0.reverse();
        prop_assert_eq!(turned.spf_repair(), today.spf_repair());
        for finding in judge(&today).found {
            if let Some(cure) = finding.hit.suggestion.filter(|_| finding.rule.id.starts_with("spf-")) {
                prop_assert_eq!(&cure.text, &published, "{} by {}", text, finding.rule.id);
            }
        }
    }

}

proptest! {
    #[test]
    fn one_slip_is_undone(terms in good(), mutation in mutation()) {
        let good = format!("v=spf1 {}", terms.join(" "));
        prop_assert_eq!(repair(&good), None, "{}", good);
        let text = mutated(&terms, std::slice::from_ref(&mutation));
        if let Some(repair) = repair(&text) {
            is_sound(&text, &repair.text)?;
            prop_assert_eq!(terms_of(&repair.text), terms_of(&good), "{} -> {}", text, repair.text);
        } else {
            // The name may simply be longer, or the space may be in a harmless place.
            let may_stay = match mutation {
                Mutation::Glue(_) | Mutation::Odd(..) | Mutation::Capitals(_) | Mutation::Blank(_) => true,
                _ => text == good || parse(&text).outcome == Outcome::Ok,
            };
            prop_assert!(may_stay, "{} is not repaired", text);
        }
    }

    #[test]
    fn several_slips_are_undone_together(terms in good(), mutations in prop::collection::vec(mutation(), 1..5)) {
        let good = format!("v=spf1 {}", terms.join(" "));
        let text = mutated(&terms, &mutations);
        if let Some(repair) = repair(&text) {
            is_sound(&text, &repair.text)?;
            prop_assert_eq!(terms_of(&repair.text), terms_of(&good), "{} -> {}", text, repair.text);
            for edit in &repair.edits {
                prop_assert!(text.is_char_boundary(edit.span.start) && text.is_char_boundary(edit.span.end));
                prop_assert!(edit.span.start <= edit.span.end && edit.span.end <= text.len());
            }
        }
    }

    #[test]
    fn an_all_without_qualifier_is_no_pass(terms in good(), broken in prop::sample::select(vec!["all", "+all", "_all", "all-", "all:", "al", "alls", "all;", "all.", "all,", "allow", "all-softfail", "iall", "ll"])) {
        let senders = terms[..terms.len() - 1].join(" ");
        let passing = terms[..terms.len() - 1].iter().any(|term| !term.starts_with('?'));
        let text = format!("v=spf1 {senders} {broken}");
        let expected = passing.then(|| format!("v=spf1 {senders} ~all"));
        prop_assert_eq!(repair(&text).map(|repair| repair.text), expected, "{}", text);
    }

    #[test]
    fn strings_that_were_cut_come_together(terms in good(), at in any::<prop::sample::Index>(), is_lost in any::<bool>()) {
        let good = format!("v=spf1 {}", terms.join(" "));
        let at = at.index(good.len());
        let (first, second) = good.split_at(at);
        let second = if is_lost { second.strip_prefix(' ').unwrap_or(second) } else { second };
        let strings = [first.to_owned(), second.to_owned()];
        let text = parted(&strings, &joints(&strings));
        let meant = repair(&text).map_or(text.clone(), |repair| repair.text);
        if parse(&meant).outcome == Outcome::Ok && is_spf(&meant) {
            // A single letter joined to a name could be part of a longer name, and a name part of a top-level domain.
            let may_differ = is_lost && joints(&strings).is_empty() && repair(&text).is_none();
            prop_assert!(may_differ || terms_of(&meant) == terms_of(&good), "{:?} -> {}", strings, meant);
        }
    }

    #[test]
    fn every_rule_offers_the_same_record(terms in good(), mutations in prop::collection::vec(mutation(), 1..4)) {
        let text = mutated(&terms, &mutations);
        let Some(repair) = repair(&text) else { return Ok(()); };
        for finding in judge_spf(&parse(&text)).found {
            if let Some(cure) = finding.hit.suggestion {
                prop_assert_eq!(&cure.text, &repair.text, "{} by {}", text, finding.rule.id);
            }
        }
    }

    #[test]
    fn any_text_has_a_sound_repair_or_none(text in "(v=spf1|V=SPF1|v= spf1|\\PC{0,3})[ ;]?([a-z+~?:=/.,_ -]|include|ip4|all|192\\.0\\.2\\.1|a\\.example|%\\{i\\}|redirect|\\PC){0,20}") {
        if let Some(repair) = repair(&text) {
            is_sound(&text, &repair.text)?;
        }
    }
}
