//! [`TagValues`]: a small map from tags to values.

use crate::record::dmarc::TagName;

/// A map from tags to values. There are few tags, so a list is enough.
#[derive(Debug, Clone, Default)]
pub(super) struct TagValues(Vec<(TagName, String)>);

impl TagValues {
    pub(super) fn get(&self, name: TagName) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn contains(&self, name: TagName) -> bool {
        self.get(name).is_some()
    }

    /// Sets or replaces a tag's value; `None` removes it.
    pub(super) fn set(&mut self, name: TagName, value: Option<&str>) {
        self.0.retain(|(known, _)| *known != name);
        self.0.extend(value.map(|value| (name, value.to_owned())));
    }
}
