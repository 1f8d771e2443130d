//! With failed lookups, a report states only what it would state without the failures, or says that it could not tell.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fmt::Debug;
use std::rc::Rc;

use dmarc_engine::advice::{Stage, State};
use dmarc_engine::discovery::{
    Effect, Facts, Options, Permission, SuffixList, first_round, gather,
};
use dmarc_engine::dns::{
    Answer, Asked, LookupError, Mx, Outcome, Question, RecordData, RecordType, Resolver, Zone,
};
use dmarc_engine::domain::DomainName;
use dmarc_engine::findings::{Finding, Hit};
use dmarc_engine::mail_setup::MailSetup;
use dmarc_engine::report::{Changes, Overview, Report, Sections, TopicName};
use dmarc_engine::requirements::Fulfilment;
use dmarc_engine::spf::NodeState;
use futures_util::FutureExt;
use proptest::prelude::*;

/// The name that a zone is about, and its parents.
const NAMES: [&str; 5] = [
    "mail.dept.corp.test",
    "dept.corp.test",
    "corp.test",
    "test",
    "news.corp.test",
];

/// Names directly below `test` are registered domains.
const LIST: &str = "# Public Suffix List of 2026-05-20\n. test\n";

/// A zone in which some lookups fail.
struct Faulty<'z> {
    /// The zone with the records.
    zone: &'z Zone,
    /// The lookups that fail.
    faults: Vec<Fault>,
}

/// The lookups that fail, all at a name or those of one type, and the error.
type Fault = (DomainName, Option<RecordType>, LookupError);

impl Resolver for Faulty<'_> {
    async fn ask(&self, question: &Question) -> Answer {
        let fault = self.faults.iter().find(|(name, kind, _)| {
            *name == question.name && kind.is_none_or(|kind| kind == question.kind)
        });
        match fault {
            Some((_, _, error)) => {
                Answer::new(question.clone(), Outcome::Failed(error.clone()), "zone")
            }
            None => self.zone.answer(question),
        }
    }
}

/// Checks a domain, with or without the suffix list.
fn check(zone: &Zone, domain: &DomainName, faults: Vec<Fault>, has_list: bool) -> Report {
    let resolver = Faulty { zone, faults };
    let options = Options::default();
    let facts = gather(&resolver, domain, &options, |_: &Facts| (), |_, _| ());
    let facts = facts.now_or_never().unwrap();
    Report::new(Rc::new(settled(facts, has_list)))
}

/// A policy record, occasionally a broken one.
fn policy() -> impl Strategy<Value = String> {
    let value = || prop_oneof![4 => "(none|quarantine|reject)", 1 => "nine"];
    let tag = prop_oneof![
        3 => "psd=(y|n|u)",
        2 => value().prop_map(|value| format!("sp={value}")),
        2 => value().prop_map(|value| format!("np={value}")),
        2 => "rua=mailto:a@(corp\\.test|dept\\.corp\\.test|mail\\.dept\\.corp\\.test|vendor\\.test)",
        1 => "t=y",
        1 => "pct=(0|50)",
        1 => "(adkim|aspf)=s",
        1 => "ruf=mailto:a@(corp\\.test|vendor\\.test)",
        1 => "fo=1",
    ];
    (
        prop_oneof![6 => "v=DMARC1; p=", 1 => "v=DMARC1 p="],
        value(),
        prop::collection::vec(tag, 0..3),
    )
        .prop_map(|(head, value, tags)| {
            tags.iter().fold(format!("{head}{value}"), |text, tag| {
                format!("{text}; {tag}")
            })
        })
}

/// The texts at the `_dmarc` name of a domain.
fn policies() -> impl Strategy<Value = Vec<String>> {
    prop_oneof![
        5 => Just(Vec::new()),
        6 => policy().prop_map(|text| vec![text]),
        1 => (policy(), policy()).prop_map(|(one, other)| vec![one, other]),
        1 => Just(vec!["hello".to_owned()]),
    ]
}

/// A record of the zone other than a policy of the name or its parents.
fn other_record() -> impl Strategy<Value = (String, RecordData)> {
    let name = || prop::sample::select(&NAMES[..3]);
    let text = |text: &str| RecordData::Txt(vec![text.to_owned()]);
    let spf = prop::sample::select(
        &[
            "v=spf1 -all",
            "v=spf1 mx -all",
            "v=spf1 include:corp.test ~all",
            "v=spf1 redirect=corp.test",
            "v=spf1 a include:gone.test -all",
            "v=spf1 +all",
        ][..],
    );
    let key = prop::sample::select(
        &[
            "v=DKIM1; p=",
            "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
            "v=DKIM1; k=x; p=AAAA",
            "v=DKIM1; p=AAAA",
            "hello",
        ][..],
    );
    let at = prop::sample::select(&["mail._domainkey", "default._domainkey", "*._domainkey"][..]);
    let host = prop_oneof![
        Just(None),
        Just(Some("corp.test")),
        Just(Some("host.vendor.test"))
    ];
    prop_oneof![
        3 => (name(), spf).prop_map(move |(name, spf)| (name.to_owned(), text(spf))),
        3 => (name(), host).prop_map(|(name, host)| {
            let exchange = host.map(|host| DomainName::new(host).unwrap());
            (name.to_owned(), RecordData::Mx(Mx { preference: 10, exchange }))
        }),
        2 => name().prop_map(|name| (name.to_owned(), RecordData::A([192, 0, 2, 1].into()))),
        3 => (at, name(), key).prop_map(move |(at, name, key)| (format!("{at}.{name}"), text(key))),
        1 => (prop::sample::select(&["*", "*._dmarc", "_dmarc.*"][..]), name(), policy())
            .prop_map(move |(at, name, policy)| (format!("{at}.{name}"), text(&policy))),
        1 => name().prop_map(move |name| {
            (format!("{name}._report._dmarc.vendor.test"), text("v=DMARC1"))
        }),
    ]
}

/// A zone, and which of the names is checked.
fn case() -> impl Strategy<Value = (Zone, DomainName)> {
    let policies = prop::collection::vec(policies(), NAMES.len());
    let others = prop::collection::vec(other_record(), 0..8);
    (policies, others, 0..3_usize).prop_map(|(policies, others, asked)| {
        let mut zone = Zone::new("zone");
        for (name, texts) in NAMES.iter().zip(&policies) {
            let at = DomainName::new(&format!("_dmarc.{name}")).unwrap();
            for text in texts {
                zone.add_text(&at, text);
            }
        }
        for (name, record) in others {
            zone.add(&DomainName::new(&name).unwrap(), record);
        }
        (zone, DomainName::new(NAMES.get(asked).unwrap()).unwrap())
    })
}

/// Faults, by index among the questions of a check without faults; those that decide the policy are more frequent.
fn faults() -> impl Strategy<Value = Vec<(usize, bool, LookupError)>> {
    let place = prop_oneof![3 => 0..10_usize, 1 => 0..100_usize];
    let error = prop_oneof![
        Just(LookupError::ServFail),
        Just(LookupError::Timeout(4000))
    ];
    prop::collection::vec((place, any::<bool>(), error), 1..=6)
}

/// The overview after the first round trip, with or without the suffix list.
fn first(zone: &Zone, domain: &DomainName, faults: Vec<Fault>, has_list: bool) -> Overview {
    let resolver = Faulty { zone, faults };
    let options = Options::default();
    let asked = Asked::new(&resolver, options.limit());
    let facts = first_round(&asked, domain, &options, |_, _| ())
        .now_or_never()
        .unwrap();
    Overview::new(Rc::new(settled(facts, has_list)))
}

/// The facts with or without the suffix list.
fn settled(facts: Facts, has_list: bool) -> Facts {
    if has_list {
        facts.settled(&Rc::new(SuffixList::parse(LIST).unwrap()))
    } else {
        facts
    }
}

/// The faults at these questions.
fn placed(faults: Vec<(usize, bool, LookupError)>, facts: &Facts) -> Vec<Fault> {
    let asked = &facts.answers.0;
    let faults = faults.into_iter().filter_map(|(place, is_all, error)| {
        let question = &asked.get(place)?.question;
        Some((
            question.name.clone(),
            (!is_all).then_some(question.kind),
            error,
        ))
    });
    faults.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn faults_change_nothing_that_the_first_round_decides((zone, domain) in case(), faults in faults(), has_list: bool) {
        let truth = first(&zone, &domain, Vec::new(), has_list);
        let overview = first(&zone, &domain, placed(faults, &truth.facts), has_list);
        let mut found = Vec::new();
        about_policy(&overview, &truth, &mut found);
        prop_assert_eq!(found, Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn faults_change_nothing_that_is_stated((zone, domain) in case(), faults in faults(), has_list: bool) {
        let truth = check(&zone, &domain, Vec::new(), has_list);
        let report = check(&zone, &domain, placed(faults, truth.facts()), has_list);
        prop_assert_eq!(differences(&report, &truth), Vec::<String>::new());
        for (before, after) in [(&report, &truth), (&truth, &report)] {
            prop_assert_eq!(Changes::between(before, after).lines, []);
        }
    }
}

/// Statements of a report with faults that differ from the report without.
fn differences(report: &Report, truth: &Report) -> Vec<String> {
    let mut found = Vec::new();
    about_policy(&report.overview, &truth.overview, &mut found);
    about_the_rest(report, truth, &mut found);
    found
}

/// Records a difference if both make a statement; `None` means no statement.
fn hold<T: PartialEq + Debug>(
    found: &mut Vec<String>,
    what: &str,
    with: Option<T>,
    without: Option<T>,
) {
    let stated = (with, without);
    if stated.0.is_some() && stated.0 != stated.1 {
        found.push(format!("{what}, with faults and without: {stated:?}"));
    }
}

/// Compares the overviews of the first round trip.
fn about_policy(overview: &Overview, truth: &Overview, found: &mut Vec<String>) {
    let (facts, true_facts) = (&overview.facts, &truth.facts);
    for (row, other) in facts.effects.iter().zip(&true_facts.effects) {
        let asked = |effect: &Effect| effect.handling.as_str();
        let source = |effect: &Effect| effect.source.clone();
        for (reader, with, without) in [
            ("RFC 9989", &row.rfc9989, &other.rfc9989),
            ("RFC 7489", &row.rfc7489, &other.rfc7489),
        ] {
            let what = format!("{}, {reader}", row.kind.as_str());
            hold(found, &what, asked(with), asked(without));
            hold(found, &what, source(with), source(without));
        }
    }
    let (verdict, other) = (&overview.verdict, &truth.verdict);
    let is_open = verdict.stage == Stage::CouldNotTell;
    // A locked domain also has `p=reject`.
    if (verdict.stage, other.stage) != (Stage::Reject, Stage::Locked) {
        hold(
            found,
            "stage",
            (!is_open).then_some(verdict.stage),
            Some(other.stage),
        );
    }
    hold(found, "verdict", known(verdict.state), known(other.state));
    hold(found, "policy", facts.policy(), true_facts.policy());
    let domain = |facts: &Facts| facts.organizational_domain();
    hold(
        found,
        "Organizational Domain",
        domain(facts),
        domain(true_facts),
    );
}

/// Whether the plan has a record to publish.
fn publishes(report: &Report) -> bool {
    let mut tasks = report.plan.tasks.iter();
    tasks.any(|task| {
        !task.publish.is_empty() || !task.options.is_empty() || task.alternative.is_some()
    })
}

/// Compares the statements from the later round trips.
fn about_the_rest(report: &Report, truth: &Report, found: &mut Vec<String>) {
    if report.overview.verdict.stage == Stage::CouldNotTell && publishes(report) {
        found.push(format!("a plan from nothing: {:?}", report.plan));
    }
    let summary = |report: &Report| {
        let topics = Sections::new(report).topics.into_iter();
        let mut lines: Vec<_> = topics
            .map(|topic| (topic.name.label(), topic.state))
            .collect();
        lines.push(("line below the verdict", report.caveat.state));
        lines
    };
    for ((what, with), (_, without)) in summary(report).into_iter().zip(summary(truth)) {
        // The severity of a missing record may depend on the failed lookup.
        let is_milder = matches!(with, State::NotSet | State::Advice)
            && matches!(without, State::Advice | State::Problem);
        if !is_milder {
            hold(found, what, known(with), known(without));
        }
    }
    let mail_setup = |report: &Report| report.facts().mail_setup.clone().unwrap();
    let (with, without) = (mail_setup(report), mail_setup(truth));
    hold(found, "mail", with.mx.takes_mail(), without.mx.takes_mail());
    let keys = |mail_setup: &MailSetup| {
        mail_setup
            .dkim
            .found()
            .map(|(at, _)| at.selector.clone())
            .collect::<Vec<_>>()
    };
    let true_keys = keys(&without);
    for key in keys(&with) {
        hold(
            found,
            "key",
            Some(&key),
            true_keys.iter().find(|other| **other == key),
        );
    }
    let record = |mail_setup: &MailSetup| {
        mail_setup.spf.root().and_then(|root| match &root.state {
            NodeState::Failed(_) => None,
            state => Some(state.clone()),
        })
    };
    hold(found, "SPF record", record(&with), record(&without));
    for destination in &report.facts().destinations {
        let mut others = truth.facts().destinations.iter();
        let other = others.find(|other| other.host == destination.host);
        let stated = |permission: &Permission| match permission {
            Permission::CouldNotTell(_) => None,
            // The host did agree, whether or not it had to.
            Permission::NotNeeded => Some(Permission::Given),
            other => Some(other.clone()),
        };
        let what = format!("permission of {}", destination.host);
        hold(
            found,
            &what,
            stated(&destination.permission),
            other.and_then(|other| stated(&other.permission)),
        );
        let what = format!("mail for {}", destination.host);
        hold(
            found,
            &what,
            destination.takes_mail,
            other.and_then(|other| other.takes_mail),
        );
    }
    for (receiver, other) in report
        .requirements
        .receivers
        .iter()
        .zip(&truth.requirements.receivers)
    {
        for (view, other) in receiver.requirements.iter().zip(&other.requirements) {
            let is_open = view.fulfilment == Fulfilment::CouldNotTell;
            hold(
                found,
                view.requirement.what,
                (!is_open).then_some(view.fulfilment),
                Some(other.fulfilment),
            );
        }
    }
    for finding in &report.findings.found {
        let id = finding.rule.id;
        let mut others = truth.findings.found.iter();
        let other = others.find(|other| other.rule.id == id);
        let is_found = other.is_some_and(|other| {
            let is_said = |hit: &Hit| other.hits().any(|said| says_no_more(hit, said));
            finding.hits().all(is_said)
        });
        let is_exempt = ABOUT_FAULTS.contains(&id) || ABOUT_ONE_NAME.contains(&id);
        if !is_found && !is_exempt && !is_said_otherwise(finding, truth) {
            found.push(format!("finding {id}: {}", finding.hit.message));
        }
    }
}

/// Whether each part of a sentence is in the true sentence, which may continue or list more: a fault leaves less to say.
fn says_no_more(hit: &Hit, truth: &Hit) -> bool {
    let mut parts = hit.message.trim_end_matches('.').split([',', ':']);
    parts.all(|part| truth.message.contains(part))
}

/// Whether the true report makes each statement of a finding as well, under the rule that speaks for it.
///
/// One cause has one finding, so a rule reports nothing if another one knows the cause. A fault may hide that cause. The
/// remaining finding is correct if it is true by itself: the silent rule, run alone on the true facts, must make the same
/// statement in the same words, and the rule that speaks for it must have a finding.
fn is_said_otherwise(finding: &Finding, truth: &Report) -> bool {
    let speaker = SPOKEN_FOR
        .iter()
        .find(|(_, consequences)| consequences.contains(&finding.rule.id));
    let Some((cause, _)) = speaker else {
        return false;
    };
    let facts = truth.facts();
    let alone = finding.rule.find(facts).unwrap_or_default();
    let mut spoken = truth
        .findings
        .found
        .iter()
        .filter(|other| other.rule.id == *cause);
    spoken.next().is_some_and(|spoken| {
        finding.hits().all(|hit| {
            let same = |other: &Hit| other.message == hit.message;
            // It is about the same item, if it is about one of several.
            let is_about_it = hit.about.is_empty()
                || spoken
                    .hits()
                    .any(|other| other.about.iter().any(|about| hit.about.contains(about)));
            spoken.hits().any(same) || is_about_it && alone.iter().any(same)
        })
    })
}

/// Rules that replace others, each with the rules that then report nothing.
///
/// - If an unused domain is not locked, that replaces improvements of its record, because the record to publish replaces all of
///   it. A fault of its SPF or MX records hides that it is unused. What the record says, and its consequences, are the same for
///   a used domain.
/// - The null MX record is a part of locking: the same sentence is its own finding if nothing else is left to lock.
/// - If a report host accepts no mail, its permission for reports does not matter. It is still missing.
const SPOKEN_FOR: &[(&str, &[&str])] = &[
    (
        "parked-domain-not-locked",
        &[
            "failure-options-without-ruf",
            "nonexistent-policy-weaker",
            "parked-domain-without-null-mx",
            "percentage-partial",
            "policy-none",
            "record-can-be-tidied",
            "strict-dkim-alignment",
            "strict-spf-alignment",
            "test-mode",
            "test-mode-without-effect",
        ],
    ),
    (
        "report-host-without-mail",
        &[
            "report-permission-missing",
            "report-permission-name-too-long",
            "report-permission-redirected",
        ],
    ),
];

/// Rules about failed lookups.
const ABOUT_FAULTS: &[&str] = &[
    "check-part-not-asked",
    "policy-not-askable",
    "report-permission-unknown",
    "spf-not-askable",
    "walk-incomplete",
];

/// Rules about the records at one name, which report nothing if others say more.
const ABOUT_ONE_NAME: &[&str] = &[
    "dkim-key-revoked",
    "dkim-none",
    "record-not-recognized",
    "several-records",
    "spf-no-record",
];

/// A state, or `None` if it makes no statement.
fn known(state: State) -> Option<State> {
    (state != State::CouldNotTell).then_some(state)
}

/// Checks a domain in a zone file below `test`, with failing lookups for these names.
fn checked(domain: &str, zone: &str, failing: &[&str]) -> Report {
    let name = |text: &str| DomainName::new(text).unwrap();
    let zone = Zone::from_file("zone", "test", zone).unwrap();
    let faults = failing
        .iter()
        .map(|at| (name(at), None, LookupError::ServFail));
    check(&zone, &name(domain), faults.collect(), false)
}

/// The rules with findings.
fn found(report: &Report) -> Vec<&str> {
    report
        .findings
        .found
        .iter()
        .map(|finding| finding.rule.id)
        .collect()
}

#[test]
fn below_a_public_suffix_domain_the_registered_name_decides() {
    let zone = "_dmarc.bank TXT \"v=DMARC1; p=none; psd=y\"\nnews.x.bank MX 10 mx.x.bank\n";
    let report = checked("news.x.bank.test", zone, &["_dmarc.x.bank.test"]);
    assert_eq!(report.overview.verdict.stage, Stage::CouldNotTell);
    assert!(!publishes(&report));
    assert!(Sections::new(&report).record.is_none());
    assert!(
        !found(&report)
            .iter()
            .any(|id| ["policy-inherited", "psd-yes"].contains(id))
    );
    let asked: Vec<_> = report
        .facts()
        .effects
        .iter()
        .map(|row| row.rfc9989.handling.as_str())
        .collect();
    assert_eq!(asked, [None; 3]);
}

#[test]
fn a_record_of_its_own_is_stated_and_what_depends_on_the_names_above_is_not() {
    let zone = "_dmarc.dept TXT \"v=DMARC1; p=reject; rua=mailto:a@in.dept.test,mailto:a@vendor.test\"\n\
                in.dept MX 10 mx\nvendor MX 10 mx\n";
    let report = checked("dept.test", zone, &["_dmarc.test"]);
    let facts = report.facts();
    assert_eq!(facts.policy().unwrap().domain.as_str(), "dept.test");
    assert_eq!(facts.organizational_domain(), None);
    let asked: Vec<_> = facts
        .effects
        .iter()
        .map(|row| row.rfc9989.handling.as_str())
        .collect();
    assert_eq!(asked, [Some("reject"), None, None]);
    let verdict = &report.overview.verdict;
    assert_eq!(
        (verdict.stage, report.state()),
        (Stage::Reject, State::CouldNotTell)
    );
    assert_eq!(
        report.caveat.sentence,
        "It is not known whether subdomains of dept.test are covered: a query failed."
    );
    assert!(found(&report).contains(&"walk-incomplete"));
    // A name below it belongs to the same organization, whatever the answer would have been; another name may or may not.
    let permissions: Vec<_> = facts
        .destinations
        .iter()
        .map(|host| &host.permission)
        .collect();
    let failed = Permission::CouldNotTell(LookupError::ServFail);
    assert_eq!(permissions, [&Permission::NotNeeded, &failed]);
}

#[test]
fn what_is_locked_but_for_an_answer_is_not_to_be_locked_again() {
    let zone = "_dmarc.parked TXT \"v=DMARC1; p=reject; psd=n\"\nparked TXT \"v=spf1 -all\"\nparked MX 0 .\n";
    let locked = checked("parked.test", zone, &[]);
    assert_eq!(locked.overview.verdict.stage, Stage::Locked);
    let report = checked("parked.test", zone, &["_dmarc.made-up-7x3k.parked.test"]);
    assert_eq!(report.overview.verdict.stage, Stage::Reject);
    assert!(!publishes(&report), "{:?}", report.plan);
}

#[test]
fn a_selector_that_could_not_be_asked_is_not_one_without_a_key() {
    let zone =
        "_dmarc.shop TXT \"v=DMARC1; p=none\"\nshop MX 10 mx\nx._domainkey.shop A 192.0.2.1\n";
    let report = checked("shop.test", zone, &["default._domainkey.shop.test"]);
    assert!(found(&report).contains(&"check-part-not-asked"));
    let mut said = report
        .requirements
        .receivers
        .iter()
        .flat_map(|receiver| &receiver.requirements);
    assert!(said.all(|view| !view.sentence.contains("No selector that was tried has")));
}

#[test]
fn a_selector_that_the_limit_left_out_is_not_one_without_a_key() {
    let hosts: Vec<_> = (0..500)
        .map(|number| format!("a:h{number}.shop.test"))
        .collect();
    let zone = format!(
        "_dmarc.shop TXT \"v=DMARC1; p=none\"\nshop TXT \"v=spf1 {}\"\nx._domainkey.shop A 192.0.2.1\n",
        hosts.join(" ")
    );
    let report = checked("shop.test", &zone, &[]);
    assert!(found(&report).contains(&"check-limit-reached"));
    let said: Vec<_> = report
        .requirements
        .receivers
        .iter()
        .flat_map(|receiver| &receiver.requirements)
        .filter(|view| view.sentence.contains("No selector that was tried has"))
        .collect();
    assert!(!said.is_empty());
    assert!(
        said.iter()
            .all(|view| view.sentence.contains("Some were not"))
    );
}

/// Whether a finding of the rule is reported: without faults, and with failing lookups at these names.
#[track_caller]
fn stated(rule: &str, domain: &str, zone: &str, failing: &[&str]) -> [bool; 2] {
    [&[], failing].map(|failing| found(&checked(domain, zone, failing)).contains(&rule))
}

#[test]
fn a_weaker_policy_for_names_below_is_not_stated_where_a_record_above_may_end_it() {
    for (tag, rule) in [
        ("sp", "subdomain-policy-weaker"),
        ("np", "nonexistent-policy-weaker"),
    ] {
        let own = format!("_dmarc.dept.corp TXT \"v=DMARC1; p=quarantine; {tag}=none\"\n");
        let zone = format!("{own}_dmarc.corp TXT \"v=DMARC1; p=none\"\n");
        let failing = ["_dmarc.corp.test"];
        let domain = "dept.corp.test";
        assert_eq!(stated(rule, domain, &zone, &failing), [false, false]);
        // A lookup without influence on the finding hides nothing when it fails.
        let failing = ["default._domainkey.dept.corp.test"];
        assert_eq!(stated(rule, domain, &own, &failing), [true, true]);
        // Neither does one above a registered name, because both standards stop there.
        let at_corp = own.replace("dept.", "");
        let name = |text: &str| DomainName::new(text).unwrap();
        let zone = Zone::from_file("zone", "test", &at_corp).unwrap();
        let fault = (name("_dmarc.test"), None, LookupError::ServFail);
        let report = check(&zone, &name("corp.test"), vec![fault], true);
        assert!(found(&report).contains(&rule), "{rule}");
    }
}

#[test]
fn a_domain_whose_key_could_not_be_asked_is_not_said_to_be_unused() {
    let key = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    let zone = format!("mail._domainkey.shop TXT \"v=DKIM1; {key}\"\n");
    let failing = ["mail._domainkey.shop.test"];
    let rule = "parked-domain-without-spf";
    assert_eq!(stated(rule, "shop.test", &zone, &failing), [false, false]);
    let unused = "x._domainkey.shop A 192.0.2.1\n";
    let failing = ["_mta-sts.shop.test"];
    assert_eq!(stated(rule, "shop.test", unused, &failing), [true, true]);
}

#[test]
fn a_doubled_name_says_nothing_where_a_wildcard_may_answer() {
    let zone = "*.shop TXT \"v=DMARC1; p=none\"\n_dmarc.shop TXT \"hello\"\nshop A 192.0.2.1\n";
    let failing = ["_dmarc.made-up-7x3k.shop.test"];
    let rule = "record-at-doubled-name";
    assert_eq!(stated(rule, "shop.test", zone, &failing), [false, false]);
}

#[test]
fn dkim_is_not_good_where_a_key_could_not_be_asked() {
    let key = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    let zone = format!(
        "_dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:a@shop.test\"\nshop MX 10 mx\nshop TXT \"v=spf1 mx -all\"\n\
         mx A 192.0.2.1\nmail._domainkey.shop TXT \"v=DKIM1; {key}\"\ndefault._domainkey.shop TXT \"v=DKIM1; k=x; p=AAAA\"\n"
    );
    let state = |failing: &[&str]| {
        let report = checked("shop.test", &zone, failing);
        let mut topics = Sections::new(&report).topics.into_iter();
        let dkim = topics.find(|topic| topic.name == TopicName::Dkim).unwrap();
        (dkim.state, report.caveat.state)
    };
    assert_eq!(state(&[]), (State::Problem, State::Advice));
    let failing = ["default._domainkey.shop.test"];
    assert_eq!(state(&failing), (State::CouldNotTell, State::CouldNotTell));
}

#[test]
fn nobody_is_said_to_send_where_spf_could_not_be_asked() {
    // It accepts mail and declares that it sends none: its policy depends on more than SPF.
    let zone = "_dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:a@shop.test\"\nshop TXT \"v=spf1 -all\"\nshop MX 10 mx\n\
                mx A 192.0.2.1\n";
    assert_eq!(checked("shop.test", zone, &[]).caveat.state, State::Good);
    let name = DomainName::new("shop.test").unwrap();
    let fault = (name.clone(), Some(RecordType::Txt), LookupError::ServFail);
    let zone = Zone::from_file("zone", "test", zone).unwrap();
    let report = check(&zone, &name, vec![fault], false);
    assert_eq!(report.caveat.state, State::CouldNotTell);
}

#[test]
fn reports_are_not_said_to_arrive_where_that_could_not_be_asked() {
    let zone = "_dmarc.shop TXT \"v=DMARC1; p=none; rua=mailto:a@in.shop.test\"\nshop MX 10 mx\nmx A 192.0.2.1\n";
    let state = |failing: &[&str]| checked("shop.test", zone, failing).caveat.state;
    assert_eq!(state(&[]), State::Problem);
    assert_eq!(state(&["in.shop.test"]), State::CouldNotTell);
}

#[test]
fn nothing_is_said_of_missed_reports_where_use_could_not_be_asked() {
    // A domain that declares that it sends nothing: whether it accepts mail decides.
    for (policy, without) in [("none", State::Problem), ("quarantine", State::Advice)] {
        let zone = format!(
            "_dmarc.shop TXT \"v=DMARC1; p={policy}\"\nshop TXT \"v=spf1 -all\"\nshop MX 10 mx\nmx A 192.0.2.1\n"
        );
        assert_eq!(checked("shop.test", &zone, &[]).caveat.state, without);
        let name = DomainName::new("shop.test").unwrap();
        let zone = Zone::from_file("zone", "test", &zone).unwrap();
        let fault = (name.clone(), Some(RecordType::Mx), LookupError::ServFail);
        let report = check(&zone, &name, vec![fault], false);
        assert_eq!(report.caveat.state, State::CouldNotTell);
    }
}

#[test]
fn a_locked_domain_is_not_good_while_some_receivers_are_asked_for_less() {
    let zone = "_dmarc.shop TXT \"v=DMARC1; p=reject; pct=0\"\nshop TXT \"v=spf1 -all\"\n";
    for failing in [&[][..], &["shop.test"]] {
        let report = checked("shop.test", zone, failing);
        assert_eq!(report.caveat.state, State::Advice, "{failing:?}");
    }
}

#[test]
fn what_a_better_finding_replaces_is_stated_where_a_fault_hides_that_one() {
    // Both statements are true: what the record says, and that no report is permitted there.
    let record = "v=DMARC1; p=none; adkim=s; rua=mailto:a@vendor.test";
    let zone =
        format!("_dmarc.shop TXT \"{record}\"\nshop TXT \"v=spf1 -all\"\nshop A 192.0.2.1\n");
    for (rule, failing) in [
        ("policy-none", "shop.test"),
        ("strict-dkim-alignment", "shop.test"),
        ("report-permission-missing", "vendor.test"),
    ] {
        let stated = stated(rule, "shop.test", &zone, &[failing]);
        assert_eq!(stated, [false, true], "{rule}");
    }
    let locked = zone.replace("p=none", "p=reject");
    let rule = "parked-domain-without-null-mx";
    assert!(found(&checked("shop.test", &locked, &[])).contains(&rule));
    let failing = ["_dmarc.shop.test"];
    assert_eq!(stated(rule, "shop.test", &zone, &failing), [false, true]);
}

#[test]
fn no_report_is_missed_at_a_domain_that_may_be_locked() {
    let zone = "_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc.dept.corp TXT \"v=DMARC1; p=none\"\nmail.dept.corp TXT \
                \"v=spf1 -all\"\n";
    let state = |failing: &[&str]| checked("mail.dept.corp.test", zone, failing).caveat.state;
    assert_eq!(state(&[]), State::Good);
    assert_eq!(state(&["mail.dept.corp.test"]), State::CouldNotTell);
}

#[test]
fn spf_is_not_said_to_be_enough_where_use_could_not_be_asked() {
    let zone = "_dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:a@in.shop.test\"\nin.shop A 192.0.2.1\nshop MX 10 mx\n\
                mx A 192.0.2.1\n";
    assert_eq!(checked("shop.test", zone, &[]).caveat.state, State::Problem);
    let name = DomainName::new("shop.test").unwrap();
    let fault = (name.clone(), Some(RecordType::Mx), LookupError::ServFail);
    let zone = Zone::from_file("zone", "test", zone).unwrap();
    let report = check(&zone, &name, vec![fault], false);
    assert_eq!(report.caveat.state, State::CouldNotTell);
}

#[test]
fn dkim_is_not_taken_for_set_up_where_the_name_of_all_keys_could_not_be_asked() {
    let zone = "_dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:a@shop.test\"\nshop MX 10 mx\nmx A 192.0.2.1\n";
    let state = |failing: &[&str]| checked("shop.test", zone, failing).caveat.state;
    assert_eq!(state(&[]), State::Problem);
    assert_eq!(state(&["_domainkey.shop.test"]), State::CouldNotTell);
}
