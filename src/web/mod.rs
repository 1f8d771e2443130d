//! The page: everything that knows a browser.
//!
//! ```text
//! location hash -> Route -> App -> use_check -> State -> pages -> components
//! ```
//!
//! [`widget`] shows the same parts on other people's pages; [`module`] is the checker for other people's programs,
//! without a view.
//!
//! [`Route`] and [`State`] are plain data. The hooks alone start anything; pages and components show what
//! they are given, so that the server renderer can show it as well and tests need no browser.
//!
//! # Why no sentence about DMARC stands here
//!
//! Pages say only what the [`Report`](crate::report::Report) says, so that the page, the Markdown and the JSON
//! never tell different stories.

mod answered;
mod app;
mod attributes;
mod browser;
mod cache;
mod choice;
pub mod components;
pub mod embed;
mod export;
mod fetch;
mod gates;
mod hooks;
mod location;
pub mod module;
mod on_demand;
mod page;
pub mod pages;
mod part;
mod route;
mod source;
mod state;
mod storage;
mod suffix_list;
pub mod widget;

pub use answered::{Answered, answered};
pub use app::{App, first_paint, start};
pub use cache::Cached;
pub use choice::Choice;
pub use fetch::Fetch;
pub use page::Page;
pub use part::Part;
pub use route::Route;
pub use state::{Action, Check, Evaluate, Finished, Phase, State};
