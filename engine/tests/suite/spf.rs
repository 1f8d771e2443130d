//! SPF on small zones, and the limits that protect against hostile ones.
//!
//! Each file in `tests/spf/` begins with the rule of the standard that it proves. Comments then state the expected results:
//!
//! - `from <address> <sender> <result> <explanation>`: an evaluation; `-` is the null sender;
//! - `tree <domain> lookups= voids=<IPv4>/<IPv6> breaks=`: the tree, with `ipv4=`, `ipv6=`, `everyone=` and `message=` for whom
//!   it authorizes;
//! - `helo <name>` for the evaluations that follow;
//! - `fault <name> <type> <fault>`: a lookup that fails, for all types if none is given.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::cell::RefCell;
use std::path::Path;

use dmarc_engine::dns::{Answer, Fault, Question, RecordType, Resolver, Zone};
use dmarc_engine::domain::DomainName;
use dmarc_engine::spf::{
    Cut, MAX_NODES, MAX_QUESTIONS, MAX_TERMS, Node, NodeState, Session, SpfResult, Tree, check_host,
};
use futures_util::FutureExt;

#[test]
fn zones_come_to_what_they_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spf");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        run(&text, &path.display().to_string());
        count += 1;
    }
    assert!(count >= 30, "{count} zones");
}

/// Runs the expectations in the comments of a zone file.
fn run(text: &str, file: &str) {
    let mut zone = Zone::from_file("zone", "", text).unwrap();
    let comments: Vec<_> = text.lines().filter_map(|l| l.strip_prefix("; ")).collect();
    assert!(comments[0].contains("(RFC "), "{file} names no rule");
    for comment in &comments {
        if let Some(words) = comment.strip_prefix("fault ") {
            add_fault(&mut zone, &words.split(' ').collect::<Vec<_>>());
        }
    }
    let mut helo = "mail.example.com";
    for comment in &comments[1..] {
        let (keyword, rest) = comment.split_once(' ').unwrap();
        match keyword {
            "helo" => helo = rest,
            "fault" => {}
            "from" => {
                let words: Vec<_> = rest.splitn(4, ' ').collect();
                let sender = if words[1] == "-" { "" } else { words[1] };
                let session = Session::new(words[0].parse().unwrap(), helo, sender);
                let evaluation = check_host(&zone, &session).now_or_never().unwrap();
                let found = (
                    evaluation.result.as_str(),
                    evaluation.explanation.as_deref(),
                );
                assert_eq!(
                    found,
                    (words[2], words.get(3).copied()),
                    "{file}: {comment}"
                );
            }
            "tree" => {
                let words: Vec<_> = rest.split(' ').collect();
                let tree = tree(&zone, words[0]).0;
                for expected in &words[1..] {
                    let (key, _) = expected.split_once('=').unwrap();
                    let found = format!("{key}={}", figure(&tree, key));
                    assert_eq!(&found, expected, "{file}: {comment}");
                }
            }
            other => panic!("{file}: {other}"),
        }
    }
}

/// Makes a lookup fail.
fn add_fault(zone: &mut Zone, words: &[&str]) {
    let fault = match words[words.len() - 1] {
        "timeout" => Fault::Timeout,
        "servfail" => Fault::ServFail,
        "refused" => Fault::Refused,
        other => panic!("{other}"),
    };
    let kind = (words.len() == 3).then(|| {
        let mut kinds = RecordType::ALL.into_iter();
        kinds.find(|kind| kind.as_str() == words[1]).unwrap()
    });
    zone.add_fault(&name(words[0]), kind, fault);
}

/// The figure of a tree that a keyword of the zone files names.
fn figure(tree: &Tree, key: &str) -> String {
    let total = tree.total();
    let authorized = &tree.root().unwrap().authorized;
    let yes = |is_so| if is_so { "yes" } else { "no" }.to_owned();
    match key {
        "lookups" => total.lookups.to_string(),
        "voids" => format!("{}/{}", total.voids_ipv4, total.voids_ipv6),
        "ipv4" => authorized.ipv4_addresses.to_string(),
        "ipv6" => authorized.ipv6_networks.to_string(),
        "everyone" => yes(authorized.is_everyone),
        "message" => yes(authorized.depends_on_message),
        "breaks" if tree.breaks.is_empty() => "-".to_owned(),
        "breaks" => {
            let breaks = tree.breaks.iter().map(|found| {
                let node = &tree.nodes[found.node];
                let term = found.term.map(|term| format!(":{}", term_text(node, term)));
                format!(
                    "{}@{}{}",
                    found.cause.as_str(),
                    node.name,
                    term.unwrap_or_default()
                )
            });
            breaks.collect::<Vec<_>>().join(",")
        }
        other => panic!("{other}"),
    }
}

/// A term as written.
fn term_text(node: &Node, term: usize) -> &str {
    let record = node.record().unwrap();
    record.terms[term].span.of(&record.text)
}

/// Parses a name.
fn name(text: &str) -> DomainName {
    DomainName::new(text).unwrap()
}

/// Writes `count` terms, separated by spaces.
fn repeated(count: usize, term: impl Fn(usize) -> String) -> String {
    (0..count).map(term).collect::<Vec<_>>().concat()
}

/// The tree of a domain, resolved level by level, and the number of round trips.
fn tree(zone: &Zone, domain: &str) -> (Tree, usize) {
    let mut answers: Vec<Answer> = Vec::new();
    let mut rounds = 0;
    loop {
        let tree = Tree::new(&name(domain), |question| {
            answers.iter().find(|answer| answer.question == *question)
        });
        let is_new = |q: &&Question| answers.iter().all(|answer| answer.question != **q);
        let new: Vec<_> = tree.questions().iter().filter(is_new).cloned().collect();
        assert_eq!(tree.is_complete(), new.is_empty());
        assert!(answers.len() + new.len() <= MAX_QUESTIONS);
        if new.is_empty() {
            return (tree, rounds);
        }
        answers.extend(new.iter().map(|question| zone.answer(question)));
        rounds += 1;
    }
}

#[test]
fn branches_are_asked_at_the_same_time() {
    let mut zone = Zone::new("zone");
    let includes = repeated(9, |n| format!(" include:n{n}.example"));
    zone.add_text(&name("b.example"), &format!("v=spf1{includes} -all"));
    for n in 0..9 {
        zone.add_text(&name(&format!("n{n}.example")), "v=spf1 mx ~all");
    }
    let (tree, rounds) = tree(&zone, "b.example");
    assert_eq!(
        (tree.total().lookups, tree.nodes.len(), rounds),
        (18, 10, 3)
    );
    assert!(!tree.is_cut());
}

#[test]
fn a_term_shows_what_was_spent_up_to_it() {
    let mut zone = Zone::new("zone");
    zone.add_text(
        &name("b.example"),
        "v=spf1 ip4:192.0.2.1 include:c.example a -all",
    );
    zone.add_text(&name("c.example"), "v=spf1 a a:d.example ~all");
    let (tree, _) = tree(&zone, "b.example");
    let root = tree.root().unwrap();
    let running: Vec<_> = root.terms.iter().map(|term| term.running.lookups).collect();
    assert_eq!(running, [0, 3, 4, 4]);
    let voids: Vec<_> = root
        .terms
        .iter()
        .map(|term| term.running.voids_ipv4)
        .collect();
    assert_eq!(voids, [0, 2, 3, 3]);
    assert_eq!((root.own.lookups, root.below.lookups), (2, 2));
    assert_eq!(tree.node_at(&[1]).unwrap().name, "c.example");
    assert_eq!(tree.node_at(&[2]), None);
}

#[test]
fn what_depends_on_the_message_is_neither_asked_nor_guessed() {
    let mut zone = Zone::new("zone");
    let text = "v=spf1 include:%{l}.vendor.example exists:%{i}.vendor.example include:%{d}.vendor.example -all";
    zone.add_text(&name("b.example"), text);
    zone.add_text(&name("b.example.vendor.example"), "v=spf1 ~all");
    let (tree, _) = tree(&zone, "b.example");
    assert_eq!(tree.questions().len(), 2);
    assert_eq!(tree.nodes[1].state, NodeState::DependsOnMessage);
    assert_eq!(tree.nodes[1].name, "%{l}.vendor.example");
    assert!(tree.root().unwrap().terms[1].depends_on_message());
    assert_eq!(tree.nodes[2].domain, Some(name("b.example.vendor.example")));
    assert_eq!((tree.total().lookups, tree.breaks.len()), (3, 0));
}

#[test]
fn a_blank_in_a_name_is_one_in_its_macros() {
    let mut zone = Zone::new("zone");
    zone.add_text(&name("b.example"), "v=spf1 include:x%_y.example -all");
    zone.add_text(&name("x\\032y.example"), "v=spf1 exists:z.%{d} -all");
    let (tree, _) = tree(&zone, "b.example");
    let session = Session::new("192.0.2.1".parse().unwrap(), "", "a@b.example");
    let evaluation = check_host(&zone, &session).now_or_never().unwrap();
    let evaluated: Vec<_> = evaluation.answers.iter().map(|a| &a.question).collect();
    assert_eq!(tree.questions().iter().collect::<Vec<_>>(), evaluated);
    assert_eq!(evaluated[2].name, name("z.x\\032y.example"));
}

#[test]
fn the_size_of_an_answer_counts_every_text_at_the_name() {
    let mut zone = Zone::new("zone");
    zone.add_text(&name("b.example"), "v=spf1 -all");
    let alone = tree(&zone, "b.example").0.nodes[0].answer_size;
    // Header, question, one record with its string, OPT.
    assert_eq!(alone, Some(12 + 11 + 4 + 12 + 12 + 11));
    zone.add_text(&name("b.example"), &"x".repeat(100));
    let both = tree(&zone, "b.example").0.nodes[0].answer_size;
    assert_eq!(both, alone.map(|size| size + 12 + 101));
}

/// Answers from a zone and counts the queries.
struct Counting {
    zone: Zone,
    count: RefCell<usize>,
}

impl Resolver for Counting {
    async fn ask(&self, question: &Question) -> Answer {
        *self.count.borrow_mut() += 1;
        self.zone.answer(question)
    }
}

/// The result of evaluating a hostile zone, and the number of queries.
fn evaluate(zone: Zone, sender: &str) -> (SpfResult, usize) {
    let resolver = Counting {
        zone,
        count: RefCell::default(),
    };
    let session = Session::new("203.0.113.9".parse().unwrap(), "mail.example", sender);
    let evaluation = check_host(&resolver, &session).now_or_never().unwrap();
    (evaluation.result, resolver.count.into_inner())
}

#[test]
fn a_hundred_includes_with_a_hundred_each_are_cut() {
    let mut zone = Zone::new("zone");
    let includes = |of: &str| repeated(100, |n| format!(" include:n{n}.{of}"));
    zone.add_text(
        &name("b.example"),
        &format!("v=spf1{} -all", includes("b.example")),
    );
    for n in 0..100 {
        let below = format!("n{n}.b.example");
        zone.add_text(&name(&below), &format!("v=spf1{} -all", includes(&below)));
    }
    let (tree, rounds) = tree(&zone, "b.example");
    assert_eq!(
        (tree.nodes.len(), tree.questions().len(), rounds),
        (MAX_NODES, MAX_NODES, 2)
    );
    assert_eq!(tree.cuts, [Cut::Nodes, Cut::Terms]);
    assert!(tree.root().unwrap().is_cut());
    assert_eq!(tree.breaks[0].cause.as_str(), "too-many-lookups");
    assert_eq!(evaluate(zone, "a@b.example"), (SpfResult::PermError, 3));
}

#[test]
fn ten_thousand_terms_are_cut() {
    let mut zone = Zone::new("zone");
    let terms = repeated(10_000, |n| format!(" a:n{n}.example"));
    zone.add_text(&name("b.example"), &format!("v=spf1{terms} -all"));
    let (tree, rounds) = tree(&zone, "b.example");
    assert_eq!((tree.questions().len(), rounds), (MAX_QUESTIONS, 2));
    assert_eq!(tree.cuts, [Cut::Terms, Cut::Questions]);
    let root = tree.root().unwrap();
    assert_eq!((root.terms.len(), root.own.lookups), (MAX_TERMS, MAX_TERMS));
    assert!(root.terms[MAX_TERMS - 1].is_cut && !root.terms[0].is_cut);
    assert_eq!(evaluate(zone, "a@b.example"), (SpfResult::PermError, 4));
}

#[test]
fn many_hosts_and_addresses_are_cut() {
    let mut zone = Zone::new("zone");
    zone.add_text(
        &name("b.example"),
        &format!("v=spf1{} -all", " mx a".repeat(20)),
    );
    for n in 0..200_u16 {
        let [high, low] = n.to_be_bytes();
        let host = format!("{n} h{n}.example");
        let records =
            serde_json::json!({"b.example": {"MX": [host], "A": [format!("10.0.{high}.{low}")]}});
        let json = serde_json::from_value(records).unwrap();
        let more = dmarc_engine::json::zone(&json).unwrap();
        for kind in [RecordType::A, RecordType::Mx] {
            for record in more
                .answer(&Question::new(name("b.example"), kind))
                .records()
            {
                zone.add(&name("b.example"), record.clone());
            }
        }
    }
    let (tree, _) = tree(&zone, "b.example");
    assert_eq!(tree.cuts, [Cut::Addresses]);
    assert_eq!(tree.root().unwrap().authorized.ipv4_addresses, 100);
    assert_eq!(tree.breaks[0].cause.as_str(), "too-many-mx-hosts");
    assert_eq!(tree.questions().len(), 4 + 2 * 10);
}

#[test]
fn a_chain_without_end_is_cut() {
    let mut zone = Zone::new("zone");
    zone.add_text(
        &name("*.example"),
        "v=spf1 include:x.%{d} include:y.%{d} -all",
    );
    let (tree, rounds) = tree(&zone, "b.example");
    assert_eq!(tree.cuts, [Cut::Nodes]);
    assert_eq!((tree.nodes.len(), rounds), (MAX_NODES, 6));
    let mut zone = Zone::new("zone");
    zone.add_text(&name("*.example"), "v=spf1 redirect=x.%{d}");
    let (tree, rounds) = self::tree(&zone, "b.example");
    assert_eq!(
        (tree.cuts.as_slice(), rounds),
        ([Cut::Depth].as_slice(), 13)
    );
    assert_eq!(evaluate(zone, "a@b.example"), (SpfResult::PermError, 11));
}

#[test]
fn the_way_of_a_match_leads_through_the_tree() {
    let mut zone = Zone::new("zone");
    zone.add_text(
        &name("b.example"),
        "v=spf1 ip4:192.0.2.1 include:other.example include:vendor.example -all",
    );
    zone.add_text(&name("other.example"), "v=spf1 ip4:192.0.2.3 -all");
    zone.add_text(
        &name("vendor.example"),
        "v=spf1 redirect=_spf.vendor.example",
    );
    zone.add_text(&name("_spf.vendor.example"), "v=spf1 ip4:192.0.2.2 ~all");
    let session = Session::new("192.0.2.2".parse().unwrap(), "", "a@b.example");
    let evaluation = check_host(&zone, &session).now_or_never().unwrap();
    assert_eq!(
        (evaluation.result, evaluation.lookups),
        (SpfResult::Pass, 3)
    );
    let way: Vec<_> = evaluation
        .matching_steps()
        .map(|s| s.text.as_str())
        .collect();
    assert_eq!(
        way,
        [
            "include:vendor.example",
            "redirect=_spf.vendor.example",
            "ip4:192.0.2.2"
        ]
    );
    let last = evaluation.matching_steps().last().unwrap();
    let (tree, _) = tree(&zone, "b.example");
    assert_eq!(
        tree.node_at(&last.path).unwrap().name,
        "_spf.vendor.example"
    );
}
