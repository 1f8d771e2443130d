//! Data kept across visits: the selected resolver, and nothing else.

use web_sys::Storage;

use super::Choice;

/// Key in `localStorage`.
const KEY: &str = "dmarc-checker.resolver";

/// Loads the resolver selected on an earlier visit; the default if none is stored or storage is unavailable.
pub(super) fn load() -> Choice {
    storage()
        .and_then(|storage| storage.get_item(KEY).ok()?)
        .and_then(|text| Choice::from_text(&text))
        .unwrap_or_default()
}

/// Stores the resolver for later visits. The default is not stored, so visitors who change nothing leave no data behind.
pub(super) fn save(choice: &Choice) {
    let Some(storage) = storage() else {
        return;
    };
    // Fails if storage is full or blocked; the choice then lasts until the page is closed.
    let _ = if *choice == Choice::default() {
        storage.remove_item(KEY)
    } else {
        storage.set_item(KEY, choice.to_text())
    };
}

/// Returns `localStorage`; `None` where the browser lacks or blocks it.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
