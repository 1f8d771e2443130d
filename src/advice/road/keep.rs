//! Nothing is left to publish.

use crate::advice::TaskId;
use crate::advice::draft::Draft;
use crate::advice::situation::Situation;
use crate::advice::{Stage, stage};

/// Proposes to keep the policy, and what to do before a new service sends.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Draft {
    let domain = situation.domain();
    if stage(situation.facts) == Stage::Locked || situation.known.sends == Some(false) {
        let registration = if situation.is_registered_name() {
            " Keep the domain registered: anyone can buy a domain that lapses."
        } else {
            ""
        };
        return Draft::new(
            TaskId::Keep,
            "Keep it locked",
            format!(
                "{domain} sends no mail, and receivers are asked to refuse all that claims to be from it.{registration}"
            ),
        );
    }
    Draft::new(
        TaskId::Keep,
        "Keep this policy and watch the reports",
        format!(
            "DMARC needs no change. Set up DKIM in the name of {domain} for every new service before it sends: mail that \
             fails is refused from the first message, and the reports show it a day later.{}",
            government(situation)
        ),
    )
}

/// What federal agencies of the United States have to do beside, where the record does not show it.
pub(super) fn government(situation: &Situation<'_>) -> &'static str {
    let is_government = situation.domain().labels().next_back() == Some("gov");
    let has_address = situation
        .facts
        .destinations
        .iter()
        .any(|destination| destination.host.as_str() == "dmarc.cyber.dhs.gov");
    if is_government && !has_address {
        " BOD 18-01 also asks federal agencies for reports@dmarc.cyber.dhs.gov in rua."
    } else {
        ""
    }
}
