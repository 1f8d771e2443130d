//! Components and pages through the server renderer, on reports of the example zone and of small zones.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use dmarc_checker::components::{
    self, Ask, AskProps, Record, RecordProps, ReportActions, Surface, difference, findings,
    severity_icon, state_icon,
};
use dmarc_checker::pages::{self, Rules, about, check, pasted, start};
use dmarc_checker::{Calls, Check, Choice, Finished, Phase};
use dmarc_engine::advice::{Stage, State};
use dmarc_engine::discovery::Options;
use dmarc_engine::dns::{EXAMPLES, Fault, Resolver, Zone, example_zone};
use dmarc_engine::domain::{DomainName, read};
use dmarc_engine::findings::{RULES, Severity};
use dmarc_engine::record::dmarc::Segment;
use dmarc_engine::report::{self, Report, Sections};
use dmarc_engine::requirements;
use yew::ServerRenderer;
use yew::prelude::*;

#[path = "views/again.rs"]
mod again;
#[path = "views/embed.rs"]
mod embed;
#[path = "views/first_paint.rs"]
mod first_paint;
#[path = "../engine/tests/suite/parts/plan.rs"]
mod parts;
#[path = "views/plan.rs"]
mod plan;
#[path = "views/sections.rs"]
mod sections;
#[path = "views/spf.rs"]
mod spf;
#[path = "views/widget.rs"]
mod widget;

/// Runs a future to completion on this thread.
fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

/// Properties of [`Shown`].
#[derive(Clone, Properties)]
struct ShownProps {
    /// Creates the markup, inside the renderer.
    make: fn(&str) -> Html,
    /// The argument of `make`.
    from: String,
}

impl PartialEq for ShownProps {
    /// Each is rendered once, so this result is never used.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Renders the output of a function.
#[component]
fn Shown(props: &ShownProps) -> Html {
    (props.make)(&props.from)
}

/// Renders `make(from)` to HTML text.
fn render(make: fn(&str) -> Html, from: &str) -> String {
    let from = from.to_owned();
    block_on(
        ServerRenderer::<Shown>::with_props(move || ShownProps { make, from })
            .hydratable(false)
            .render(),
    )
}

/// Checks a domain in a zone.
fn report_in(zone: &impl Resolver, domain: &str) -> Rc<Report> {
    let domain = read(domain).unwrap().domain;
    Rc::new(block_on(report::check(
        zone,
        &domain,
        &Options::default(),
        |_| (),
        |_, _| (),
    )))
}

/// A completed check of an example.
fn done(domain: &str) -> Check {
    with_report(&report_in(&example_zone(), domain))
}

/// A completed check with this report.
fn with_report(report: &Rc<Report>) -> Check {
    Check {
        phase: Phase::Done,
        finished: Some(Finished {
            sections: Rc::new(Sections::new(report)),
            report: Rc::clone(report),
            changes: None,
            calls: Calls::default(),
            later: Vec::new(),
        }),
        overview: Some(Rc::clone(&report.overview)),
        elapsed: 87,
        ..Check::new(1, report.domain().clone())
    }
}

/// The page that shows a check.
fn page(shown: &Check) -> Html {
    let rest = |finished: &Finished| {
        let actions = ReportActions {
            calls: finished.calls.clone(),
            on_search: Callback::noop(),
            on_again: Callback::noop(),
            surface: Surface::Page,
        };
        pages::report(finished, &actions)
    };
    let on_stop = Callback::noop();
    check(&Surface::Page, shown, &on_stop, &Callback::noop(), &rest)
}

/// The HTML of the page of a completed example.
fn example(domain: &str) -> String {
    render(|domain| page(&done(domain)), domain)
}

/// Strips the tags from HTML and collapses whitespace.
fn words(html: &str) -> String {
    let text: String = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect::<Vec<_>>()
        .join(" ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    unescaped(&text)
}

/// Reverses the renderer's escaping.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

#[test]
fn every_example_shows_its_verdict() {
    for shown in EXAMPLES {
        let report = report_in(&example_zone(), shown.domain);
        let html = example(shown.domain);
        let verdict = &report.overview.verdict;
        let text = words(&html);
        assert!(text.contains(&verdict.sentence), "{}", shown.domain);
        assert!(text.contains(verdict.stage.label()), "{}", shown.domain);
        let head = format!(
            "id=\"verdict\" tabindex=\"-1\" data-state=\"{}\"",
            report.state().as_str()
        );
        assert!(html.contains(&head), "{}: {html}", shown.domain);
        assert!(text.contains(&report.caveat.sentence), "{}", shown.domain);
    }
}

#[test]
fn the_road_marks_the_stage() {
    for (domain, stage) in [
        ("no-record.example", Stage::NoRecord),
        ("no-reports.example", Stage::CollectingBlind),
        ("monitoring.example", Stage::Monitoring),
        ("quarantine.example", Stage::Quarantine),
        ("reject.example", Stage::Reject),
    ] {
        let html = example(domain);
        let here = html.split("aria-current=\"step\"").nth(1).expect(domain);
        let label = here.split("road__label\">").nth(1).unwrap();
        assert!(label.starts_with(stage.label()), "{domain}");
    }
    assert!(!example("locked.example").contains("class=\"road\""));
}

#[test]
fn sections_are_in_order_and_have_ids() {
    let html = example("no-permission.example");
    let ids = [
        "verdict",
        "next-step",
        "effects",
        "reports",
        "spf",
        "requirements",
        "findings",
        "record",
        "discovery",
        "evidence",
    ];
    let places: Vec<_> = ids
        .iter()
        .map(|id| html.find(&format!(" id=\"{id}\"")).expect(id))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(html.matches("<h1").count(), 1);
}

#[test]
fn text_from_dns_stays_text() {
    let html = render(
        |_| {
            let mut zone = Zone::new("zone");
            let name = DomainName::new("_dmarc.evil.example").unwrap();
            zone.add_text(
                &name,
                "v=DMARC1; p=none; rua=mailto:a@b.example; <script>alert(1)</script>=\"><img src=x onerror=alert(2)>",
            );
            let name = DomainName::new("evil.example").unwrap();
            zone.add_text(&name, "v=spf1 \"><svg onload=alert(3)> -all");
            page(&with_report(&report_in(&zone, "evil.example")))
        },
        "",
    );
    assert!(html.contains("&lt;script&gt;"));
    for tag in ["<script", "<img", "<svg onload"] {
        assert!(!html.contains(tag), "{tag}");
    }
}

#[test]
fn commands_are_offered_for_names_that_a_shell_can_take() {
    let html = render(
        |_| {
            let mut zone = Zone::new("zone");
            for (at, text) in [
                ("_dmarc.evil.example", "v=DMARC1; p=none"),
                (
                    "evil.example",
                    "v=spf1 include:x;reboot.evil.example include:+short.evil.example -all",
                ),
            ] {
                zone.add_text(&DomainName::new(at).unwrap(), text);
            }
            page(&with_report(&report_in(&zone, "evil.example")))
        },
        "",
    );
    let answers: Vec<_> = html.split("evidence__question").skip(1).collect();
    let command = |name: &str| {
        let mut answers = answers.iter();
        let of_name = format!("<code>{name}</code>");
        let answer = answers
            .find(|answer| answer.contains(&of_name))
            .expect(name);
        answer.split("evidence__dig").nth(1).map(str::to_owned)
    };
    assert!(
        command("_dmarc.evil.example")
            .unwrap()
            .contains("<code>dig _dmarc.evil.example TXT</code>")
    );
    let quoted = command("x;reboot.evil.example").unwrap();
    assert!(
        quoted.contains("\\059reboot.evil.example") && !quoted.contains(";reboot"),
        "{quoted}"
    );
    assert_eq!(command("+short.evil.example"), None);
}

#[test]
fn each_state_has_a_shape_and_a_word() {
    let states = [
        State::Good,
        State::Advice,
        State::Problem,
        State::NotSet,
        State::NotApplicable,
        State::CouldNotTell,
    ];
    let mut shapes: Vec<_> = states
        .iter()
        .map(|state| {
            let place = states.iter().position(|other| other == state).unwrap();
            render(
                |place| {
                    let states = [
                        State::Good,
                        State::Advice,
                        State::Problem,
                        State::NotSet,
                        State::NotApplicable,
                        State::CouldNotTell,
                    ];
                    state_icon(states[place.parse::<usize>().unwrap()])
                },
                &place.to_string(),
            )
        })
        .collect();
    shapes.push(render(|_| severity_icon(Severity::Note), ""));
    for shape in &shapes {
        assert!(shape.starts_with("<svg") && shape.contains("aria-hidden=\"true\""));
    }
    shapes.sort();
    shapes.dedup();
    assert_eq!(shapes.len(), 7);
    // The word accompanies the shape, for everyone or for screen readers.
    let html = example("monitoring.example");
    assert!(words(&html).contains("Monitoring (Suggestion)"));
    let shown = words(&html);
    assert!(shown.contains("MX : Good, 1 host"), "{shown}");
}

#[test]
fn a_difference_is_marked_piece_by_piece() {
    let html = render(
        |_| {
            difference(&[
                Segment::Kept("v=DMARC1;".into()),
                Segment::Removed("p=none;".into()),
                Segment::Added("p=reject;".into()),
            ])
        },
        "",
    );
    assert_eq!(
        html,
        "<code class=\"difference\"><span>v=DMARC1;</span> <del>p=none;</del> <ins>p=reject;</ins> </code>"
    );
}

#[test]
fn findings_come_most_urgent_first() {
    let html = render(
        |domain| {
            let report = report_in(&example_zone(), domain);
            let summary = Sections::new(&report).findings;
            findings(&report, &summary, &Surface::Page)
        },
        "too-many-look-ups.example",
    );
    let severities: Vec<_> = html
        .split('<')
        .filter(|tag| tag.contains("finding__severity"))
        .filter_map(|tag| tag.split("data-state=\"").nth(1))
        .map(|rest| match rest.split('"').next() {
            Some("problem") => 0,
            Some("advice") => 1,
            _ => 2,
        })
        .collect();
    assert!(
        severities.len() > 1 && severities.is_sorted(),
        "{severities:?}"
    );
    assert_eq!(severities[0], 0);
    // The first problem is open; passed checks are collapsed.
    assert_eq!(html.matches(" open").count(), 1);
    assert!(words(&html).contains("rules found nothing"));
}

#[test]
fn a_rule_that_applies_in_several_places_is_one_finding() {
    let html = render(
        |domain| {
            let report = report_in(&example_zone(), domain);
            let summary = Sections::new(&report).findings;
            findings(&report, &summary, &Surface::Page)
        },
        "old-tags.example",
    );
    let words = words(&html);
    assert_eq!(html.matches("finding__severity").count(), 1, "{words}");
    assert!(
        words.contains("pct=100 is the default. And 3 more."),
        "{words}"
    );
    assert_eq!(html.matches("class=\"finding__places\"").count(), 1);
    // Each spot is marked once, and the record without all of them is shown.
    for place in ["removed rf", "removed ri", "has a size limit"] {
        assert_eq!(words.matches(place).count(), 1, "{place} in {words}");
    }
    assert_eq!(html.matches("v=DMARC1; p=reject").count(), 1, "{html}");
}

#[test]
fn the_picture_spells_the_record() {
    for shown in EXAMPLES {
        let report = report_in(&example_zone(), shown.domain);
        let Some(record) = Sections::new(&report).record else {
            continue;
        };
        let html = render(
            |domain| {
                let report = report_in(&example_zone(), domain);
                let record = Sections::new(&report).record.unwrap();
                html! { <Record ..RecordProps { record } /> }
            },
            shown.domain,
        );
        let line = html
            .split("class=\"record__line\">")
            .nth(1)
            .and_then(|rest| rest.split("</div>").next())
            .unwrap();
        let spelled: String = line
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
            .collect();
        // A line feed is shown as its code point.
        let spelled = unescaped(&spelled).replace("[U+000A]", "\n");
        assert_eq!(spelled, record.text, "{}", shown.domain);
        // One tag is in the tab order; arrow keys reach the others.
        assert_eq!(
            html.matches("tabindex=\"0\"").count(),
            1,
            "{}",
            shown.domain
        );
        assert_eq!(html.matches("aria-pressed=\"true\"").count(), 1);
    }
}

#[test]
fn a_problem_in_the_record_is_marked_and_selected() {
    let html = render(
        |domain| {
            let report = report_in(&example_zone(), domain);
            let record = Sections::new(&report).record.unwrap();
            html! { <Record ..RecordProps { record } /> }
        },
        "missing-mailto.example",
    );
    assert!(html.contains("<mark class=\"marked\">dmarc@missing-mailto.example</mark>"));
    let selected = html.split("aria-pressed=\"true\"").next().unwrap();
    assert!(selected.ends_with("data-state=\"problem\" "), "{selected}");
}

/// The section on what large receivers require of senders, for a domain in a zone file.
fn asked_of_senders(domain: &str, zone: &str) -> String {
    let from = format!("{domain}\n{zone}");
    render(
        |from| {
            let (domain, zone) = from.split_once('\n').unwrap();
            let zone = Zone::from_file("zone", "example", &format!("$TTL 60\n{zone}\n")).unwrap();
            let report = report_in(&zone, domain);
            components::requirements(
                &requirements::requirements(report.facts()),
                &Sections::new(&report).receivers,
            )
        },
        &from,
    )
}

#[test]
fn what_receivers_ask_of_senders_is_folded_with_a_line_for_each() {
    let html = asked_of_senders(
        "shop.example",
        "shop TXT \"v=spf1 ip4:192.0.2.1 -all\"\n_dmarc.shop TXT \"v=DMARC1; p=none\"",
    );
    let text = words(&html);
    assert!(
        text.starts_with(
            "Mailbox providers' rules Google suggestion Yahoo suggestion Microsoft suggestion Apple suggestion \
             shop.example does not meet some rules of Google, Yahoo, Microsoft and Apple for bulk senders. Google : Suggestion 1 not met, 3 met, 5 not visible in DNS"
        ),
        "{text}"
    );
    assert!(
        text.contains("SPF or DKIM all senders met shop.example has an SPF record."),
        "{text}"
    );
    assert!(text.contains("DKIM bulk senders not met There is nothing at _domainkey.shop.example"));
    assert!(text.contains("As of 28 November 2026, from the latest available copies"));
    let receivers = requirements::RECEIVERS;
    // One more for the section.
    assert_eq!(html.matches("<details").count(), receivers.len() + 1);
    assert!(!html.contains(" open"));
    for receiver in receivers {
        assert!(html.contains(receiver.source_url), "{}", receiver.name);
        assert!(text.contains(receiver.scope), "{}", receiver.name);
    }
    // Each state has a word and a shape, so that none depends on color alone.
    let count = receivers
        .iter()
        .map(|receiver| receiver.requirements.len())
        .sum::<usize>();
    assert_eq!(html.matches("class=\"asks__fulfilment\"").count(), count);
    assert_eq!(html.matches("<svg").count(), count + 2 * receivers.len());
}

#[test]
fn receivers_ask_nothing_of_a_domain_that_sends_nothing() {
    let html = asked_of_senders("shop.example", "shop TXT \"v=spf1 -all\"\nshop MX 0 .");
    assert!(words(&html).contains("The SPF record of shop.example allows no sender"));
    assert_eq!(html.matches("<details").count(), 1);
}

#[test]
fn a_refusal_is_shown_at_the_field() {
    let form = |asked: &str| {
        html! { <Ask ..AskProps { asked: asked.to_owned().into(), on_ask: Callback::noop(), on_record: None } /> }
    };
    let html = render(form, "192.0.2.1");
    assert!(
        html.contains("aria-describedby=\"refusal\"") && html.contains("aria-invalid=\"true\"")
    );
    assert!(words(&html).contains("192.0.2.1 is an IP address."));
    assert!(html.contains("value=\"192.0.2.1\""));

    let html = render(form, "example.com");
    assert!(!html.contains("aria-invalid") && !html.contains("Read as"));

    let html = render(form, "Somebody <user@xn--bcher-kva.example>");
    assert!(
        words(&html).contains("Read as bücher.example, which is xn--bcher-kva.example in DNS.")
    );
    assert!(html.contains("value=\"bücher.example\""));
}

#[test]
fn a_check_on_its_way_shows_how_far_it_is() {
    let html = render(
        |_| {
            page(&Check {
                progress: (7, 12),
                ..Check::new(1, DomainName::new("a.example").unwrap())
            })
        },
        "",
    );
    assert!(
        words(&html).contains("Checking a.example 7 of 12 answers Cancel"),
        "{html}"
    );

    let html = render(
        |_| {
            page(&Check {
                phase: Phase::Stopped,
                ..Check::new(1, DomainName::new("a.example").unwrap())
            })
        },
        "",
    );
    assert!(words(&html).contains("The check of a.example was stopped. Try again"));
}

#[test]
fn what_waits_for_answers_is_below_what_is_there() {
    let html = render(
        |domain| {
            page(&Check {
                phase: Phase::Asking,
                progress: (9, 14),
                finished: None,
                ..done(domain)
            })
        },
        "monitoring.example",
    );
    let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(place("id=\"verdict\"") < place("9 of 14 answers"));
    assert!(!html.contains("id=\"next-step\"") && !html.contains("id=\"findings\""));
}

/// A check in this phase that has completed its first round trip.
fn overview_only(zone: &impl Resolver, domain: &str, phase: Phase) -> Check {
    Check {
        phase,
        finished: None,
        ..with_report(&report_in(zone, domain))
    }
}

#[test]
fn the_line_below_the_verdict_has_its_place_before_its_answers_are_there() {
    let place = "class=\"verdict__caveat\"";
    let asking = render(
        |domain| page(&overview_only(&example_zone(), domain, Phase::Asking)),
        "reject.example",
    );
    let done = example("reject.example");
    for html in [&asking, &done] {
        assert!(html.find("<h1").unwrap() < html.find(place).unwrap());
        assert!(html.find(place).unwrap() < html.find("class=\"road\"").unwrap());
    }
    // No state is good before it is final.
    let head = "id=\"verdict\" tabindex=\"-1\" data-state=";
    assert!(
        asking.contains(&format!("{head}\"could-not-tell\"")),
        "{asking}"
    );
    assert!(done.contains(&format!("{head}\"good\"")), "{done}");
    let text = words(&asking);
    assert!(text.contains("Reject (checking)"), "{text}");
    assert!(
        text.contains("Checking SPF, DKIM and where reports go."),
        "{text}"
    );
    assert!(!words(&done).contains("Checking SPF"));
    // A worse stage keeps its word.
    let asking = render(
        |domain| page(&overview_only(&example_zone(), domain, Phase::Asking)),
        "no-record.example",
    );
    assert!(words(&asking).contains("No policy (Problem)"), "{asking}");
}

#[test]
fn a_stopped_check_says_what_it_did_not_check() {
    let html = render(
        |domain| page(&overview_only(&example_zone(), domain, Phase::Stopped)),
        "reject.example",
    );
    let text = words(&html);
    assert!(text.contains("Reject (Could not tell)"), "{text}");
    assert!(
        text.contains("Policy only: SPF, DKIM and reports are not checked."),
        "{text}"
    );
    assert!(!text.contains("Checking"), "{text}");
}

#[test]
fn spf_that_lets_everyone_pass_is_a_problem_from_the_start() {
    let html = render(
        |domain| page(&overview_only(&open_zone(), domain, Phase::Asking)),
        "open.example",
    );
    let text = words(&html);
    let line = "But anyone passes SPF as open.example, so DMARC stops no forged mail.";
    assert!(
        text.contains("Reject (Problem)") && text.contains(line),
        "{text}"
    );
    assert_eq!(
        report_in(&open_zone(), "open.example").caveat.sentence,
        line
    );
}

/// A zone whose domain publishes `p=reject` and lets everyone pass SPF.
fn open_zone() -> Zone {
    let records = "_dmarc.open TXT \"v=DMARC1; p=reject\"\nopen TXT \"v=spf1 mx +all\"\n";
    Zone::from_file("zone", "example", records).unwrap()
}

#[test]
fn a_verdict_stays_when_the_rest_cannot_be_loaded() {
    let html = render(
        |domain| {
            page(&Check {
                phase: Phase::Failed("This device is offline.".into()),
                finished: None,
                ..done(domain)
            })
        },
        "monitoring.example",
    );
    assert!(html.contains("id=\"verdict\""));
    assert!(
        words(&html).ends_with("This device is offline. Try again"),
        "{html}"
    );
}

#[test]
fn a_check_without_an_answer_offers_another_try() {
    let html = render(
        |_| {
            let mut zone = Zone::new("zone");
            let name = DomainName::new("_dmarc.slow.example").unwrap();
            zone.add_fault(&name, None, Fault::Timeout);
            page(&with_report(&report_in(&zone, "slow.example")))
        },
        "",
    );
    let text = words(&html);
    assert!(
        text.contains("What happened: no answer within 4 s. Try again"),
        "{text}"
    );
    assert!(!text.contains("No policy"));
}

#[test]
fn the_catalogue_shows_every_rule() {
    let html = render(|_| html! { <Rules /> }, "");
    let text = words(&html);
    for rule in RULES {
        assert!(
            html.contains(&format!(" id=\"{}\"", rule.id)),
            "{}",
            rule.id
        );
        for sentence in [rule.title, rule.why, rule.what_to_do] {
            let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&sentence), "{}: {sentence}", rule.id);
        }
        for reference in rule.references {
            assert!(html.contains(&reference.url()), "{}", rule.id);
        }
    }
}

#[test]
fn a_pasted_record_is_text_with_a_meaning() {
    let html = render(pasted, "v=DMARC1; p=none; <b>x=1</b>; sp=reject");
    let text = words(&html);
    assert!(text.starts_with("What this record says"), "{text}");
    assert!(
        html.contains("id=\"record-meaning\"") && !html.contains("<b>x"),
        "{html}"
    );
    assert_eq!(render(pasted, "hello"), "");
}

#[test]
fn the_start_page_lists_every_example() {
    let html = render(|_| start(None), "");
    for shown in EXAMPLES {
        assert!(html.contains(&format!("href=\"#/check/{}\"", shown.domain)));
        assert!(words(&html).contains(shown.shows));
    }
    let html = render(|_| start(Some("<nowhere>")), "");
    assert!(words(&html).contains("This site has no page “<nowhere>”."));
    assert!(!html.contains("<nowhere>"));
}

#[test]
fn the_about_page_names_privacy_limits_and_every_resolver() {
    let text = words(&render(|_| about(), ""));
    for part in ["Privacy", "no cookies", "What it cannot see", "RFC 9989"] {
        assert!(text.contains(part), "{part}");
    }
    for choice in Choice::on_offer() {
        assert!(text.contains(&choice.chosen().name));
    }
}
