//! Nothing is left to publish.

use super::lock;
use crate::advice::TaskId;
use crate::advice::draft::Draft;
use crate::advice::situation::Situation;
use crate::advice::{Stage, stage};

/// Proposes to keep the policy, and what to do before a new service sends.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Draft {
    let domain = situation.domain();
    if stage(situation.facts) == Stage::Locked || lock::is_done(situation) {
        return Draft::new(
            TaskId::Keep,
            "Keep it locked",
            format!(
                "The records of {domain} are complete. Keep the domain registered: anyone can buy a domain that lapses."
            ),
        );
    }
    Draft::new(
        TaskId::Keep,
        "Keep this policy and watch the reports",
        format!(
            "DMARC needs no change. Set up DKIM in the name of {domain} for every new service before it sends: mail that \
             fails is refused from the first message, and the reports show it a day later."
        ),
    )
}
