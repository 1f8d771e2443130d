//! What the attributes of the element may say: for the element, and for the page that builds its line.

use dmarc_engine::report::Chapter;

/// The word of `hide` for the form.
pub(super) const FORM: &str = "form";

/// The word of `hide` for the choice of a resolver.
pub(super) const RESOLVER: &str = "resolver";

/// What whoever embeds a widget is told of a word of `hide` that is none of now; `None` of the others.
pub(super) fn remark_on_hide(word: &str) -> Option<String> {
    let known = Chapter::ALL.map(Chapter::token);
    let known = [&[FORM, RESOLVER], &known[..]].concat();
    (!known.contains(&word)).then(|| {
        format!(
            "dmarc-checker: hide knows {}. If {word} was a word of it, it hides until the next version.",
            known.join(", ")
        )
    })
}

/// The words of a list that commas or blanks divide.
pub(super) fn listed(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c == ',' || c.is_whitespace());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Whether an address leads to a page of the web, and runs no script: it is relative, or `http:` or `https:`.
pub(super) fn is_web_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let is_absolute = lower.starts_with("https://") || lower.starts_with("http://");
    let before_path = lower.split(['/', '?', '#']).next().unwrap_or_default();
    // Browsers drop control characters before they look for the scheme.
    let is_plain = !address.is_empty() && !address.contains(char::is_control);
    is_plain && (is_absolute || !before_path.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_have_gone_or_never_were_are_told() {
        for word in ["form", "resolver", "policy", "export"] {
            assert_eq!(remark_on_hide(word), None);
        }
        assert_eq!(
            remark_on_hide("receivers").as_deref(),
            Some(
                "dmarc-checker: hide knows form, resolver, policy, plan, senders, spf, dkim, transport, requirements, \
                 record, evidence, export. If receivers was a word of it, it hides until the next version."
            )
        );
    }
}
