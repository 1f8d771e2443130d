//! Explains `adkim` and `aspf`.

use super::Explanation;
use super::explanation::origin;
use crate::findings::Reference;
use crate::record::dmarc::{Alignment, DmarcRecord, TagName};

/// Explains `adkim` or `aspf`.
pub(super) fn explain(record: &DmarcRecord, tag: TagName) -> Explanation {
    let is_dkim = tag == TagName::DkimAlignment;
    let (title, effective, passed) = if is_dkim {
        (
            "DKIM alignment",
            &record.dkim_alignment,
            "A valid DKIM signature counts for DMARC",
        )
    } else {
        (
            "SPF alignment",
            &record.spf_alignment,
            "An SPF pass counts for DMARC",
        )
    };
    let domain = if is_dkim {
        "its domain"
    } else {
        "the return-path domain"
    };
    let condition = match effective.value {
        Alignment::Relaxed => {
            "has the same Organizational Domain as the From address; a subdomain or parent domain counts"
        }
        Alignment::Strict => {
            "is exactly the domain of the From address; a subdomain does not count"
        }
    };
    Explanation {
        title,
        meaning: format!("{passed} when {domain} {condition}."),
        origin: origin(record, tag, effective.origin),
        references: const {
            &[
                Reference::new(9989, "4.7"),
                Reference::new(9989, "4.10.2"),
                Reference::new(7489, "3.1"),
            ]
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::dmarc::parse;

    #[test]
    fn relaxed_and_strict() {
        let record = parse("v=DMARC1; p=none; aspf=s");
        assert_eq!(
            explain(&record, TagName::DkimAlignment).meaning,
            "A valid DKIM signature counts for DMARC when its domain has the same Organizational Domain as the From \
             address; a subdomain or parent domain counts."
        );
        assert_eq!(
            explain(&record, TagName::SpfAlignment).meaning,
            "An SPF pass counts for DMARC when the return-path domain is exactly the domain of the From address; \
             a subdomain does not count."
        );
    }
}
