//! [`RECEIVERS`]: the receivers whose requirements are widely felt, as data.

use super::Senders::{All, Bulk};
use super::{Receiver, Requirement, Senders, Subject};

/// The day of which the requirements are, from copies and summaries of the receivers' pages.
pub const AS_OF: &str = "23 November 2026";

/// The receivers.
pub const RECEIVERS: &[Receiver] = &[
    Receiver {
        id: "google",
        name: "Google",
        scope: "For mail to personal Gmail accounts, since February 2024; since November 2025 more and more mail that \
                does not comply is rejected. Bulk senders are those who send about 5,000 messages a day, counted for a \
                domain together with its subdomains. Who was one once remains one.",
        source_title: "Email sender guidelines",
        source_url: "https://support.google.com/a/answer/81126",
        requirements: &[
            asked(Subject::SpfOrDkim, All, "SPF or DKIM"),
            asked(
                Subject::Ptr,
                All,
                "A valid PTR record for each sending address",
            ),
            asked(Subject::Tls, All, "TLS for delivery"),
            asked(
                Subject::SpamRate,
                All,
                "Less than 0.1 % of mail called spam, and never 0.3 %",
            ),
            asked(Subject::Spf, Bulk, "SPF"),
            asked(Subject::Dkim, Bulk, "DKIM"),
            asked(Subject::Dmarc, Bulk, "DMARC, at least p=none"),
            asked(
                Subject::Alignment,
                Bulk,
                "The From domain aligned with that of SPF or DKIM",
            ),
            asked(
                Subject::Unsubscription,
                Bulk,
                "One-click unsubscription from marketing mail",
            ),
        ],
    },
    Receiver {
        id: "yahoo",
        name: "Yahoo",
        scope: "For mail to Yahoo and AOL, since February 2024. How much mail makes a bulk sender is not published.",
        source_title: "Sender best practices",
        source_url: "https://senders.yahooinc.com/best-practices/",
        requirements: &[
            asked(Subject::Spf, Bulk, "SPF"),
            asked(Subject::Dkim, Bulk, "DKIM"),
            asked(Subject::Dmarc, Bulk, "DMARC, at least p=none"),
            asked(
                Subject::Alignment,
                Bulk,
                "DMARC passes; relaxed alignment is enough",
            ),
            asked(Subject::Unsubscription, Bulk, "One-click unsubscription"),
        ],
    },
    Receiver {
        id: "microsoft",
        name: "Microsoft",
        scope: "For mail to outlook.com, hotmail.com, live.com and msn.com, since 5 May 2025. Bulk senders are domains \
                that send more than 5,000 messages a day. Mail that does not comply is rejected with 550 5.7.515.",
        source_title: "Outlook's new requirements for high-volume senders",
        source_url: "https://techcommunity.microsoft.com/blog/microsoftdefenderforoffice365blog/strengthening-email-ecosystem-outlook%E2%80%99s-new-requirements-for-high%E2%80%90volume-senders/4399730",
        requirements: &[
            asked(Subject::Spf, Bulk, "SPF passes"),
            asked(Subject::Dkim, Bulk, "DKIM passes"),
            asked(Subject::Dmarc, Bulk, "DMARC, at least p=none"),
            asked(
                Subject::Alignment,
                Bulk,
                "The From domain aligned with that of SPF or DKIM",
            ),
        ],
    },
    Receiver {
        id: "apple",
        name: "Apple",
        scope: "For bulk mail to iCloud Mail, by a page of 25 February 2025. It names neither how much mail that is nor a \
                least policy.",
        source_title: "Postmaster information for iCloud Mail",
        source_url: "https://support.apple.com/en-us/102322",
        requirements: &[
            asked(Subject::Spf, Bulk, "SPF"),
            asked(Subject::Dkim, Bulk, "DKIM"),
            asked(Subject::Dmarc, Bulk, "A DMARC record"),
        ],
    },
];

/// A requirement.
const fn asked(subject: Subject, senders: Senders, what: &'static str) -> Requirement {
    Requirement {
        subject,
        senders,
        what,
    }
}
