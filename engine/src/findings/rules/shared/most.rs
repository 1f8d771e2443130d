//! [`most`]: limits how many places one rule reports.

use std::iter::from_fn;

use crate::findings::Hit;

/// The most places that one rule reports. Ten are enough to see a mistake, and the text may be hostile.
pub(in super::super) const MOST: usize = 10;

/// Returns the first places that a rule finds.
pub(in super::super) fn most(hits: impl IntoIterator<Item = Hit>) -> Vec<Hit> {
    let mut hits = hits.into_iter();
    collected(&mut || hits.next())
}

/// Collects the hits through one function: a hundred copies, one for each rule, would weigh kilobytes.
fn collected(next: &mut dyn FnMut() -> Option<Hit>) -> Vec<Hit> {
    from_fn(next).take(MOST).collect()
}
