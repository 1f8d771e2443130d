//! The plan in the Markdown of a report.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use dmarc_engine::advice::{Choice, Gate, Movement, Plan, Publication, Task, TaskId};
use dmarc_engine::discovery::Options;
use dmarc_engine::dns::Zone;
use dmarc_engine::domain::DomainName;
use dmarc_engine::markdown;
use dmarc_engine::report::check;
use futures_util::FutureExt;

use crate::parts::plan::{self as parts, gate};

/// The Markdown of a plan.
fn written(plan: Plan) -> String {
    let domain = DomainName::new("shop.example").unwrap();
    let (zone, options) = (Zone::new("zone"), Options::default());
    let check = check(&zone, &domain, &options, |_| (), |_, _| ());
    let mut report = check.now_or_never().unwrap();
    report.plan = plan;
    let text = markdown::report(&report);
    let start = text.find("\n## What to do").unwrap();
    let end = text.find("\n## Findings").unwrap();
    text.get(start..end).unwrap().to_owned()
}

/// A task with this id.
fn task(id: TaskId) -> Task {
    parts::task(id, &format!("Do *{}*", id.as_str()))
}

/// A record that replaces another one.
fn record(value: &str) -> Publication {
    Publication {
        today: vec!["v=DMARC1; p=`none`".to_owned()],
        ..parts::record("_dmarc.shop.example", value)
    }
}

#[test]
fn a_plan_is_written_whole() {
    let mut first = task(TaskId::ReceiveReports);
    first.publish = vec![Publication {
        value: None,
        ..record("")
    }];
    first.gates = vec![Gate {
        is_known: Some(true),
        ..gate("Known.")
    }];
    first.wait_days = Some(31);
    first.roll_back = Some("Put it back.".to_owned());
    let blank = Publication {
        needs_address: true,
        ..record("v=DMARC1; rua=mailto:dmarc-reports@shop.example")
    };
    first.alternative = Some(Choice {
        label: "You can".to_owned(),
        publish: vec![blank],
        movement: Movement::default(),
        gates: vec![gate("You can.")],
    });
    let mut second = task(TaskId::Reject);
    second.waits_for = vec![TaskId::ReceiveReports];
    second.gates = vec![Gate {
        task: Some(TaskId::ReceiveReports),
        ..gate("Ask me@evil.example")
    }];
    let text = written(Plan {
        question: None,
        tasks: vec![first, second],
        ..Plan::default()
    });
    assert_eq!(
        text,
        "\n## What to do\n\n### 1. Do \\*receive-reports\\*\n\nIt is time.\n\nPublish:\n\n\
         - `_dmarc.shop.example` TXT: remove the record\n  - remove `` v=DMARC1; p=`none` ``\n\n\
         Check first:\n\n- [x] Known.\n\nThen watch the reports for at least 31 days.\n\nPut it back.\n\n\
         **Instead, if:** You can\n\nPublish:\n\n\
         - `_dmarc.shop.example` TXT `v=DMARC1; rua=mailto:<your report address>`\n\n\
         Check first:\n\n- [ ] You can.\n\n### 2. Do \\*reject\\*\n\nIt is time.\n\n\
         Waits for task 1 (Do \\*receive-reports\\*). Check again afterwards to see the record.\n\n\
         Check first:\n\n- [ ] Ask `me@evil.example` (task 1)\n"
    );
}

#[test]
fn hostile_text_is_no_markup_and_ends() {
    let mut hostile = task(TaskId::FixSpf);
    hostile.why = format!("It has {}.", "x".repeat(60_000));
    hostile.gates = vec![gate("[a](http://evil.example) ~~b~~\u{202e}\n# c"); 50];
    let text = written(Plan {
        is_checking: true,
        summary: "See https://evil.example.".to_owned(),
        check: DomainName::new("other.example").ok(),
        tasks: vec![hostile],
        ..Plan::default()
    });
    assert!(text.len() < 5_000, "{}", text.len());
    assert!(text.starts_with(
        "\n## What to do\n\nChecking what to do first.\n\nSee `https://evil.example`.\n\nCheck `other.example`.\n"
    ));
    let gate = "- [ ] `[a](http://evil.example`) \\~\\~b\\~\\~\\[U+202E\\]\\[U+000A\\]\\# c\n";
    assert_eq!(text.matches(gate).count(), 20, "{text}");
    assert!(text.contains("- and 30 more\n"), "{text}");
    assert_eq!(text.matches("\n#").count(), 2, "{text}");
}
