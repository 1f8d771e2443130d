//! Nothing is left to publish.

use crate::advice::TaskId;
use crate::advice::draft::Draft;
use crate::advice::situation::Situation;
use crate::advice::{Stage, stage};
use crate::findings::{Severity, judge};

/// Proposes to keep the policy, and what to do before a new service sends.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Draft {
    let domain = situation.domain();
    let is_clean = judge(situation.facts)
        .found
        .iter()
        .all(|finding| finding.severity() == Severity::Note);
    if stage(situation.facts) == Stage::Locked {
        return Draft::new(
            TaskId::Keep,
            "Keep it locked",
            format!(
                "{} Keep the domain registered: anyone can buy a domain that lapses.",
                if is_clean {
                    format!("The records of {domain} are complete.")
                } else {
                    format!(
                        "The policy of {domain} needs no change. The findings say what else to fix."
                    )
                }
            ),
        );
    }
    Draft::new(
        TaskId::Keep,
        "Keep this policy and watch the reports",
        format!(
            "{} Set up DKIM in the name of {domain} for every new service before it sends. {}",
            if is_clean {
                "DMARC needs no change."
            } else {
                "The policy needs no change. The findings say what else to fix."
            },
            if stage(situation.facts) == Stage::Reject {
                "Receivers are asked to refuse mail that fails from its first message; reports show it a day later."
            } else {
                "Mail that fails is treated by today's policy from its first message; reports show it a day later."
            },
        ),
    )
}
