//! Explains `p`, `sp` and `np`.

use super::Explanation;
use super::explanation::origin;
use crate::findings::Reference;
use crate::record::dmarc::{DmarcRecord, Origin, Outcome, Policy, TagName, Value, is_dmarc};

/// Explains `p`, `sp` or `np`.
pub(super) fn explain(record: &DmarcRecord, tag: TagName) -> Explanation {
    let effective = match tag {
        TagName::SubdomainPolicy => &record.subdomain_policy,
        TagName::NonexistentPolicy => &record.nonexistent_policy,
        _ => &record.policy,
    };
    let title = match tag {
        TagName::SubdomainPolicy => "Policy for existing subdomains",
        TagName::NonexistentPolicy => "Policy for subdomains that do not exist",
        _ => "Policy",
    };
    let is_invalid = record
        .tag(tag)
        .is_some_and(|tag| tag.value == Value::Invalid);
    let meaning = match unused(record) {
        Some(why) if is_invalid => format!("{tag} allows only none, quarantine or reject. {why}"),
        Some(why) if !record.has(tag) && tag != TagName::Policy => why.to_owned(),
        Some(why) if !record.has(tag) => {
            format!("The record has no {tag}. {why}")
        }
        Some(why) => format!("It asks for {}, but is not used. {why}", effective.value),
        None => in_force(record, tag, effective.value),
    };
    Explanation {
        title,
        meaning,
        origin: origin(record, tag, effective.origin),
        references: const {
            &[
                Reference::new(9989, "4.7"),
                Reference::new(9989, "4.10.1"),
                Reference::new(7489, "6.3"),
            ]
        },
    }
}

/// What the tag requests in a record whose policy receivers use.
fn in_force(record: &DmarcRecord, tag: TagName, policy: Policy) -> String {
    let who = match tag {
        TagName::SubdomainPolicy => {
            "For subdomains that exist and have no record of their own, receivers"
        }
        TagName::NonexistentPolicy => {
            "For names below this one that do not exist in DNS, receivers"
        }
        _ => "Receivers",
    };
    let asked = match policy {
        Policy::None => "for nothing. Mail that fails DMARC is handled as if there were no policy",
        Policy::Quarantine => {
            "to treat mail that fails DMARC as suspicious, which often means the spam folder"
        }
        Policy::Reject => {
            "to refuse mail that fails DMARC. They may treat it as suspicious instead"
        }
    };
    let milder = if record.is_testing.value && policy != Policy::None {
        format!(
            " With t=y, receivers on RFC 9989 treat this as {}.",
            policy.milder()
        )
    } else {
        String::new()
    };
    let others = if tag == TagName::NonexistentPolicy && policy != record.subdomain_policy.value {
        let used = match record.subdomain_policy.origin {
            Origin::Declared => TagName::SubdomainPolicy,
            _ => TagName::Policy,
        };
        format!(
            " Those on RFC 7489 ignore np and use {used}={}.",
            record.subdomain_policy.value
        )
    } else {
        String::new()
    };
    // This is part of the explanation because a finding about it would appear on nearly every page.
    let is_early = policy < Policy::Reject && record.policy.value < Policy::Reject;
    let stricter = if tag == TagName::NonexistentPolicy && is_early {
        " Legitimate mail rarely comes from such names, so np=reject can come before p=reject."
    } else {
        ""
    };
    format!("{who} are asked {asked}.{milder}{others}{stricter}")
}

/// Why RFC 9989 receivers use no policy of the record; `None` if they use it.
fn unused(record: &DmarcRecord) -> Option<&'static str> {
    match record.outcome {
        Outcome::Policy => None,
        Outcome::Monitoring => Some(
            "Without valid policies, receivers on RFC 9989 treat the whole record as p=none and send reports.",
        ),
        Outcome::Ignored if is_dmarc(&record.text) => Some(
            "Without valid policies and a usable report address, receivers on RFC 9989 apply no DMARC.",
        ),
        Outcome::Ignored => Some(
            "Receivers do not treat this text as a DMARC record, so nothing in it has an effect.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::dmarc::parse;

    #[track_caller]
    fn means(text: &str, tag: TagName, expected: &str) {
        assert_eq!(explain(&parse(text), tag).meaning, expected, "{text}");
    }

    #[test]
    fn policies_in_force() {
        use TagName::{NonexistentPolicy, Policy, SubdomainPolicy};
        means(
            "v=DMARC1; p=none",
            Policy,
            "Receivers are asked for nothing. Mail that fails DMARC is handled as if there were no policy.",
        );
        means(
            "v=DMARC1; p=reject",
            Policy,
            "Receivers are asked to refuse mail that fails DMARC. They may treat it as suspicious instead.",
        );
        means(
            "v=DMARC1; p=reject; t=y",
            Policy,
            "Receivers are asked to refuse mail that fails DMARC. They may treat it as suspicious instead. With t=y, \
             receivers on RFC 9989 treat this as quarantine.",
        );
        means(
            "v=DMARC1; p=reject; sp=quarantine",
            SubdomainPolicy,
            "For subdomains that exist and have no record of their own, receivers are asked to treat mail that fails \
             DMARC as suspicious, which often means the spam folder.",
        );
        means(
            "v=DMARC1; p=none; np=reject",
            NonexistentPolicy,
            "For names below this one that do not exist in DNS, receivers are asked to refuse mail that fails DMARC. \
             They may treat it as suspicious instead. Those on RFC 7489 ignore np and use p=none.",
        );
        means(
            "v=DMARC1; p=quarantine",
            NonexistentPolicy,
            "For names below this one that do not exist in DNS, receivers are asked to treat mail that fails DMARC as \
             suspicious, which often means the spam folder. Legitimate mail rarely comes from such names, so np=reject can \
             come before p=reject.",
        );
    }

    #[test]
    fn policies_that_are_not_used() {
        use TagName::{Policy, SubdomainPolicy};
        let text = "v=DMARC1; p=reject; sp=rejct; rua=mailto:a@b.example";
        means(
            text,
            Policy,
            "It asks for reject, but is not used. Without valid policies, receivers on RFC 9989 treat the whole record \
             as p=none and send reports.",
        );
        means(
            text,
            SubdomainPolicy,
            "sp allows only none, quarantine or reject. Without valid policies, receivers on RFC 9989 treat the whole \
             record as p=none and send reports.",
        );
        means(
            "v=DMARC1; p=rejct",
            SubdomainPolicy,
            "Without valid policies and a usable report address, receivers on RFC 9989 apply no DMARC.",
        );
        means(
            "v=dmarc1; p=reject",
            Policy,
            "It asks for reject, but is not used. Receivers do not treat this text as a DMARC record, so nothing in it \
             has an effect.",
        );
    }
}
