//! The widget: a check on somebody else's page.
//!
//! ```text
//! attributes of the element -> Settings, Order -> Widget -> use_check -> the page's own parts
//!                                                        -> Event -> events of the element
//! ```
//!
//! The element itself, which watches its attributes and loads the Wasm, is script (`embed/element/`). It gives a
//! [`Mount`] a place in its shadow root, and hears of every [`Event`].

mod component;
mod event;
mod mount;
mod settings;
mod view;

pub use component::{Order, Widget, WidgetProps};
pub use event::{Event, Told};
pub use mount::Mount;
pub use settings::{Settings, View};
pub use view::{CheckActions, badge, whole};
