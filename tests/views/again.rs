//! A repeated check: the result before, what changed, and what the owner told.

use dmarc_engine::advice::{Known, OwnerQuestion};
use dmarc_engine::dns::RecordData;
use dmarc_engine::report::Changes;

use super::*;

/// A check of `monitoring.example` that is repeated: it is running, or was stopped.
fn repeated(how: &str) -> Html {
    let phase = match how {
        "asking" => Phase::Asking,
        _ => Phase::Stopped,
    };
    let domain = DomainName::new("monitoring.example").unwrap();
    page(&Check {
        before: Some(Rc::new(done("monitoring.example"))),
        phase,
        progress: (3, 7),
        ..Check::new(2, domain)
    })
}

#[test]
fn the_result_before_stays_and_says_how_the_new_check_goes() {
    let result = words(&example("monitoring.example"));
    let verdict = result.split("No policy").next().unwrap();
    for (how, said) in [
        ("asking", "3 of 7 answers Cancel"),
        (
            "stopped",
            "The new check was stopped. This is the result of the check before. Try again",
        ),
    ] {
        let text = words(&render(repeated, how));
        assert!(text.starts_with(verdict), "{text}");
        assert!(text.contains(said), "{said}: {text}");
        assert!(text.contains("What to do"), "{text}");
    }
}

/// The HTML of a check with the changes from an example with more records.
fn changed(domain: &str, text: &str) -> String {
    let make = |from: &str| {
        let (domain, text) = from.split_once(' ').unwrap();
        let mut zone = example_zone();
        let name = DomainName::new(&format!("_dmarc.{domain}")).unwrap();
        for place in 0..20 {
            let text = format!("{place}{text}");
            zone.add(&name, RecordData::Txt(vec![text]));
        }
        let before = report_in(&example_zone(), domain);
        let after = report_in(&zone, domain);
        let mut check = with_report(&after);
        let finished = check.finished.as_mut().unwrap();
        finished.changes = Some(Rc::new(Changes::between(&before, &after)));
        page(&check)
    };
    render(make, &format!("{domain} {text}"))
}

#[test]
fn changes_are_text_and_bounded() {
    let html = changed("reject.example", "<img src=x onerror=alert(1)>\u{202e}");
    let text = words(&html);
    assert!(text.contains("TXT at _dmarc.reject.example"), "{text}");
    assert!(
        text.contains("Now: 0<img src=x onerror=alert(1)>[U+202E]"),
        "{text}"
    );
    assert!(
        !html.contains("<img") && text.contains("And 10 more."),
        "{text}"
    );
    let html = changed("reject.example", &"x".repeat(60_000));
    let changes = html.split("id=\"changes\"").nth(1).unwrap();
    let changes = changes.split("</section>").next().unwrap();
    assert!(changes.len() < 20_000, "{}", changes.len());
}

/// The answer no to a question.
fn without(question: OwnerQuestion) -> Known {
    question.answered(&Known::default(), Some(false))
}

/// The page about a name with only an address, or about an example.
fn with_known(domain: &str, known: Known) -> Html {
    let mut zone = example_zone();
    let address = RecordData::A([192, 0, 2, 1].into());
    zone.add(&DomainName::new("spare.example").unwrap(), address);
    let facts = Rc::clone(report_in(&zone, domain).facts());
    page(&with_report(&Rc::new(Report::with(facts, known))))
}

#[test]
fn the_owner_is_asked_and_can_take_an_answer_back() {
    let text = words(&render(
        |domain| with_known(domain, Known::default()),
        "spare.example",
    ));
    let question = "Does spare.example or any of its subdomains send mail? Yes, it sends mail No, it is unused";
    assert!(text.contains(question), "{text}");
    // The question takes the place of the alternative.
    assert!(!text.contains("Instead, if"), "{text}");
    let unused = |domain: &str| with_known(domain, without(OwnerQuestion::Sends));
    let text = words(&render(unused, "spare.example"));
    let answer = "Your answer: Neither spare.example nor any of its subdomains sends mail. Undo";
    assert!(text.contains(answer), "{text}");
    assert!(text.contains("Lock the domain"), "{text}");
    assert!(!text.contains("send mail?"), "{text}");
    let foreign = |domain: &str| with_known(domain, without(OwnerQuestion::RunsDomain));
    let text = words(&render(foreign, "monitoring.example"));
    let answer = "Your answer: You don't run monitoring.example. Undo";
    assert!(text.contains(answer), "{text}");
    assert!(!text.contains("I don't run this domain"), "{text}");
}
