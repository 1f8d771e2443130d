//! The pages of the site.

mod about;
mod check;
mod embed;
mod pasted;
mod report;
mod rules;
mod start;

pub use about::about;
pub use check::check;
pub use embed::{Embed, EmbedProps, embed};
pub use pasted::pasted;
pub use report::report;
pub use rules::Rules;
pub use start::start;
