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
                "{} is not used for mail and asks for reject. Whether that holds for all its subdomains is not known, since \
                 a question failed. Check again, or choose another resolver.",
                facts.domain
            ),
        );
    }
    let which = facts.walk.failed().next().map_or_else(
        || "A question got no answer".to_owned(),
        |(name, error)| format!("The question for _dmarc.{name} failed: {error}"),
    );
    Draft::new(
        TaskId::AskAgain,
        "Check again",
        format!(
            "{which}. This says nothing about the domain. Check again, or choose another resolver. If it fails \
             everywhere, look at the domain's own name servers: while they don't answer, receivers can't find the \
             policy either."
        ),
    )
}
