//! The parts of the page “Embed”: settings, preview, and what is copied.

mod blocks;
mod fields;
mod preview;
mod settings;

pub use blocks::{block, rows};
pub use fields::radios;
pub use preview::{Preview, PreviewProps};
pub use settings::{SettingsForm, SettingsFormProps};
