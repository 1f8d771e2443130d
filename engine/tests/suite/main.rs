//! The engine's tests, except the slow ones (`tests/laws`, `tests/replay.rs`): one program, so that it is linked once.

mod advice;
mod architecture;
mod catalogue;
mod changes;
mod dig;
mod dmarc_repair;
mod examples;
mod faults;
mod key_repair;
mod mail_setup;
mod markdown;
mod one_cause;
#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
mod parts {
    pub(crate) mod plan;
    pub(crate) mod sources;
}
mod remarks;
mod repairs;
mod spf;
mod watch;
mod zones;
