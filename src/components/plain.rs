//! [`plain`] and [`plains`]: texts from DNS as they are, cut where they are long.
//!
//! A record may have 60,000 characters, and a name 500 records: more than anyone reads, and more than a browser lays out in
//! reasonable time. What is cut can be opened, and is then not wrapped, because that is what takes time.

use yew::prelude::*;

use super::fold::fold;
use super::{element, text};
use dmarc_engine::report::words::{counted, cut, visible};

/// How many octets of a text are shown at first.
const LONGEST: usize = 1_000;

/// How many texts are shown at first.
const MOST: usize = 10;

/// Text from DNS with its whitespace preserved.
pub fn plain(words: &str) -> Html {
    let (start, is_cut) = cut(words, LONGEST);
    if !is_cut {
        return text("pre", "plain__text", &visible(words));
    }
    let all = whole(&visible(words));
    let summary = format!("Show all {} characters", words.chars().count());
    html! {
        <>
            { text("pre", "plain__text", &format!("{}…", visible(start))) }
            { fold(&summary, all) }
        </>
    }
}

/// Several of them.
pub(super) fn plains(texts: &[String]) -> Html {
    let (first, rest) = texts.split_at(texts.len().min(MOST));
    let first = first.iter().map(|text| plain(text));
    if rest.is_empty() {
        return first.collect();
    }
    // One text of all is one element to lay out.
    let lines: Vec<_> = rest.iter().map(|line| visible(line)).collect();
    let all = whole(&lines.join("\n"));
    let summary = format!(
        "Show {}",
        counted(rest.len(), "more record", "more records")
    );
    let rest = element("div", "", fold(&summary, all));
    first.chain([rest]).collect()
}

/// A text that is not wrapped. It scrolls, with the keyboard too.
fn whole(words: &str) -> Html {
    html! { <pre class="plain__text plain__text--all" tabindex="0">{ words.to_owned() }</pre> }
}
