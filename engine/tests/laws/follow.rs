//! Follows plans, task by task, until nothing is left to do.

use dmarc_engine::advice::{Choice, Known, Stage, TaskId};
use dmarc_engine::discovery::ChangeKind;

use super::judge::{published, violations};
use super::world::World;

/// The maximum number of steps to the end of a plan.
const MOST: usize = 25;

/// Follows the plans for a domain to their end. Returns the tasks done and the final stage. Every plan on the way must obey the
/// laws.
pub(crate) fn follow(
    world: World,
    domain: &str,
    known: &Known,
) -> Result<(Vec<&'static str>, Stage), String> {
    // If several options are equivalent, each must lead to an end.
    follow_by(world.clone(), domain, known, |ways| ways.len() - 1)?;
    follow_by(world, domain, known, |_| 0)
}

/// Follows the plans, choosing among several options with `pick`.
fn follow_by(
    mut world: World,
    domain: &str,
    known: &Known,
    pick: impl Fn(&[Choice]) -> usize,
) -> Result<(Vec<&'static str>, Stage), String> {
    let mut known = known.clone();
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
                // The owner may have chosen to start over.
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
                    name != domain
                        || *kind != ChangeKind::Txt
                        || !text.to_ascii_lowercase().contains("spf")
                });
                world = world.with(domain, "v=spf1 mx -all");
            }
            // The record belongs at another name; and a loop of aliases is like a server that does not respond.
            TaskId::PublishRecord | TaskId::OwnRecord | TaskId::AskAgain => {
                return Ok((done, stage));
            }
            other => return Err(format!("{other:?} has no record")),
        }
    }
    Err(format!("no end: {done:?}"))
}
