//! Text from DNS in Markdown: none of it becomes markup or a link, hides, or changes the order in which others are read.

use crate::report::words::visible;

/// Text as code, fenced by more backticks than it has in a row, on one line.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // A blank between the fence and a backtick, and around blanks alone, since renderers take one away on each side.
    let pad = if longest > 0 || text.starts_with(' ') && text.ends_with(' ') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Text with what Markdown or HTML would read as markup made plain, on one line. Words that renderers would make a link of
/// stand in code, where none does.
pub(super) fn escaped(text: &str) -> String {
    let text = visible(text);
    let words = text.split(' ').map(|word| {
        if is_link(word) {
            let (before, rest) = split_where(word, |c| !"(\"'“‘<".contains(c));
            let end = rest.trim_end_matches(|c| ".,;:!?)\"'”’>".contains(c)).len();
            let (link, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            return format!("{}{}{}", plain(before), code(link), plain(after));
        }
        plain(word)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The part of a word before the first character of a kind, and the rest.
fn split_where(word: &str, is_first: impl Fn(char) -> bool) -> (&str, &str) {
    let start = word.find(is_first).unwrap_or(word.len());
    word.split_at_checked(start).unwrap_or((word, ""))
}

/// Whether renderers may make a link of a word: one with a scheme, with `www.`, or a mail address.
fn is_link(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let starts = ["://", "www.", "mailto:", "xmpp:", "@"];
    starts.iter().any(|start| word.contains(start))
}

/// Text with a backslash before each character that may be markup.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_~[]<>|#!&".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_dns_stays_text() {
        assert_eq!(code("a`b``c"), "``` a`b``c ```");
        assert_eq!(code("a\nb"), "`a[U+000A]b`");
        assert_eq!(escaped("<b>[x](y)"), "\\<b\\>\\[x\\](y)");
        assert_eq!(escaped("~~gone~~"), "\\~\\~gone\\~\\~");
    }

    #[test]
    fn no_word_becomes_a_link() {
        assert_eq!(
            escaped("See (https://evil.example/i.png), or WWW.evil.example."),
            "See (`https://evil.example/i.png`), or `WWW.evil.example`."
        );
        assert_eq!(
            escaped("Ask a*b@evil.example!"),
            "Ask `a*b@evil.example`\\!"
        );
        // A fence that is longer than what stands in it, wherever the text ends.
        assert_eq!(
            escaped("x`http://a.example` y"),
            "`` x`http://a.example` `` y"
        );
        assert_eq!(escaped("@"), "`@`");
    }

    #[test]
    fn what_hides_or_turns_text_around_is_named() {
        for (hidden, name) in [
            ('\u{202e}', "U+202E"),
            ('\u{200b}', "U+200B"),
            ('\u{feff}', "U+FEFF"),
            ('\u{2066}', "U+2066"),
            ('\u{2029}', "U+2029"),
            ('\u{e0041}', "U+E0041"),
        ] {
            let text = format!("p=no{hidden}ne");
            assert_eq!(code(&text), format!("`p=no[{name}]ne`"));
            assert_eq!(escaped(&text), format!("p=no\\[{name}\\]ne"));
        }
        // Letters of any script stay as they are.
        assert_eq!(escaped("bücher 例え"), "bücher 例え");
    }
}
