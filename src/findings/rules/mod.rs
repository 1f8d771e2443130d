//! The rules, one a file.

pub(super) mod report_address_without_mailto;
pub(super) mod several_records;
