//! What several rules share: which of them reports a cause, what was probably meant, and how they word it.

mod causes;
mod kept;
mod keys;
mod mail;
mod meant;
mod most;
mod policy_file;
mod records;
mod spf_joints;
mod spf_slips;
mod spf_text;
mod spf_tree;
mod wording;

pub(super) use crate::record::dmarc::quoting;
pub(super) use crate::record::meant::is_near;
pub(super) use causes::{Causes, MissingSemicolon, missing_semicolons};
pub(in crate::findings) use kept::{Kept, in_record};
pub(in crate::findings) use keys::in_keys;
pub(super) use keys::{alias_target, key_hit, revocation, said, slip_hit, why_unusable};
pub(super) use mail::{enforced, lost_host_hit, spf_lets_send, used_for_mail};
pub(super) use meant::in_ascii;
pub(super) use most::{MOST, most};
pub(super) use policy_file::{policy_hit, policy_key_meant};
pub(super) use records::{
    at_wrong_name, bimi_obstacles, malformed, several, tags_twice, unrecognized, unrecognized_at,
};
pub(super) use spf_joints::{joined_text, joints};
pub(super) use spf_slips::{is_hidden_slip, slip};
pub(in crate::findings) use spf_text::{SpfText, in_records};
pub(super) use spf_text::{is_deciding, repaired_record, sound, unless_repaired, without};
pub(super) use spf_tree::{
    is_open_ended, listed, node_hit, shares, term_in_record, terms_in_records, void_terms, way_to,
    whole_tree,
};
pub(super) use wording::{collapse, shown};
