//! While answers are missing, no task is shown; failed lookups lead to no guesses.

use dmarc_engine::advice::{Known, TaskId};

use super::desk::{faulty, plan_knowing, plans, reported, tasks};

#[test]
fn a_task_that_was_shown_is_not_replaced() {
    for zone in [
        reported("p=none"),
        reported("p=reject"),
        "shop TXT \"v=spf1 -all\"\n".to_owned(),
        "shop MX 10 mx\n".to_owned(),
    ] {
        let plans = plans("shop.example", &zone);
        let last = plans.last().unwrap();
        assert!(plans.len() > 2, "{zone}");
        assert!(plans.first().unwrap().is_checking, "{zone}");
        for plan in &plans {
            assert!(
                if plan.is_checking {
                    plan.tasks.is_empty()
                } else {
                    plan == last
                },
                "{zone}: {:?}",
                tasks(plan)
            );
        }
    }
}

#[test]
fn what_decides_is_asked_again() {
    for at in ["_dmarc.shop", "_dmarc"] {
        let plan = faulty("shop.example", "shop MX 10 mx\n", at);
        assert_eq!(tasks(&plan), ["ask-again"], "{at}");
        assert!(
            plan.tasks.iter().all(|task| task.publish.is_empty()),
            "{at}"
        );
    }
}

#[test]
fn waiting_tasks_have_no_records() {
    let broken = "v=spf1 mx include:gone.example -all";
    for tags in [
        "p=none",
        "p=quarantine",
        "p=quarantine; sp=none",
        "p=reject; t=y",
    ] {
        for rua in [
            "",
            "; rua=mailto:d@shop.example",
            "; rua=mailto:d@nowhere.example",
        ] {
            for spf in [broken, "v=spf1 mx -all"] {
                let zone = super::desk::unsigned(&format!("v=DMARC1; {tags}{rua}"), spf);
                let plan = plan_knowing("shop.example", &zone, &Known::default());
                let waiting = plan.tasks.iter().filter(|task| !task.waits_for.is_empty());
                for task in waiting {
                    let what = format!("{tags}{rua}: {:?}", task.id);
                    assert!(task.publish.is_empty() && task.options.is_empty(), "{what}");
                    assert!(
                        task.alternative.is_none() && task.roll_back.is_none(),
                        "{what}"
                    );
                    assert!(!task.title.is_empty() && !task.gates.is_empty(), "{what}");
                    let ids: Vec<TaskId> = plan.tasks.iter().map(|task| task.id).collect();
                    assert!(
                        task.waits_for.iter().all(|first| ids.contains(first)),
                        "{what}"
                    );
                }
                assert!(
                    plan.tasks.iter().any(|task| task.waits_for.is_empty()),
                    "{tags}{rua}"
                );
            }
        }
    }
}
