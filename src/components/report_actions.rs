//! [`ReportActions`]: what a report can have done.

use yew::prelude::*;

use super::{SearchSelectors, Surface};
use crate::Calls;

/// The callbacks of a report, and its surface.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportActions {
    /// What the report can have done.
    pub calls: Calls,
    /// Repeats the check with these DKIM selectors.
    pub on_search: SearchSelectors,
    /// Repeats the check.
    pub on_again: Callback<()>,
    /// Where the report is shown.
    pub surface: Surface,
}
