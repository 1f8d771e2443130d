//! Snippets that embed the checker in other pages, for the page “Embed”.
//!
//! Everything is text generated from [`Settings`] and a [`Place`], without a browser. Visitor input and the URL of the page can
//! only become attribute values.

mod look;
mod place;
mod policy;
mod recipes;
mod settings;
mod snippet;
mod tables;

pub use look::{COLORS, Color, LOOK_PROPERTIES, Look, RADII};
pub use place::{Place, Reach};
pub use policy::{Policy, Requirement, policy};
pub use recipes::{Flavor, Recipe, TARGETS, recipe};
pub use settings::{Offer, Settings, THEMES, VIEWS, parts, resolvers};
pub use snippet::{Block, element_tag, frame_tag};
pub use tables::{EVENTS, HOST, PARTS, PROPERTIES};
