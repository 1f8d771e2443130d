//! Punycode ([RFC 3492](https://www.rfc-editor.org/rfc/rfc3492)), as far as labels are encoded.
//!
//! Its own thirty lines rather than a crate with tables for every script: `cargo xtask` is compiled before
//! anything else.

/// The base: 26 letters and ten digits.
const BASE: u32 = 36;
/// The smallest threshold.
const T_MIN: u32 = 1;
/// The largest threshold.
const T_MAX: u32 = 26;

/// Encodes a label, without `xn--` ([section 6.3](https://www.rfc-editor.org/rfc/rfc3492#section-6.3)); `None` for one
/// that is far longer than DNS allows.
pub(crate) fn punycode(label: &str) -> Option<String> {
    let mut output: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(output.len()).ok()?;
    if basic > 0 {
        output.push('-');
    }
    let codes: Vec<u32> = label.chars().map(u32::from).collect();
    let (mut delta, mut bias, mut handled, mut next) = (0_u32, 72, basic, 128);
    while let Some(&code) = codes.iter().filter(|&&code| code >= next).min() {
        delta = delta.checked_add((code - next).checked_mul(handled + 1)?)?;
        next = code;
        for &other in &codes {
            if other < next {
                delta = delta.checked_add(1)?;
            } else if other == next {
                write_number(delta, bias, &mut output);
                bias = adapted(delta, handled + 1, handled == basic);
                handled += 1;
                delta = 0;
            }
        }
        delta = delta.checked_add(1)?;
        next += 1;
    }
    Some(output)
}

/// Writes a number in digits of varying weight, the least first.
fn write_number(mut number: u32, bias: u32, output: &mut String) {
    for place in (BASE..).step_by(36) {
        let threshold = place.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if number < threshold {
            break;
        }
        let over = number - threshold;
        output.extend(digit(threshold + over % (BASE - threshold)));
        number = over / (BASE - threshold);
    }
    output.extend(digit(number));
}

/// The character of a digit: `a` to `z`, then `0` to `9`.
fn digit(value: u32) -> Option<char> {
    let place = usize::try_from(value).ok()?;
    "abcdefghijklmnopqrstuvwxyz0123456789".chars().nth(place)
}

/// The next bias ([section 6.1](https://www.rfc-editor.org/rfc/rfc3492#section-6.1)).
fn adapted(delta: u32, handled: u32, is_first: bool) -> u32 {
    let mut delta = delta / if is_first { 700 } else { 2 };
    delta += delta / handled;
    let mut bias = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        bias += BASE;
    }
    bias + (BASE - T_MIN + 1) * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_several_scripts() {
        for (label, encoded) in [
            ("b\u{fc}cher", "bcher-kva"),
            ("\u{440}\u{444}", "p1ai"),
            ("\u{516c}\u{53f8}", "55qx5d"),
            ("stj\u{f8}rdalshalsen", "stjrdalshalsen-sqb"),
            ("\u{627}\u{6cc}\u{631}\u{627}\u{646}", "mgba3a4f16a"),
        ] {
            assert_eq!(punycode(label).as_deref(), Some(encoded), "{label}");
        }
    }
}
