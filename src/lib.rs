//! A DMARC checker that runs in the visitor's browser.
//!
//! The engine, package [`dmarc_engine`], builds the report; its documentation describes the data flow and the invariants. This
//! package contains everything that depends on a browser:
//!
//! ```text
//! location hash -> Route -> App -> use_check -> State -> pages -> components
//! ```
//!
//! [`widget`] shows the same components on other sites; [`module`] is the checker as a JavaScript module without a view. Their
//! scripts are in `embed/`.
//!
//! [`Route`] and [`State`] are plain data. Only hooks have side effects; pages and components render their input, so the server
//! renderer can render them too and tests need no browser.
//!
//! This package contains no sentences about DMARC: pages show those of the [`Report`](dmarc_engine::report::Report).

mod answered;
mod app;
mod attributes;
mod browser;
mod cache;
mod choice;
pub mod components;
mod course;
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
pub use state::{Action, AskAnew, Calls, Check, Evaluate, Finished, Phase, State};

/// Gives the engine the browser's IDNA conversion, which it lacks in Wasm. Every program calls this first.
pub fn prepare() {
    #[cfg(target_arch = "wasm32")]
    dmarc_engine::domain::convert_names_with(browser::to_ascii);
}
