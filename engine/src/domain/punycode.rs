//! Decodes Punycode labels ([RFC 3492](https://www.rfc-editor.org/rfc/rfc3492)).
//!
//! This replaces the decoder of the `idna` crate: together with the sort that it uses, that one is a hundredth of what
//! a widget loads before its first check. [`to_unicode`](super::to_unicode) verifies every result by converting it back
//! with the browser.

/// The base: 26 letters and ten digits.
const BASE: u32 = 36;
/// The smallest threshold.
const T_MIN: u32 = 1;
/// The largest threshold.
const T_MAX: u32 = 26;

/// Decodes a label without its `xn--` ([section 6.2](https://www.rfc-editor.org/rfc/rfc3492#section-6.2)); `None` for
/// text that is not the encoding of any label.
pub(super) fn decode(label: &str) -> Option<String> {
    let (basic, digits) = label.rsplit_once('-').unwrap_or(("", label));
    let mut output: Vec<char> = basic.chars().collect();
    let (mut code, mut place, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = digits.chars().peekable();
    while digits.peek().is_some() {
        let (before, mut weight) = (place, 1_u32);
        for position in (BASE..).step_by(36) {
            let digit = value(digits.next()?)?;
            place = place.checked_add(digit.checked_mul(weight)?)?;
            let threshold = position.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
        }
        let length = u32::try_from(output.len()).ok()? + 1;
        bias = adapted(place - before, length, before == 0);
        code = code.checked_add(place / length)?;
        place %= length;
        output.insert(usize::try_from(place).ok()?, char::from_u32(code)?);
        place += 1;
    }
    Some(output.into_iter().collect())
}

/// The value of a digit: `a` to `z`, then `0` to `9`.
fn value(digit: char) -> Option<u32> {
    match digit {
        '0'..='9' => Some(u32::from(digit) - u32::from('0') + 26),
        'a'..='z' => Some(u32::from(digit) - u32::from('a')),
        _ => None,
    }
}

/// The bias for the next number ([section 6.1](https://www.rfc-editor.org/rfc/rfc3492#section-6.1)).
fn adapted(delta: u32, length: u32, is_first: bool) -> u32 {
    let mut delta = delta / if is_first { 700 } else { 2 };
    delta += delta / length;
    let mut bias = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        bias += BASE;
    }
    bias + (BASE - T_MIN + 1) * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ok_names_of_many_scripts() {
        for (label, name) in [
            ("bcher-kva", "bücher"),
            ("r8jz45g", "例え"),
            ("mgba3gch31f060k", "نامه\u{200c}ای"),
            (
                "b1abfaaepdrnnbgefbadotcwatmq2g4l",
                "почемужеонинеговорятпорусски",
            ),
            (
                "-with-super-monkeys-pc58ag80a8qai00g7n9n",
                "安室奈美恵-with-super-monkeys",
            ),
        ] {
            assert_eq!(decode(label).as_deref(), Some(name));
        }
        for label in ["zzzz99999999", "a!", "ü"] {
            assert_eq!(decode(label), None, "{label}");
        }
    }

    proptest! {
        #[test]
        fn decodes_what_the_crate_encodes(name in "[a-z0-9-]{0,8}\\PC{1,12}[a-z0-9-]{0,8}") {
            prop_assume!(!name.is_ascii());
            let name = name.to_lowercase();
            let label = idna::punycode::encode_str(&name).unwrap();
            prop_assert_eq!(decode(&label), Some(name));
        }

        #[test]
        fn any_text_is_decoded_as_by_the_crate_or_refused(label in "[a-z0-9-]{0,30}") {
            let theirs = idna::punycode::decode_to_string(&label);
            let ours = decode(&label);
            // The crate returns a text without digits unchanged.
            if ours.is_some() && theirs.is_some() {
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
