//! What the page keeps across visits: the resolver that was chosen, and nothing else.

use web_sys::Storage;

use super::Choice;

/// Under which name the resolver is kept.
const KEY: &str = "dmarc-checker.resolver";

/// The resolver that was chosen on an earlier visit; the default where nothing is kept or nothing can be.
pub(super) fn load() -> Choice {
    storage()
        .and_then(|storage| storage.get_item(KEY).ok()?)
        .and_then(|text| Choice::from_text(&text))
        .unwrap_or_default()
}

/// Keeps the resolver for later visits. The default is not kept, so that whoever changes nothing leaves
/// nothing behind.
pub(super) fn save(choice: &Choice) {
    let Some(storage) = storage() else {
        return;
    };
    // Fails where storage is full or forbidden; then the choice holds until the page is closed.
    let _ = if *choice == Choice::default() {
        storage.remove_item(KEY)
    } else {
        storage.set_item(KEY, choice.to_text())
    };
}

/// The storage; `None` where the browser has none or forbids it.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
