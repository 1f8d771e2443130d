//! Limits: those of the standard, and those that keep a hostile record from hanging a visitor's browser.

/// The most terms that may cause lookups
/// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
pub const MAX_LOOKUPS: usize = 10;

/// The most terms that should have void lookups; a recommendation
/// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
pub const MAX_VOIDS: usize = 2;

/// The most hosts that one `mx` may name
/// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
pub const MAX_MX_HOSTS: usize = 10;

/// The most reverse DNS names of an address that are checked; the rest are ignored
/// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
pub const MAX_PTR_NAMES: usize = 10;

/// The most records in a tree.
pub const MAX_NODES: usize = 50;

/// The greatest depth of a tree. A receiver goes at most [`MAX_LOOKUPS`] deep.
pub const MAX_DEPTH: usize = 12;

/// The most terms, over all records, that a tree examines.
pub const MAX_TERMS: usize = 1000;

/// The most addresses of one host that a tree examines.
pub const MAX_ADDRESSES: usize = 100;

/// The most distinct questions that a tree requires.
pub const MAX_QUESTIONS: usize = 80;
