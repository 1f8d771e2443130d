//! From quarantine to reject, or staying at quarantine.

use crate::advice::TaskId;
use crate::advice::draft::{Draft, MONTH};
use crate::advice::evidence::has_mailboxes;
use crate::advice::situation::Situation;
use crate::record::dmarc::{Policy, TagName};

/// Proposes reject for a domain at quarantine. If people write from the domain, staying is the first option
/// ([RFC 9989, section 7.4](https://www.rfc-editor.org/rfc/rfc9989#section-7.4)).
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let record = situation.own_policy()?;
    if record.policy.value != Policy::Quarantine {
        return None;
    }
    let domain = situation.domain();
    let posts = situation.known.posts_to_lists;
    let is_government = domain.labels().next_back() == Some("gov");
    let (title, why) = if is_government {
        (
            "Ask for reject",
            format!(
                "Receivers are then asked to refuse mail from {domain} that fails DMARC. BOD 18-01 requires p=reject if \
                 {domain} belongs to a US federal executive branch agency; quarantine is then not enough."
            ),
        )
    } else if posts == Some(true) {
        (
            "Stay at quarantine, or ask for reject",
            format!(
                "You said that people post to mailing lists from {domain}. Stay at quarantine: RFC 9989 advises against \
                 p=reject for such domains, since lists break DMARC. Publish this only if that stops."
            ),
        )
    } else if posts.is_none() && has_mailboxes(situation.facts) {
        (
            "Stay at quarantine, or ask for reject",
            format!(
                "People seem to send mail from {domain}. If they post to mailing lists, stay at quarantine: RFC 9989 \
                 (section 7.4) advises against p=reject for such domains, since many lists break DMARC. Otherwise, \
                 publish this once the points below hold."
            ),
        )
    } else {
        (
            "Ask for reject",
            format!(
                "Receivers are then asked to refuse mail from {domain} that fails DMARC. If people post to mailing lists \
                 from {domain}, stay at quarantine. Otherwise, publish this once the points below hold."
            ),
        )
    };
    Draft::new(TaskId::Reject, title, why)
        .proposing(situation.changed_record(&[(TagName::Policy, Some("reject"))])?)
        .watching(MONTH)
        .into()
}
