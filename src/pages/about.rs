//! [`about`]: privacy, limits and standards.

use yew::prelude::*;

use crate::components::{points, prose, text, titled};
use dmarc_engine::dns::PROVIDERS;

/// Who can see which data.
const PRIVACY: &[&str] = &[
    "The resolver you choose sees the domain you check, the names that belong to the check, and your IP address. If \
     it fails, the next one on the list sees the same, and the page says who answered. A resolver of your own is \
     the only one that is asked.",
    "To find the answers, a resolver asks the name servers of these domains, as for any other question.",
    "Nobody else learns which domain you check: no analytics, no cookies, no fonts or scripts from other places. \
     Whoever hosts this page sees that its files were loaded; the domain stands behind the # of the address, which \
     browsers do not send.",
    "The page keeps one thing in this browser, in localStorage: the resolver, if you choose another than the first. \
     What you check stays in the history of your browser, as with any page.",
    "Domains that end in .example are answered from this page itself.",
];

/// What the checker can't check.
const LIMITS: &[&str] = &[
    "What a receiver really does. A policy asks; each receiver decides.",
    "Mail itself. Whether your mail passes shows in the Authentication-Results header of a message you send, and in \
     the aggregate reports you receive.",
    "Mail servers. A browser cannot speak SMTP, so nothing here is about STARTTLS, certificates or DANE.",
    "Files on other web servers that refuse requests from pages, such as the policy file of MTA-STS, which you can \
     paste, and the logo of BIMI, which is never loaded.",
    "DKIM keys at selectors that it does not try. DNS has no list of selectors, so likely ones are tried, and those \
     that you name. A key in DNS does not show that mail is signed with it.",
    "Who really sends. Services show by names in DNS, which may be out of date, and others use no names at all.",
    "What SPF says of one message, where that depends on the message, until you ask about a sender.",
    "DNSSEC signatures. The page repeats what the resolver says about them.",
    "Other views of DNS. A resolver may hold an older answer until its time to live is over, and a name server may \
     answer others differently.",
];

/// The standards that the checker implements, by RFC number.
const STANDARDS: &[(u16, &str)] = &[
    (9989, "DMARC"),
    (9990, "DMARC aggregate reporting"),
    (9991, "DMARC failure reporting"),
    (
        7489,
        "DMARC as it was until 2026; many receivers still go by it",
    ),
    (7208, "SPF"),
    (7505, "Null MX"),
    (8484, "DNS over HTTPS"),
];

/// The page about privacy, limits and standards.
pub fn about() -> Html {
    let names: Vec<_> = PROVIDERS.iter().map(|(_, name, ..)| *name).collect();
    let resolvers = format!(
        "The resolvers on the list, in the order of asking: {}.",
        names.join(", ")
    );
    let privacy = PRIVACY.iter().copied().chain([resolvers.as_str()]);
    let standards = STANDARDS.iter().map(|(number, title)| {
        let href = format!("https://www.rfc-editor.org/rfc/rfc{number}");
        html! { <><a {href} rel="noreferrer noopener">{ format!("RFC {number}") }</a>{ ": " }{ *title }</> }
    });
    html! {
        <article class="page">
            <h1 class="page__title" id="title" tabindex="-1">{ "About" }</h1>
            { prose("DMARC checker reads what a domain publishes about its mail and says what that asks of \
                     receivers. It is a page of static files: the web server that hands them out does not \
                     learn what you check.") }
            { titled("privacy", "Privacy", points(privacy.map(to_html))) }
            { titled("limits", "What it cannot see", points(LIMITS.iter().copied().map(to_html))) }
            { titled("standards", "What it goes by", points(standards)) }
            <p class="prose"><a href="NOTICES.txt">{ "What it is made of, and under which licenses" }</a></p>
        </article>
    }
}

/// A list item of plain text.
fn to_html(point: &str) -> Html {
    text("span", "", point)
}
