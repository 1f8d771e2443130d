//! [`TagValues`]: a value for each of some tags.

use crate::record::dmarc::TagName;

/// A value for each of some tags. They are few, so a list does.
#[derive(Debug, Clone, Default)]
pub(super) struct TagValues(Vec<(TagName, String)>);

impl TagValues {
    /// The value of a tag.
    pub(super) fn get(&self, name: TagName) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether a tag has a value.
    pub(super) fn contains(&self, name: TagName) -> bool {
        self.get(name).is_some()
    }

    /// Gives a tag a value in place of the one it had; without one it has none from then on.
    pub(super) fn set(&mut self, name: TagName, value: Option<&str>) {
        self.0.retain(|(known, _)| *known != name);
        self.0.extend(value.map(|value| (name, value.to_owned())));
    }
}
