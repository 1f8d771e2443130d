//! [`publication`]: a record to publish or remove, in the fields of a DNS console.

use yew::prelude::*;

use super::{CopyButton, code, copied_text, difference, element, prose, text};
use dmarc_engine::advice::{By, Publication};
use dmarc_engine::record::dmarc::{self, Segment};
use dmarc_engine::report::words::cut;

/// Maximum number of octets shown of a value. Most fit; one from DNS may have 60,000, which takes a browser seconds to lay out.
const LONGEST_VALUE: usize = 500;

/// Maximum number of octets shown of a segment of a difference, or of a current record.
const LONGEST_PIECE: usize = 200;

/// Maximum number of segments of a difference, and of current records, that are shown.
const MOST: usize = 40;

/// Why a record with a missing report address can't be copied yet.
const NO_ADDRESS: &str = "not yet: type the address that gets the reports first";

/// A record to publish or remove, and who has to do it; `address` is the report address that the visitor typed.
pub fn publication(record: &Publication, address: &str) -> Html {
    let name = record.name.as_str();
    let by = match record.by {
        By::Owner => None,
        By::Destination => name
            .split_once("._report._dmarc.")
            .map(|(_, host)| format!("Send this record to those who run {host}; they publish it:")),
        By::Host => {
            Some("Change it in the settings of the service that hosts the record:".to_owned())
        }
    };
    let is_removal = record.value.is_none();
    let today = (is_removal || record.today.len() > 1).then(|| {
        let words = if is_removal { "Remove" } else { "Replaces" };
        row(words, today(&record.today))
    });
    html! {
        <>
            { by.map(|by| prose(&by)).unwrap_or_default() }
            <dl class="publish">
                { row("Name", code(name)) }
                { row("Type", code(record.kind.as_str())) }
                { value(record, address) }
                { today.unwrap_or_default() }
            </dl>
        </>
    }
}

/// The value. Where it replaces a record, what that loses is struck out within it, and is neither copied nor selected.
fn value(record: &Publication, address: &str) -> Html {
    let Some(value) = &record.value else {
        return Html::default();
    };
    let name = record.name.as_str();
    let Some((before, after)) = record.around_address() else {
        let change = record.difference.as_deref().and_then(change);
        return copied(name, value, change.unwrap_or_else(|| shown(value)));
    };
    let Some(value) = record.with_address(address) else {
        let blank = text("span", "publish__blank", "your report address");
        let content = html! { <>{ start(before) }{ "mailto:" }{ blank }{ start(after) }</> };
        let value = with_button(
            element("code", "", content),
            html! { <CopyButton label="Copy" about={about(name)} refusal={NO_ADDRESS} /> },
        );
        return row("Value", value);
    };
    let today = record.today.first().filter(|_| record.difference.is_some());
    let change = today.and_then(|today| change(&dmarc::difference(today, &value)));
    copied(name, &value, change.unwrap_or_else(|| shown(&value)))
}

/// A record to publish that isn't part of the plan.
pub(super) fn to_publish(name: &str, kind: &str, value: &str) -> Html {
    html! {
        <dl class="publish">
            { row("Name", code(name)) }
            { row("Type", code(kind)) }
            { copied(name, value, shown(value)) }
        </dl>
    }
}

/// The row of a value, with a button that copies all of it.
fn copied(name: &str, value: &str, shown: Html) -> Html {
    let text = {
        let value = value.to_owned();
        copied_text(move || value.clone())
    };
    let button = html! { <CopyButton label="Copy" about={about(name)} {text} /> };
    row("Value", with_button(shown, button))
}

/// The screen reader text of a copy button.
fn about(name: &str) -> String {
    format!("the value for {name}")
}

/// A value and its copy button.
fn with_button(value: Html, button: Html) -> Html {
    element("div", "publish__value", html! { <>{ value }{ button }</> })
}

/// A value, shortened if it is long.
fn shown(value: &str) -> Html {
    let (start, is_cut) = cut(value, LONGEST_VALUE);
    if !is_cut {
        return code(start);
    }
    html! { <div>{ code(start) }{ text("small", "", "This is its beginning. The button copies all of it.") }</div> }
}

/// Shortens a long text.
fn start(text: &str) -> String {
    match cut(text, LONGEST_VALUE) {
        (start, true) => format!("{start}…"),
        (start, false) => start.to_owned(),
    }
}

/// The changes against the current record; `None` without changes.
fn change(segments: &[Segment]) -> Option<Html> {
    let short = |words: &String| match cut(words, LONGEST_PIECE) {
        (start, true) => format!("{start}…"),
        (start, false) => start.to_owned(),
    };
    let has_change = |segment: &Segment| !matches!(segment, Segment::Kept(_));
    let segments = segments.iter().take(MOST);
    let segments: Vec<_> = segments
        .map(|segment| match segment {
            Segment::Kept(words) => Segment::Kept(short(words)),
            Segment::Removed(words) => Segment::Removed(short(words)),
            Segment::Added(words) => Segment::Added(short(words)),
        })
        .collect();
    let is_change = segments.iter().any(has_change);
    is_change.then(|| difference(&segments))
}

/// The current records that are removed.
fn today(records: &[String]) -> Html {
    let record = |record: &String| {
        let (start, is_cut) = cut(record, LONGEST_PIECE);
        let more = if is_cut { "…" } else { "" };
        element("div", "", code(&format!("{start}{more}")))
    };
    records.iter().take(MOST).map(record).collect()
}

/// A labeled row of a record.
#[inline(never)]
fn row(term: &'static str, content: Html) -> Html {
    html! { <div class="publish__row"><dt>{ term }</dt><dd>{ content }</dd></div> }
}
