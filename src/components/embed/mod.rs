//! Components of the page “Embed”: settings, preview and snippets.

mod blocks;
mod fields;
mod preview;
mod settings;

pub use blocks::{block, rows};
pub use fields::radios;
pub use preview::{Preview, PreviewProps};
pub use settings::{SettingsForm, SettingsFormProps};
