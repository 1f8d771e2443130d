//! Finds a domain's policy and what it asks receivers to do.
//!
//! [`Walk`] is the DNS tree walk of [RFC 9989, section 4.10](https://www.rfc-editor.org/rfc/rfc9989#section-4.10). [`rfc9989`]
//! and [`rfc7489`] return what each kind of receiver is asked to do with mail from a name. All of these are pure.
//! [`gather`](fn@gather) asks the questions of a check and returns [`Facts`], from which everything else is computed.
//!
//! # Why two phases
//!
//! [`first_round`](fn@first_round) is one round trip for everything that needs only the name, and decides what receivers are
//! asked to do. [`gather_rest`] then queries what surrounds the policy. A page shows the result of the first phase while the
//! browser still loads the code of the second, so the first phase uses none of that code.
//!
//! # Why a budget
//!
//! What a domain publishes decides how much there is to query, and the publisher may be hostile. So a check asks a limited number
//! of questions, the most urgent first, and [`Budget`] records what was left out.

mod destination;
mod destinations;
mod doubled_name;
mod effect;
mod facts;
mod first_round;
mod gather;
mod memo;
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
