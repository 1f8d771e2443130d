//! Properties for any input: nothing panics, no byte is lost, every span is in the text.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::rc::Rc;

use dmarc_engine::advice::State;
use dmarc_engine::discovery::{Options, gather};
use dmarc_engine::dns::{
    DohResolver, HttpReply, Outcome, Provider, Question, Resolver, Transport, TransportError, Zone,
};
use dmarc_engine::domain::{DomainName, read};
use dmarc_engine::findings::{
    Finding, Topic, judge, judge_bimi, judge_dkim, judge_mta_sts, judge_policy_file, judge_record,
    judge_spf, judge_tls_rpt,
};
use dmarc_engine::record::dmarc::{DmarcRecord, difference, is_dmarc, parse, repair};
use dmarc_engine::record::mta_sts::{self, parse_policy};
use dmarc_engine::record::{Problem, Span, Tag, bimi, dkim, spf, tls_rpt};
use dmarc_engine::report::{Report, Sections, SenderView, SpfPiece, SpfView};
use dmarc_engine::spf::{Session, SpfResult, Tree, check_host};
use dmarc_engine::{json, markdown};
use futures_util::FutureExt;
use proptest::prelude::*;

/// Texts similar enough to records to reach every branch, and occasionally arbitrary texts.
fn record_text() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        "(v|p|sp|np|adkim|aspf|fo|rua|ruf|psd|t|pct|rf|ri|V|P)",
        "[a-z]{1,4}",
        "\\PC{0,3}",
    ];
    let value = prop_oneof![
        "(DMARC1|none|quarantine|reject|r|s|0|1|d:s|y|n|u|100|50|afrf)",
        "mailto:[a-z]{1,5}@[a-z]{1,5}\\.example(![0-9]{1,3}[kmgt]?)?(, ?mailto:x@y\\.example)?",
        "[ -~]{0,12}",
        "\\PC{0,6}",
    ];
    let tag = (name, prop_oneof!["=", " = ", "", "\t=\n"], value)
        .prop_map(|(n, e, v)| format!("{n}{e}{v}"));
    (
        prop_oneof!["v=DMARC1; ", " v=DMARC1;", "v=dmarc1;", ""],
        prop::collection::vec(tag, 0..6),
        prop_oneof![";", "; ", " "],
    )
        .prop_map(|(head, tags, separator)| format!("{head}{}", tags.join(&separator)))
}

/// SPF terms that refer to a few names or to nonexistent ones, and do not depend on the message.
fn spf_term() -> impl Strategy<Value = String> {
    let name = "(a|b|c|d|nobody)\\.example";
    prop_oneof![
        3 => ("(include:|redirect=|a:|mx:|exists:)", name).prop_map(|(term, name)| term + &name),
        2 => "[+~?-]?(a|mx|all|ip4:192\\.0\\.2\\.[1-9]|a/24//64|exp=d\\.example)",
    ]
}

/// Texts similar enough to SPF records to reach every branch.
fn spf_text() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        spf_term(),
        "[+~?-]?(a|mx|ptr|include|exists|ip4|ip6|all|ip|redirect|exp|x)[:=/]{0,2}[ -~]{0,12}",
        "(exists:|a:|x=|redirect=)(%\\{[slodipvhcrtxS][0-9]{0,2}r?[-.+,/_=]{0,2}\\}?|%|\\.|a){0,4}\\.example(/[0-9]{1,3})?",
        "\\PC{0,6}",
    ];
    (
        prop_oneof![4 => "v=spf1 ", 1 => "V=SPF1  ", 1 => "( ?v=spf1[;\t]?|v=spf2 |\\PC{0,3})"],
        prop::collection::vec(term, 0..8),
    )
        .prop_map(|(head, terms)| head + &terms.join(" "))
}

/// A zone of a few names with these records.
fn spf_zone(texts: &[String]) -> Zone {
    let mut zone = Zone::new("zone");
    for (text, at) in texts.iter().zip(["a", "b", "c", "d", "a"]) {
        let name = DomainName::new(&format!("{at}.example")).unwrap();
        zone.add_text(&name, text);
    }
    zone
}

/// The tree at `a.example`, after all the questions it needs.
fn spf_tree(zone: &Zone) -> Tree {
    let domain = DomainName::new("a.example").unwrap();
    let mut answers = Vec::new();
    loop {
        let tree = Tree::new(&domain, |question| {
            answers
                .iter()
                .find(|answer: &&dmarc_engine::dns::Answer| answer.question == *question)
        });
        let Some(question) = tree.questions().get(answers.len()) else {
            assert!(tree.is_complete());
            return tree;
        };
        answers.push(zone.answer(question));
    }
}

proptest! {
    #[test]
    fn spf_records_are_read_without_loss(text in prop_oneof![spf_text(), "\\PC{0,80}"]) {
        let record = spf::parse(&text);
        prop_assert_eq!(&record.text, &text);
        prop_assert_eq!(record.outcome == spf::Outcome::Ignored, !spf::is_spf(&text));
        let spans = record.terms.iter().flat_map(|term| [Some(term.span), Some(term.name_span), term.value_span])
            .chain(record.problems.iter().map(|problem| Some(problem.span)))
            .chain([record.version]);
        for span in spans.flatten() {
            prop_assert!(text.get(span.start..span.end).is_some(), "{:?} in {:?}", span, text);
        }
        if spf::is_spf(&text) {
            let terms: Vec<_> = record.terms.iter().map(|term| term.span.of(&text)).collect();
            let written: Vec<_> = text.split(' ').filter(|term| !term.is_empty()).skip(1).collect();
            prop_assert_eq!(terms, written);
        }
        serde_json::to_string(&json::spf_record(&record)).unwrap();
    }

    #[test]
    fn cures_of_spf_records_cure(text in spf_text()) {
        let count = |text: &str, rule: &str| {
            let found = judge_spf(&spf::parse(text)).found;
            found.iter().filter(|finding| finding.rule.id == rule).flat_map(Finding::hits).count()
        };
        for finding in judge_spf(&spf::parse(&text)).found {
            for hit in finding.hits() {
                let span = hit.span.unwrap_or(Span::new(0, 0));
                prop_assert!(text.get(span.start..span.end).is_some());
                if let Some(cure) = &hit.suggestion {
                    prop_assert_eq!(spf::parse(&cure.text).outcome, spf::Outcome::Ok);
                    prop_assert!(count(&cure.text, finding.rule.id) < count(&text, finding.rule.id), "{} of {:?}", cure.text, finding);
                }
            }
        }
    }

    #[test]
    fn spf_is_judged_in_any_zone(texts in prop::collection::vec(spf_text(), 1..6)) {
        let domain = DomainName::new("a.example").unwrap();
        let zone = spf_zone(&texts);
        let facts = gather(&zone, &domain, &Options::default(), |_| (), |_, _| ()).now_or_never().unwrap();
        let found = judge(&facts).found;
        let found = found.iter().filter(|finding| finding.rule.topic == Topic::Spf);
        for hit in found.flat_map(Finding::hits) {
            prop_assert_eq!(hit.span, None);
            prop_assert!(!hit.message.contains("  ") || texts.concat().contains("  "));
            if let Some(cure) = &hit.suggestion {
                prop_assert_eq!(cure.name.as_ref(), Some(&domain));
                prop_assert_eq!(spf::parse(&cure.text).outcome, spf::Outcome::Ok);
            }
        }
    }

    #[test]
    fn any_zone_has_an_end(texts in prop::collection::vec(spf_text(), 1..6), sender in "\\PC{0,12}", ip in any::<std::net::IpAddr>()) {
        let zone = spf_zone(&texts);
        let tree = spf_tree(&zone);
        prop_assert!(tree.nodes.iter().all(|node| node.terms.len() <= dmarc_engine::spf::MAX_TERMS));
        let session = Session::new(ip, &sender, &format!("{sender}@a.example"));
        let evaluation = check_host(&zone, &session).now_or_never().unwrap();
        prop_assert!(evaluation.lookups <= dmarc_engine::spf::MAX_LOOKUPS + 1);
        for step in evaluation.matching_steps() {
            tree.node_at(&step.path);
        }
    }

    #[test]
    fn a_tree_that_nothing_breaks_breaks_for_nobody(lists in prop::collection::vec(prop::collection::vec(spf_term(), 0..5), 1..5)) {
        let texts: Vec<_> = lists.iter().map(|terms| format!("v=spf1 {}", terms.join(" "))).collect();
        let zone = spf_zone(&texts);
        let tree = spf_tree(&zone);
        for ip in ["203.0.113.9", "192.0.2.1", "2001:db8::1"] {
            let session = Session::new(ip.parse().unwrap(), "mail.example", "x@a.example");
            let evaluation = check_host(&zone, &session).now_or_never().unwrap();
            let is_error = matches!(evaluation.result, SpfResult::PermError | SpfResult::TempError);
            prop_assert!(!is_error || !tree.breaks.is_empty(), "{:?} from {}", texts, ip);
            for step in evaluation.steps {
                let node = tree.node_at(&step.path).filter(|_| !tree.is_cut());
                prop_assert!(tree.is_cut() || node.is_some_and(|node| node.name == step.domain), "{:?}", texts);
            }
        }
    }

    #[test]
    fn a_view_shows_all_of_its_tree(texts in prop::collection::vec(spf_text(), 1..6), ip in any::<std::net::IpAddr>()) {
        let zone = spf_zone(&texts);
        let tree = spf_tree(&zone);
        let view = SpfView::new(&tree);
        prop_assert_eq!(view.nodes.len(), tree.nodes.len());
        for (shown, node) in view.nodes.iter().zip(&tree.nodes) {
            let text: String = shown.record.iter().map(SpfPiece::text).collect();
            let record = node.record();
            prop_assert_eq!(&text, record.map_or("", |record| &record.text));
            let mut places: Vec<_> = shown.terms.iter().flat_map(|term| term.places.clone()).collect();
            places.sort_unstable();
            prop_assert!(places.into_iter().eq(0..node.terms.len()));
            let mut children: Vec<_> = shown.terms.iter().filter_map(|term| term.child).collect();
            children.sort_unstable();
            prop_assert!(children.into_iter().eq(node.terms.iter().filter_map(|term| term.child)));
        }
        for broken in &tree.breaks {
            prop_assert!(view.nodes[broken.node].state != State::Good, "{:?} in {:?}", broken, texts);
        }
        let session = Session::new(ip, "mail.example", "x@a.example");
        let evaluation = check_host(&zone, &session).now_or_never().unwrap();
        for step in &evaluation.steps {
            let node = view.node_at(&step.path).map(|node| &tree.nodes[node]);
            prop_assert_eq!(node, tree.node_at(&step.path));
        }
        let sender = SenderView::new(&view, &session, &evaluation);
        prop_assert!(!sender.sentence.is_empty() && !sender.dmarc.is_empty());
        prop_assert_eq!(sender.result, evaluation.result.as_str());
    }

    #[test]
    fn records_are_read_without_loss(text in prop_oneof![record_text(), "\\PC{0,80}"]) {
        let record = parse(&text);
        prop_assert_eq!(&record.text, &text);
        let findings = judge_record(&record);
        let spans = record.tags.iter().flat_map(|tag| [tag.span, tag.name_span, tag.value_span])
            .chain(record.problems.iter().map(|problem| problem.span))
            .chain(findings.found.iter().flat_map(Finding::hits).filter_map(|hit| hit.span));
        for span in spans {
            prop_assert!(text.get(span.start..span.end).is_some(), "{:?} in {:?}", span, text);
        }
        serde_json::to_string(&json::record(&record)).unwrap();
        difference(&text, "v=DMARC1; p=none");
    }

    #[test]
    fn a_tidied_record_asks_for_the_same(text in record_text()) {
        let is_tidy = |finding: &Finding| finding.rule.id == "record-can-be-tidied";
        // A record that needs a repair is repaired as well.
        prop_assume!(repair(&text).is_none_or(|repair| !repair.is_needed()));
        let record = parse(&text);
        for finding in judge_record(&record).found.iter().filter(|finding| is_tidy(finding)) {
            let suggestions = finding.suggestions();
            let Some(suggestion) = suggestions.first() else {
                continue;
            };
            let tidied = parse(&suggestion.text);
            let asked = |record: &DmarcRecord| {
                let uris = record.report_uris().filter(|(_, uri)| uri.is_valid());
                let uris: Vec<_> = uris.map(|(name, uri)| (name, uri.uri.clone())).collect();
                let policies = [&record.policy, &record.subdomain_policy, &record.nonexistent_policy];
                (record.outcome, policies.map(|policy| policy.value), record.is_testing.value, record.psd.value, uris)
            };
            prop_assert_eq!(asked(&tidied), asked(&record), "{} of {:?}", suggestion.text, text);
            let left = judge_record(&tidied).found;
            let left = left.iter().find(|finding| is_tidy(finding));
            prop_assert!(left.is_none_or(|left| left.suggestions().is_empty()), "{} of {:?}", suggestion.text, text);
        }
    }

    #[test]
    fn a_suggested_record_is_a_record(text in record_text()) {
        for finding in judge_record(&parse(&text)).found {
            for suggestion in finding.hits().filter_map(|hit| hit.suggestion.as_ref()).filter(|_| is_dmarc(&text)) {
                prop_assert!(is_dmarc(&suggestion.text), "{} makes {:?} of {:?}", finding.rule.id, suggestion.text, text);
            }
        }
    }

    #[test]
    fn any_zone_gives_a_report(texts in prop::collection::vec(record_text(), 0..4), at in prop::collection::vec(0usize..4, 4)) {
        let names = ["_dmarc.a.b.example", "_dmarc.b.example", "_dmarc.example", "a.b.example"];
        let mut zone = Zone::new("zone");
        for (text, at) in texts.iter().zip(at) {
            zone.add_text(&DomainName::new(names[at]).unwrap(), text);
        }
        let domain = DomainName::new("a.b.example").unwrap();
        let facts = gather(&zone, &domain, &Options::default(), |_| (), |_, _| ()).now_or_never().unwrap();
        let report = Report::new(Rc::new(facts));
        if let Some(record) = Sections::new(&report).record {
            let joined: String = record.pieces.iter().flat_map(|piece| &piece.runs).map(|run| run.text.as_str()).collect();
            prop_assert_eq!(&joined, &record.text);
        }
        serde_json::to_string(&json::report(&report)).unwrap();
        markdown::report(&report);
    }

    #[test]
    fn what_people_type_is_read_or_refused(text in prop_oneof!["\\PC{0,60}", "[a-zA-Z0-9.@:/_<>\\[\\] -]{0,40}"]) {
        if let Ok(input) = read(&text) {
            prop_assert_eq!(read(&format!("{}.", input.domain)).map(|again| again.domain), Ok(input.domain));
        }
    }

    #[test]
    fn any_reply_becomes_an_answer(octets in prop::collection::vec(any::<u8>(), 0..200), flags in any::<[u8; 2]>()) {
        // Passes the header checks with a matching question, so that the records are reached as well.
        let mut body = vec![0, 0, flags[0] | 0x80, flags[1] & 0xf0, 0, 1, 0, 3, 0, 0, 0, 1];
        body.extend(b"\x01a\x07example\x00\x00\x10\x00\x01");
        body.extend(octets);
        let provider = Provider { id: String::new(), name: String::new(), url: "https://x/".into(), about: String::new() };
        let resolver = DohResolver::new(Reply(body), vec![provider]);
        let question = Question::txt(DomainName::new("a.example").unwrap());
        let answer = resolver.ask(&question).now_or_never().unwrap();
        prop_assert!(answer.error().is_some() == matches!(answer.outcome, Outcome::Failed(_)));
    }
}

/// Texts similar to records of the DMARC-related standards.
fn tagged_text() -> impl Strategy<Value = String> {
    let name = "(v|h|k|n|p|s|t|g|l|a|lps|avp|id|rua|P|[a-z]{1,3}|\\PC{0,2})";
    let value = prop_oneof![
        "(DKIM1|BIMI1|STSv1|TLSRPTv1|rsa|ed25519|y:s|sha1:sha256|email|true|personal)",
        "MIGf[A-Za-z0-9+/ ]{0,40}={0,3}",
        "M(EgCQQ|FwwDQYJ|IIBIj|CowBQYDK2VwAyEA)[A-Za-z0-9+/]{0,40}",
        "(https://[a-z.]{0,8}/[a-z]{0,4}\\.(svg|png)|mailto:a@[a-z.]{0,6})(,[ -~]{0,9})?",
        "\\PC{0,8}",
    ];
    let tag = (name, prop_oneof!["=", " = ", "", "=\r\n "], value)
        .prop_map(|(n, e, v)| format!("{n}{e}{v}"));
    let head = "(v=(DKIM1|BIMI1|STSv1|TLSRPTv1); ?)?";
    let separator = prop_oneof![";", "; ", " ", ";;"];
    (head, prop::collection::vec(tag, 0..5), separator)
        .prop_map(|(head, tags, separator)| format!("{head}{}", tags.join(&separator)))
}

/// Texts similar to policy files of MTA-STS.
fn policy_text() -> impl Strategy<Value = String> {
    let line = "(version|mode|mx|max_age|Mode|x)?:? ?(STSv1|enforce|none|\\*\\.a\\.example|[0-9]{1,11}|\\PC{0,5})(\r?\n)?";
    prop::collection::vec(line, 0..7).prop_map(|lines| lines.concat())
}

/// The spans of a record's tags and problems.
fn places<N, K>(tags: &[Tag<N>], problems: &[Problem<K>]) -> Vec<Span> {
    let tags = tags
        .iter()
        .flat_map(|tag| [tag.span, tag.name_span, tag.value_span]);
    tags.chain(problems.iter().map(|problem| problem.span))
        .collect()
}

proptest! {
    #[test]
    fn records_around_dmarc_are_read_without_loss(text in prop_oneof![tagged_text(), policy_text(), "\\PC{0,80}"]) {
        let key = dkim::parse(&text);
        let logo = bimi::parse(&text);
        let sts = mta_sts::parse(&text);
        let tls = tls_rpt::parse(&text);
        let policy = parse_policy(&text);
        for read in [&key.text, &logo.text, &sts.text, &tls.text, &policy.text] {
            prop_assert_eq!(read, &text);
        }
        let spans = [
            places(&key.tags, &key.problems),
            places(&logo.tags, &logo.problems),
            places(&sts.tags, &sts.problems),
            places(&tls.tags, &tls.problems),
            places::<(), _>(&[], &policy.problems),
            policy.lines.iter().flat_map(|line| [line.span, line.key_span, line.value_span]).collect(),
        ];
        for span in spans.concat() {
            prop_assert!(text.get(span.start..span.end).is_some(), "{:?} in {:?}", span, text);
        }
        prop_assert!(key.outcome != dkim::Outcome::Ok || (key.key_type.is_some() && key.bits.is_some()));
        serde_json::to_string(&json::dkim_draft(&key)).unwrap();
        serde_json::to_string(&json::bimi_draft(&logo)).unwrap();
        serde_json::to_string(&json::mta_sts_draft(&sts)).unwrap();
        serde_json::to_string(&json::tls_rpt_draft(&tls)).unwrap();
        serde_json::to_string(&json::policy_file(&policy)).unwrap();
        let judged = [
            judge_dkim(&key),
            judge_bimi(&logo),
            judge_mta_sts(&sts),
            judge_tls_rpt(&tls),
            judge_policy_file(&policy),
        ];
        for hit in judged.iter().flat_map(|findings| &findings.found).flat_map(Finding::hits) {
            let is_inside = hit.span.is_none_or(|span| text.get(span.start..span.end).is_some());
            prop_assert!(is_inside, "{:?} in {:?}", hit, text);
        }
    }
}

/// A transport that always returns the same body.
struct Reply(Vec<u8>);

impl Transport for Reply {
    async fn get(&self, _: &str, _: u32) -> Result<HttpReply, TransportError> {
        let media_type = "application/dns-message".to_owned();
        Ok(HttpReply {
            status: 200,
            media_type,
            body: self.0.clone(),
            elapsed: 0,
        })
    }
}
