//! Explains `psd` and `t`.

use super::Explanation;
use super::explanation::origin;
use crate::findings::Reference;
use crate::record::dmarc::{DmarcRecord, Policy, Psd, TagName};

/// Explains `psd` or `t`.
pub(super) fn explain(record: &DmarcRecord, tag: TagName) -> Explanation {
    if tag == TagName::Testing {
        Explanation {
            title: "Test mode",
            meaning: test_mode(record).to_owned(),
            origin: origin(record, tag, record.is_testing.origin),
            references: const { &[Reference::new(9989, "4.7"), Reference::new(9989, "A.6")] },
        }
    } else {
        Explanation {
            title: "Public Suffix Domain",
            meaning: public_suffix(record.psd.value).to_owned(),
            origin: origin(record, tag, record.psd.origin),
            references: const { &[Reference::new(9989, "4.7"), Reference::new(9989, "4.10.2")] },
        }
    }
}

/// Describes `psd`.
const fn public_suffix(psd: Psd) -> &'static str {
    match psd {
        Psd::Yes => {
            "Names directly below this one belong to different owners, and each is an Organizational Domain of its \
             own. Receivers on RFC 7489 do not know psd."
        }
        Psd::No => {
            "This name is the Organizational Domain for itself and all names below it, whatever records exist above. \
             Receivers on RFC 7489 do not know psd."
        }
        Psd::Unknown => {
            "Receivers on RFC 9989 find the Organizational Domain by walking up the name: it is the shortest one with \
             a record, unless another record on the way has psd."
        }
    }
}

/// Describes `t`.
fn test_mode(record: &DmarcRecord) -> &'static str {
    let policies = [
        record.policy.value,
        record.subdomain_policy.value,
        record.nonexistent_policy.value,
    ];
    if !record.is_testing.value {
        "The policies apply as written."
    } else if policies.iter().all(|&policy| policy == Policy::None) {
        "The owner is testing. That has no effect while every policy is none."
    } else {
        "The owner is testing: receivers on RFC 9989 treat reject as quarantine and quarantine as none, and report as \
             before. Those on RFC 7489 do not know t and apply the policies as written."
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
    fn test_modes() {
        let tag = TagName::Testing;
        means("v=DMARC1; p=reject", tag, "The policies apply as written.");
        means(
            "v=DMARC1; p=none; t=y",
            tag,
            "The owner is testing. That has no effect while every policy is none.",
        );
        means(
            "v=DMARC1; p=none; np=reject; t=y",
            tag,
            "The owner is testing: receivers on RFC 9989 treat reject as quarantine and quarantine as none, and report as \
             before. Those on RFC 7489 do not know t and apply the policies as written.",
        );
    }

    #[test]
    fn public_suffixes() {
        let tag = TagName::PublicSuffixDomain;
        means(
            "v=DMARC1; p=reject; psd=n",
            tag,
            "This name is the Organizational Domain for itself and all names below it, whatever records exist above. \
             Receivers on RFC 7489 do not know psd.",
        );
        means(
            "v=DMARC1; p=reject",
            tag,
            "Receivers on RFC 9989 find the Organizational Domain by walking up the name: it is the shortest one with \
             a record, unless another record on the way has psd.",
        );
    }
}
