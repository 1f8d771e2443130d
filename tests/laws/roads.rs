//! Followed task by task, every road ends, and comes back to no stage.

use dmarc_checker::advice::{Choice, Known, Stage, TaskId};
use dmarc_checker::discovery::ChangeKind;

use super::grid::shop;
use super::judge::{INBOX, published, violations};
use super::world::{KEY, World};

/// The most steps that any road may have.
const MOST: usize = 25;

/// Follows the plans for a domain to their end: what was done, and the stage at which it ends. Each plan on the way holds
/// the laws.
pub(crate) fn follow(world: World, domain: &str) -> Result<(Vec<&'static str>, Stage), String> {
    // Where ways of equal rank are offered, each leads to an end.
    follow_by(world.clone(), domain, |ways| ways.len() - 1)?;
    follow_by(world, domain, |_| 0)
}

/// The same, where of several ways the one that `pick` picks is taken.
fn follow_by(
    mut world: World,
    domain: &str,
    pick: impl Fn(&[Choice]) -> usize,
) -> Result<(Vec<&'static str>, Stage), String> {
    let mut known = Known::default();
    let mut done = Vec::new();
    let mut stages: Vec<Stage> = Vec::new();
    for _ in 0..MOST {
        let wrong = violations(&world, domain, &known);
        if !wrong.is_empty() {
            return Err(format!("after {done:?}: {wrong:?}"));
        }
        let now = world.check(domain, &known);
        let stage = now.stage();
        if stages.last() != Some(&stage) {
            if stages.contains(&stage) {
                return Err(format!("back at {stage:?} after {done:?}"));
            }
            stages.push(stage);
        }
        let tasks = &now.plan.tasks;
        let next = tasks.iter().find(|task| task.waits_for.is_empty());
        let Some(task) = next.filter(|task| task.id != TaskId::Keep) else {
            return if tasks.iter().any(|task| !task.waits_for.is_empty()) {
                Err(format!("everything waits after {done:?}"))
            } else {
                Ok((done, stage))
            };
        };
        done.push(task.id.as_str());
        let records = match task.options.as_slice() {
            [] => &task.publish,
            ways => {
                // The owner may have chosen to begin anew.
                stages.clear();
                &ways[pick(ways)].publish
            }
        };
        if !records.is_empty() {
            world = world.following(&published(records));
            continue;
        }
        match task.id {
            TaskId::SetUpDkim => known.dkim_confirmed = Some(true),
            TaskId::FixSpf => {
                world.records.retain(|(name, kind, text)| {
                    name != domain || *kind != ChangeKind::Txt || !text.contains("spf")
                });
                world = world.with(domain, "v=spf1 mx -all");
            }
            // The record belongs at another name.
            TaskId::PublishRecord | TaskId::OwnRecord => return Ok((done, stage)),
            other => return Err(format!("{other:?} has no record")),
        }
    }
    Err(format!("no end: {done:?}"))
}

/// What is done on the road from a world, and where it ends.
#[track_caller]
fn road(world: World, domain: &str, expected: &[&str], end: Stage) {
    match follow(world, domain) {
        Ok((done, stage)) => assert_eq!((done.as_slice(), stage), (expected, end)),
        Err(wrong) => panic!("{wrong}"),
    }
}

#[test]
fn the_whole_road_of_a_domain_that_sends() {
    let world = World::new(&format!(
        "{INBOX}shop.example. MX 10 mx.shop.example.\nmx.shop.example. A 192.0.2.1\n"
    ))
    .with("shop.example", "v=spf1 mx -all")
    .with("mail._domainkey.shop.example", KEY);
    road(
        world,
        "shop.example",
        &["publish-record", "quarantine", "reject"],
        Stage::Reject,
    );
}

#[test]
fn roads_of_records_that_are_half_way() {
    for (record, expected) in [
        (
            "v=DMARC1; p=none",
            &["receive-reports", "quarantine", "reject"][..],
        ),
        (
            "v=DMARC1; p=none; sp=none; rua=mailto:d@shop.example",
            &["quarantine", "subdomains", "reject", "subdomains"],
        ),
        (
            "v=DMARC1; p=quarantine; pct=20; rua=mailto:d@shop.example",
            &["end-ramp", "reject"],
        ),
        (
            "v=DMARC1; p=reject; t=y; rua=mailto:d@shop.example",
            &["end-ramp"],
        ),
        (
            "v=DMARC1; p=quarantine; sp=none; rua=mailto:d@shop.example",
            &["subdomains", "reject", "subdomains"],
        ),
        ("v=DMARC1; p=reject", &["receive-reports"]),
    ] {
        road(shop(record), "shop.example", expected, Stage::Reject);
    }
}

#[test]
fn unused_domains_are_locked_at_once() {
    let world = World::new(&format!("{INBOX}shop.example. A 192.0.2.1\n"))
        .with("shop.example", "v=spf1 -all");
    road(world.clone(), "shop.example", &["lock"], Stage::Locked);
    let half = world.with(
        "_dmarc.shop.example",
        "v=DMARC1; p=none; sp=none; rua=mailto:d@inbox.example",
    );
    road(half, "shop.example", &["lock"], Stage::Locked);
}
