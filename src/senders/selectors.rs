//! Which DKIM selectors to try, since DNS does not list them.

use super::{Vendor, vendors};

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

/// How many selectors are tried at most when nobody asks for more.
pub const MAX_SELECTORS: usize = 48;

/// The selectors to try first: those of the vendors that were found, then common ones, each once, and no more
/// than [`MAX_SELECTORS`].
///
/// # Example
///
/// ```
/// use dmarc_checker::senders::{Kind, find, selectors_for};
///
/// let found = find(Kind::Mx, "mx01.mail.icloud.com").unwrap();
/// assert_eq!(selectors_for([found.vendor])[..2], ["sig1", "default"]);
/// ```
pub fn selectors_for<'a>(vendors: impl IntoIterator<Item = &'a Vendor>) -> Vec<&'static str> {
    let mut selectors = each_once(vendors);
    selectors.truncate(MAX_SELECTORS);
    selectors
}

/// Every selector that is known, for a search that somebody asks for.
pub fn all_selectors() -> Vec<&'static str> {
    each_once(vendors())
}

/// The selectors of the vendors, then common ones, each once.
fn each_once<'a>(vendors: impl IntoIterator<Item = &'a Vendor>) -> Vec<&'static str> {
    let own = vendors
        .into_iter()
        .flat_map(|vendor| vendor.selectors.iter());
    let mut selectors: Vec<&'static str> = Vec::new();
    for &selector in own.chain(&COMMON_SELECTORS) {
        if !selectors.contains(&selector) {
            selectors.push(selector);
        }
    }
    selectors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selectors_of_vendors_come_first_and_once() {
        let named = |name| vendors().iter().find(|v| v.name == name).unwrap();
        let found = [named("Microsoft 365"), named("Mailchimp")];
        let selectors = selectors_for(found);
        assert_eq!(
            selectors[..6],
            ["selector1", "selector2", "k1", "k2", "k3", "default"]
        );
        assert_eq!(selectors.len(), COMMON_SELECTORS.len());
    }

    #[test]
    fn there_is_an_end_to_them() {
        assert_eq!(selectors_for(vendors()).len(), MAX_SELECTORS);
        let all = all_selectors();
        assert!(all.len() > 90 && all.len() < 200, "{}", all.len());
    }
}
