//! The pages.

mod about;
mod check;
mod rules;
mod start;

pub use about::about;
pub use check::check;
pub use rules::rules;
pub use start::start;
