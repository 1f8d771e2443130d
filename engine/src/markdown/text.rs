//! Escapes text from DNS for Markdown, so that it can't become markup or a link, hide, or change the reading order.

use crate::report::words::visible;

/// The text as inline code on one line, fenced with more backticks than it contains in a row.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // Pad with a blank next to a backtick or around blanks, because renderers remove one blank on each side.
    let pad = if longest > 0 || text.starts_with(' ') && text.ends_with(' ') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The text on one line, with Markdown and HTML markup escaped. Words that renderers would turn into links become
/// inline code, where they don't.
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

/// Splits a word before the first character for which `is_first` is true.
fn split_where(word: &str, is_first: impl Fn(char) -> bool) -> (&str, &str) {
    let start = word.find(is_first).unwrap_or(word.len());
    word.split_at_checked(start).unwrap_or((word, ""))
}

/// Whether renderers may turn a word into a link: it has a scheme, `www.`, or is a mail address.
fn is_link(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let starts = ["://", "www.", "mailto:", "xmpp:", "@"];
    starts.iter().any(|start| word.contains(start))
}

/// The text with a backslash before each character that could be markup.
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
        // The fence is longer than any run of backticks in the text, wherever the text ends.
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
        // Letters of any script are kept as they are.
        assert_eq!(escaped("bücher 例え"), "bücher 例え");
    }
}
