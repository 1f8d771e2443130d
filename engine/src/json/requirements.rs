//! The JSON form of the requirements of large receivers.

use serde::Serialize;

use crate::requirements::{ReceiverView, RequirementView, RequirementsView};

/// The requirements of all receivers, and how far the domain meets them.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequirementsJson {
    /// `good`, `advice`, `problem`, `not-applicable` or `could-not-tell`.
    state: &'static str,
    /// The summary in a sentence.
    summary: String,
    /// The date of each receiver's requirements, in words.
    as_of: String,
    /// The receivers; empty if the domain does not send.
    receivers: Vec<ReceiverJson>,
}

/// The requirements of one receiver.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct ReceiverJson {
    /// `google`, `yahoo`, `microsoft` or `apple`.
    receiver: &'static str,
    /// `good`, `advice`, `problem` or `could-not-tell`.
    state: &'static str,
    /// Which mail the requirements apply to, since when, and who counts as a bulk sender.
    scope: &'static str,
    /// The address of the published requirements.
    source: &'static str,
    /// The date of the copy that was used.
    as_of: &'static str,
    /// The receiver's requirements.
    requirements: Vec<RequirementJson>,
}

/// A single requirement.
#[derive(Debug, Clone, Serialize)]
struct RequirementJson {
    /// `spf-or-dkim`, `spf`, `dkim`, `dmarc`, `alignment`, `ptr`, `tls`, `unsubscription` or `spam-rate`.
    subject: &'static str,
    /// Which senders it applies to: `all` or `bulk`.
    senders: &'static str,
    /// What is required.
    what: &'static str,
    /// `met`, `not-met`, `not-in-dns` or `could-not-tell`.
    fulfilment: &'static str,
    /// Why it is met or not, in a sentence.
    sentence: String,
}

/// Converts the requirements.
pub fn requirements(view: &RequirementsView) -> RequirementsJson {
    RequirementsJson {
        state: view.state.as_str(),
        summary: view.summary.clone(),
        as_of: view.as_of.clone(),
        receivers: view.receivers.iter().map(receiver).collect(),
    }
}

/// Converts a receiver.
fn receiver(view: &ReceiverView) -> ReceiverJson {
    ReceiverJson {
        receiver: view.receiver.id,
        state: view.state.as_str(),
        scope: view.receiver.scope,
        source: view.receiver.source_url,
        as_of: view.receiver.as_of,
        requirements: view.requirements.iter().map(requirement).collect(),
    }
}

/// Converts a requirement.
fn requirement(view: &RequirementView) -> RequirementJson {
    RequirementJson {
        subject: view.requirement.subject.as_str(),
        senders: view.requirement.senders.as_str(),
        what: view.requirement.what,
        fulfilment: view.fulfilment.as_str(),
        sentence: view.sentence.clone(),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;
    use crate::discovery::{Options, gather};
    use crate::dns::Zone;
    use crate::domain::DomainName;

    #[test]
    fn names_are_stable() {
        let zone = "$TTL 60\nshop TXT \"v=spf1 ip4:192.0.2.1 -all\"\n_dmarc.shop TXT \"v=DMARC1; p=none\"\n";
        let zone = Zone::from_file("zone", "example", zone).unwrap();
        let domain = DomainName::new("shop.example").unwrap();
        let options = Options::default();
        let facts = gather(&zone, &domain, &options, |_| (), |_, _| ());
        let view = crate::requirements::requirements(&facts.now_or_never().unwrap());
        let json = serde_json::to_value(requirements(&view)).unwrap();
        assert_eq!(json["state"], "advice");
        let google = &json["receivers"][0];
        assert_eq!(google["receiver"], "google");
        assert_eq!(google["requirements"][0]["subject"], "spf-or-dkim");
        assert_eq!(google["requirements"][0]["senders"], "all");
        assert_eq!(google["requirements"][0]["fulfilment"], "met");
        assert_eq!(google["requirements"][1]["fulfilment"], "not-in-dns");
        assert_eq!(google["requirements"][5]["fulfilment"], "not-met");
        assert!(json["asOf"].is_string() && google["source"].is_string());
    }
}
