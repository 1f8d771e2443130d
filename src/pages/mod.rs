//! The pages of the site.

mod about;
mod check;
mod embed;
mod report;
mod rules;
mod start;

pub use about::about;
pub use check::check;
pub use embed::{Embed, EmbedProps, embed};
pub use report::{ReportActions, report};
pub use rules::rules;
pub use start::start;
