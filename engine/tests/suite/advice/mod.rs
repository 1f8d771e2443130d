//! What is around a policy decides on the tasks, file by file: SPF, DKIM, reports, use, aliases, other names, what the record
//! says, what the owner says, and what is not known yet.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it expects by failing"
)]

mod alias;
mod corners;
pub(crate) mod desk;
mod dkim;
mod elsewhere;
mod known;
mod lock;
mod repairs;
mod reports;
mod road;
mod rounds;
mod spf;
mod suffixes;
