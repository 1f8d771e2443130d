//! A DMARC checker that runs where the question is asked: in the visitor's browser.
//!
//! The engine, package [`dmarc_engine`], works out the report; its documentation has the flow of data and the invariants.
//! Here is everything that knows a browser:
//!
//! ```text
//! location hash -> Route -> App -> use_check -> State -> pages -> components
//! ```
//!
//! [`widget`] shows the same parts on other people's pages; [`module`] is the checker for other people's programs,
//! without a view. Their scripts are in `embed/`.
//!
//! [`Route`] and [`State`] are plain data. The hooks alone start anything; pages and components show what
//! they are given, so that the server renderer can show it as well and tests need no browser.
//!
//! No sentence about DMARC stands here: pages say what the [`Report`](dmarc_engine::report::Report) says.

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
mod hooks;
mod later;
mod later_views;
mod location;
pub mod module;
mod on_demand;
mod on_demand_views;
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

/// Hands the engine what a browser has and Wasm has not; each program begins with it.
pub fn prepare() {
    #[cfg(target_arch = "wasm32")]
    dmarc_engine::domain::convert_names_with(browser::to_ascii);
}
