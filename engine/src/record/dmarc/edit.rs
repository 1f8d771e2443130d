//! A tag-by-tag difference between two records, to show before one replaces the other.

use crate::record::elements;

/// A part of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Text in both records.
    Kept(String),
    /// Text only in the current record.
    Removed(String),
    /// Text only in the new record.
    Added(String),
}

/// The parts in order. Without the removed ones, they spell the new record.
pub type Difference = Vec<Segment>;

/// Compares `before` with `after`, element by element.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::dmarc::{Segment, difference};
///
/// let pieces = difference("v=DMARC1; p=none", "v=DMARC1; p=reject");
/// assert_eq!(pieces, [
///     Segment::Kept("v=DMARC1;".into()),
///     Segment::Removed("p=none".into()),
///     Segment::Added("p=reject".into()),
/// ]);
/// ```
pub fn difference(before: &str, after: &str) -> Difference {
    let (before, after) = (pieces(before), pieces(after));
    let mut rest = before.as_slice();
    let mut segments = Vec::new();
    for piece in &after {
        let is_same = |other: &String| other.trim_end_matches(';') == piece.trim_end_matches(';');
        if let Some(place) = rest.iter().position(is_same) {
            let (removed, from_here) = rest.split_at(place);
            segments.extend(removed.iter().cloned().map(Segment::Removed));
            segments.push(Segment::Kept(piece.clone()));
            rest = from_here.get(1..).unwrap_or_default();
        } else {
            // A tag with the same name counts as replaced in place.
            let name = |piece: &str| {
                piece
                    .split('=')
                    .next()
                    .map(|n| n.trim().to_ascii_lowercase())
            };
            if let Some((first, others)) = rest.split_first()
                && name(first) == name(piece)
            {
                segments.push(Segment::Removed(first.clone()));
                rest = others;
            }
            segments.push(Segment::Added(piece.clone()));
        }
    }
    segments.extend(rest.iter().cloned().map(Segment::Removed));
    segments
}

/// The elements as written, each with its trailing semicolon.
fn pieces(text: &str) -> Vec<String> {
    let spans: Vec<_> = elements(text)
        .filter(|element| !element.is_empty())
        .map(|e| e.span)
        .collect();
    let ends_in_semicolon = text.trim_end().ends_with(';');
    let last = spans.len().saturating_sub(1);
    spans
        .iter()
        .enumerate()
        .map(|(place, span)| {
            let semicolon = if place < last || ends_in_semicolon {
                ";"
            } else {
                ""
            };
            format!("{}{semicolon}", span.of(text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(before: &str, after: &str) -> String {
        let pieces: Vec<_> = difference(before, after)
            .into_iter()
            .map(|segment| match segment {
                Segment::Kept(text) => text,
                Segment::Removed(text) => format!("[-{text}-]"),
                Segment::Added(text) => format!("[+{text}+]"),
            })
            .collect();
        pieces.join(" ")
    }

    #[test]
    fn replaced_added_and_removed() {
        assert_eq!(
            show(
                "v=DMARC1; p=none; pct=50; rua=mailto:a@b.example",
                "v=DMARC1; p=reject; rua=mailto:a@b.example; np=reject"
            ),
            "v=DMARC1; [-p=none;-] [+p=reject;+] [-pct=50;-] rua=mailto:a@b.example; [+np=reject+]"
        );
        assert_eq!(show("", "v=DMARC1; p=none"), "[+v=DMARC1;+] [+p=none+]");
        assert_eq!(
            show("v=DMARC1;p=none;", "v=DMARC1; p=none"),
            "v=DMARC1; p=none"
        );
    }
}
