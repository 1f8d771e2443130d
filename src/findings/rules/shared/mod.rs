//! What several rules about records share: which of them speaks, what was likely meant, and how they put it.

mod causes;
mod meant;
mod wording;

pub(super) use causes::{Causes, MissingSemicolon, missing_semicolons, quoting};
pub(super) use meant::{in_ascii, is_near, nearest_policy};
pub(super) use wording::{MOST, collapse, shown};
