//! Nothing is left to publish.

use super::lock;
use crate::advice::TaskId;
use crate::advice::draft::Draft;
use crate::advice::evidence::{BOD_ADDRESS, lacks_bod_address};
use crate::advice::situation::Situation;
use crate::advice::{Stage, stage};
use crate::findings::Severity;

/// Proposes to keep the policy, and says what to do before a new service sends.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Draft {
    let domain = situation.domain();
    let is_clean = situation
        .found()
        .iter()
        .all(|finding| finding.severity() == Severity::Note);
    if stage(situation.facts) == Stage::Locked || lock::is_done(situation) {
        return Draft::new(
            TaskId::Keep,
            "Keep it locked",
            format!(
                "{domain} sends no mail, and receivers are asked to refuse all mail that claims to be from it.{}{}",
                if situation.is_registered_name() {
                    " Keep the domain registered: anyone can buy a domain that lapses."
                } else {
                    ""
                },
                if is_clean {
                    ""
                } else {
                    " The findings say what else to fix."
                }
            ),
        );
    }
    let federal = if lacks_bod_address(situation.facts) {
        format!(" BOD 18-01 also requires federal agencies to list {BOD_ADDRESS} in rua.")
    } else {
        String::new()
    };
    Draft::new(
        TaskId::Keep,
        "Keep this policy and watch the reports",
        format!(
            "{} Set up DKIM as {domain} for every new service before it sends. {}{}",
            if is_clean {
                "DMARC needs no change."
            } else {
                "The policy needs no change. The findings say what else to fix."
            },
            if stage(situation.facts) == Stage::Reject {
                "Receivers are asked to refuse failing mail from the first message on; reports show it a day later."
            } else {
                "Today's policy applies to failing mail from the first message on; reports show it a day later."
            },
            federal
        ),
    )
}
