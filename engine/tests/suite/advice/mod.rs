//! How the setup around a policy determines the tasks, file by file: SPF, DKIM, reports, use, aliases, other names, the
//! record's text, the owner's statements, and missing answers.

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
