//! The widget: the checker as a custom element on other sites.
//!
//! ```text
//! attributes of the element -> Settings, Order -> Widget -> use_check -> the page's own parts
//!                                                        -> Event -> events of the element
//! ```
//!
//! The element itself is a script (`embed/element/`): it watches its attributes, loads the Wasm, gives a [`Mount`] a place in its
//! shadow root, and dispatches every [`Event`].

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
