//! How a policy is found, and what it asks receivers to do.
//!
//! [`Walk`] is the DNS tree walk of [RFC 9989, section 4.10](https://www.rfc-editor.org/rfc/rfc9989#section-4.10);
//! [`rfc9989`] and [`rfc7489`] say what each kind of receiver does with mail from a name. All of that is pure.
//! [`gather`](fn@gather) asks the questions of a check and hands out [`Facts`], from which everything else is worked out.
//!
//! # Why two phases
//!
//! [`first_round`](fn@first_round) is one round trip with everything that needs nothing but the name, and decides what
//! receivers do. [`gather_rest`] asks on for what surrounds the policy. A page shows the first while the code of the
//! second is still on its way to the browser, so the first uses nothing of it.
//!
//! # Why a budget
//!
//! What is published decides how much there is to ask, and the publisher may be hostile. So a check asks a limited
//! number of questions, the most urgent first, and [`Budget`] says what it left out.

mod destination;
mod destinations;
mod doubled_name;
mod effect;
mod facts;
mod first_round;
mod gather;
mod options;
mod proposal;
mod rest;
mod spf_repair;
mod suffix_list;
mod walk;

pub use destination::{Destination, Permission, permission_record, permission_texts};
pub use effect::{Effect, EffectRow, Existence, Handling, RowKind, Source, rfc7489, rfc9989};
pub use facts::{Answers, Facts, OwnMail, ShownRecord, Wildcard};
pub use first_round::first_round;
pub use gather::gather;
pub use options::{Budget, INVENTED_LABEL, MAX_QUESTIONS, MORE_FOR_ALL_SELECTORS, Options};
pub use proposal::{Change, ChangeKind, Proposal};
pub use rest::gather_rest;
pub use spf_repair::{SpfCause, SpfQuestion, SpfRepair};
pub use suffix_list::{SuffixList, organizational_candidates};
pub use walk::{Found, Place, Step, StepOutcome, Walk, walk_names};

#[cfg(test)]
mod held;
