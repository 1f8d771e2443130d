//! A deciding query failed: check again.

use crate::advice::draft::Draft;
use crate::advice::situation::Situation;
use crate::advice::{Stage, TaskId, stage};

/// Proposes to check again, without saying anything about the domain.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Draft {
    let facts = situation.facts;
    if stage(facts) != Stage::CouldNotTell {
        return Draft::new(
            TaskId::AskAgain,
            "Check again",
            format!(
                "{} is not used for mail and asks for reject. It is not known whether that covers all its subdomains, \
                 since a query failed. Check again, or choose another resolver.",
                facts.domain
            ),
        );
    }
    let which = facts.walk.failed().next().map_or_else(
        || "A query got no answer".to_owned(),
        |(name, error)| format!("The query for _dmarc.{name} failed: {error}"),
    );
    Draft::new(
        TaskId::AskAgain,
        "Check again",
        format!(
            "{which}. This says nothing about the domain. Check again, or choose another resolver. If every resolver \
             fails, check the domain's name servers: while they don't answer, receivers can't find the policy either."
        ),
    )
}
