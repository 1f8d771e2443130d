//! [`Look`]: colors, corners and font of the element, as CSS custom properties.

use std::fmt::Write as _;

use super::Offer;
use super::settings::offer;

/// A color that can be customized, with its defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Name of the CSS custom property.
    pub property: &'static str,
    /// Label in the form.
    pub label: &'static str,
    /// Default in the light scheme, as in `styles/tokens.css`.
    pub light: &'static str,
    /// Default in the dark scheme, as in `styles/tokens.css`.
    pub dark: &'static str,
}

/// The colors that can be customized. The accent must be first: [`Look::properties`] derives the text color on buttons from it.
pub const COLORS: &[Color] = &[
    Color {
        property: "--dmarc-accent",
        label: "Accent",
        light: "#1f4fd8",
        dark: "#94b3ff",
    },
    Color {
        property: "--dmarc-ink",
        label: "Text",
        light: "#1c2027",
        dark: "#e8e7e2",
    },
    Color {
        property: "--dmarc-paper",
        label: "Paper",
        light: "#fbfaf7",
        dark: "#15171b",
    },
];

/// Corner radii on offer; the first is the default.
pub const RADII: &[Offer] = &[
    offer("0.5rem", "Round", ""),
    offer("0.25rem", "A little", ""),
    offer("0", "Square", ""),
];

/// The custom properties that a look can set.
pub const LOOK_PROPERTIES: &[&str] = &[
    "--dmarc-accent",
    ON_ACCENT_PROPERTY,
    "--dmarc-ink",
    "--dmarc-paper",
    RADIUS_PROPERTY,
    FONT_PROPERTY,
];

/// Color of text on the accent, derived from the accent.
const ON_ACCENT_PROPERTY: &str = "--dmarc-on-accent";

const RADIUS_PROPERTY: &str = "--dmarc-radius";

const FONT_PROPERTY: &str = "--dmarc-text";

/// Colors for text on a dark and on a light accent.
const ON_ACCENT: [&str; 2] = ["#ffffff", "#10131a"];

/// Minimum contrast of text ([WCAG 2.2, 1.4.3](https://www.w3.org/TR/WCAG22/#contrast-minimum)).
const LEAST_CONTRAST: f64 = 4.5;

/// The customized look of the element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The colors as `[light, dark]`, in the order of [`COLORS`].
    pub colors: Vec<[String; 2]>,
    /// The value of one of [`RADII`].
    pub radius: String,
    /// A CSS font-family list; empty for the default.
    pub font: String,
}

impl Default for Look {
    /// The look of an element that isn't customized.
    fn default() -> Self {
        Self {
            colors: COLORS
                .iter()
                .map(|color| [color.light.to_owned(), color.dark.to_owned()])
                .collect(),
            radius: RADII
                .first()
                .map_or_else(String::new, |radius| radius.value.to_owned()),
            font: String::new(),
        }
    }
}

impl Look {
    /// Sets a color for light (0) or dark (1). Ignores values other than `#rrggbb`.
    pub fn set_color(&mut self, place: usize, scheme: usize, value: &str) {
        let slot = self
            .colors
            .get_mut(place)
            .and_then(|shades| shades.get_mut(scheme));
        if let (Some(slot), Some(_)) = (slot, channels(value)) {
            value.clone_into(slot);
        }
    }

    /// The custom properties that differ from the defaults. `theme` decides which schemes count.
    pub fn properties(&self, theme: &str) -> Vec<(&'static str, String)> {
        let mut properties = Vec::new();
        for (place, (color, shades)) in COLORS.iter().zip(&self.colors).enumerate() {
            let [light, dark] = shades;
            let usual = in_theme(color.light, color.dark, theme);
            let value = in_theme(light, dark, theme);
            if value == usual {
                continue;
            }
            properties.push((color.property, value));
            if place == 0 {
                let on_accent = in_theme(readable_on(light), readable_on(dark), theme);
                properties.push((ON_ACCENT_PROPERTY, on_accent));
            }
        }
        if self.radius != Self::default().radius {
            properties.push((RADIUS_PROPERTY, self.radius.clone()));
        }
        let font = self.font.trim();
        if !font.is_empty() && self.refused_font().is_none() {
            properties.push((FONT_PROPERTY, font.to_owned()));
        }
        properties
    }

    /// The properties as a CSS rule; empty if none differ.
    pub fn rule(&self, theme: &str) -> String {
        let properties = self.properties(theme);
        if properties.is_empty() {
            return String::new();
        }
        let mut rule = "dmarc-checker {\n".to_owned();
        for (name, value) in properties {
            // Writing to a string can't fail.
            let _ = writeln!(rule, "  {name}: {value};");
        }
        rule.push('}');
        rule
    }

    /// Validates the font; returns the error as a sentence.
    pub fn refused_font(&self) -> Option<String> {
        let is_part = |c: char| c.is_alphanumeric() || " ,-_".contains(c);
        // Without its closing quote, a name would swallow the rest of the rule.
        let is_whole = self.font.matches('"').count().is_multiple_of(2);
        let is_font = self.font.chars().all(|c| is_part(c) || c == '"') && is_whole;
        (!is_font).then(|| {
            "A font is a list of names with commas between, such as Georgia, serif.".to_owned()
        })
    }

    /// Warnings about low contrast, one sentence each.
    pub fn remarks(&self, theme: &str) -> Vec<String> {
        let mut remarks = Vec::new();
        let [accent, ink, paper] = self.colors.as_slice() else {
            return remarks;
        };
        for (words, other, is_dark) in [("light", "dark", false), ("dark", "light", true)] {
            let shade =
                |[light, dark]: &[String; 2]| if is_dark { dark.clone() } else { light.clone() };
            for (color, name) in [(accent, "The accent"), (ink, "The text")] {
                let contrast = contrast(&shade(color), &shade(paper));
                if theme != other && contrast < LEAST_CONTRAST {
                    remarks.push(format!(
                        "{name} is hard to read on the paper in {words} colors: {} to 1, and text needs {} to 1.",
                        tenths(contrast),
                        tenths(LEAST_CONTRAST)
                    ));
                }
            }
        }
        remarks
    }
}

/// The CSS value of a color in a theme: one color, or `light-dark()`.
fn in_theme(light: &str, dark: &str, theme: &str) -> String {
    match theme {
        "light" => light.to_owned(),
        "dark" => dark.to_owned(),
        _ if light == dark => light.to_owned(),
        _ => format!("light-dark({light}, {dark})"),
    }
}

/// The text color with the higher contrast on this background.
fn readable_on(color: &str) -> &'static str {
    let [white, black] = ON_ACCENT;
    if contrast(white, color) >= contrast(black, color) {
        white
    } else {
        black
    }
}

/// Contrast ratio of two colors, from 1 to 21 ([WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)).
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Formats a contrast with one decimal, rounded down so that it never looks better than it is. The float formatting of the
/// standard library would add more to the Wasm than the rest of this file.
fn tenths(contrast: f64) -> String {
    // A contrast is between 1 and 21, so the cast only drops the fraction.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let tenths = (contrast * 10.0) as u32;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Relative luminance from 0 to 1 ([WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)).
fn luminance(color: &str) -> f64 {
    let linear = |channel: u8| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.040_45 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    };
    let [red, green, blue] = channels(color).unwrap_or_default();
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// Parses `#rrggbb`; `None` for any other text.
fn channels(color: &str) -> Option<[u8; 3]> {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let channel = |from: usize| {
        let digits = digits.get(from..from + 2)?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_hex
            .then(|| u8::from_str_radix(digits, 16).ok())
            .flatten()
    };
    Some([channel(0)?, channel(2)?, channel(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A look with this accent in light and dark.
    fn accent(light: &str, dark: &str) -> Look {
        let mut look = Look::default();
        look.set_color(0, 0, light);
        look.set_color(0, 1, dark);
        look
    }

    #[test]
    fn the_usual_colors_are_those_of_the_tokens() {
        let tokens = include_str!("../../styles/tokens.css");
        for Color {
            property,
            light,
            dark,
            ..
        } in COLORS
        {
            let line = format!("{property}: light-dark({light}, {dark});");
            assert!(tokens.contains(&line), "{line}");
        }
        let radius = format!("--dmarc-radius: {};", RADII[0].value);
        assert!(tokens.contains(&radius), "{radius}");
    }

    #[test]
    fn the_usual_look_needs_no_rule() {
        for theme in ["auto", "light", "dark"] {
            assert_eq!(Look::default().rule(theme), "");
            assert_eq!(Look::default().remarks(theme), Vec::<String>::new());
        }
    }

    #[test]
    fn a_rule_holds_what_differs() {
        let mut look = accent("#0a6b3f", "#94b3ff");
        look.radius = "0".into();
        look.font = " \"Source Serif 4\", serif ".into();
        assert_eq!(
            look.rule("auto"),
            "dmarc-checker {\n  \
             --dmarc-accent: light-dark(#0a6b3f, #94b3ff);\n  \
             --dmarc-on-accent: light-dark(#ffffff, #10131a);\n  \
             --dmarc-radius: 0;\n  \
             --dmarc-text: \"Source Serif 4\", serif;\n\
             }"
        );
        look.set_color(1, 0, "#000000");
        look.set_color(2, 1, "#000000");
        let changed: Vec<_> = look
            .properties("auto")
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(changed, LOOK_PROPERTIES);
    }

    #[test]
    fn a_theme_needs_its_own_colors_only() {
        let look = accent("#0a6b3f", "#94b3ff");
        let expected = [
            ("--dmarc-accent", "#0a6b3f".to_owned()),
            ("--dmarc-on-accent", "#ffffff".to_owned()),
        ];
        assert_eq!(look.properties("light"), expected);
        assert_eq!(look.properties("dark"), []);
    }

    #[test]
    fn what_is_no_color_or_font_goes_nowhere() {
        for color in [
            "red", "#fff", "#12345g", "#+1+1+1", "#ééé", "url(x)", "#000000}",
        ] {
            assert_eq!(accent(color, color), Look::default(), "{color}");
        }
        for font in [
            "serif; } body { display: none",
            "a\\",
            "url(x)",
            "\"serif",
            "</style>",
        ] {
            let look = Look {
                font: font.into(),
                ..Look::default()
            };
            assert_eq!(look.rule("auto"), "", "{font}");
            assert!(look.refused_font().is_some(), "{font}");
        }
        let mut look = Look::default();
        look.set_color(9, 0, "#000000");
        look.set_color(0, 9, "#000000");
        assert_eq!(look, Look::default());
    }

    #[test]
    fn text_that_is_hard_to_read_is_named() {
        let look = accent("#ffd400", "#94b3ff");
        assert_eq!(
            look.remarks("auto"),
            [
                "The accent is hard to read on the paper in light colors: 1.3 to 1, and text needs 4.5 to 1."
            ]
        );
        assert_eq!(look.remarks("dark"), Vec::<String>::new());
        assert_eq!(look.properties("light")[1].1, "#10131a");
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.001);
    }
}
