//! The plan: what to do, as a list of tasks.

use dmarc_checker::components::{Surface, Tasks, TasksProps, publication};
use dmarc_engine::advice::{By, Choice, Gate, Movement, Plan, Publication, Task, TaskId};
use dmarc_engine::discovery::ChangeKind;

use super::parts::{gate, record, task};
use super::*;

/// A record with a placeholder to fill in.
fn with_blank() -> Publication {
    Publication {
        needs_address: true,
        ..record(
            "_dmarc.shop.example",
            "v=DMARC1; p=none; rua=mailto:dmarc-reports@shop.example",
        )
    }
}

/// One option of a choice.
fn choice(label: &str, publish: Publication) -> Choice {
    Choice {
        label: label.to_owned(),
        publish: vec![publish],
        movement: Movement::default(),
        gates: vec![gate(&format!("{label} is safe."))],
    }
}

/// A plan with these tasks.
fn plan(tasks: Vec<Task>) -> Plan {
    Plan {
        tasks,
        ..Plan::default()
    }
}

/// Renders a plan for `reject.example`.
fn on(surface: Surface, plan: Plan) -> Html {
    let mut report = Report::clone(&report_in(&example_zone(), "reject.example"));
    report.plan = plan;
    let props = TasksProps {
        report: Rc::new(report),
        actions: ReportActions {
            calls: Calls::default(),
            on_search: Callback::noop(),
            on_again: Callback::noop(),
            surface,
        },
    };
    html! { <Tasks ..props /> }
}

/// Renders a plan on the page.
fn shown(make: fn() -> Plan) -> String {
    let plans: fn(fn() -> Plan) -> Html = |make| on(Surface::Page, make());
    let props = move || PlannedProps { make, plans };
    block_on(
        ServerRenderer::<Planned>::with_props(props)
            .hydratable(false)
            .render(),
    )
}

/// Properties of [`Planned`].
#[derive(Clone, Properties)]
struct PlannedProps {
    /// Creates the plan.
    make: fn() -> Plan,
    /// Renders the plan.
    plans: fn(fn() -> Plan) -> Html,
}

impl PartialEq for PlannedProps {
    /// Each is rendered once.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Renders a plan inside the renderer.
#[component]
fn Planned(props: &PlannedProps) -> Html {
    (props.plans)(props.make)
}

/// Renders a plan in a widget, whose host may provide an address for reports.
fn in_widget(make: fn() -> Plan, has_address: bool) -> String {
    let with: fn(fn() -> Plan) -> Html = |make| {
        let surface = Surface::Widget {
            hidden: [].into(),
            is_compact: false,
            report_address: Some("/report?of={domain}".into()),
        };
        on(surface, make())
    };
    let without: fn(fn() -> Plan) -> Html = |make| {
        let surface = Surface::Widget {
            hidden: [].into(),
            is_compact: false,
            report_address: None,
        };
        on(surface, make())
    };
    let plans = if has_address { with } else { without };
    block_on(
        ServerRenderer::<Planned>::with_props(move || PlannedProps { make, plans })
            .hydratable(false)
            .render(),
    )
}

/// The HTML element of a task.
fn of_task(html: &str, id: TaskId) -> &str {
    let start = format!(" id=\"task-{}\"", id.as_str());
    let rest = html.split(&start).nth(1).unwrap();
    let rest = rest.split(" id=\"task-").next().unwrap();
    rest.split("</section>").next().unwrap()
}

#[test]
fn every_example_shows_its_plan() {
    for example in EXAMPLES {
        let report = report_in(&example_zone(), example.domain);
        let html = super::example(example.domain);
        assert!(!html.contains("dmarc-reports@"), "{}", example.domain);
        let text = words(&html);
        for (number, task) in (1..).zip(&report.plan.tasks) {
            let title = format!("{number} {}", task.title);
            assert!(text.contains(&title), "{}: {title}", example.domain);
            let part = of_task(&html, task.id);
            let has_record = part.contains("class=\"publish\"");
            let has_ways = !task.options.is_empty() || task.alternative.is_some();
            assert_eq!(
                has_record,
                !task.publish.is_empty() || has_ways,
                "{}",
                example.domain
            );
            let choices = task.options.iter().chain(&task.alternative);
            let of_choices = choices.flat_map(|choice| &choice.gates);
            for gate in task.gates.iter().chain(of_choices) {
                let gate = gate.text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(words(part).contains(&gate), "{}: {gate}", example.domain);
            }
        }
    }
}

#[test]
fn a_task_that_waits_leads_to_the_first_and_shows_no_record() {
    let make = || {
        let mut later = task(TaskId::Reject, "Ask for reject");
        later.waits_for = vec![TaskId::ReceiveReports];
        later.gates = vec![
            Gate {
                task: Some(TaskId::ReceiveReports),
                ..gate("Reports arrive.")
            },
            Gate {
                is_known: Some(true),
                ..gate("Nobody posts to lists.")
            },
            Gate {
                is_known: Some(false),
                ..gate("All senders pass.")
            },
        ];
        plan(vec![
            task(TaskId::ReceiveReports, "Make reports arrive"),
            later,
        ])
    };
    let html = shown(make);
    let later = of_task(&html, TaskId::Reject);
    let text = words(later);
    assert!(
        text.contains("Waits for task 1: Make reports arrive . Then check again."),
        "{text}"
    );
    assert!(text.contains("Check first Reports arrive. See task 1: Make reports arrive"));
    let link = "href=\"#/check/reject.example/task-receive-reports\"";
    assert_eq!(later.matches(link).count(), 2, "{later}");
    assert!(!later.contains("class=\"publish\""), "{later}");
    // Only confirmed tasks are ticked, and they cannot be unticked.
    assert_eq!(later.matches("type=\"checkbox\"").count(), 3);
    let ticked: Vec<_> = later.split("<input").skip(1).collect();
    let is_ticked = |part: &&str| part.split('>').next().unwrap().contains("checked");
    let ticked: Vec<_> = ticked.into_iter().filter(is_ticked).collect();
    assert_eq!(ticked.len(), 1, "{later}");
    assert!(ticked[0].contains("disabled") && ticked[0].contains("Nobody posts"));
    // A widget has no address of its own.
    let html = in_widget(make, false);
    assert!(!html.contains("href=") && html.contains("<button type=\"button\" class=\"link\">"));
}

#[test]
fn ways_of_equal_rank_are_shown_alike() {
    let html = shown(|| {
        let mut both = task(TaskId::RepairRecord, "Repair the record");
        both.options = vec![
            choice(
                "Keep reject",
                record("_dmarc.shop.example", "v=DMARC1; p=reject"),
            ),
            choice(
                "Begin anew",
                record("_dmarc.shop.example", "v=DMARC1; p=none"),
            ),
        ];
        plan(vec![both])
    });
    let text = words(&html);
    for (lead, label, value) in [
        ("Either", "Keep reject", "v=DMARC1; p=reject"),
        ("Or", "Begin anew", "v=DMARC1; p=none"),
    ] {
        let way = format!(
            "{lead} {label} Name _dmarc.shop.example Type TXT Value {value} Copy the value for _dmarc.shop.example \
             Check first {label} is safe."
        );
        assert!(text.contains(&way), "{text}");
    }
    assert!(!html.contains("<details") && !html.contains("radio") && !html.contains("checked"));
}

#[test]
fn an_alternative_comes_after_the_record_and_is_folded() {
    let html = shown(|| {
        let mut first = task(TaskId::PublishRecord, "Publish a record");
        first.publish = vec![record("_dmarc.shop.example", "v=DMARC1; p=none")];
        let lock = record("_dmarc.shop.example", "v=DMARC1; p=reject");
        first.alternative = Some(choice("shop.example sends no mail", lock));
        plan(vec![first])
    });
    let (before, folded) = html.split_once("<details class=\"fold\">").unwrap();
    assert_eq!(before.matches("class=\"copy\"").count(), 1, "{before}");
    assert!(words(before).contains("v=DMARC1; p=none Copy"));
    let folded = words(folded);
    assert!(
        folded.contains("Instead, if: shop.example sends no mail Name"),
        "{folded}"
    );
    assert!(folded.contains("v=DMARC1; p=reject Copy"), "{folded}");
}

#[test]
fn a_record_with_a_blank_cannot_be_copied_before_it_is_filled_in() {
    let html = shown(|| {
        let mut first = task(TaskId::PublishRecord, "Publish a record");
        first.publish = vec![with_blank()];
        plan(vec![first])
    });
    let text = words(&html);
    assert!(
        text.contains(
            "Address that gets the reports Type it to complete the record. It stays in this tab and is sent to no one."
        ),
        "{text}"
    );
    let id = "report-address-publish-record";
    for attribute in [
        format!(" for=\"{id}\""),
        format!(" id=\"{id}\""),
        format!(" aria-describedby=\"{id}-hint\""),
        format!(" id=\"{id}-hint\""),
    ] {
        assert!(html.contains(&attribute), "{attribute}: {html}");
    }
    assert!(html.contains("type=\"email\"") && !html.contains(" style="));
    assert!(text.contains(
        "Value v=DMARC1; p=none; rua=mailto: your report address Copy the value for _dmarc.shop.example (not yet: type \
         the address that gets the reports first)"
    ));
    assert_eq!(html.matches("aria-disabled=\"true\"").count(), 1);
    assert!(!html.contains("dmarc-reports@"), "{html}");
}

/// The record after this address was typed.
fn typed(address: &str) -> String {
    render(
        |address| {
            let mut record = with_blank();
            record.today = vec!["v=DMARC1; p=none".to_owned()];
            record.difference = Some(vec![Segment::Added("rua=mailto:dmarc-reports@".to_owned())]);
            publication(&record, address)
        },
        address,
    )
}

#[test]
fn a_blank_that_is_filled_in_is_part_of_the_record() {
    let html = typed("me!x@shop.example");
    let text = words(&html);
    let value = "Value v=DMARC1; p=none; rua=mailto:me%21x@shop.example Copy";
    assert!(text.contains(value), "{text}");
    assert!(
        html.contains("<ins>rua=mailto:me%21x@shop.example</ins>"),
        "{html}"
    );
    assert!(!html.contains("aria-disabled") && !html.contains("dmarc-reports@"));
    for unsound in [
        "",
        "me",
        "me@",
        "me@shop..example",
        "a@b.example,mailto:c@d.example",
    ] {
        let html = typed(unsound);
        assert!(html.contains("aria-disabled=\"true\""), "{unsound}: {html}");
        assert!(!html.contains("dmarc-reports@"), "{unsound}: {html}");
    }
}

#[test]
fn records_are_removed_replaced_or_published_by_others() {
    let removed = words(&render(
        |_| {
            let mut record = record("_dmarc.shop.example", "");
            record.kind = ChangeKind::Cname;
            record.value = None;
            record.today = vec!["gone.vendor.example".to_owned()];
            publication(&record, "")
        },
        "",
    ));
    assert_eq!(
        removed,
        "Name _dmarc.shop.example Type CNAME Remove gone.vendor.example"
    );
    let replaced = words(&render(
        |_| {
            let mut record = record("_dmarc.shop.example", "v=DMARC1; p=none");
            record.today = ["v=DMARC1; p=reject", "v=DMARC1; p=none; t=y"]
                .map(str::to_owned)
                .to_vec();
            publication(&record, "")
        },
        "",
    ));
    assert!(
        replaced.ends_with("Replaces v=DMARC1; p=reject v=DMARC1; p=none; t=y"),
        "{replaced}"
    );
    let sent = words(&render(
        |_| {
            let name = "shop.example._report._dmarc.reports.example";
            let record = Publication {
                by: By::Destination,
                ..record(name, "v=DMARC1;")
            };
            publication(&record, "")
        },
        "",
    ));
    assert!(
        sent.starts_with(
            "Send this record to those who run reports.example; they publish it: Name"
        ),
        "{sent}"
    );
    let hosted = words(&render(
        |_| {
            let record = Publication {
                by: By::Host,
                ..record("shop.vendor.example", "v=DMARC1; p=none")
            };
            publication(&record, "")
        },
        "",
    ));
    assert!(
        hosted.starts_with("Change it in the settings of the service that hosts the record: Name"),
        "{hosted}"
    );
}

#[test]
fn a_plan_that_is_not_known_yet_says_so() {
    let text = words(&shown(|| Plan {
        is_checking: true,
        ..Plan::default()
    }));
    assert_eq!(text, "What to do Checking what to do first.");
}

#[test]
fn without_a_task_the_sentence_says_why() {
    let make = || Plan {
        summary: "The policy is that of parent.example.".to_owned(),
        check: Some(DomainName::new("parent.example").unwrap()),
        ..Plan::default()
    };
    let html = shown(make);
    let said = "What to do The policy is that of parent.example. Check parent.example Check again I don't run this domain";
    assert_eq!(words(&html), said);
    assert!(
        html.contains("<a href=\"#/check/parent.example\">"),
        "{html}"
    );
    let linked = in_widget(make, true);
    assert!(
        linked.contains("href=\"/report?of=parent.example\""),
        "{linked}"
    );
    let new_tab = said.replace(" Check again", " (opens a new tab) Check again");
    assert_eq!(words(&linked), new_tab);
    let bare = in_widget(make, false);
    assert!(!bare.contains("<a ") && words(&bare) == said, "{bare}");
}

#[test]
fn hostile_text_is_cut() {
    let html = shown(|| {
        let long = "a".repeat(60_000);
        let mut hostile = task(TaskId::FixSpf, &format!("Fix {long}"));
        hostile.why = format!("It has {}.", "ip4:192.0.2.1 ".repeat(5_000));
        hostile.gates = vec![gate(&format!("{long} is gone.")); 200];
        hostile.roll_back = Some(long.clone());
        let mut first = record("shop.example", &format!("v=spf1 {long} -all"));
        first.today = vec![format!("v=spf1 {long}"), long.clone()];
        first.difference = Some(vec![Segment::Removed(long.clone()); 500]);
        hostile.publish = vec![first];
        hostile.options = vec![choice(&long, record("shop.example", &long))];
        hostile.alternative = Some(choice(&long, with_blank()));
        let mut first = plan(vec![hostile]);
        first.summary = long;
        first
    });
    assert!(html.len() < 60_000, "{}", html.len());
    let text = words(&html);
    let longest = text.split_whitespace().map(str::len).max().unwrap();
    assert!(longest <= 510, "{longest}");
    assert!(text.contains("This is its beginning. The button copies all of it."));
    assert!(text.contains("And 170 more."));
}

#[test]
fn a_finding_leads_to_the_task_that_ends_it() {
    let html = super::example("monitoring.example");
    let findings = html.split(" id=\"findings\"").nth(1).unwrap();
    let findings = findings.split(" id=\"spf\"").next().unwrap();
    assert!(words(findings).contains("Fixed by task 1: "), "{findings}");
    assert!(findings.contains("href=\"#/check/monitoring.example/task-quarantine\""));
    assert!(!findings.contains("class=\"publish\""), "{findings}");
}
