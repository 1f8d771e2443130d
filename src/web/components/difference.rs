//! [`difference`]: what changes from one record to another.

use yew::prelude::*;

use super::{element, text};
use crate::record::dmarc::Segment;
use crate::report::words::visible;

/// The pieces of a difference, each word for word.
pub fn difference(segments: &[Segment]) -> Html {
    let pieces = segments.iter().flat_map(|segment| {
        let (tag, words) = match segment {
            Segment::Kept(words) => ("span", words),
            Segment::Removed(words) => ("del", words),
            Segment::Added(words) => ("ins", words),
        };
        [text(tag, "", &visible(words)), " ".into()]
    });
    element("code", "difference", pieces.collect())
}
