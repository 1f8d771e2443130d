//! Attribute values of `<dmarc-checker>`, shared by the element and the snippet builder.

use dmarc_engine::report::Chapter;

/// Token in `hide` for the form.
pub(super) const FORM: &str = "form";

/// Token in `hide` for the resolver selection.
pub(super) const RESOLVER: &str = "resolver";

/// Console warning for a token in `hide` that is not a current one; `None` for current tokens.
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

/// Splits a list at commas and whitespace.
pub(super) fn listed(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c == ',' || c.is_whitespace());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Whether a URL is relative or uses `http:` or `https:`, so that following it can't run a script.
pub(super) fn is_web_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let is_absolute = lower.starts_with("https://") || lower.starts_with("http://");
    let before_path = lower.split(['/', '?', '#']).next().unwrap_or_default();
    // Browsers strip some control characters before parsing the scheme, so reject them all.
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
