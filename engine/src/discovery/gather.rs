//! [`gather`]: runs a complete check.

use std::cell::RefCell;

use super::{Facts, Options, first_round, gather_rest};
use crate::dns::{Asked, Resolver};
use crate::domain::DomainName;

/// Runs all queries about `domain` and returns the final facts.
///
/// `on_facts` receives the facts after each round trip, and `on_progress` how many questions are answered, out of how many. The
/// facts after the first round trip already decide the verdict.
///
/// # Example
///
/// ```
/// use dmarc_engine::discovery::{Options, gather};
/// use dmarc_engine::{dns::Zone, domain::DomainName};
/// use futures_util::FutureExt;
///
/// let domain = DomainName::new("shop.example").unwrap();
/// let mut zone = Zone::new("zone");
/// zone.add_text(&domain.child("_dmarc").unwrap(), "v=DMARC1; p=reject");
/// let facts = gather(&zone, &domain, &Options::default(), |_| (), |_, _| ()).now_or_never().unwrap();
/// assert_eq!(facts.policy().unwrap().domain, domain);
/// ```
pub async fn gather<R: Resolver>(
    resolver: &R,
    domain: &DomainName,
    options: &Options,
    mut on_facts: impl FnMut(&Facts),
    on_progress: impl FnMut(usize, usize),
) -> Facts {
    let asked = Asked::new(resolver, options.limit());
    let on_progress = RefCell::new(on_progress);
    let on_progress = |done, total| on_progress.borrow_mut()(done, total);
    let facts = first_round(&asked, domain, options, on_progress).await;
    on_facts(&facts);
    gather_rest(&asked, facts, on_facts, on_progress).await
}
