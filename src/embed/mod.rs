//! What the page “Embed” writes: the lines that put the checker into another page.
//!
//! All of it is text made from [`Settings`] and a [`Place`], without a browser. What a person typed, and the address that
//! the page was opened at, become attribute values and nothing else.

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
