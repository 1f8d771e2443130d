//! The road from no record to `p=reject`, one step per file. Each step decides whether it is due and what it changes.

pub(super) mod ask_again;
pub(super) mod end_ramp;
pub(super) mod fix_spf;
pub(super) mod invented_names;
pub(super) mod keep;
pub(super) mod lock;
pub(super) mod organization_record;
pub(super) mod own_record;
pub(super) mod publish_record;
pub(super) mod quarantine;
pub(super) mod receive_reports;
pub(super) mod reject;
pub(super) mod remove_alias;
pub(super) mod repair_record;
pub(super) mod set_up_dkim;
pub(super) mod subdomains;
