//! [`difference`]: the changes between two records.

use yew::prelude::*;

use super::{element, text};
use dmarc_engine::record::dmarc::Segment;
use dmarc_engine::report::words::visible;

/// Renders the segments of a difference: kept, removed and added text.
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
