//! The example zone: fictitious domains below `.example`, which [RFC 2606](https://www.rfc-editor.org/rfc/rfc2606)
//! reserves for this purpose. A file that ships with the page answers for them, so everything can be tried, shown and
//! tested without a network.

use super::Zone;
use crate::domain::DomainName;

/// The zone file without its comments; the browser tests serve the same file.
const FILE: &str = include_str!(concat!(env!("OUT_DIR"), "/example.zone"));

/// The resolver name that its answers carry.
const NAME: &str = "example zone";

/// The domains whose answers count as validated with DNSSEC.
const SIGNED: [&str; 1] = ["reject.example"];

/// A domain of the example zone and what it demonstrates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The domain name.
    pub domain: &'static str,
    /// What it demonstrates, in a few words.
    pub shows: &'static str,
}

const fn example(domain: &'static str, shows: &'static str) -> Example {
    Example { domain, shows }
}

/// The examples: first the steps on the way to `p=reject`, then failures, then finer points.
pub const EXAMPLES: &[Example] = &[
    example("no-record.example", "No DMARC record"),
    example("no-reports.example", "A policy of none without reports"),
    example("monitoring.example", "Collects reports, stops nothing"),
    example(
        "quarantine.example",
        "Failing mail is treated as suspicious",
    ),
    example("reject.example", "Failing mail is refused"),
    example("parked.example", "Sends no mail, not locked"),
    example("half-locked.example", "Sends no mail, partly locked"),
    example("locked.example", "Sends no mail, locked"),
    example("several-records.example", "Two records, so none is valid"),
    example(
        "misspelled-policy.example",
        "A typo in p removes all protection",
    ),
    example(
        "misspelled-subdomain-policy.example",
        "A typo in sp undoes p",
    ),
    example(
        "misspelled-np.example",
        "A typo in np that only new receivers see",
    ),
    example("two-policies.example", "The p tag appears twice"),
    example("line-feed.example", "A line break hides the report address"),
    example("wrong-version.example", "dmarc1 is not DMARC1"),
    example("odd-characters.example", "A no-break space in the record"),
    example("spf-in-the-wrong-place.example", "SPF where DMARC belongs"),
    example(
        "missing-mailto.example",
        "A report address that is not a URI",
    ),
    example(
        "no-permission.example",
        "Reports to a host that has not agreed",
    ),
    example(
        "dead-mailbox.example",
        "Reports to a host that accepts no mail",
    ),
    example("weak-subdomains.example", "Reject, but not for subdomains"),
    example(
        "invented-names.example",
        "Reject, but not for made-up subdomains",
    ),
    example("percent.example", "A percentage that new receivers ignore"),
    example("test-mode.example", "A test mode that old receivers ignore"),
    example("old-tags.example", "Tags that RFC 9989 removed"),
    example(
        "too-many-look-ups.example",
        "SPF that needs more lookups than allowed",
    ),
    example("glued-spf.example", "SPF without a space before -all"),
    example("comma-in-spf.example", "SPF with a comma between its terms"),
    example("doubled-prefix.example", "SPF with ip4: twice"),
    example("split-spf.example", "SPF in two strings without a space"),
    example(
        "misspelled-include.example",
        "SPF that includes a misspelled name",
    ),
    example("open-spf.example", "SPF that allows every sender"),
    example("spf-alone.example", "Reject without DKIM"),
    example(
        "weak-keys.example",
        "DKIM keys that receivers do not accept",
    ),
    example(
        "vendors-without-dkim.example",
        "Vendors that send without signing",
    ),
    example("alias.example", "A record hosted by a vendor"),
    example("dead-alias.example", "An alias that leads to no record"),
    example("wildcard.example", "Every made-up subdomain exists"),
    example("news.reject.example", "A subdomain without its own record"),
    example(
        "www.mail.in-between.example",
        "A record that receivers skip",
    ),
    example(
        "shop.branch.organization.example",
        "A branch that is its own organization",
    ),
    example(
        "news.only-subdomain.example",
        "Only a subdomain has a record",
    ),
    example(
        "customer.public-suffix.example",
        "A policy from above the organization",
    ),
];

/// Whether the example zone answers for this domain.
pub fn is_example(domain: &DomainName) -> bool {
    domain.labels().next_back() == Some("example")
}

/// The example zone. Questions about names outside of it fail. A test checks that its file is valid; if it were not, a
/// page should show an empty zone instead of failing.
pub fn example_zone() -> Zone {
    let mut zone = Zone::from_file(NAME, "example", FILE).unwrap_or_else(|_| Zone::new(NAME));
    if let Ok(origin) = DomainName::new("example") {
        zone.keep_to(origin);
    }
    for signed in SIGNED.iter().filter_map(|name| DomainName::new(name).ok()) {
        zone.sign(signed);
    }
    zone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{LookupError, Outcome, Question};

    #[test]
    fn the_file_can_be_read() {
        assert_eq!(Zone::from_file(NAME, "example", FILE).err(), None);
    }

    #[test]
    fn every_example_is_in_the_zone() {
        let zone = example_zone();
        for example in EXAMPLES {
            let name = DomainName::new(example.domain).unwrap();
            assert!(is_example(&name));
            let has_mail_or_address = zone
                .names()
                .any(|other| *other == name || other.is_below(&name));
            assert!(has_mail_or_address, "{name}");
        }
    }

    #[test]
    fn names_elsewhere_are_not_denied() {
        let zone = example_zone();
        let outcome = |name: &str| {
            let name = DomainName::new(name).unwrap();
            zone.answer(&Question::txt(name)).outcome
        };
        let unknown = Outcome::Failed(LookupError::NotRecorded);
        assert_eq!(outcome("_spf.vendor.test"), unknown);
        assert_eq!(outcome("myexample"), unknown);
        assert_eq!(outcome("nobody.example"), Outcome::NxDomain);
        assert_eq!(outcome("example"), Outcome::NoData);
    }

    #[test]
    fn answers_are_authenticated_where_all_of_them_is_signed() {
        let zone = example_zone();
        let is_authenticated = |name: &str| {
            let name = DomainName::new(name).unwrap();
            zone.answer(&Question::txt(name)).is_authenticated
        };
        assert!(is_authenticated("reject.example"));
        assert!(is_authenticated("nobody.reject.example"));
        assert!(!is_authenticated("monitoring.example"));
        // The alias leads to a vendor's zone that is not signed.
        assert!(!is_authenticated("em1._domainkey.reject.example"));
    }

    #[test]
    fn every_record_is_part_of_an_example() {
        let examples: Vec<_> = EXAMPLES
            .iter()
            .map(|e| DomainName::new(e.domain).unwrap())
            .collect();
        let zone = example_zone();
        let policies = zone
            .names()
            .filter_map(|name| name.as_str().strip_prefix("_dmarc."));
        for policy in policies.map(|name| DomainName::new(name).unwrap()) {
            let is_used = examples.iter().any(|e| *e == policy || e.is_below(&policy));
            assert!(is_used, "{policy}");
        }
    }
}
