//! As much of SPF ([RFC 7208](https://www.rfc-editor.org/rfc/rfc7208)) as tells a parked domain from one that
//! sends.

/// Whether the text is an SPF record: `v=spf1`, then a space or nothing
/// ([RFC 7208, section 4.5](https://www.rfc-editor.org/rfc/rfc7208#section-4.5)).
pub fn is_spf(text: &str) -> bool {
    match text.split_at_checked(6) {
        Some((version, rest)) => {
            version.eq_ignore_ascii_case("v=spf1") && (rest.is_empty() || rest.starts_with(' '))
        }
        None => false,
    }
}

/// Whether the record says that nobody may send: its only mechanism is `-all`
/// ([RFC 7208, section 10.1.2](https://www.rfc-editor.org/rfc/rfc7208#section-10.1.2)).
pub fn allows_nobody(text: &str) -> bool {
    is_spf(text)
        && text
            .split(' ')
            .filter(|term| !term.is_empty())
            .skip(1)
            .map(str::to_ascii_lowercase)
            .eq(["-all"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_lone_fail_for_all_allows_nobody() {
        assert!(allows_nobody("v=spf1 -all"));
        assert!(allows_nobody("V=SPF1  -ALL "));
        assert!(!allows_nobody("v=spf1 ~all"));
        assert!(!allows_nobody("v=spf1 mx -all"));
        assert!(!allows_nobody("v=spf10 -all"));
        assert!(!allows_nobody("v=spf1"));
    }
}
