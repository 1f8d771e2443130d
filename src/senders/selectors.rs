//! Which DKIM selectors to try where no vendor is known, since DNS does not list them.

/// The selectors that are most common where no vendor is known, likeliest first.
pub const COMMON_SELECTORS: [&str; 36] = [
    "default",
    "dkim",
    "mail",
    "selector1",
    "selector2",
    "google",
    "s1",
    "s2",
    "k1",
    "k2",
    "k3",
    "key1",
    "key2",
    "mta",
    "email",
    "smtp",
    "mx",
    "selector",
    "sel1",
    "1",
    "2026",
    "2025",
    "2024",
    "mandrill",
    "mg",
    "pm",
    "zoho",
    "protonmail",
    "fm1",
    "brevo1",
    "mailjet",
    "cm",
    "resend",
    "amazonses",
    "zendesk1",
    "ctct1",
];

/// How many selectors are tried at most, those of vendors included, when nobody asks for more.
pub const MAX_SELECTORS: usize = 48;
