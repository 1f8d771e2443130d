//! Senders that do not sign.

use crate::advice::TaskId;
use crate::advice::draft::Draft;
use crate::advice::evidence::{self, DkimGap};
use crate::advice::situation::{Home, Situation};

/// Proposes to set up DKIM if DNS shows that mail is not signed as the domain
/// ([RFC 9989, section 8](https://www.rfc-editor.org/rfc/rfc9989#section-8): a domain must not rely on SPF alone).
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let is_home = matches!(situation.home, Home::Here | Home::Nowhere(_))
        && situation.is_organizational_to_some();
    if !is_home || situation.sends() != Some(true) || situation.known.dkim_confirmed == Some(true) {
        return None;
    }
    let dkim = evidence::dkim(situation.facts)?;
    let vendors: Vec<_> = dkim
        .vendors
        .iter()
        .map(|unsigned| unsigned.vendor.name)
        .filter(|name| !is_confirmed(situation, name))
        .collect();
    let domain = situation.domain();
    let why = match (dkim.missing, vendors.as_slice()) {
        (None, []) => return None,
        (Some(DkimGap::NoKey), _) => format!(
            "No DKIM key exists at {domain}. DMARC then depends on SPF alone, which fails when mail is forwarded."
        ),
        (Some(DkimGap::NoReliableKey), _) => format!(
            "Verifiers can't use any of the DKIM keys found at {domain}. DMARC then depends on SPF alone, which fails \
             when mail is forwarded."
        ),
        (None, vendors) => format!(
            "{} can sign as {domain}, but no working key was found at {} selectors.",
            evidence::listed(vendors),
            if vendors.len() == 1 { "its" } else { "their" }
        ),
    };
    Some(Draft::new(
        TaskId::SetUpDkim,
        format!("Set up DKIM for {domain}"),
        why,
    ))
}

/// Whether the owner said that a vendor's mail is signed as the domain.
pub(in crate::advice) fn is_confirmed(situation: &Situation<'_>, vendor: &str) -> bool {
    let confirmed = &situation.known.dkim_confirmed_at;
    confirmed.iter().any(|name| name == vendor)
}
