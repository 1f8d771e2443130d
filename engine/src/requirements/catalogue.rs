//! [`RECEIVERS`]: the receivers whose requirements affect many senders, as data.
//!
//! Read on 28 November 2026 in the dated copies that github.com/azumakuniyuki/feb-2024-no-auth-no-entry keeps of the receivers'
//! own pages: for Google the guidelines and their FAQ, for Yahoo the page and its FAQ of 2 August 2025, for Microsoft the
//! announcement, for Apple the postmaster page. None of the pages could be read at its original address, and neither could
//! Microsoft's support article on the same rules, so nothing here is newer than its copy.

use super::Senders::{All, Bulk};
use super::{Receiver, Requirement, Senders, Subject};

/// The day on which the copies were read; see [`Receiver::as_of`] for the age of each copy.
pub const AS_OF: &str = "28 November 2026";

/// The receivers with their requirements.
pub const RECEIVERS: &[Receiver] = &[
    Receiver {
        id: "google",
        name: "Google",
        scope: "For mail to personal Gmail accounts, since February 2024. Since November 2025, more and more mail that \
                does not comply is rejected. Bulk senders send about 5,000 messages a day, counted for a domain with its \
                subdomains. A bulk sender stays one.",
        source_title: "Email sender guidelines",
        source_url: "https://support.google.com/a/answer/81126",
        as_of: "11 March 2026",
        requirements: &[
            asked(Subject::SpfOrDkim, All, "SPF or DKIM"),
            asked(
                Subject::Ptr,
                All,
                "A PTR record for each sending address, whose name resolves back to it",
            ),
            asked(Subject::Tls, All, "TLS for delivery"),
            asked(
                Subject::SpamRate,
                All,
                "Less than 0.1% of mail reported as spam, and never 0.3%",
            ),
            asked(Subject::Spf, Bulk, "SPF"),
            asked(Subject::Dkim, Bulk, "DKIM"),
            asked(Subject::Dmarc, Bulk, "DMARC, at least p=none"),
            asked(
                Subject::Alignment,
                Bulk,
                "The From domain aligned with the SPF or DKIM domain",
            ),
            asked(
                Subject::Unsubscription,
                Bulk,
                "One-click unsubscribe for marketing mail",
            ),
        ],
    },
    Receiver {
        id: "yahoo",
        name: "Yahoo",
        scope: "For mail to Yahoo and AOL, since February 2024. Yahoo does not publish how much mail makes a bulk sender.",
        source_title: "Sender requirements and recommendations",
        source_url: "https://senders.yahooinc.com/best-practices/",
        as_of: "10 April 2025",
        requirements: &[
            asked(Subject::SpfOrDkim, All, "SPF or DKIM"),
            asked(
                Subject::Ptr,
                All,
                "Forward and reverse DNS for each sending address",
            ),
            asked(
                Subject::SpamRate,
                All,
                "Less than 0.3% of mail reported as spam",
            ),
            asked(Subject::Spf, Bulk, "SPF"),
            asked(Subject::Dkim, Bulk, "DKIM"),
            asked(Subject::Dmarc, Bulk, "DMARC, at least p=none"),
            asked(
                Subject::Alignment,
                Bulk,
                "DMARC passes; relaxed alignment is enough",
            ),
            asked(
                Subject::Unsubscription,
                Bulk,
                "One-click unsubscribe for marketing mail, honored within 2 days",
            ),
        ],
    },
    Receiver {
        id: "microsoft",
        name: "Microsoft",
        scope: "For mail to outlook.com, hotmail.com and live.com, since 5 May 2025. Bulk senders are domains that send \
                more than 5,000 messages a day. Mail that does not comply is rejected with 550 5.7.515.",
        source_title: "Outlook's new requirements for high-volume senders",
        source_url: "https://techcommunity.microsoft.com/blog/microsoftdefenderforoffice365blog/strengthening-email-ecosystem-outlook%E2%80%99s-new-requirements-for-high%E2%80%90volume-senders/4399730",
        as_of: "2 August 2025",
        requirements: &[
            asked(Subject::Spf, Bulk, "SPF passes"),
            asked(Subject::Dkim, Bulk, "DKIM passes"),
            asked(Subject::Dmarc, Bulk, "DMARC, at least p=none"),
            asked(
                Subject::Alignment,
                Bulk,
                "The From domain aligned with the SPF or DKIM domain",
            ),
        ],
    },
    Receiver {
        id: "apple",
        name: "Apple",
        scope: "For bulk mail to iCloud Mail, according to a page of 25 February 2025. It names neither a volume nor a \
                minimum policy. Mail that does not comply is rejected.",
        source_title: "Postmaster information for iCloud Mail",
        source_url: "https://support.apple.com/en-us/102322",
        as_of: "26 February 2025",
        requirements: &[
            asked(Subject::Spf, Bulk, "SPF"),
            asked(Subject::Dkim, Bulk, "DKIM"),
            asked(Subject::Dmarc, Bulk, "A DMARC record"),
            asked(
                Subject::Ptr,
                Bulk,
                "Reverse DNS in your domain for each sending address",
            ),
            asked(Subject::Unsubscription, Bulk, "An unsubscribe link"),
        ],
    },
];

/// Creates a requirement.
const fn asked(subject: Subject, senders: Senders, what: &'static str) -> Requirement {
    Requirement {
        subject,
        senders,
        what,
    }
}
