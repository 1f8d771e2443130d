//! The start page in `index.html` equals the first view that the program renders.

use dmarc_checker::first_paint;

use super::render;

/// The start of the frame in `index.html`.
const START: &str = "<div id=\"frame\">";

/// The end of the frame.
const END: &str = "</div>\n<div id=\"app\"></div>";

/// Removes whitespace between tags.
fn joined(html: &str) -> String {
    let lines: Vec<_> = html.lines().map(str::trim).collect();
    lines.concat()
}

#[test]
fn the_page_holds_what_the_program_shows_first() {
    let page = include_str!("../../index.html");
    let (_, rest) = page.split_once(START).expect("the page has a frame");
    let (held, _) = rest.split_once(END).expect("the frame ends before the app");
    let shown = render(|_| first_paint(), "");
    assert!(
        joined(held) == joined(&shown),
        "index.html has to hold this:\n{}",
        lines(&shown)
    );
}

/// Tags that start on their own line. Between others, a line break would be a visible space.
const BLOCKS: &[&str] = &[
    "header", "nav", "main", "form", "label", "div", "input", "button", "p", "details", "summary",
    "fieldset", "legend", "section", "h1", "h2", "ul", "li", "footer",
];

/// Formats HTML with one line for each block, to be read and copied.
fn lines(html: &str) -> String {
    let mut lines = html.to_owned();
    for block in BLOCKS {
        for end in [" ", ">"] {
            lines = lines.replace(&format!("><{block}{end}"), &format!(">\n<{block}{end}"));
        }
    }
    lines
}
