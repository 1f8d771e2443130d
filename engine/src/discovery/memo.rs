//! [`Memo`]: what was worked out from facts, kept with them.

use std::cell::OnceCell;

/// A value that is worked out once. It says nothing that the facts around it don't, so all are equal; and since the facts of a
/// copy may change, a copy starts empty.
#[derive(Debug)]
pub(super) struct Memo<T>(OnceCell<T>);

impl<T> Memo<T> {
    /// Returns the value, which the first call works out.
    pub(super) fn get(&self, work_out: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(work_out)
    }
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(OnceCell::new())
    }
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<T> PartialEq for Memo<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Memo<T> {}
