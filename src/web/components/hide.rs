//! The words of `hide`, by which a widget's host leaves parts of it out.

use crate::report::Chapter;

/// The word of `hide` for the form.
pub const FORM: &str = "form";

/// The word of `hide` for the choice of a resolver.
pub const RESOLVER: &str = "resolver";

/// What whoever embeds a widget is told of a word of `hide` that is none of now; `None` of the others.
pub fn remark_on_hide(word: &str) -> Option<String> {
    let known = Chapter::ALL.map(Chapter::token);
    let known = [&[FORM, RESOLVER], &known[..]].concat();
    (!known.contains(&word)).then(|| {
        format!(
            "dmarc-checker: hide knows {}. If {word} was a word of it, it hides until the next version.",
            known.join(", ")
        )
    })
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
