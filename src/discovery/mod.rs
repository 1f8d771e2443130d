//! How a policy is found, and what it asks receivers to do.
//!
//! [`Walk`] is the DNS tree walk of [RFC 9989, section 4.10](https://www.rfc-editor.org/rfc/rfc9989#section-4.10);
//! [`rfc9989`] and [`rfc7489`] say what each kind of receiver does with mail from a name. All of that is pure.
//! [`gather`] asks the questions of a check, all that are known at once, and hands out [`Facts`], from which
//! everything else is worked out.

mod destination;
mod destinations;
mod effect;
mod facts;
mod first_round;
mod gather;
mod options;
mod rest;
mod suffix_list;
mod walk;

pub use destination::{Destination, Permission, permission_record, permission_texts};
pub use effect::{Effect, EffectRow, Existence, Handling, RowKind, Source, rfc7489, rfc9989};
pub use facts::{Answers, Facts, MailSetup, ShownRecord, Wildcard};
pub use first_round::first_round;
pub use gather::gather;
pub use options::{Budget, INVENTED_LABEL, MAX_QUESTIONS, MORE_FOR_ALL_SELECTORS, Options};
pub use rest::gather_rest;
pub use suffix_list::{SuffixList, organizational_candidates};
pub use walk::{Found, Place, Step, StepOutcome, Walk, walk_names};

#[cfg(test)]
mod held;
