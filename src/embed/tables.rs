//! Reference tables for the page “Embed”: events, properties and parts of the element, and the headers its host has to send.

/// Events of the element with their meaning and `detail`.
pub const EVENTS: &[(&str, &str)] = &[
    ("dmarc-ready", "The checker has started."),
    (
        "dmarc-start",
        "A check begins; detail.domain is what is checked.",
    ),
    (
        "dmarc-progress",
        "detail.answered of detail.asked questions are answered.",
    ),
    (
        "dmarc-result",
        "A check is done; detail is the report, with detail.schema as its version.",
    ),
    (
        "dmarc-error",
        "It could not be done; detail.code and detail.message say why; detail.report is null, or what could be told.",
    ),
];

/// Properties and methods of the element with their meaning.
pub const PROPERTIES: &[(&str, &str)] = &[
    (
        "check(domain)",
        "Checks, and gives a promise of the report.",
    ),
    ("reset()", "Forgets the check, as if the element were new."),
    ("result", "The last report, or null."),
    (
        "domain, view, theme, …",
        "As the attributes; the names are in camel case, such as reportHref.",
    ),
];

/// Parts of the element for `::part()` in a style sheet.
pub const PARTS: &[(&str, &str)] = &[
    (
        "form, input, button",
        "Where a domain is typed; every button.",
    ),
    ("verdict", "The sentence at the top."),
    (
        "section",
        "Each section; each by its name as well, such as next-step.",
    ),
    ("badge", "The badge."),
    ("link", "The link to the whole report."),
    ("error", "What is said when the checker cannot start."),
];

/// Headers that the host of the folder has to send: header, files, reason.
pub const HOST: &[(&str, &str, &str)] = &[
    (
        "Access-Control-Allow-Origin: *",
        "all files",
        "Pages from other origins load them.",
    ),
    (
        "Content-Type: text/javascript",
        ".js",
        "Browsers run no module of another type.",
    ),
    (
        "Content-Type: application/wasm",
        ".wasm",
        "What it is: what comes as something else may be changed or refused on the way.",
    ),
    (
        "no X-Frame-Options, no frame-ancestors",
        "frame.html",
        "Other pages show it.",
    ),
    (
        "Cache-Control: max-age=31536000, immutable",
        "all files",
        "Not needed, but good: the address holds the version.",
    ),
];
