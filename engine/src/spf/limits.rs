//! Limits: those of the standard, and those that keep a hostile record from occupying a visitor's browser.

/// How many terms may cause look-ups
/// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
pub const MAX_LOOKUPS: usize = 10;

/// How many terms may find nothing
/// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
pub const MAX_VOIDS: usize = 2;

/// How many hosts one `mx` may name
/// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
pub const MAX_MX_HOSTS: usize = 10;

/// How many names of an address are looked at; further ones are passed over
/// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
pub const MAX_PTR_NAMES: usize = 10;

/// How many records a tree holds at most.
pub const MAX_NODES: usize = 50;

/// How far below the domain a tree goes. A receiver is at most [`MAX_LOOKUPS`] deep.
pub const MAX_DEPTH: usize = 12;

/// How many terms of all its records a tree looks at.
pub const MAX_TERMS: usize = 1000;

/// How many addresses of one host a tree looks at.
pub const MAX_ADDRESSES: usize = 100;

/// How many different questions a tree calls for.
pub const MAX_QUESTIONS: usize = 80;
